/** Every finding can be said in both languages, and says something. */
import type { FindingCode, FindingDetails } from "../../src/kpi/finding";
import { findings as en } from "../../src/text/findingsEn";
import { findings as zh } from "../../src/text/findingsZh";

/** Particulars as the program gives them; the compiler asks for every code. */
const SAMPLES: { readonly [C in FindingCode]: readonly FindingDetails[C][] } = {
  noSchemeSheets: [{ wanted: "settings,departments,tree" }],
  schemeSheetMissing: [{ wanted: "tree" }],
  schemeSheetTwice: [{ first: "设置" }],
  headerNotFound: [{ wanted: "tree" }],
  columnMissing: [{ column: "tree.weight" }],
  columnMisspelt: [{ found: "Wieght", meant: "tree.weight" }],
  columnTwice: [{ column: "权重" }],
  columnUnknown: [{ column: "颜色" }],
  settingUnknown: [{ found: "颜色" }],
  settingMissing: [{ setting: "period" }],
  cellBlank: [{ column: "编码" }],
  cellError: [{ column: "编码", found: "#REF!" }],
  parameterUnused: [{ column: "每档", found: "1" }],
  notANumber: [
    { column: "满分", found: "三十五", required: true },
    { column: "targets.target", found: "high" },
  ],
  notAChoice: [
    { column: "方向", found: "随便", choices: "direction" },
    { column: "差于最差值", found: "按线延伸", choices: "beyondWorst", only: ["held", "zero"] },
  ],
  notAPeriod: [{ found: "不久" }],
  startPointsFull: [{ template: "考核", full: "100" }],
  outOfRange: [{ column: "templates.startPoints", found: "36", range: "0 … 35" }],
  percentWithoutFormat: [{ found: "0.85" }],
  duplicateCode: [
    { what: "department", found: "TY", first: "部门!A2" },
    { what: "indicatorName", found: "客户满意度", first: "指标!A2" },
  ],
  unknownReference: [{ what: "indicator", found: "X" }],
  bindingMatchesNothing: [{ department: "太原", template: "网络部" }],
  noDepartments: [{}],
  departmentWithoutTemplate: [{ department: "省公司" }],
  templateUnused: [{ template: "网络部" }],
  ruleUnknown: [
    { found: "R", known: "R1、R2" },
    { found: "R", known: "" },
  ],
  treeEmpty: [{ template: "地市分公司" }],
  treeCycle: [{ path: "甲 → 乙 → 甲" }],
  treeTooDeep: [{ line: "甲", deepest: "30" }],
  treeOrphan: [{ line: "甲", parent: "C" }],
  branchWithRule: [{ line: "满意度" }],
  lineWithoutIndicator: [{ line: "满意度" }],
  lineWithoutRule: [{ line: "满意度" }],
  weightsOffWhole: [
    { parent: "地市分公司", sum: "98", whole: "100", unit: "percent" },
    { parent: "地市分公司", sum: "34", whole: "35", unit: "points" },
    { parent: "地市分公司", sum: "0", whole: "35", unit: "points", none: true },
  ],
  weightsMixed: [{ parent: "地市分公司" }],
  weightAndPointsDiffer: [{ line: "满意度", weight: "60", points: "20", expected: "21" }],
  weightMissing: [{ line: "满意度" }],
  weightNotPositive: [{ line: "满意度", found: "-5" }],
  adjustmentDeducts: [{ line: "服务创新" }],
  adjustmentInside: [{ line: "服务创新", parent: "满意度" }],
  vetoNeedsNode: [{ veto: "重大责任事故", effect: "lineZero" }],
  vetoNeedsValue: [
    { veto: "重大责任事故", effect: "totalCap" },
    { veto: "重大投诉", effect: "gradeCap" },
  ],
  gradesOverlap: [
    { grade: "B", from: "90" },
    { grade: "E", from: "" },
  ],
  gradeQuotasOffWhole: [{ sum: "90" }],
  deductionNeedsPoints: [{ line: "服务事件" }],
  bandsMissing: [{ rule: "利用率" }],
  bandReversed: [{ rule: "利用率" }],
  bandsGap: [{ rule: "利用率", from: "60", to: "70" }],
  pointsMissing: [{ rule: "净资产收益率" }],
  pointHasEnd: [{ rule: "净资产收益率", found: "9.6" }],
  pointTwice: [{ rule: "净资产收益率", at: "6.2" }],
  scoresAsShares: [{ rule: "净资产收益率", highest: "1" }],
  pointsAgainstDirection: [
    { rule: "资产负债率", line: "资产负债率", direction: "up" },
    { rule: "净资产收益率", line: "净资产收益率", direction: "down" },
  ],
  bandsOverlap: [
    { rule: "利用率", from: "60", to: "50" },
    { rule: "利用率", from: "", to: "50" },
  ],
  targetMissing: [{ department: "太原", line: "满意度", anchor: "floor" }],
  targetBasisMissing: [
    {
      department: "太原",
      line: "满意度",
      anchor: "target",
      what: "figure",
      whose: "大同",
      indicator: "客户满意度",
      period: { kind: "quarter", year: 2026, number: 2 },
    },
    {
      department: "太原",
      line: "满意度",
      anchor: "target",
      what: "competitor",
      whose: "太原",
      indicator: "客户满意度",
      period: { kind: "year", year: 2025, number: 1 },
    },
    {
      department: "太原",
      line: "满意度",
      anchor: "best",
      what: "peers",
      whose: "",
      indicator: "客户满意度",
      period: { kind: "quarter", year: 2026, number: 2 },
    },
    { department: "太原", line: "满意度", anchor: "target", what: "weight", whose: "大同", indicator: "", period: null },
    {
      department: "太原",
      line: "满意度",
      anchor: "target",
      what: "weight",
      whose: "大同",
      indicator: "用户数",
      period: { kind: "quarter", year: 2026, number: 2 },
    },
    { department: "太原", line: "满意度", anchor: "target", what: "weights", whose: "", indicator: "", period: null },
    {
      department: "太原",
      line: "满意度",
      anchor: "target",
      what: "weights",
      whose: "",
      indicator: "用户数",
      period: { kind: "quarter", year: 2026, number: 2 },
    },
  ],
  anchorsOutOfOrder: [{ department: "太原", line: "满意度", anchors: "floor=85 target=75 stretch=-90.5", wanted: "floor<target<stretch" }],
  targetTwice: [{ anchor: "target", first: "目标!E2" }],
  targetMatchesNothing: [{}, { members: true }],
  targetEmpty: [{}],
  targetAgainstDirection: [
    { found: "≥3", direction: "down" },
    { found: "≤3", direction: "up" },
  ],
  ratioTargetNotPositive: [{ department: "太原", line: "改善度", target: "-1" }],
  ratioUncapped: [{ department: "太原", line: "投诉率" }],
  stepZero: [{ rule: "每低扣分" }],
  outsideBands: [{ department: "太原", line: "利用率", found: "65" }],
  eventsNotWhole: [{ department: "太原", line: "服务事件", found: "1.5" }],
  givenAboveFull: [{ department: "太原", line: "执行情况", found: "6", full: "5" }],
  givenNegative: [{ department: "太原", line: "执行情况", found: "-1" }],
  targetZero: [{ department: "太原", line: "投诉率" }],
  logNotPositive: [
    { department: "太原", line: "收入", of: "actual", found: "0" },
    { department: "太原", line: "收入", of: "worst", found: "-1" },
  ],
  toleranceZero: [{ department: "太原", line: "利用率", rule: "最接近目标" }],
  rankOutside: [{ department: "太原", line: "全国排名", found: "32", total: "31" }],
  lossNegative: [{ department: "太原", line: "投诉事件", found: "-0.5" }],
  vetoUndecided: [{ department: "太原", veto: "重大责任事故", state: "missing" }],
  lineHeld: [{ department: "太原", line: "投诉率", state: "notDue" }],
  derivedCircle: [{ path: "改善度 → 领先度 → 改善度" }],
  derivedPartCount: [{ column: "derived.sources", found: "3", wanted: "2" }],
  derivedAgainstDirection: [{ indicator: "客户满意度改善度" }],
  derivedTyped: [
    { department: "太原", indicator: "客户满意度改善度", used: "derived" },
    { department: "太原", indicator: "客户满意度改善度", used: "typed" },
  ],
  derivedZero: [{ department: "太原", indicator: "投诉处理及时率", part: "投诉件数" }],
  derivedNoGap: [{ department: "太原", indicator: "缺口缩小" }],
  derivedNoFull: [{ department: "太原", indicator: "缺口缩小", part: "客户满意度" }],
  derivedPartMissing: [
    { department: "太原", indicator: "客户满意度领先度", part: "客户满意度", series: "competitor", period: "2026Q3" },
    { department: "太原", indicator: "客户满意度改善度", part: "客户满意度", series: null, period: "2026Q3" },
  ],
  itemsUnused: [
    { indicator: "客户满意度", sheet: "checklist" },
    { indicator: "客户满意度", sheet: "survey" },
  ],
  itemBlank: [{ indicator: "服务标准检查" }],
  figureUnreadable: [{ found: "待定" }],
  figureError: [{ found: "#DIV/0!" }],
  figureFromAnotherFile: [{ formula: "[省公司.xlsx]三季度!B4" }],
  figureParsed: [
    { found: "3.2万", value: "32000", unit: "户" },
    { found: "≥95%", value: "95", unit: "%" },
    { found: "20 ", value: "20", unit: "" },
  ],
  unitMismatch: [
    { found: "85%", wanted: "分" },
    { found: "85%", wanted: "" },
  ],
  figureTwice: [{ department: "太原", indicator: "投诉率", first: "太原!C4" }],
  figureMissing: [{ department: "太原", indicator: "投诉率" }],
  figureConflictsWithTarget: [{ found: "84", target: "85" }],
  indicatorUnknown: [{ found: "客户满意" }],
  indicatorNotInTree: [{ indicator: "投诉率", department: "太原" }],
  codeAndNameDiffer: [{ code: "CSAT", name: "投诉率" }],
  columnAmbiguous: [{ column: "指标值" }],
  departmentUnknown: [{ found: "火星" }, { found: "" }],
  departmentConflict: [{ found: "大同", department: "太原" }],
  departmentWithoutSheet: [{ department: "大同" }],
  indicatorWithoutReading: [{ department: "太原", indicator: "投诉率" }],
  periodUnknown: [{ found: "近期" }, { found: "" }],
  sheetOfOtherPeriod: [{ found: "2026", wanted: "2026Q3" }],
  sheetNotUnderstood: [{ why: "noHeader" }, { why: "noDepartment" }],
  rowNotUnderstood: [{ found: "随手一记" }],
  noReadings: [
    { period: "2026Q3", present: [], finer: false },
    { period: "2026Q3", present: ["2026-07", "2026-08"], finer: true },
  ],
  scoreCliff: [
    { rule: "通用三点", kind: "threeAnchors", line: "满意度", anchor: "floor", at: "75", high: "60", low: "0", more: 0 },
    { rule: "扣分", kind: "deduction", line: "及时率", anchor: "target", at: "85", high: "100", low: "0", more: 1 },
    { rule: "档位", kind: "bands", line: "利用率", anchor: null, at: "60", high: "100", low: "0", more: 2 },
    { rule: "每低", kind: "perUnit", line: "及时率", anchor: "target", at: "85", high: "100", low: "60", more: 0 },
    { rule: "区间", kind: "clampedRange", line: "及时率", anchor: "worst", at: "85", high: "60", low: "0", more: 0 },
  ],
  scoreFlat: [{ rule: "通用三点", line: "满意度", from: "75", to: "85", score: "100" }],
  anchorOutOfReach: [{ department: "太原", line: "及时率", anchor: "stretch", found: "101", limit: "100" }],
  stretchNeverReached: [
    { department: "太原", line: "满意度", found: "99", best: "95.2", figures: 44, periods: 4, more: 0 },
    { department: "太原", line: "满意度", found: "99", best: "95.2", figures: 44, periods: 4, more: 3 },
  ],
  indicatorTwice: [{ template: "地市分公司", indicator: "投诉率", first: "投诉率", firstPlace: "权重树!B6", second: "网络投诉率" }],
  thresholdBelowFloor: [
    { line: "满意度", rule: "通用三点", threshold: "60", floor: "60", more: 0 },
    { line: "满意度", rule: "通用三点", threshold: "50", floor: "60", more: 3 },
  ],
  sheetNameTaken: [{ wanted: "汇总", taken: "汇总 (2)" }],
  cardStale: [{ sheet: "大同" }],
  workbookSigned: [{}],
  precisionAsDisplayed: [{}],
  externalLinks: [
    { books: "预算.xlsx", more: 0 },
    { books: "一.xlsx、二.xlsx、三.xlsx", more: 2 },
  ],
  structureLocked: [{ sheets: 1 }, { sheets: 21 }],
  openElsewhere: [{ file: "季度.xlsx", lock: "~$季度.xlsx" }],
};

/** A code with one of its samples, worded. */
const said = Object.entries(SAMPLES).flatMap(([code, samples]) =>
  samples.map((details) => {
    // The samples are typed per code; an index loses that.
    const word = (words: typeof zh | typeof en) => (words[code as FindingCode] as (of: object) => string)(details);
    return { code, details: JSON.stringify(details), chinese: word(zh), english: word(en) };
  }),
);

describe("every finding", () => {
  it.each(said)("$code $details is a sentence in both languages", ({ chinese, english }) => {
    expect(chinese).toMatch(/[。]$/);
    expect(english).toMatch(/[.]$/);
    for (const sentence of [chinese, english]) {
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\$\{| {2}/);
      // Quotation marks are the language's own, and nobody shouts, begs or apologises; an address and an error value have their "!".
      expect(sentence.replace(/![A-Z]+\d+|#[A-Z/0]+!/g, "")).not.toMatch(/["!！]|please|oops|您/i);
    }
    expect(chinese).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(said)("$code $details spells keys out", ({ chinese, english }) => {
    for (const sentence of [chinese, english]) {
      expect(sentence).not.toMatch(
        /\b(settings|departments|indicators|templates|tree|rules|bands|targets|bindings)\.\w|departmentName|indicatorName|noHeader|noDepartment/,
      );
    }
    expect(chinese).not.toMatch(/\b(floor|target|stretch|worst|best|percent|points|direction|up|down)\b/);
  });

  it("puts a space before a unit that is a word, and none before a sign", () => {
    const said = (unit: string) => [zh, en].map((words) => words.figureParsed({ found: "≥2", value: "2", unit }));
    expect(said("")).toEqual(["“≥2”读作 2。", "“≥2” was read as 2."]);
    expect(said("%")).toEqual(["“≥2”读作 2%。", "“≥2” was read as 2%."]);
    expect(said("min")).toEqual(["“≥2”读作 2 min。", "“≥2” was read as 2 min."]);
    expect(said("小时")).toEqual(["“≥2”读作 2小时。", "“≥2” was read as 2 小时."]);
  });

  it("lists with each language's own commas", () => {
    expect(zh.ruleUnknown({ found: "R", known: "RC、RM" })).toContain("RC、RM");
    expect(en.ruleUnknown({ found: "R", known: "RC、RM" })).toContain("RC, RM");
    for (const { english } of said) expect(english).not.toContain("、");
  });

  it("says that a cell may be left blank only where it may", () => {
    expect(zh.notANumber({ column: "满分", found: "x", required: true })).toBe("“满分”里的“x”不是数字。填数字。");
    expect(en.notANumber({ column: "Full points", found: "x", required: true })).toBe("“x” under “Full points” is not a number. Type a number.");
    expect(en.notANumber({ column: "targets.target", found: "high" })).toBe(
      "“high” under “Target” is not a number. Type a number, or leave it blank for none.",
    );
  });

  it("does not say that a sheet was written", () => {
    const names = { wanted: "汇总", taken: "汇总 (2)" };
    expect(zh.sheetNameTaken(names)).toBe("“汇总”是自己建的工作表，不动它；我们的表叫“汇总 (2)”。");
    expect(en.sheetNameTaken(names)).toBe("“汇总” is a sheet of your own and is left alone; ours is called “汇总 (2)”.");
  });

  it("points at the basis period where the figures of others are missing, and not where the own figure or a weight is", () => {
    const [own, competitor, peers, weight] = SAMPLES.targetBasisMissing;
    expect([own, competitor, peers, weight].map((one) => /改参照期间/.test(zh.targetBasisMissing(one!)))).toEqual([false, true, true, false]);
    expect([own, competitor, peers, weight].map((one) => /name another basis period/.test(en.targetBasisMissing(one!)))).toEqual([false, true, true, false]);
  });

  it("says what the examples of the house say", () => {
    expect(zh.weightsOffWhole({ parent: "投诉", sum: "98", whole: "100", unit: "percent" })).toBe(
      "“投诉”下的权重之和为 98%，应为 100%。改其中一个，或补上缺的行。",
    );
    expect(en.weightsOffWhole({ parent: "Complaints", sum: "98", whole: "100", unit: "percent" })).toBe(
      "Weights below “Complaints” add up to 98%, not 100%. Change one of them, or add what is missing.",
    );
    expect(zh.columnMissing({ column: "tree.weight" })).toContain("“权重”");
    expect(en.columnMissing({ column: "tree.weight" })).toContain("“Weight”");
    expect(zh.notAChoice({ column: "方向", found: "随便", choices: "direction" })).toContain("“越高越好”、“越低越好”");
    expect(en.notAChoice({ column: "Direction", found: "any", choices: "direction" })).toContain("“Higher is better”, “Lower is better”");
    const only = { column: "差于最差值", found: "按线延伸", choices: "beyondWorst", only: ["held", "zero"] };
    expect(zh.notAChoice(only)).toBe("这类规则的“差于最差值”不能填“按线延伸”。可以填“止于该得分”、“归零”。");
    expect(en.notAChoice(only)).toContain("“Held there”, “Zero”");
    expect(zh.anchorsOutOfOrder({ department: "太原", line: "满意度", anchors: "floor=85 target=-75.5", wanted: "floor<target<stretch" })).toBe(
      "太原“满意度”的标准值顺序不对（保底值 85、目标值 -75.5），应为 保底值 < 目标值 < 挑战值，这一行暂缓。两端颠倒了：指标是越高越好。把标准值对调；指标其实越低越好的，改指标方向。",
    );
    expect(en.anchorsOutOfOrder({ department: "Taiyuan", line: "CSAT", anchors: "floor=-85 target=75.5", wanted: "floor>target" })).toContain(
      "(floor -85, target 75.5); it has to be floor > target. The line is held. The ends are reversed: of this indicator lower is better.",
    );
  });
  test("say what figures there are where the scored period has none", () => {
    expect(zh.noReadings({ period: "2026Q3", present: ["2026-07", "2026-08"], finer: true })).toBe(
      "没有 2026Q3 的任何数据。各表里只有 2026-07、2026-08，这些期间的数不会自动合成，要另列一栏写上合计或平均。核对“设置”里的期间，和各表写的期间。",
    );
    expect(en.noReadings({ period: "2026Q3", present: ["2026Q2"], finer: false })).toContain("The sheets have 2026Q2 only. Check");
  });
  test("say of a range that is empty for many departments what that mostly means, once", () => {
    const same = { department: "太原", line: "研发", anchors: "worst=2.44 best=2.44", wanted: "worst<best", more: 9 };
    expect(zh.anchorsOutOfOrder(same)).toContain("太原等 10 个部门“研发”");
    expect(zh.anchorsOutOfOrder(same)).toContain("多半是各单位数值都一样");
    expect(en.anchorsOutOfOrder(same)).toContain("太原 and 9 more, “研发”");
  });
  test("say of anchors out of order whether they are reversed, equal, or a range whose own baseline may lie beyond its best", () => {
    const said = (anchors: string, wanted: string): string[] =>
      [zh, en].map((words) => words.anchorsOutOfOrder({ department: "太原", line: "满意度", anchors, wanted }));
    const [reversed, inEnglish] = said("floor=3 target=5 stretch=9", "floor>target>stretch");
    expect(reversed).toContain("两端颠倒了：指标是越低越好。把标准值对调；指标其实越高越好的，改指标方向。");
    expect(inEnglish).toContain("lower is better. Swap the anchors, or, if higher is better, change the direction.");
    expect(said("floor=75 target=85", "floor<target")[1]).not.toContain("reversed");
    expect(said("floor=85 target=75", "floor<target")[1]).toContain("higher is better. Swap the anchors, or, if lower is better, change the direction.");
    expect(said("floor=85 target=85 stretch=90", "floor<target<stretch")).toEqual([
      expect.stringContaining("两个标准值不能相等"),
      expect.stringContaining("Two of them are equal; change one."),
    ]);
    // Only one of two steps goes the wrong way.
    expect(said("floor=75 target=85 stretch=80", "floor<target<stretch")).toEqual([
      expect.stringContaining("核对标准值和指标方向。"),
      expect.stringContaining("Check the anchors and the indicator's direction."),
    ]);
    expect(said("worst=97 best=94.3", "worst<best")).toEqual([
      expect.stringContaining("在“计分规则”表把“两端颠倒”填为“按最差值分界”。"),
      expect.stringContaining("set “Ends reversed” of the rule to “Worst divides”."),
    ]);
    expect(said("target=80 upper=79", "target<upper")).toEqual([
      expect.stringContaining("把两个数对调，或清空目标上限。"),
      expect.stringContaining("Swap the two numbers, or leave the upper end of the target blank."),
    ]);
  });
});
