/** One card scored again with some of its department's figures moved. */
import { decimal } from "../../src/kpi/decimal";
import { deriveReadings } from "../../src/kpi/derive";
import type { Reading } from "../../src/kpi/figure";
import { type Rescored, type Rescorer, rescorer, restsOnMoved } from "../../src/kpi/rescore";
import type { Scheme } from "../../src/kpi/scheme";
import { score } from "../../src/kpi/score";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import type { WorkedOut } from "../../src/kpi/target";
import {
  NOWHERE,
  departmentOf,
  indicatorOf,
  line,
  percent,
  periodOf,
  points,
  readingsOf,
  ruleOf,
  schemeOf,
  shown,
  targetFor,
  templateOf,
} from "../support/schemes";

const CODES = ["A", "N", "G", "R", "X", "Y", "B"];

/** A card of 甲: A by ratio, N by its place among three, R = 100·X ÷ Y, G of given points, B that nobody reported. */
function world(): { readonly card: Scorecard; readonly scheme: Scheme; readonly readings: readonly Reading[]; readonly rescore: Rescorer } {
  const scheme: Scheme = {
    ...schemeOf(
      templateOf(100, [
        line("A", points(40)),
        line("N", points(20), ruleOf("rank")),
        line("G", points(10), ruleOf("given")),
        line("R", points(20)),
        line("B", points(10)),
      ]),
      { departments: ["甲", "乙", "丙"].map((code) => departmentOf(code)), indicators: CODES.map((code) => indicatorOf(code)) },
    ),
    derived: [
      { indicator: "S", source: NOWHERE, method: "improvement", of: "R", base: "previous" },
      { indicator: "R", source: NOWHERE, method: "ratio", numerator: "X", denominator: "Y", factor: decimal(100), zero: "hold" },
    ],
  };
  const typed = [
    ...readingsOf({ "甲.A": 80, "甲.N": 80, "甲.G": 6, "甲.X": 45, "甲.Y": 50 }),
    ...readingsOf({ "乙.A": 10, "乙.N": 90, "丙.A": 20, "丙.N": 70 }),
    ...readingsOf({ "甲.A": 70, "乙.N": 60, "丙.N": 95 }, "2026Q2"),
  ];
  const { value: readings } = deriveReadings(scheme, typed, periodOf("2026Q3"));
  const card = score(scheme, readings, periodOf("2026Q3")).value[0]!;
  return { card, scheme, readings, rescore: rescorer(card, scheme, readings) };
}

/** "A 32, N 10, G 6, R 18, B – = 66, 66 %, 1 held". */
function told({ card }: Pick<ReturnType<typeof world>, "card">, { points: total, rate, pointsOf, held }: Rescored): string {
  const each = linesOf(card.items).map((one) => `${one.line.code} ${shown(pointsOf(one.line))}`);
  return `${each.join(", ")} = ${shown(total)}, ${shown(rate)} %, ${held} held`;
}

describe("a card scored again", () => {
  const moved = (figures: Readonly<Record<string, number>>): string => {
    const its = world();
    return told(its, its.rescore.with(new Map(Object.entries(figures).map(([code, figure]) => [code, decimal(figure)]))));
  };

  test("is as it was where nothing moves", () => {
    expect(shown(world().card.points)).toBe("66");
    expect(moved({})).toBe("A 32, N 10, G 6, R 18, B – = 66, 66 %, 1 held");
  });
  test("moves with a figure, and leaves every other line where it is, places among the other departments too", () => {
    expect(moved({ A: 90 })).toBe("A 36, N 10, G 6, R 18, B – = 70, 70 %, 1 held");
  });
  test("takes a new place among the figures of the same period", () => {
    expect(moved({ N: 95 })).toBe("A 32, N 20, G 6, R 18, B – = 76, 76 %, 1 held");
    expect(moved({ N: 65 })).toBe("A 32, N 0, G 6, R 18, B – = 56, 56 %, 1 held");
  });
  test("computes what rests on the figure anew, and takes a computed figure that is moved itself", () => {
    expect(moved({ X: 40 })).toBe("A 32, N 10, G 6, R 16, B – = 64, 64 %, 1 held");
    expect(moved({ R: 50 })).toBe("A 32, N 10, G 6, R 10, B – = 58, 58 %, 1 held");
    expect(moved({ X: 40, R: 50 })).toBe("A 32, N 10, G 6, R 10, B – = 58, 58 %, 1 held");
  });
  test("takes a figure that nobody reported", () => {
    expect(moved({ B: 70 })).toBe("A 32, N 10, G 6, R 18, B 7 = 73, 73 %, 0 held");
  });
  test("counts a line as held whose rule gives the figure no score", () => {
    expect(moved({ G: 11 })).toBe("A 32, N 10, G –, R 18, B – = 60, 60 %, 2 held");
    expect(moved({ Y: 0 })).toBe("A 32, N 10, G 6, R –, B – = 48, 48 %, 2 held");
  });
  test("several figures at once move together", () => {
    expect(moved({ A: 90, G: 10, B: 100 })).toBe("A 36, N 10, G 10, R 18, B 10 = 84, 84 %, 0 held");
  });
});

test("what moves with a figure is all that rests on it, however far up", () => {
  const { rescore } = world();
  const moving = (...codes: readonly string[]): string => [...rescore.movingWith(codes)].sort().join(" ");
  expect([moving("X"), moving("Y"), moving("R"), moving("A"), moving()]).toEqual(["R S X", "R S Y", "R S", "A", ""]);
});

test("a line's target rests on a moved figure where it was worked out from it, in this period and for this department", () => {
  const how = (basisPeriod: string | null, ...used: readonly string[]): WorkedOut =>
    ({
      basisPeriod: basisPeriod === null ? null : periodOf(basisPeriod),
      used: used.map((one) => ({ department: one.split(".")[0], indicator: one.split(".")[1] })),
    }) as unknown as WorkedOut;
  const rests = (workedOut: WorkedOut | null, moving: readonly string[]): boolean => {
    const target = targetFor("A", { target: 100 }, { sources: { target: workedOut ? { ...NOWHERE, workedOut } : NOWHERE } });
    const scheme = schemeOf(templateOf(100, [line("A", percent(60)), line("B", percent(40))]), { targets: [target, targetFor("B", { target: 100 })] });
    const [card] = score(scheme, readingsOf({ A: 80, B: 80 }), periodOf("2026Q3")).value;
    return restsOnMoved(card!, new Set(moving)).length > 0;
  };
  expect([rests(how("2026Q3", "D.A"), ["A"]), rests(how("2026Q3", "E.A", "D.A", "D.C"), ["A"])]).toEqual([true, true]);
  expect([rests(how("2026Q3", "E.A"), ["A"]), rests(how("2026Q3", "D.A"), ["B"]), rests(how("2026Q2", "D.A"), ["A"])]).toEqual([false, false, false]);
  expect([rests(how(null, "D.A"), ["A"]), rests(null, ["A"])]).toEqual([false, false]);
});
