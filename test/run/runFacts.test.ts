import { decimal } from "../../src/kpi/decimal";
import { score } from "../../src/kpi/score";
import { type RunFacts, factsOf, whatChanged } from "../../src/run/runFacts";
import { departmentOf, line, percent, periodOf, points, readingsOf, ruleOf, schemeOf, targetFor, templateOf } from "../support/schemes";

interface Parts {
  readonly figures?: Readonly<Record<string, number | "missing">>;
  readonly target?: number;
  readonly share?: number;
  readonly cap?: number;
  readonly lines?: readonly string[];
  readonly departments?: readonly string[];
  readonly period?: string;
}

/** What a run over two departments finds: lines A of 60 and B of 40 points. */
function facts({ figures = {}, target = 100, share = 60, cap = 120, lines = ["A", "B"], departments = ["甲", "乙"], period = "2026Q3" }: Parts = {}): RunFacts {
  const shares = [points(share), points(40), points(10)];
  const tree = lines.map((code, place) => line(code, shares[place] ?? percent(10), { ...ruleOf("ratio"), cap: decimal(cap) }));
  const targets = lines.map((code) => targetFor(code, { target: code === "A" ? target : 100 }));
  const scheme = schemeOf(templateOf(100, tree), { departments: departments.map((code) => departmentOf(code)), targets });
  const readings = readingsOf({ "甲.A": 80, "甲.B": 90, "乙.A": 85, "乙.B": 90, "丙.A": 70, "丙.B": 70, ...figures }, period);
  const when = periodOf(period);
  return factsOf({ period: when, cards: score(scheme, readings, when).value })!;
}

const told = (then: RunFacts, now: RunFacts): readonly (readonly string[])[] =>
  whatChanged(then, now).cards.map(({ name, then: before, now: after, lines }) => [
    name,
    `${before?.points ?? "–"} ${before?.place ?? "–"} → ${after?.points ?? "–"} ${after?.place ?? "–"}`,
    ...lines.map(({ name: own, what, then: was, now: is }) => `${own}: ${what.join()} ${was?.points ?? "–"} → ${is?.points ?? "–"}`),
  ]);

test("nothing changed where the same was found, also after it lay in a workbook", () => {
  const then = JSON.parse(JSON.stringify(facts())) as RunFacts;
  expect(whatChanged(then, facts())).toEqual({ periodThen: "2026Q3", periodNow: "2026Q3", cards: [] });
});

test("a figure that changed is told with its line, and the department that only lost its place without one", () => {
  expect(told(facts(), facts({ figures: { "甲.A": 92 } }))).toEqual([
    ["甲", "84 2 → 91.2 1", "A: figure 48 → 55.2"],
    ["乙", "87 1 → 87 2"],
  ]);
});

test("a figure that went missing is told by its state", () => {
  const { cards } = whatChanged(facts(), facts({ figures: { "甲.A": "missing" } }));
  expect(cards[0]!.lines[0]).toMatchObject({ what: ["figure"], then: { figure: "80" }, now: { figure: "missing", points: null } });
});

test.each([
  ["a target", { target: 80 }, "A: anchors 48 → 60"],
  ["a weight", { share: 40 }, "A: weight 48 → 40"],
  ["a rule", { cap: 70 }, "A: rule 48 → 42"],
])("%s that changed is told with every line that it holds for", (_what, parts, wanted) => {
  const [first, second] = whatChanged(facts(), facts(parts)).cards;
  expect(told(facts(), facts(parts))).toContainEqual(expect.arrayContaining([wanted]));
  expect([first!.name, second!.name]).toEqual(["甲", "乙"]);
});

test("lines and departments that came or went are told as such", () => {
  expect(told(facts(), facts({ lines: ["A", "B", "C"], departments: ["甲"] }))).toEqual([
    ["甲", expect.any(String), expect.stringMatching(/^A: weight/), expect.stringMatching(/^B: weight/), "C:  – → –"],
    ["乙", "87 1 → – –"],
  ]);
  expect(told(facts(), facts({ departments: ["甲", "乙", "丙"] })).at(-1)).toEqual(["丙", "– – → 70 3"]);
});

test("another period is said", () => {
  expect(whatChanged(facts({ period: "2026Q2" }), facts())).toMatchObject({ periodThen: "2026Q2", periodNow: "2026Q3" });
});
