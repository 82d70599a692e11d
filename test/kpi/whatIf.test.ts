import { computeTargets } from "../../src/kpi/computedTarget";
import { decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { linesOf } from "../../src/kpi/scorecard";
import type { Veto } from "../../src/kpi/veto";
import { type Tried, type Trial, type WhatIfContext, whatIf } from "../../src/kpi/whatIf";
import { scoredAnew, standingAnew, standingInText } from "../support/scoredAnew";
import { branch, departmentOf, indicatorOf, line, percent, points, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

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

describe("on cards of every kind, what is tried comes to what a whole new scoring gives", () => {
  const at = (cell: string) => ({ sheet: "目标", cell });
  const veto = (effect: Veto["effect"], more: Partial<Veto>): Veto => {
    const common = {
      code: effect,
      name: effect,
      template: null,
      indicator: "A",
      comparison: "below",
      limit: decimal(60),
      limitSource: at("B1"),
      source: at("A1"),
    } as const;
    return { ...common, effect, node: null, value: null, ...more };
  };
  const rank = ruleOf("rank");

  /** 甲 and 乙 have the whole card, 丙 it and a manager's, 丁 only the manager's. */
  function world(more: Partial<Scheme> = {}, figures: Parameters<typeof readingsOf>[0] = {}): Parameters<typeof scoredAnew>[0] & WhatIfContext {
    const whole = templateOf(100, [
      branch("1", percent(60), [line("A", percent(50)), line("改善", percent(50), ruleOf("threeAnchors"))]),
      line("名次", percent(20), rank, { indicator: "A" }),
      line("B", percent(15)),
      line("G", percent(5), ruleOf("given")),
      line("P", points(2), ruleOf("given"), { role: "bonus" }),
    ]);
    const manager = templateOf(30, [line("A2", points(10), ruleOf("ratio"), { indicator: "A" }), line("C", points(20))], { code: "M", name: "经理" });
    const scheme: Scheme = {
      ...schemeOf(whole, {
        departments: [departmentOf("甲"), departmentOf("乙"), departmentOf("丙", { templates: ["T", "M"] }), departmentOf("丁", { templates: ["M"] })],
        indicators: ["A", "B", "C", "G", "P", "改善"].map((code) => indicatorOf(code)),
        targets: [
          targetFor("A", { target: 90 }, { source: at("C3") }),
          targetFor("A", { target: 85 }, { department: "乙", sources: { target: at("D4") }, source: at("A4") }),
          targetFor("B", { target: 80 }, { source: at("C5") }),
          targetFor("C", { target: 95 }, { source: at("C6") }),
          targetFor("改善", { floor: -5, target: 2, stretch: 5 }, { source: at("C7") }),
        ],
        vetoes: [veto("totalCap", { value: decimal(40) }), veto("gradeDown", { value: decimal(1), limit: decimal(70) })],
        grades: GRADES,
      }),
      templates: [whole, manager],
      derived: [{ indicator: "改善", source: at("A8"), method: "improvement", of: "A", base: "previous" }],
      ...more,
    };
    const now = { "甲.A": 80, "甲.B": 70, "甲.G": 4, "甲.P": 1, "乙.A": 84, "乙.B": 75, "乙.G": 5, "乙.P": 2, "丙.A": 79, "丙.B": 60, "丙.G": 3, "丙.P": 0 };
    const typed = [...readingsOf({ ...now, "丙.C": 90, "丁.A": 70, "丁.C": 92, ...figures }), ...readingsOf({ "甲.A": 78, "乙.A": 85, "丙.A": 77 }, "2026Q2")];
    const { period } = scheme.settings;
    const readings = deriveReadings(scheme, typed, period).value;
    const worked = { ...scheme, targets: computeTargets(scheme, readings, period).value };
    return { scheme: worked, statedScheme: scheme, readings, cards: score(worked, readings, period).value, period };
  }

  /** All that can be tried on every line of every card; how many of those tries moved the card. */
  function compared(context: ReturnType<typeof world>): number {
    const stated = { ...context, scheme: context.statedScheme };
    let moved = 0;
    for (const [place, card] of context.cards.entries()) {
      for (const own of linesOf(card.items)) {
        const { code, share } = own.line;
        const amount = (share.kind === "points" ? share.points : share.percent).times("1.5");
        const figure = own.figure.state === "value" ? own.figure.value : decimal(50);
        const trials: Trial[] = [{ share: amount }, { share: decimal(0) }];
        if (own.anchors.target && !own.anchorSources.target?.workedOut) trials.push({ target: own.anchors.target.minus(7) });
        if (!own.reading?.derivation && code !== "G" && code !== "P")
          trials.push(...["0.7", "0.85", "1.1"].map((factor) => ({ actual: figure.times(factor) })));
        if (own.anchors.target && !own.anchorSources.target?.workedOut && !own.reading?.derivation)
          trials.push({ actual: figure.times("1.2"), target: own.anchors.target.plus(3), share: amount });
        if (code === "G") trials.push({ actual: decimal(1) }, { actual: decimal(9) });
        for (const trial of trials) {
          const { before, after } = whatIf(card, own, trial, context);
          const wanted = standingInText(standingAnew(scoredAnew(stated, card, code, trial), place, code));
          expect([place, code, trial, standingInText(after)]).toEqual([place, code, trial, wanted]);
          expect(standingInText(before)).toBe(standingInText(standingAnew(context.cards, place, code)));
          if (standingInText(after) !== standingInText(before)) moved += 1;
        }
      }
    }
    return moved;
  }

  test("with figures computed from the moved one, ranks, vetoes, a second card and a manager's", () => {
    expect(compared(world())).toBeGreaterThan(80);
  });
  test("with targets worked out from the moved figure", () => {
    const { statedScheme } = world();
    const formula = { method: "bestPlus", parameters: { target: decimal(1) }, basis: null, basisPeriod: "current", decimals: null } as const;
    const targets = [...statedScheme.targets.filter(({ indicator }) => indicator !== "B"), targetFor("B", {}, { formula, source: at("C5") })];
    expect(compared(world({ targets }))).toBeGreaterThan(80);
  });
  test("with a gap to close up to a best figure that stands beside the target", () => {
    const { statedScheme } = world();
    const targets = statedScheme.targets.map((row) => (row.indicator === "A" ? { ...row, anchors: { ...row.anchors, best: decimal(100) } } : row));
    const closed = { indicator: "改善", source: at("A8"), method: "gapClosed", of: "A", base: "previous", full: { kind: "anchor" }, zero: "hold" } as const;
    expect(compared(world({ derived: [closed], targets }))).toBeGreaterThan(80);
  });
  test("with nothing computed, by quota, and with figures that are missing or do not apply", () => {
    const quotas = GRADES.map((grade) => ({ ...grade, quota: decimal(50) }));
    const { statedScheme } = world();
    const settings = { ...statedScheme.settings, forcedDistribution: true };
    expect(compared(world({ derived: [], grades: quotas, settings }, { "甲.B": "missing", "乙.B": "notApplicable", "丙.A": "missing" }))).toBeGreaterThan(60);
    expect(compared(world({ vetoes: [veto("totalZero", { indicator: "Z" })], indicators: [...statedScheme.indicators, indicatorOf("Z")] }))).toBeGreaterThan(
      60,
    );
  });

  /** The place of the first card, once A of its department is what is tried. */
  const placeAfter = (scheme: Scheme, figures: Parameters<typeof readingsOf>[0], actual: number): string => {
    const typed = readingsOf(figures);
    const { period } = scheme.settings;
    const readings = deriveReadings(scheme, typed, period).value;
    const worked = { ...scheme, targets: computeTargets(scheme, readings, period).value };
    const cards = score(worked, readings, period).value;
    const [card] = cards;
    const context = { scheme: worked, statedScheme: scheme, readings, cards };
    const { before, after } = whatIf(
      card!,
      linesOf(card!.items).find(({ indicator }) => indicator.code === "A")!,
      { actual: decimal(actual) },
      context,
    );
    return `${before.rank!.place} → ${after.rank!.place}`;
  };
  const two = { departments: [departmentOf("甲"), departmentOf("乙")] };

  test("and others who fall behind by a rank, or by a computed figure that is ranked, leave their place", () => {
    // 甲 goes from 56 to 76 points, and 乙 from 84 to 64.
    const ranked = schemeOf(templateOf(100, [line("A", points(20), rank), line("C", points(80))]), two);
    expect(placeAfter(ranked, { "甲.A": 80, "甲.C": 70, "乙.A": 85, "乙.C": 80 }, 90)).toBe("2 → 1");
    const computed: Scheme = {
      ...schemeOf(templateOf(100, [line("A", points(0.01)), line("I", points(20), rank), line("C", points("79.99"))]), two),
      derived: [{ indicator: "I", source: at("A8"), method: "difference", first: "A", second: "C" }],
    };
    expect(placeAfter(computed, { "甲.A": 71, "甲.C": 70, "乙.A": 85, "乙.C": 80 }, 90)).toBe("2 → 1");
  });
  test("and others whose target is worked out from the moved figure", () => {
    const formula = { method: "bestPlus", parameters: { target: decimal(0) }, basis: null, basisPeriod: "current", decimals: null } as const;
    const parts = { ...two, targets: [targetFor("A", {}, { formula }), targetFor("C", { target: 100 })] };
    const scheme = schemeOf(templateOf(100, [line("A", points(50), ruleOf("ratio", { cap: decimal(100) })), line("C", points(50))]), parts);
    // With 180 as the best, 乙 has 25 of its 50 points for 90: 70 beside the 85 of 甲.
    expect(placeAfter(scheme, { "甲.A": 70, "甲.C": 70, "乙.A": 90, "乙.C": 90 }, 180)).toBe("2 → 1");
  });
  test("and a card of which nothing applies any more has no total", () => {
    const scheme = schemeOf(templateOf(100, [line("A", points(50)), line("B", points(50))], { quorum: { items: 1, coverage: null } }));
    const readings = readingsOf({ A: "notApplicable", B: "notApplicable" });
    const cards = score(scheme, readings, scheme.settings.period).value;
    const of = (trial: Trial): string => {
      const { before, after } = whatIf(cards[0]!, linesOf(cards[0]!.items)[0]!, trial, { scheme, statedScheme: scheme, readings, cards });
      return `${standingInText(before)} → ${standingInText(after)}`;
    };
    expect(of({})).toBe("– – – – notApplicable – – → – – – – notApplicable – –");
    expect(of({ actual: decimal(80) })).toBe("– – – – notApplicable – – → 80 100 80 80 complete 1/1 –");
  });

  test("and what the others share is counted: a target's cell, or a template's tree", () => {
    const context = world();
    const shared = (place: number, code: string, trial: Trial): number => {
      const card = context.cards[place]!;
      return whatIf(
        card,
        linesOf(card.items).find(({ line: own }) => own.code === code)!,
        trial,
        context,
      ).shared;
    };
    // Of the five cards all but 乙's have their target of A in C3.
    expect([shared(0, "A", { target: decimal(80) }), shared(1, "A", { target: decimal(80) }), shared(0, "A", { share: decimal(40) })]).toEqual([3, 0, 2]);
    expect([shared(3, "C", { share: decimal(10) }), shared(0, "A", { actual: decimal(80) }), shared(0, "G", { share: decimal(1) })]).toEqual([1, 0, 2]);
  });

  test("and a line that had no score before is not said to be held by it", () => {
    const context = world({}, { "甲.B": "unreadable" });
    const card = context.cards[0]!;
    const tried = (code: string, trial: Trial): unknown => {
      const { held, after } = whatIf(
        card,
        linesOf(card.items).find(({ line: own }) => own.code === code)!,
        trial,
        context,
      );
      return [held?.code ?? null, after.line.points && String(after.line.points)];
    };
    expect(tried("B", { share: decimal(10) })).toEqual([null, null]);
    expect(tried("G", { actual: decimal(9) })).toEqual(["givenAboveFull", null]);
    expect(tried("G", { actual: decimal(5) })).toEqual([null, "5"]);
  });

  test("and a card that is none of the cards cannot be tried", () => {
    const context = world();
    const [card] = context.cards;
    expect(() => whatIf({ ...card! }, linesOf(card!.items)[0]!, {}, context)).toThrow("none of the cards");
  });
});
