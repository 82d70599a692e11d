/** Every rule's formula, recalculated by LibreOffice, is what the engine computes. */
import { type Decimal, decimal } from "../../../src/kpi/decimal";
import { roundTo } from "../../../src/kpi/rounding";
import { deducts, RULE_KINDS, type RuleKind, scoreByRule } from "../../../src/kpi/rules/index";
import { ANCHOR_NAMES } from "../../../src/kpi/target";
import type { DraftCell, SheetDraft } from "../../../src/sheets/draft";
import { ruleFormula } from "../../../src/sheets/formulas/index";
import { pointsFormula, rateFormula } from "../../../src/sheets/formulas/points";
import { placeFormulas } from "../../../src/sheets/formulas/rank";
import { roundingFormula } from "../../../src/sheets/formulas/rounding";
import type { RuleCells } from "../../../src/sheets/formulas/ruleCells";
import { type CellValue, columnLetters, type Grid } from "../../../src/sheets/grid";
import { newXlsx } from "../../../src/xlsx/portable";
import { counts, minutes, proved } from "../../support/fullCounts";
import { recalculated } from "../../support/libreOffice";
import { bandRows, EDGE_CASES, MOST_PEERS, randomCases, type RuleCase } from "../../support/ruleCases";
import { type PlainCell, plainSheet } from "../../support/plainSheet";
import { ruleOf } from "../../support/schemes";
import { describeWith } from "../../support/systemParts";

const RANDOM_PER_RULE = counts(400, 2_500);

const CASES = new Map<RuleKind, readonly RuleCase[]>(
  RULE_KINDS.map((kind, place) => [kind, [...EDGE_CASES.filter(({ rule }) => rule.kind === kind), ...randomCases(kind, RANDOM_PER_RULE, 20260 + place)]]),
);
const casesOf = (kind: RuleKind): readonly RuleCase[] => CASES.get(kind)!;

/** Columns: the anchors from B on, the actual in A; then full points, score, rounded score, points, rate. */
const COLUMN = { actual: 0, anchors: 1, full: 1 + ANCHOR_NAMES.length, score: 2 + ANCHOR_NAMES.length, place: 6 + ANCHOR_NAMES.length };

/** The cells of a case in row `row`, counted from 0. A rule may also be told of an anchor whose cell is then empty. */
function cellsAt(row: number, { rule, direction }: RuleCase): RuleCells {
  const at = (column: number): string => `$${columnLetters(column)}${row + 1}`;
  return {
    actual: at(COLUMN.actual),
    anchors: Object.fromEntries(ANCHOR_NAMES.map((name, place) => [name, at(COLUMN.anchors + place)])),
    direction,
    statedPoints: at(COLUMN.full),
    ...(rule.kind === "rank" && !rule.rankTotal ? { peers: { place: at(COLUMN.place), total: at(COLUMN.place + 1) } } : {}),
  };
}

/** A sheet of peers: of each case two columns, its figures and the code that a row has to have to count. */
const PEERS = "peers";
const PEER_ROWS = 2 * MOST_PEERS;
const CODE = 'a*"1"';

/** Every second row does not count: it has another code, or a sign where a figure is missing. */
function peerColumns(one: RuleCase, row: number): readonly (readonly PlainCell[])[] {
  const listed = listedPeers(one, row);
  const figures = Array.from({ length: PEER_ROWS }, (_cell, at): PlainCell => {
    const peer = at % 2 === 0 ? listed[at / 2] : undefined;
    return peer ? peer.toNumber() : at % 2 === 0 ? "□" : (["×", null, 77, 1e6][(row + at) % 4] ?? null);
  });
  return [figures, figures.map((_cell, at): PlainCell => (at % 2 === 0 ? CODE : "B"))];
}

/** Of some cases the own figure, the first that is equal, is carried and stands in no row. */
function listedPeers({ actual, peers = [] }: RuleCase, row: number): readonly Decimal[] {
  const own = peers.findIndex((peer) => peer.eq(actual));
  return row % 5 === 4 ? peers.filter((_peer, place) => place !== own) : peers;
}

function placeCells(one: RuleCase, row: number): PlainCell[] {
  const { rule, actual, peers, direction } = one;
  if (rule.kind !== "rank" || !peers) return [];
  const at = (column: number, from: number, to = from): string =>
    `'${PEERS}'!$${columnLetters(2 * row + column)}$${from + 1}${to === from ? "" : `:$${columnLetters(2 * row + column)}$${to + 1}`}`;
  const own = row % 5 === 4 ? -1 : listedPeers(one, row).findIndex((peer) => peer.eq(actual));
  const rows = { alike: [{ column: at(1, 0, PEER_ROWS - 1), text: CODE }], figures: at(0, 0, PEER_ROWS - 1) };
  const { place, total } = placeFormulas(rows, `$A${row + 1}`, own < 0 ? '""' : at(0, 2 * own), rule.ties, direction);
  return [{ formula: place }, { formula: total }];
}

type FormulaOf = (one: RuleCase, cells: RuleCells) => string;
const written: FormulaOf = ({ rule }, cells) => ruleFormula(rule, cells);

function sheetOf(cases: readonly RuleCase[], formulaOf: FormulaOf): SheetDraft {
  return plainSheet(
    cases.map((one, row): readonly PlainCell[] => {
      const score = `$${columnLetters(COLUMN.score)}${row + 1}`;
      const full = `$${columnLetters(COLUMN.full)}${row + 1}`;
      // Where there is no anchor a card shows a dash, or nothing.
      const anchors = ANCHOR_NAMES.map((name) => one.anchors[name]?.toNumber() ?? (row % 2 === 0 ? null : "–"));
      return [
        one.actual.toNumber(),
        ...anchors,
        one.fullPoints.toNumber(),
        { formula: formulaOf(one, cellsAt(row, one)) },
        { formula: `IF(ISNUMBER(${score}),${roundingFormula(score, 2)},"×")` },
        { formula: pointsFormula(score, full, 2, deducts(one.rule) ? "lost" : "won") },
        { formula: rateFormula(score, 1) },
        ...placeCells(one, row),
      ];
    }),
  );
}

interface Disagreement {
  readonly row: number;
  readonly kind: RuleKind;
  readonly formula: string;
  readonly found: readonly CellValue[];
  readonly wanted: readonly (number | string)[];
}

function disagreements(cases: readonly RuleCase[], grid: Grid, formulaOf: FormulaOf): Disagreement[] {
  return cases.flatMap((one, row): Disagreement[] => {
    const result = scoreByRule(one.rule, one);
    const found = [0, 1, 2, 3].map((step) => grid.at(row, COLUMN.score + step).value);
    const wanted = result.kind === "problem" ? ["×", "×", "×", "×"] : expected(one, result.score);
    const [score, ...rounded] = found;
    const sameScore =
      typeof score === "number" && typeof wanted[0] === "number" ? Math.abs(score - wanted[0]) <= 1e-9 * Math.max(1, Math.abs(wanted[0])) : score === wanted[0];
    const sameRounded = rounded.every((value, step) => value === wanted[step + 1]);
    return sameScore && sameRounded ? [] : [{ row, kind: one.rule.kind, formula: formulaOf(one, cellsAt(row, one)), found, wanted }];
  });
}

function expected({ rule, fullPoints }: RuleCase, score: Decimal): number[] {
  const points = fullPoints.times(deducts(rule) ? score.minus(100) : score).div(100);
  return [score, roundTo(score, 2), roundTo(points, 2), roundTo(score, 1).div(100)].map((value) => Number(value.toString()));
}

/** Mistakes that somebody could make, one per kind of rule. */
const MISTAKES: { readonly [K in RuleKind]: readonly [from: string | RegExp, to: string] } = {
  threeAnchors: [/IF\((\$A\d+)<(\$B\d+),0,/, "IF($1<=$2,0,"],
  ratio: ["*100/", "*101/"],
  deduction: ["100-100*", "100-99*"],
  clampedRange: [/MIN\((-?\d)/, "MIN(1$1"],
  closestToTarget: ["MAX(0,100-", "MAX(1,100-"],
  bands: ["<=", "<"],
  piecewise: [/\*(\d)/, "*1$1"],
  rank: [/-1\)/, "-2)"],
  perUnit: ["ROUNDUP(", "ROUNDDOWN("],
  events: ["<0,", "<-5,"],
  weightedEvents: ["OR($A", "AND($A"],
  passFail: [/IF\((\$A\d+)<(\$C\d+)/, "IF($1<=$2"],
  given: [",10)>0", ",10)>1"],
};
const mistaken: FormulaOf = (one, cells) => written(one, cells).replace(...(MISTAKES[one.rule.kind] as [string, string]));

describeWith(["libreOffice"], "in LibreOffice", () => {
  const actuals: readonly DraftCell["value"][] = [null, "待定", "85", "×"];
  const books = new Map<string, Grid>();
  beforeAll(async () => {
    const workbook = newXlsx();
    const sheets = RULE_KINDS.flatMap((kind) => [
      [kind, sheetOf(casesOf(kind), written)] as const,
      [`${kind} mistaken`, sheetOf(casesOf(kind), mistaken)] as const,
    ]);
    const peers = casesOf("rank").flatMap(peerColumns);
    const peerSheet = plainSheet(Array.from({ length: PEER_ROWS }, (_row, row) => peers.map((column) => column[row] ?? null)));
    const noNumber = RULE_KINDS.flatMap((kind) => actuals.map((actual) => ({ actual, one: casesOf(kind)[0]! })));
    const rows = noNumber.map(({ actual, one }, row): readonly PlainCell[] => {
      const anchors = ANCHOR_NAMES.map((name) => one.anchors[name]?.toNumber() ?? null);
      return [actual, ...anchors, 10, { formula: written(one, cellsAt(row, one)) }];
    });
    await workbook.write(
      [...sheets, [PEERS, peerSheet] as const, ["no number", plainSheet(rows)] as const].map(
        ([name, draft]) => ({ kind: "createSheet", name, block: null, after: "last", draft }) as const,
      ),
    );
    const [book] = await recalculated([workbook.toBytes()]);
    for (const [name, grid] of book!) books.set(name, grid);
  }, minutes(5));

  test.each(RULE_KINDS)("the formulas of %s agree with the engine at every edge and at random", (kind) => {
    const cases = casesOf(kind);
    expect(disagreements(cases, books.get(kind)!, written)).toEqual([]);
    const problems = cases.filter((one) => scoreByRule(one.rule, one).kind === "problem").length;
    // Most have a score, so that little is compared with "×" alone.
    expect(problems).toBeLessThan(cases.length * 0.6);
    proved(
      `Rule ${kind}: ${cases.length} formulas of scores compared, ${problems} of them without a score; ${cases.length * 3} of roundings, points and rates`,
    );
  });

  test.each(RULE_KINDS)("a mistake in the formula of %s is seen", (kind) => {
    expect(disagreements(casesOf(kind), books.get(`${kind} mistaken`)!, mistaken).length).toBeGreaterThan(0);
  });

  it("an actual that is blank or a text has no score under any rule", () => {
    const grid = books.get("no number")!;
    const results = Array.from({ length: grid.rowCount }, (_, row) => grid.at(row, COLUMN.score).value);
    expect(results).toHaveLength(RULE_KINDS.length * actuals.length);
    expect(new Set(results)).toEqual(new Set(["×"]));
  });
});

describe("the text of a formula", () => {
  const cells: RuleCells = {
    actual: "$H10",
    anchors: { floor: "$E10", target: "$F10", stretch: "$G10" },
    direction: "up",
    statedPoints: "$O10",
  };

  test.each([
    [
      "threeAnchors",
      ruleOf("threeAnchors"),
      'IF(COUNT($H10,$E10,$F10)<3,"×",IF(OR($F10<=$E10,AND(COUNT($G10)=1,$G10<=$F10)),"×",IF($H10<$E10,0,' +
        "IF($H10<$F10,60+($H10-$E10)*40/($F10-$E10),IF(COUNT($G10)=0,100,IF($H10<$G10,100+($H10-$F10)*20/($G10-$F10),120))))))",
    ],
    ["ratio", ruleOf("ratio", { cap: decimal(120) }), 'IF(COUNT($H10,$F10)<2,"×",IF($F10<=0,"×",MAX(0,MIN(120,$H10*100/$F10))))'],
    [
      "bands",
      ruleOf("bands", { bands: bandRows([0, 60, 0], [60, 80, 60], [80, 100, 100]) }),
      'IF(COUNT($H10)<1,"×",IF(OR($H10<0,$H10>100),"×",IF($H10<60,0,IF($H10<80,60,100))))',
    ],
    [
      "perUnit",
      ruleOf("perUnit", { counting: "floor", perStep: decimal(2) }),
      'IF(COUNT($H10,$F10)<2,"×",MAX(0,IF($H10<$F10,100-2*ROUNDDOWN(ROUND(($F10-$H10),10),0),100)))',
    ],
  ] as const)("of %s can be read in the formula bar", (_kind, rule, formula) => {
    expect(ruleFormula(rule, cells)).toBe(formula);
  });

  it("rounds the score to the rule's step, and leaves × as it is", () => {
    const half = ruleOf("events", { rounding: { step: decimal(10), way: "half" } });
    expect(ruleFormula(half, cells)).toBe(
      'IFERROR(ROUND(ROUND((IF(COUNT($H10)<1,"×",IF(OR($H10<0,$H10<>INT($H10)),"×",MAX(0,100-20*$H10))))/10,10),0)*10,"×")',
    );
    expect(ruleFormula(ruleOf("ratio", { rounding: { step: decimal(10), way: "down" } }), { ...cells, anchors: {} })).toBe('"×"');
  });

  it("stays under 1,024 characters and uses functions that need no prefix", () => {
    const known = new Set(["IF", "COUNT", "OR", "AND", "MAX", "MIN", "ABS", "INT", "ROUND", "ROUNDDOWN", "ROUNDUP", "LOOKUP", "LN", "IFERROR", "NOT"]);
    for (const one of RULE_KINDS.flatMap(casesOf)) {
      const formula = ruleFormula(one.rule, cellsAt(0, one));
      expect(formula.length).toBeLessThan(1024);
      expect([...formula.matchAll(/([A-Z.]+)\(/g)].map(([, name]) => name).filter((name) => !known.has(name!))).toEqual([]);
    }
  });

  it("is the text × alone where an anchor that the rule cannot do without has no cell", () => {
    const bare: RuleCells = { ...cells, anchors: {} };
    const needing = (["threeAnchors", "ratio", "deduction", "clampedRange", "closestToTarget", "perUnit"] as const).map((kind) =>
      ruleFormula(ruleOf(kind), bare),
    );
    expect(new Set(needing)).toEqual(new Set(['"×"']));
  });
});
