import fc from "fast-check";
import { blockOfCard, blockOfData, blockOfShortBoards, blockOfSummary, cardOfBlock, freeSheetName, validSheetName } from "../../src/sheets/sheetNames";

const RUNS = { numRuns: 10_000 };

/** What Excel refuses, and what the longest, emptiest and oddest wishes look like. */
const wishes = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 45 }),
  fc.string({ unit: fc.constantFrom(..."':\\/?*[]History history省呼叫中心网管 \t\n\u0000\u001f\uFFFE\uFFFF\uD83D\uDE00😀ＡＢ．".split("")), maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("😀", "a", "'", "𠮷"), minLength: 14, maxLength: 34 }),
  fc.constantFrom(
    "",
    " ",
    "'",
    "'''",
    "History",
    "HISTORY",
    "hIsToRy",
    " history ",
    "A1",
    "R1C1",
    "网络部/网管中心",
    "?*?",
    "x".repeat(31),
    "x".repeat(32),
    "x".repeat(30) + "😀",
    "_x000D_",
    "甲_x005F_x0041_",
  ),
);

function isValid(name: string): boolean {
  return (
    name.length >= 1 &&
    name.length <= 31 &&
    !/[:\\/?*[\]]/.test(name) &&
    !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(name) &&
    // A file would spell another character with it.
    !/_x[0-9A-Fa-f]{4}_/.test(name) &&
    !name.startsWith("'") &&
    !name.endsWith("'") &&
    name.toLowerCase() !== "history" &&
    name.trim() === name
  );
}

describe("a sheet's name", () => {
  it.each([
    ["网络部/网管中心", "网络部-网管中心"],
    ["呼叫中心", "呼叫中心"],
    ["Q1: plan [draft]?", "Q1- plan (draft)"],
    ["'quoted'", "quoted"],
    ["History", "History -"],
    ["", "Sheet"],
    ["x".repeat(30) + "😀", "x".repeat(30)],
    ["x".repeat(29) + "😀", "x".repeat(29) + "😀"],
    ["省\n呼叫中心", "省 呼叫中心"],
  ])("%j becomes %j", (wanted, name) => {
    expect(validSheetName(wanted)).toBe(name);
  });

  it("is valid, stable and left as it is once it is valid, for 10,000 wishes", () => {
    fc.assert(
      fc.property(wishes, (wanted) => {
        const name = validSheetName(wanted);
        expect({ wanted, name, valid: isValid(name) }).toEqual({ wanted, name, valid: true });
        expect(validSheetName(wanted)).toBe(name);
        expect(validSheetName(name)).toBe(name);
      }),
      RUNS,
    );
  });
});

describe("a free sheet name", () => {
  it("is the wish where nobody has it", () => {
    expect(freeSheetName("呼叫中心", ["汇总"], "计分卡")).toBe("呼叫中心");
  });

  it("says what it is where a foreign sheet has the name, then counts", () => {
    expect(freeSheetName("呼叫中心", ["呼叫中心"], "计分卡")).toBe("呼叫中心计分卡");
    expect(freeSheetName("呼叫中心", ["呼叫中心", "呼叫中心计分卡"], "计分卡")).toBe("呼叫中心计分卡 (2)");
    expect(freeSheetName("Taiyuan", ["TAIYUAN", "taiyuan CARD", "Taiyuan card (2)"], " card")).toBe("Taiyuan card (3)");
  });

  it("takes full and half width for the same", () => {
    expect(freeSheetName("Ａ", ["a"], " card")).toBe("Ａ card");
  });

  it("keeps the suffix whole where the name is long", () => {
    const long = "省".repeat(31);
    expect(freeSheetName(long, [long], "计分卡")).toBe(`${"省".repeat(28)}计分卡`);
  });

  it("is valid and unique for some 16,000 wishes, each in a crowd of its own kind", () => {
    fc.assert(
      fc.property(fc.array(wishes, { minLength: 2, maxLength: 6 }), fc.constantFrom("计分卡", " card"), (wanted, suffix) => {
        const taken: string[] = [];
        for (const wish of [...wanted, ...wanted]) {
          const name = freeSheetName(wish, taken, suffix);
          expect(isValid(name)).toBe(true);
          expect(taken.map((other) => other.toLowerCase())).not.toContain(name.toLowerCase());
          taken.push(name);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a block's name", () => {
  const codes = fc.oneof(
    fc.string({ maxLength: 24 }),
    fc.string({ unit: "grapheme", maxLength: 24 }),
    fc.string({ unit: fc.constantFrom(..."aAbBxX09_.省'\u0000\uD83D😀é".split("")), maxLength: 24 }),
    fc.constantFrom("__proto__", "constructor", "a.b", "A.B", "_a", "A", "_0", "0_", "", "R1C1", "=1+1"),
  );
  /** A defined name: it begins with a letter, goes on with letters, digits, "_" and ".", and looks like no cell. */
  const DEFINED_NAME = /^[a-z][a-z0-9_.\u4e00-\u9fa5]{0,254}$/i;

  it.each([
    ["BJ", "75", "kpi.card._b_j.75"],
    ["省呼叫中心", "hu-1", "kpi.card.省呼叫中心.hu_02d_1"],
  ])("of the card of %s by %s is %s", (department, template, name) => {
    expect(blockOfCard(department, template)).toBe(name);
  });

  it("is one that Excel takes, gives its codes back, and is nobody else's, for 10,000 pairs of codes", () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(codes, codes, (department, template) => {
        const name = blockOfCard(department, template);
        expect(name).toMatch(DEFINED_NAME);
        const pair = JSON.stringify([department, template]);
        const back = cardOfBlock(name);
        // Past 255 characters the codes do not fit in.
        if (name.split(".").length === 4) expect(back).toEqual({ department, template });
        else expect(back).toBeNull();
        const folded = name.toLowerCase();
        expect(seen.get(folded) ?? pair).toBe(pair);
        seen.set(folded, pair);
      }),
      RUNS,
    );
  });

  it("stays short for codes of ten thousand characters, and tells them apart", () => {
    const one = blockOfCard("Ä".repeat(10_000), "T");
    const other = blockOfCard("Ä".repeat(10_001), "T");
    expect(one).toMatch(DEFINED_NAME);
    expect(one).not.toBe(other);
    expect(cardOfBlock(one)).toBeNull();
  });

  it("is not taken for a card's where it is not one", () => {
    for (const block of [blockOfSummary(), blockOfShortBoards(), blockOfData(), "kpi.card.a", "other.card.a.b"]) expect(cardOfBlock(block)).toBeNull();
  });
});
