/** One figure as people write it. */
import fc from "fast-check";
import { readFigure } from "../../src/sheets/figureText";
import { type Cell } from "../../src/sheets/grid";
import { errorCell, shown } from "../support/gridOf";
import { cpuNow } from "../support/cpuTime";
import { counts, inFull, minutes, proved } from "../support/fullCounts";

// Hostile texts are long; on a machine that does something else they take their time.
jest.setTimeout(minutes(2));

const plain = (value: string | number | boolean | null): Cell => ({ value, format: "General" });

/** "85", or the state, and the code of the finding. */
function read(cell: Cell, unit: string, writtenIn?: string): string {
  const { figure, fault } = readFigure(cell, unit, writtenIn);
  return `${figure.state === "value" ? figure.value.toFixed() : figure.state}${fault ? ` ${fault.code}` : ""}`;
}

describe("a number with its format and unit together", () => {
  test.each<[string, Cell, string, string]>([
    ["85 under %", plain(85), "%", "85"],
    ["0.85 shown as 85 %", shown(0.85), "%", "85"],
    ["0.855 shown as 85.50%", shown(0.855, "0.00%"), "%", "85.5"],
    ["1.2 shown as 120 %", shown(1.2), "%", "120"],
    ["−0.05 in red brackets as a percentage", shown(-0.05, "0%;[Red](0%)"), "%", "-5"],
    ["0.285, which no double holds, shown as a percentage", shown(0.285, "0.0%"), "%", "28.5"],
    ["0.85 without a format under %", plain(0.85), "%", "0.85 percentWithoutFormat"],
    ["1 without a format under %", plain(1), "%", "1 percentWithoutFormat"],
    ["-0.3 without a format under %", plain(-0.3), "%", "-0.3 percentWithoutFormat"],
    ["half a percentage point, which is common", plain(0.5), "百分点", "0.5"],
    ["0 under %", plain(0), "%", "0"],
    ["85 with a sign for % that is only drawn", shown(85, '0"%"'), "%", "85"],
    ["85 with an escaped sign for %", shown(85, "0\\%"), "%", "85"],
    ["0.85 shown as 85 % under 分 contradicts the unit", shown(0.85), "分", "unreadable unitMismatch"],
    ["0.85 shown as 85 % without a unit could be 85 or 0.85", shown(0.85), "", "unreadable unitMismatch"],
    ["0.085 shown as 8.5 % under ‰", shown(0.085, "0.0%"), "‰", "85 figureParsed"],
    ["a double's shortest text", plain(0.1 + 0.2), "小时", "0.30000000000000004"],
    ["1e21", plain(1e21), "元", "1000000000000000000000"],
    ["minus nought", plain(-0), "件", "0"],
    ["a date that once was 1-2", shown(46024, "m/d/yyyy"), "件", "unreadable figureUnreadable"],
    ["two and a half hours on the clock", shown(2.5 / 24, "[h]:mm"), "分钟", "150 figureParsed"],
    ["a time on the clock under %", shown(0.5, "h:mm"), "%", "unreadable unitMismatch"],
    ["no finite number", plain(Infinity), "件", "unreadable figureUnreadable"],
  ])("%s", (_what, cell, unit, expected) => {
    expect(read(cell, unit)).toBe(expected);
  });

  it("remembers that the cell holds a fraction shown as a percentage", () => {
    expect(readFigure(shown(0.85), "%")).toMatchObject({ percentFormat: true, parsedFrom: null });
    expect(readFigure(plain(85), "%")).toMatchObject({ percentFormat: false, parsedFrom: null });
  });
});

describe("a figure written as text", () => {
  test.each<[string, string, string]>([
    ["85 %", "%", "85"],
    ["85%", "%", "85"],
    ["８５％", "%", "85"],
    ["85个百分点", "%", "85 figureParsed"],
    ["0.85个百分点", "%", "0.85 figureParsed"],
    ["85分", "分", "85"],
    ["85", "%", "85"],
    ["0.85", "%", "0.85 percentWithoutFormat"],
    ["20 ", "件", "20"],
    ["\u00a020\u3000", "件", "20"],
    ["1,234", "件", "1234"],
    ["1，234.5", "元", "1234.5"],
    ["12,345,678", "", "12345678"],
    ["3.2万", "户", "32000 figureParsed"],
    ["3.2万", "万元", "3.2 figureParsed"],
    ["3.2亿元", "万元", "32000 figureParsed"],
    ["3.2万元", "元", "32000 figureParsed"],
    ["5千万", "元", "50000000 figureParsed"],
    ["≥95%", "%", "95 figureParsed"],
    [">=95%", "%", "95 figureParsed"],
    ["不低于90%", "%", "90 figureParsed"],
    ["90%以上", "%", "90 figureParsed"],
    ["≤2小时", "分钟", "120 figureParsed"],
    ["≤2小时", "天", "0.0833333333333333333333333333333333333333 figureParsed"],
    ["2小时以内", "小时", "2 figureParsed"],
    ["1小时30分", "分钟", "90 figureParsed"],
    ["5分", "小时", "0.0833333333333333333333333333333333333333 figureParsed"],
    ["within 2 hours", "分钟", "120 figureParsed"],
    ["3天", "小时", "72 figureParsed"],
    ["3个工作日", "天", "unreadable unitMismatch"],
    ["-0%", "%", "0"],
    ["-5%", "%", "-5"],
    ["－5%", "%", "-5"],
    ["−5", "件", "-5"],
    ["+5", "件", "5"],
    ["第3名", "名", "3 figureParsed"],
    ["85*", "分", "85 figureParsed"],
    ["3起", "件", "3 figureParsed"],
    ["85分", "%", "unreadable unitMismatch"],
    ["85%", "分", "unreadable unitMismatch"],
    ["85%", "", "unreadable unitMismatch"],
    ["85家", "", "85 figureParsed"],
    ["2小时", "件", "unreadable unitMismatch"],
    ["是", "", "1 figureParsed"],
    ["否", "件", "0 figureParsed"],
    ["Yes", "是/否", "1"],
    ["否", "是否", "0"],
    ["是", "%", "unreadable unitMismatch"],
  ])("“%s” under “%s” is %s", (text, unit, expected) => {
    expect(read(plain(text), unit)).toBe(expected);
  });

  it("keeps what stood there", () => {
    expect(readFigure(plain("  3.2 万 "), "户").parsedFrom).toBe("3.2 万");
    expect(readFigure(plain("６０％"), "%").parsedFrom).toBe("６０％");
  });

  it("keeps what stood there also where it is no figure, and nothing for a number or a blank cell", () => {
    const stood = ["待定", "样本不足", "n.a.", "about 85", "□ 缺报", "——", "…", "85分", "#N/A"];
    expect(stood.map((text) => readFigure(plain(text), "%").parsedFrom)).toEqual(stood);
    expect(readFigure({ value: { error: "#DIV/0!" }, format: "General" }, "%").parsedFrom).toBe("#DIV/0!");
    expect([plain(null), plain("  "), plain(85), shown(0.85)].map((cell) => readFigure(cell, "%").parsedFrom)).toEqual([null, null, null, null]);
  });

  it("leaves away a unit that measures nothing", () => {
    expect(readFigure(plain("0*"), "是/否").fault).toEqual({ code: "figureParsed", details: { found: "0*", value: "0", unit: "" } });
  });

  it("knows which way a comparison looks", () => {
    expect(["≥95%", "不低于90%", "90%以上", "≤90%", "90%以下", "90%"].map((text) => readFigure(plain(text), "%").sense)).toEqual([
      "atLeast",
      "atLeast",
      "atLeast",
      "atMost",
      "atMost",
      null,
    ]);
  });
});

describe("a figure that is not there", () => {
  test.each([
    ["notApplicable", ["/", "／", "—", "——", "－", "-", "N/A", "n/a", "无", "不适用", "／ 不适用", "Not applicable"]],
    ["missing", ["", "  ", "\u200b", "未报", "缺报", "□ 缺报", "not reported"]],
    ["notDue", ["未到期", "…", "……", "...", "… 未到期", "Not due"]],
    ["suppressed", ["样本不足", "— 样本不足", "Sample too small"]],
  ])("is %s", (state, words) => {
    expect(words.map((word) => read(plain(word), "%"))).toEqual(words.map(() => state));
    expect(read(plain(null), "%")).toBe("missing");
  });
});

describe("what cannot be read for certain", () => {
  test.each([
    "待定",
    "详见附件",
    "85 90",
    "85-90",
    "85~90%",
    "85%左右",
    "约85",
    "12:30",
    "1/3",
    "1,23",
    "12,34,567",
    "1.2.3",
    "1e3",
    "0x10",
    "85①",
    "8²",
    "½",
    "(5)",
    "¥5",
    "８５ ％ ９０",
    "九十",
    "٨٥",
    "85%%",
    "≥≤5",
    "≥90%以上",
    "--5",
    ".",
    ",",
    "1".repeat(31),
    `85${"。".repeat(100)}`,
  ])("“%s” is unreadable and said", (text) => {
    expect(read(plain(text), "%")).toBe("unreadable figureUnreadable");
  });

  it.each(["#DIV/0!", "#N/A", "#REF!", "#VALUE!"])("%s is an error, as a cell and as text", (error) => {
    expect(read(errorCell(error), "%")).toBe("unreadable figureError");
    expect(read(plain(error), "%")).toBe("unreadable figureError");
  });
});

describe("units in a column of their own", () => {
  test.each<[string, Cell, string, string, string]>([
    ["minutes into hours", plain(90), "小时", "分钟", "1.5 figureParsed"],
    ["万元 into 元", plain(3.2), "元", "万元", "32000 figureParsed"],
    ["the same unit in other signs", plain(85), "%", "％", "85"],
    ["件 and 起 are both counts", plain(3), "件", "起", "3"],
    ["a figure's own unit goes first", plain("2小时"), "分钟", "天", "120 figureParsed"],
    ["points are no percentage", plain(85), "%", "分", "unreadable unitMismatch"],
    ["an indicator without a unit takes it as it comes", plain(7), "", "家", "7"],
  ])("%s", (_what, cell, unit, writtenIn, expected) => {
    expect(read(cell, unit, writtenIn)).toBe(expected);
  });
});

describe("whatever is written", () => {
  const amounts = fc.tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.integer({ min: 0, max: 4 })).map(([digits, places]) => {
    const text = String(Math.abs(digits)).padStart(places + 1, "0");
    const whole = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
    return `${digits < 0 ? "-" : ""}${whole}`;
  });
  const fullWidth = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  const grouped = (text: string) => text.replace(/^(-?)(\d+)/, (_all, sign: string, whole: string) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ","));
  const notations: readonly (readonly [string, (text: string) => string])[] = [
    ["分", (text) => `${text}分`],
    ["分", (text) => text],
    ["分", (text) => ` ${text} 分 `],
    ["分", grouped],
    ["%", (text) => `${text}%`],
    ["%", (text) => `${text} ％`],
    ["%", (text) => `${text}个百分点`],
    ["%", fullWidth],
    ["%", (text) => `≥${text}%`],
    ["%", (text) => `不低于${text}%`],
    ["小时", (text) => `≤${text}小时`],
    ["小时", (text) => `${grouped(text)} hours`],
    ["万元", (text) => `${text}万元`],
    ["万元", (text) => `${text}万`],
  ];

  const NOTED = counts(1_000, 30_000);
  const HOSTILE = counts(1_500, 40_000);

  it("in any of the notations is read back exactly", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(...notations), (amount, [unit, write]) => {
        const { figure } = readFigure(plain(write(amount)), unit);
        expect(figure.state).toBe("value");
        if (figure.state === "value") expect(figure.value.eq(amount)).toBe(true);
      }),
      { numRuns: NOTED },
    );
  });

  it("reads a number and the same number shown as a percentage alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (thousandths) => {
        const { figure } = readFigure(shown(thousandths / 100_000, "0.000%"), "%");
        expect(figure.state === "value" && figure.value.eq(thousandths / 1000)).toBe(true);
      }),
    );
  });

  it("is never a silent nought, and hostile texts never throw", () => {
    const signs = fc.constantFrom(..."0123456789.,-+%％分万亿≥≤<>=无不低于小时以上第名是否/—…①²½٣ \u00a0\u200b\u202e\t\n'\"\\eExX#N/A!()[]{}__proto__");
    const hostile = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.string({ unit: "grapheme", maxLength: 80 }),
      fc.string({ unit: signs, maxLength: 40 }),
      fc.constantFrom(
        "__proto__",
        "constructor",
        "toString",
        "\ud800",
        "1".repeat(10_000),
        `${"1,".repeat(20_000)}1`,
        "≥".repeat(50_000),
        "十".repeat(100_000),
      ),
    );
    fc.assert(
      fc.property(hostile, fc.constantFrom("%", "分", "小时", "", "万元", "__proto__"), (text, unit) => {
        const { figure, fault, parsedFrom } = readFigure(plain(text), unit);
        if (figure.state === "value") {
          // A text is never taken for a number without a mark, and without a word only where it says that very number.
          expect(parsedFrom).not.toBeNull();
          if (fault === null)
            expect(
              parsedFrom!
                .normalize("NFKC")
                .replace(/[\s,+]/g, "")
                .replace("−", "-"),
            ).toMatch(/^-?\d*\.?\d+[^\d]{0,2}$/);
          if (figure.value.eq(0)) expect(/[0０]|否|no?$|false/i.test(text)).toBe(true);
        } else if (figure.state === "unreadable") expect(fault).not.toBeNull();
        else expect(fault).toBeNull();
      }),
      { numRuns: HOSTILE },
    );
    if (inFull) proved(`Figures as text: ${NOTED} in all notations read back exactly, ${HOSTILE} hostile ones without a silent nought`);
  });

  it("takes less than 50 ms for 100,000 signs", () => {
    for (const text of [
      "1,".repeat(50_000),
      "1".repeat(100_000),
      "不低于".repeat(33_000),
      " ".repeat(100_000),
      "(".repeat(100_000),
      `1${" ".repeat(99_998)}x`,
      "一\n".repeat(50_000),
    ]) {
      const taken = [1, 2, 3].map(() => {
        const start = cpuNow();
        readFigure(plain(text), "%");
        return cpuNow() - start;
      });
      expect(Math.min(...taken)).toBeLessThan(50);
    }
  });
});
