import { decimal } from "../../src/kpi/decimal";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { linesOf } from "../../src/kpi/scorecard";
import { type Tried, type Trial, whatIf } from "../../src/kpi/whatIf";
import { departmentOf, indicatorOf, line, points, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

const GRADES = [
  { name: "A", from: decimal(90), coefficient: null, quota: null, source: { sheet: "等级", cell: "A3" } },
  { name: "B", from: null, coefficient: null, quota: null, source: { sheet: "等级", cell: "A4" } },
];

/** Two departments, a line of 60 and one of 40 points; under ratio the figure is the score where the target is 100. */
function pair(more: Partial<Scheme> = {}) {
  const template = templateOf(100, [line("A", points(60)), line("B", points(40))]);
  const at = (cell: string) => ({ sheet: "目标", cell });
  const targets = [targetFor("A", { target: 100 }, { source: at("C3") }), targetFor("B", { target: 100 }, { source: at("C4") })];
  const scheme: Scheme = { ...schemeOf(template, { departments: [departmentOf("甲"), departmentOf("乙")], targets, grades: GRADES }), ...more };
  const readings = readingsOf({ "甲.A": 80, "甲.B": 90, "乙.A": 85, "乙.B": 90 });
  const cards = score(scheme, readings, scheme.settings.period).value;
  const context = { scheme, statedScheme: scheme, readings, cards };
  const tried = (trial: Trial, code = "A", at = 0): Tried => {
    const card = cards[at]!;
    return whatIf(
      card,
      linesOf(card.items).find((one) => one.line.code === code)!,
      trial,
      context,
    );
  };
  return { tried, cards, readings };
}

const said = ({ line: own, points: total, rate, rank, grade }: Tried["after"]): string =>
  [own.points, own.fullPoints?.round(2), total, rate, rank && `${rank.place}/${rank.of}`, grade?.grade.name].map((part) => String(part ?? "–")).join(" ");

test("a better actual brings points, a place and a grade, and what stood before is said with it", () => {
  const { tried, readings } = pair();
  const before = readings.map(({ figure }) => figure);
  const one = tried({ actual: decimal(92) });
  expect(said(one.before)).toBe("48 60 84 84 2/2 B");
  expect(said(one.after)).toBe("55.2 60 91.2 91.2 1/2 A");
  expect(one.shared).toBe(0);
  // Nothing of what was scored has moved.
  expect(readings.map(({ figure }) => figure)).toEqual(before);
  expect(said(tried({}).after)).toBe("48 60 84 84 2/2 B");
});

test("a target moves everybody whose target stands in the same cell, so that the place stays", () => {
  const one = pair().tried({ target: decimal(80) });
  expect(said(one.after)).toBe("60 60 96 96 2/2 A");
  expect(one.shared).toBe(1);
});

test("a weight moves all cards of the tree, and the siblings give way in proportion", () => {
  const one = pair().tried({ share: decimal(40) });
  expect(said(one.after)).toBe("40 50 85 85 2/2 B");
  expect(one.shared).toBe(1);
  expect(said(pair().tried({ share: decimal(0) }).after)).toBe("0 0 90 90 1/2 A");
});

test("all three at once", () => {
  expect(said(pair().tried({ actual: decimal(60), target: decimal(80), share: decimal(40) }).after)).toBe("37.5 50 82.5 82.5 2/2 B");
});

test("a figure that the rule gives no score holds the line, and says why", () => {
  const template = templateOf(100, [line("A", points(60), ruleOf("threeAnchors")), line("B", points(40))]);
  const source = { sheet: "目标", cell: "C3" };
  const scheme = schemeOf(template, { targets: [targetFor("A", { floor: 75, target: 85, stretch: 90 }, { source }), targetFor("B", { target: 100 })] });
  const readings = readingsOf({ A: 80, B: 90 });
  const cards = score(scheme, readings, scheme.settings.period).value;
  const card = cards[0]!;
  const one = whatIf(card, linesOf(card.items)[0]!, { target: decimal(95) }, { scheme, statedScheme: scheme, readings, cards });
  expect(one.held?.code).toBe("anchorsOutOfOrder");
  expect([one.after.state, one.after.line.points, one.after.rank]).toEqual(["incomplete", null, null]);
});

test("a figure that nobody reported completes the card", () => {
  const scheme = schemeOf(templateOf(100, [line("A", points(60)), line("B", points(40))]));
  const alone = readingsOf({ B: 90 });
  const cards = score(scheme, alone, scheme.settings.period).value;
  const card = cards[0]!;
  expect(card.state).toBe("incomplete");
  const one = whatIf(card, linesOf(card.items)[0]!, { actual: decimal(100) }, { scheme, statedScheme: scheme, readings: alone, cards });
  expect([one.before.state, one.after.state, one.after.points?.toString()]).toEqual(["incomplete", "complete", "96"]);
});

test("a rank among all follows the figure on the others' cards too", () => {
  const bands = [
    { from: decimal(1), to: decimal(1), score: decimal(100), toInclusive: true, fromInclusive: true },
    { from: decimal(2), to: null, score: decimal(50), toInclusive: true, fromInclusive: true },
  ];
  const template = templateOf(100, [line("A", points(100), { ...ruleOf("rank"), bands } as never)]);
  const scheme = schemeOf(template, { departments: [departmentOf("甲"), departmentOf("乙")], indicators: [indicatorOf("A")] });
  const readings = readingsOf({ "甲.A": 80, "乙.A": 85 });
  const cards = score(scheme, readings, scheme.settings.period).value;
  expect(cards.map(({ rank }) => rank?.place)).toEqual([2, 1]);
  const one = whatIf(cards[0]!, linesOf(cards[0]!.items)[0]!, { actual: decimal(90) }, { scheme, statedScheme: scheme, readings, cards });
  expect([one.before.rank?.place, one.after.rank?.place, one.after.points?.toString()]).toEqual([2, 1, "100"]);
});
