import type { Veto } from "../../src/kpi/veto";
import { decimal } from "../../src/kpi/decimal";
import { type GradeAhead, type LineOutlook, nextPoints, type NoPromise, type OpenLine } from "../../src/kpi/nextPoint";
import { score } from "../../src/kpi/score";
import { nextPointEn } from "../../src/text/nextPointEn";
import { nextPointZh } from "../../src/text/nextPointZh";
import { branch, line, NOWHERE, percent, points, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const PLACES = { points: 2, rate: 1 } as const;

function outlookOf(figure: string, rule = ruleOf("threeAnchors")): LineOutlook {
  const scheme = schemeOf(templateOf(100, [line("A", points(6), rule, { name: "及时率" }), line("B", points(94))]), {
    targets: [targetFor("A", { floor: 75, target: 85, stretch: 90 }), targetFor("B", { target: 100 })],
  });
  const readings = readingsOf({ A: figure, B: 90 });
  const card = score(scheme, readings, scheme.settings.period).value[0]!;
  return nextPoints(card, { scheme, readings }).lines.find(({ line: one }) => one.line.code === "A")!;
}

test("a line says what is missing, what it brings, and where a slip is dear", () => {
  expect(nextPointZh.step(outlookOf("83.8"), PLACES)).toBe(
    "下一步：差 1.2 到目标 85 %，可多得 0.29 分；差 6.2 到挑战 90 %，可多得 1.49 分；每提高 1 %，可多得 0.24 分。",
  );
  expect(nextPointEn.step(outlookOf("75.2"), PLACES)).toBe(
    "Next: 9.8 to the target 85 %: +2.35 points; 14.8 to the stretch 90 %: +3.55 points; each 1 % up: +0.24 points. Careful: 0.3 worse (74.9 %) costs 3.65 points.",
  );
  expect(nextPointZh.line(outlookOf("95"), PLACES)).toBe("本行已到头，再好也不多得分。");
});

test("where the card wins less than the line, both are said", () => {
  const scheme = schemeOf(templateOf(100, [branch("X", points(100), [line("A", percent(50)), line("B", percent(50))], "minimum")]));
  const readings = readingsOf({ A: 70, B: 80 });
  const [a, b] = nextPoints(score(scheme, readings, scheme.settings.period).value[0]!, { scheme, readings }).lines;
  expect(nextPointZh.line(a!, PLACES)).toContain("差 30 到目标 100 %，可多得 10.00 分（本行 +15.00 分）");
  expect(nextPointZh.line(b!, PLACES)).toContain("合计不变（本行 +10.00 分）");
  expect(nextPointEn.line(b!, PLACES)).toContain("nothing on the card (+10.00 on the line)");
});

const REASONS: readonly NoPromise[] = [
  { kind: "held", why: "scheme" },
  { kind: "held", why: "missing" },
  { kind: "leftOut", why: "notDue" },
  { kind: "leftOut", why: "quorum" },
  { kind: "noFigure", why: "suppressed" },
  { kind: "rank" },
  { kind: "computed", from: ["A", "B"] },
  { kind: "targetMoves" },
];

test("every reason for promising nothing is a sentence of its own in both languages", () => {
  const { line: own } = outlookOf("80");
  const texts = REASONS.map((why) => {
    const closed: LineOutlook = { kind: "closed", line: own, within: decimal(0), why };
    return [nextPointZh.line(closed, PLACES), nextPointEn.line(closed, PLACES)] as const;
  });
  expect(new Set(texts.flat()).size).toBe(REASONS.length * 2);
  for (const [zh, en] of texts) {
    expect(zh).toMatch(/。$/);
    expect(en).toMatch(/^[A-Z][ -~]*\.$/);
  }
});

test("the grade's sentence names what is missing and who can bring it", () => {
  const grade = (name: string, from: number | null): GradeAhead & { kind: "best" } => ({
    kind: "best",
    grade: { name, from: from === null ? null : decimal(from), coefficient: null, quota: null, source: NOWHERE },
  });
  const [good, fair] = [grade("良好", 85.5).grade, grade("合格", null).grade];
  const open = outlookOf("80") as OpenLine;
  const next: GradeAhead = {
    kind: "next",
    grade: fair,
    next: good,
    from: decimal("85.5"),
    missingRate: decimal("0.1"),
    missingPoints: decimal("0.05"),
    lowering: [],
    capping: [],
    alone: [open.line],
    together: decimal(100),
    enough: true,
  };
  expect(nextPointZh.grade(next, PLACES)).toBe("现为“合格”；离“良好”差 0.05 分（得分率 85.5%，差 0.1 个百分点）；单靠一项就够的有及时率。");
  expect(nextPointEn.grade({ ...next, alone: [], enough: false, together: decimal("84.2") }, PLACES)).toBe(
    "Now “合格”; 0.05 points to “良好” (85.5%, 0.1 percentage points away); every line at its best makes 84.20 points, which is not enough.",
  );
  expect(nextPointZh.grade({ kind: "notGraded" }, PLACES)).toBeNull();

  // A card has not looked at what each line can do, and says nothing of it.
  const { alone: _alone, together: _together, enough: _enough, ...gap } = next;
  expect(nextPointZh.grade(gap, PLACES)).toBe("现为“合格”；离“良好”差 0.05 分（得分率 85.5%，差 0.1 个百分点）。");
});

test("the grade's sentence names the vetoes that hold it down, and whether they can be outrun", () => {
  const grade = (name: string): Extract<GradeAhead, { kind: "best" }>["grade"] => ({ name, from: null, coefficient: null, quota: null, source: NOWHERE });
  const veto = { name: "重大投诉" } as Veto;
  const gap = { kind: "next", grade: grade("合格"), next: grade("良好"), from: decimal(95), missingRate: decimal(5), missingPoints: decimal(5) } as const;
  expect(nextPointZh.grade({ ...gap, lowering: [veto], capping: [] }, PLACES)).toBe(
    "现为“合格”；离“良好”差 5.00 分（得分率 95%，差 5.0 个百分点）；否决项“重大投诉”已使等级下降，这里按不解除算。",
  );
  expect(nextPointEn.grade({ ...gap, lowering: [], capping: [veto] }, PLACES)).toBe(
    "Now “合格”; 5.00 points to “良好” (95%, 5.0 percentage points away); out of reach while the veto “重大投诉” keeps the total down.",
  );
  // Where a line lifts the veto itself, it is named; where none does, what they come to together says nothing.
  const held = { ...gap, lowering: [], capping: [veto], alone: [], together: decimal(60) };
  expect(nextPointZh.grade({ ...held, enough: false }, PLACES)).toBe(
    "现为“合格”；离“良好”差 5.00 分（得分率 95%，差 5.0 个百分点）；总分被否决项“重大投诉”压住，不解除就到不了。",
  );
  expect(nextPointZh.grade({ ...held, enough: true }, PLACES)).toContain("不解除就到不了；没有哪一项单独就够。");
  expect(nextPointZh.grade({ kind: "quota", grade: grade("合格"), lowering: [veto] }, PLACES)).toBe(
    "现为“合格”；否决项“重大投诉”已使它降级；等级按强制分布定，取决于其他单位，不作预测。",
  );
  expect(nextPointEn.grade({ kind: "vetoed", grade: grade("合格"), lowering: [veto, { name: "安全事故" } as Veto] }, PLACES)).toBe(
    "Now “合格”; the vetoes “重大投诉”, “安全事故” strike, and no higher grade can be had while they do.",
  );
});
