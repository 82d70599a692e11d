/** Random cards with all that may stand above their lines: every roll-up, quorums, rounded branches, base scores, deductions, adjustments with caps. The same at every run. */
import { decimal } from "../../src/kpi/decimal";
import type { AbsentState } from "../../src/kpi/figure";
import { ROUNDING_WAYS } from "../../src/kpi/rounding";
import type { Grade } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Branch, type Line, NO_QUORUM, ROLL_UPS, type RollUp, type TreeNode } from "../../src/kpi/template";
import { randomFrom } from "./ruleCases";
import type { Sample } from "./sampleCards";
import { COMPARISONS, type Veto, VETO_EFFECTS } from "../../src/kpi/veto";
import { NOWHERE, branch, line, percent, periodOf, points, readingsOf, ruleOf, schemeOf, templateOf } from "./schemes";

/** Under the ratio rule without a cap and the target 100, a figure is its own score. */
const OPEN = ruleOf("ratio", { cap: null });

export function wholeCard(seed: number): Sample {
  const random = randomFrom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const chance = (share: number): boolean => random() < share;
  const oneOf = <const T>(choices: readonly T[]): T => choices[whole(0, choices.length - 1)]!;
  const figures: Record<string, number | AbsentState> = {};
  let count = 0;

  const figureOf = (code: string): void => {
    figures[code] = chance(0.2) ? oneOf<AbsentState>(["notApplicable", "missing", "notDue"]) : oneOf([0, 50, 60, 79.95, 80, 100, 120, whole(0, 1200) / 10]);
  };
  const leaf = (weight: number): Line => {
    count += 1;
    const code = `L${count}`;
    figureOf(code);
    const base = chance(0.3) ? { baseScore: { group: oneOf(["甲", "乙"]), score: decimal(oneOf([60, 75])) } } : {};
    return line(code, percent(weight), OPEN, base);
  };
  const weightsOf = (rollUp: RollUp, size: number): number[] => {
    if (rollUp === "maximum") return Array.from({ length: size }, () => 100);
    if (rollUp === "weightedMean" || rollUp === "geometricMean") return Array.from({ length: size }, () => whole(1, 5));
    const first = Array.from({ length: size - 1 }, () => whole(1, Math.floor(90 / size)));
    return [...first, 100 - first.reduce((sum, one) => sum + one, 0)];
  };
  const asks = (size: number): Pick<Branch, "quorum"> =>
    chance(0.3)
      ? { quorum: { items: chance(0.5) ? whole(1, size) : null, coverage: chance(0.6) ? decimal(oneOf([50, 75, 90, 100])) : null } }
      : { quorum: NO_QUORUM };
  const deduction = (): Line => {
    count += 1;
    figures[`L${count}`] = chance(0.2) ? oneOf<AbsentState>(["notApplicable", "missing"]) : whole(600, 1200) / 10;
    return line(`L${count}`, points(5), ruleOf("deduction"));
  };
  const level = (rollUp: RollUp, depth: number): TreeNode[] => [...earning(rollUp, depth), ...(chance(0.1) ? [deduction()] : [])];
  const earning = (rollUp: RollUp, depth: number): TreeNode[] =>
    weightsOf(rollUp, whole(2, 4)).map((weight) => {
      if (depth === 0 || chance(0.5)) return leaf(weight);
      const own = oneOf(ROLL_UPS);
      const children = level(own, depth - 1);
      count += 1;
      const rounding = chance(0.2) ? { step: decimal(oneOf(["10", "5", "1", "0.5"])), way: oneOf(ROUNDING_WAYS) } : null;
      return branch(`B${count}`, percent(weight), children, own, { ...asks(children.length), rounding });
    });
  const adjustment = (role: "bonus" | "deduct"): Line => {
    count += 1;
    const code = `A${count}`;
    const given = chance(0.5);
    figures[code] = chance(0.2) ? "missing" : given ? whole(0, 20) / 10 : whole(0, 6);
    return line(code, points(5), given ? ruleOf("given") : ruleOf("events", { perStep: decimal(20) }), { role });
  };

  const rollUp = oneOf(ROLL_UPS);
  const top = level(rollUp, 2);
  const alone = [...(chance(0.4) ? [adjustment("bonus")] : []), ...(chance(0.4) ? [adjustment("deduct")] : [])];
  const grouped = chance(0.3) ? [branch(`B${(count += 1)}`, null, [adjustment("bonus"), adjustment("deduct")])] : [];
  const cap = () => (chance(0.5) ? decimal(oneOf([0, 1, 3])) : null);
  const template = templateOf(oneOf([10, 35, 100]), [...top, ...alone, ...grouped], {
    rollUp,
    ...asks(top.length),
    bonusCap: cap(),
    deductionCap: cap(),
    totalFloor: chance(0.5) ? decimal(0) : null,
  });
  const nodes = (items: readonly TreeNode[]): readonly TreeNode[] =>
    items.flatMap((node) => (node.kind === "branch" ? [node, ...nodes(node.children)] : [node]));
  const veto = (place: number): Veto => {
    const effect = oneOf(VETO_EFFECTS);
    const wanted = effect === "branchZero" ? "branch" : "line";
    const node = effect === "lineZero" || effect === "branchZero" ? oneOf(nodes([...top, ...alone, ...grouped]).filter(({ kind }) => kind === wanted)) : null;
    const code = `V${place}`;
    figures[code] = chance(0.2) ? oneOf<AbsentState>(["missing", "notApplicable"]) : whole(0, 3);
    const value = effect === "totalCap" ? decimal(oneOf([0, 5, 20])) : effect === "gradeDown" ? decimal(whole(1, 3)) : null;
    const common = {
      code,
      name: `否决 ${code}`,
      template: null,
      indicator: code,
      comparison: oneOf(COMPARISONS),
      limit: decimal(whole(0, 3)),
      value,
      ...(effect === "gradeCap" ? { grade: oneOf(["A", "B", "C"]) } : {}),
    };
    return { ...common, limitSource: NOWHERE, effect: node === undefined ? "totalZero" : effect, node: node?.code ?? null, source: NOWHERE };
  };
  const vetoes = Array.from({ length: oneOf([0, 0, 1, 2]) }, (_, place) => veto(place + 1));
  const grade = (name: string, from: number | null): Grade => ({
    name,
    from: from === null ? null : decimal(from),
    coefficient: chance(0.5) ? decimal("1.1") : null,
    quota: null,
    source: NOWHERE,
  });
  const grades = chance(0.5) ? [grade("A", 90), grade("B", 79.95), grade("C", null)] : [];
  const scheme = schemeOf(template, {
    vetoes,
    grades,
    policies: { missing: oneOf(["hold", "zero", "reShare", "full"]) },
    settings: { pointDecimals: oneOf([0, 1, 2, "none"]) },
  });
  const readings = readingsOf(figures);
  const period = periodOf("2026Q3");
  return { scheme, readings, period, cards: score(scheme, readings, period).value };
}
