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
    alone: [open.line],
    together: decimal(100),
    enough: true,
  };
  expect(nextPointZh.grade(next, PLACES)).toBe("现为“合格”；离“良好”差 0.05 分（得分率 85.5%，差 0.1 个百分点）；单靠一项就够的有及时率。");
  expect(nextPointEn.grade({ ...next, alone: [], enough: false, together: decimal("84.2") }, PLACES)).toBe(
    "Now “合格”; 0.05 points to “良好” (85.5%, 0.1 percentage points away); every line at its best makes 84.20 points, which is not enough.",
  );
  expect(nextPointZh.grade({ kind: "notGraded" }, PLACES)).toBeNull();
});
