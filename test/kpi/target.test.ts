/** Which row of the targets' table an anchor comes from. */
import { type TargetRow, type TargetScope, anchorsFor, specificity, targetTable } from "../../src/kpi/target";
import { periodOf, targetFor } from "../support/schemes";

const SCOPE: TargetScope = { indicator: "A", template: "T", line: "L", department: "东", period: periodOf("2026Q3") };

/** A row whose target says which row it is, and where it stands. */
function row(target: number, more: Partial<TargetRow> = {}): TargetRow {
  const source = { sheet: "目标", cell: `F${target}` };
  return targetFor("A", { target }, { source, sources: { target: source }, ...more });
}

/** "12 F12", or "–" where no row holds. */
function found(rows: readonly TargetRow[], scope: Partial<TargetScope> = {}): string {
  const { anchors, sources } = anchorsFor(targetTable(rows), { ...SCOPE, ...scope });
  return anchors.target ? `${anchors.target.toString()} ${sources.target!.cell}` : "–";
}

const PLACES: readonly Partial<TargetRow>[] = [
  { indicator: "A" },
  { indicator: null, line: "L" },
  { line: "L" },
  { template: "T" },
  { department: "东" },
  { period: SCOPE.period },
  { indicator: null, line: "L", department: "东", template: "T", period: SCOPE.period },
];
const ELSEWHERE: readonly [Partial<TargetScope>, readonly number[]][] = [
  [{}, [0, 1, 2, 3, 4, 5, 6]],
  [{ indicator: "B" }, [1, 6]],
  [{ line: "M" }, [0, 3, 4, 5]],
  [{ template: "U" }, [0, 1, 2, 4, 5]],
  [{ department: "西" }, [0, 1, 2, 3, 5]],
  [{ period: periodOf("2026Q2") }, [0, 1, 2, 3, 4]],
  [{ period: periodOf("2025Q3") }, [0, 1, 2, 3, 4]],
  [{ period: periodOf("2026-03") }, [0, 1, 2, 3, 4]],
];
test.each(ELSEWHERE)("a row holds where all that it says is so: %j", (scope, holding) => {
  expect(PLACES.flatMap((more, place) => (found([row(12, more)], scope) === "12 F12" ? [place] : []))).toEqual(holding);
});

test("a row that names neither an indicator nor a line holds nowhere", () => {
  expect(found([row(12, { indicator: null, department: "东" })])).toBe("–");
});

test("a department goes before a line, that before a template, that before a period, and the targets' table before a department's own sheet", () => {
  const rising: readonly Partial<TargetRow>[] = [
    { fromSheet: true },
    { fromSheet: true, department: "东", period: SCOPE.period },
    {},
    { period: SCOPE.period },
    { template: "T" },
    { template: "T", period: SCOPE.period },
    { line: "L" },
    { line: "L", template: "T", period: SCOPE.period },
    { department: "东" },
    { department: "东", period: SCOPE.period },
    { department: "东", template: "T" },
    { department: "东", line: "L" },
    { department: "东", line: "L", template: "T", period: SCOPE.period },
  ];
  const rows = rising.map((more, place) => row(place + 1, more));
  expect(rows.map(specificity)).toEqual([0, 9, 16, 17, 18, 19, 20, 23, 24, 25, 26, 28, 31]);
  for (const most of rows.keys()) {
    const some = rows.slice(0, most + 1);
    expect([found(some), found([...some].reverse())]).toEqual([`${most + 1} F${most + 1}`, `${most + 1} F${most + 1}`]);
  }
});

test("of two rows that say the same the first holds", () => {
  expect(found([row(12), row(13)])).toBe("12 F12");
});

test("a row that was worked out for one department is as specific as the row that says how", () => {
  const worked = row(12, { department: "东", specificity: 18 });
  expect([found([worked, row(13)]), found([worked, row(13, { line: "L" })])]).toEqual(["12 F12", "13 F13"]);
});

test("an anchor that could not be worked out is none, whatever a row says that goes after it", () => {
  const lacking = { what: "figure", department: "东", indicator: "A", period: null, source: { sheet: "数据", cell: "B2" } } as const;
  const held = targetFor("A", {}, { department: "东", sources: { target: { sheet: "目标", cell: "F9", lacking } } });
  for (const rows of [
    [row(12), held],
    [held, row(12)],
  ]) {
    const { anchors, sources } = anchorsFor(targetTable(rows), SCOPE);
    expect([Object.keys(anchors), sources.target]).toEqual([[], { sheet: "目标", cell: "F9", lacking }]);
  }
});

test("an anchor without a cell of its own stands at its row", () => {
  const { sources } = anchorsFor(targetTable([targetFor("A", { floor: 60 }, { source: { sheet: "目标", cell: "A7" } })]), SCOPE);
  expect(sources).toEqual({ floor: { sheet: "目标", cell: "A7" } });
});
