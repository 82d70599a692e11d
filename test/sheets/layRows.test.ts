import fc from "fast-check";
import { brokenInto, heightFor, linesIn, textWidth } from "../../src/sheets/layRows";
import { footerText } from "../../src/sheets/pageParts";
import { closedSentence } from "../../src/sheets/pageParts";
import { en } from "../../src/text/en";
import { zh } from "../../src/text/zh";

describe("the width of a text", () => {
  it.each([
    ["85", 2],
    ["短木板", 6],
    ["▼ 短木板", 8.6],
    ["", 0],
  ])("%s takes %d characters", (text, width) => {
    expect(textWidth(text)).toBeCloseTo(width, 9);
  });
});

describe("a wrapped text", () => {
  it("takes one line where it just fits, and more with ragged ends where it breaks", () => {
    expect(linesIn("指标名称", 8)).toBe(1);
    expect(linesIn("指标名称一二", 8)).toBe(2);
    expect(linesIn("指标\n名称", 8)).toBe(2);
    expect(heightFor(1, 16.5)).toBe(16.5);
    expect(heightFor(3, 16.5)).toBe(43.5);
    expect(heightFor(100, 16.5)).toBe(409);
  });
});

describe("a sentence broken into rows", () => {
  it("breaks between Chinese characters, but not before a closing mark, and not inside of a figure", () => {
    expect(brokenInto("得分率低于阈值，的指标。", 14)).toEqual(["得分率低于阈值，", "的指标。"]);
    expect(brokenInto("校验码 9f3a61c2 在此", 12)).toEqual(["校验码", "9f3a61c2 在", "此"]);
  });

  it("breaks at blanks in English", () => {
    expect(brokenInto("Totals are sums of the points shown.", 14)).toEqual(["Totals are sums", "of the points", "shown."]);
  });

  it("loses nothing but the blanks at its breaks", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."甲乙，。ab 1.5%（）".split("")), maxLength: 60 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
        expect(brokenInto(text, width).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
    );
  });
});

describe("a footer", () => {
  it("doubles the sign that opens Excel's codes, and keeps clear of the page number", () => {
    expect(footerText("A&P 考核表")).toBe("A&&P 考核表");
    expect(textWidth(footerText("考核".repeat(60)))).toBeLessThanOrEqual(72);
    expect(footerText("考核".repeat(60)).endsWith("…")).toBe(true);
  });
});

test("closes a user's sentence, so that it does not run into the next one", () => {
  expect(["仅供内部", "示例。", ""].map((text) => closedSentence(text, zh.sheetLabels))).toEqual(["仅供内部。", "示例。", ""]);
  expect(closedSentence("for internal use only", en.sheetLabels)).toBe("for internal use only.");
});
