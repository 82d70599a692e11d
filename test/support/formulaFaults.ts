/**
 * Faults that somebody could make in a formula, each where it must change the result: to see whether a comparison sees them.
 */
import { betterBy } from "../../src/kpi/rules/direction";
import { type Scorecard, type ScoredLine, linesOf } from "../../src/kpi/scorecard";
import type { Change } from "../../src/run/workbook";
import { COLUMN, FIRST_ROW, allItems } from "../../src/sheets/cardPlan";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import { address, columnLetters } from "../../src/sheets/grid";
import { blockOfCard, blockOfSummary } from "../../src/sheets/sheetNames";
import type { ScoredFile } from "./liveProof";

export interface Fault {
  readonly name: string;
  readonly sheet: string;
  readonly cell: string;
  readonly formula: string;
}

interface Place {
  readonly file: ScoredFile;
  readonly card: Scorecard;
  readonly sheet: string;
  readonly draft: SheetDraft;
}

/** What is wrong with each, and what becomes of a cell's formula; null: here it would not matter, or cannot be made. */
const LINE_FAULTS: readonly {
  readonly name: string;
  readonly column: number;
  readonly broken: (formula: string, line: ScoredLine, place: Place, row: number) => string | null;
}[] = [
  {
    name: "the target where the stretch belongs",
    column: COLUMN.bar,
    broken: (formula, line, _place, row) => {
      const { target, stretch } = line.anchors;
      if (line.line.rule.kind !== "threeAnchors" || !target || !stretch || !isBetween(line, target, stretch)) return null;
      return formula.split(cellAt(COLUMN.stretch, row)).join(cellAt(COLUMN.target, row));
    },
  },
  {
    name: "a sign turned in a rule",
    column: COLUMN.bar,
    broken: (formula, line) => {
      const { floor, target } = line.anchors;
      if (line.line.rule.kind !== "threeAnchors" || !floor || !target || !isBetween(line, floor, target) || line.scoredFigure!.eq(floor)) return null;
      return line.line.rule.floorScore.eq(0) ? null : formula.replace("+(", "-(");
    },
  },
  {
    name: "the floor where the target belongs",
    column: COLUMN.target,
    broken: (_formula, { anchors: { floor, target } }, { draft }, row) => {
      const other = draft.rows[row]?.[COLUMN.floor]?.formula;
      return floor && target && !floor.eq(target) && other !== undefined ? other : null;
    },
  },
  {
    name: "a difference the wrong way round",
    column: COLUMN.gap,
    broken: (formula, line) => (line.gap && !line.gap.eq(0) ? formula.replace(/ROUND\((\$[A-Z]+\d+)-(\$[A-Z]+\d+),10\)/, "ROUND($2-$1,10)") : null),
  },
  {
    name: "a ROUND left out",
    column: COLUMN.points,
    broken: (formula, { outcome, fullPoints, deducts, line: { role } }) => {
      if (outcome.kind !== "scored" || deducts || role !== "score" || !fullPoints) return null;
      const unrounded = fullPoints.times(outcome.score).div(100);
      return unrounded.minus(outcome.points).abs().gt("0.000001") ? formula.replace(/ROUND\(ROUND\((.*),10\),\d+\)/, "$1") : null;
    },
  },
  {
    name: "a rate not turned into a fraction",
    column: COLUMN.rate,
    broken: (formula, line) => (line.rate && !line.rate.eq(0) ? formula.replace(/\/100\)$/, ")") : null),
  },
  {
    name: "the figure of the next row",
    column: COLUMN.actual,
    broken: (formula, _line, { file, draft }, row) => {
      const found = /^('?)(.+)\1!\$([A-Z]+)\$(\d+)$/.exec(formula);
      const next = found && file.drafts.get(found[2]!.replace(/''/g, "'"))?.rows[Number(found[4])]?.find((_cell, column) => columnLetters(column) === found[3]);
      if (!found || !next || next.value === null || next.value === draft.rows[row]?.[COLUMN.actual]?.value) return null;
      return formula.replace(/\d+$/, String(Number(found[4]) + 1));
    },
  },
  {
    name: "a comparison turned round",
    column: -1,
    broken: (formula, line) => {
      const plain = line.line.role === "score" && !line.outranked && line.lowered?.by !== "veto";
      if (!plain || !line.rate || line.rate.eq(line.threshold)) return null;
      return formula.replace(/(ROUND\(\$L\d+,\d+\)|\$L\d+)<(\$[A-Z]+)/, "$1>$2");
    },
  },
];

function isBetween(
  { scoredFigure, indicator: { direction } }: ScoredLine,
  worse: Parameters<typeof betterBy>[0],
  better: Parameters<typeof betterBy>[0],
): boolean {
  return (
    scoredFigure !== null &&
    betterBy(scoredFigure, worse, direction).gte(0) &&
    betterBy(better, scoredFigure, direction).gt(0) &&
    betterBy(better, worse, direction).gt(0)
  );
}

function cellAt(column: number, row: number): string {
  return `$${columnLetters(column)}${row + 1}`;
}

/** Every fault that can be made on a card, and must show in the cell that it is made in. */
function faultsOfCard(place: Place): Fault[] {
  const { card, sheet, draft } = place;
  const items = allItems(card.items);
  const at = (row: number, column: number): DraftCell | undefined => draft.rows[row]?.[column];
  const made = (name: string, row: number, column: number, formula: string | null): Fault[] =>
    formula === null || formula === at(row, column)?.formula ? [] : [{ name, sheet, cell: address(row, column), formula }];
  const ofLines = linesOf(card.items).flatMap((line) => {
    const row = FIRST_ROW + items.indexOf(line);
    return LINE_FAULTS.flatMap(({ name, column, broken }) => {
      const state = at(FIRST_ROW - 1, COLUMN.full + 2)?.value === undefined ? COLUMN.full + 1 : COLUMN.full + 2;
      const own = column < 0 ? state : column;
      const formula = at(row, own)?.formula;
      return formula === undefined ? [] : made(name, row, own, broken(formula, line, place, row));
    });
  });
  const total = draft.rows.findIndex((row) => row[COLUMN.points]?.mark.row === "total");
  const lastPoints = card.items[card.items.length - 1];
  const missed = lastPoints?.kind === "branch" ? lastPoints.points : lastPoints?.outcome.kind === "scored" ? lastPoints.outcome.points : null;
  const sum = at(total, COLUMN.points)?.formula;
  const without =
    sum === undefined || card.template.rollUp !== "sum" || card.template.totalFloor !== null || !missed || missed.eq(0)
      ? null
      : sum.replace(/SUM\(([^()]*)\)/, (_whole, list: string) => `SUM(${withoutLast(list)})`);
  return [...ofLines, ...made("a term missing in a total", total, COLUMN.points, without)];
}

/** "$N10:$N12,$N14" → "$N10:$N12,0". */
function withoutLast(list: string): string {
  const parts = list.split(",");
  const last = parts.pop()!;
  const [from, to] = last.split(":") as [string, string | undefined];
  const shorter = to?.replace(/\d+$/, (row) => String(Number(row) - 1));
  return [...parts, shorter === undefined ? "0" : `${from}:${shorter}`].join(",");
}

/** The first of each ranking group ranked from the other end. */
function faultsOfSummary(file: ScoredFile): Fault[] {
  const [sheet, draft] = draftOf(file, blockOfSummary());
  const { cards } = file.drafted;
  const apart = cards.some((card) => card.rank && card.rank.place > 1) && new Set(cards.map((card) => card.rankingGroup)).size === 1;
  const row = draft.rows.findIndex((cells) => cells[0]?.formula !== undefined && cells[0].value === 1 && cells[0].formula.includes("RANK("));
  const formula = draft.rows[row]?.[0]?.formula;
  if (!apart || formula === undefined) return [];
  return [{ name: "a ranking from the other end", sheet, cell: address(row, 0), formula: formula.replace(/RANK\(([^()]*)\)/, "RANK($1,1)") }];
}

function draftOf({ drafted, drafts }: ScoredFile, block: string): readonly [string, SheetDraft] {
  const sheet = drafted.changes.flatMap((one) => (one.kind === "createSheet" && one.block === block ? [one.name] : []))[0]!;
  return [sheet, drafts.get(sheet)!];
}

/** One fault for each card, of as many kinds as can be made: `turn` says which kinds are tried first. One on the summary stands alone: a card's could make up for it. */
export function faultsIn(file: ScoredFile, turn: number): Fault[] {
  const ofSummary = turn % 3 === 0 ? faultsOfSummary(file) : [];
  if (ofSummary.length > 0) return ofSummary;
  return file.drafted.cards.flatMap((card, place) => {
    const [sheet, draft] = draftOf(file, blockOfCard(card.department.code, card.template.code));
    const faults = faultsOfCard({ file, card, sheet, draft });
    const kinds = [...new Set(faults.map(({ name }) => name))];
    const kind = kinds[(turn + place) % Math.max(1, kinds.length)];
    const fault = faults.find(({ name }) => name === kind);
    return fault ? [fault] : [];
  });
}

/** What is to be written, with the faults in it. */
export function withFaults(changes: readonly Change[], faults: readonly Fault[]): readonly Change[] {
  return changes.map((change) => {
    if (change.kind !== "createSheet") return change;
    const own = new Map(faults.filter(({ sheet }) => sheet === change.name).map(({ cell, formula }) => [cell, formula]));
    const rows = change.draft.rows.map((cells, row) =>
      cells.map((cell, column) => {
        const formula = own.get(address(row, column));
        return cell && formula !== undefined ? { ...cell, formula } : cell;
      }),
    );
    const { drafting: _steps, ...changed } = { ...change, draft: { ...change.draft, rows } };
    return changed;
  });
}
