/**
 * How each line of a card was scored (逐项计分说明): its rule with its anchors, its derivation in one sentence, and the cell that its figure comes from.
 *
 * On a card with formulas both sentences are formulas over the card's own cells, so that they say what stands there now.
 * A sentence whose formula would be too long is a text, and says so itself.
 */
import { type Decimal, ZERO } from "../kpi/decimal";
import type { AbsentState } from "../kpi/figure";
import { previousPeriod } from "../kpi/period";
import { RULE_COLUMNS, type ScoringRule } from "../kpi/rules/index";
import { type Decimals, roundTo } from "../kpi/rounding";
import type { ScoredLine } from "../kpi/scorecard";
import { type Steps, mappedInSteps } from "../kpi/steps";
import type { AnchorName } from "../kpi/target";
import { absentStates, type CardFormulas, type LineCells, LONGEST, policyScore } from "./cardFormulas";
import { ruleSentence } from "./cardNotes";
import type { PagedRow, Section } from "./cardPages";
import { COLUMN, type Plan } from "./cardPlan";
import { anchorFigure, figureWithUnit } from "./derivationLabels";
import { roundingFormula } from "./formulas/rounding";
import { isWorse, operand } from "./formulas/ruleCells";
import type { SheetLabels } from "./labels";
import { heightFor, HEIGHTS, type LaidCell, laidRow, linesIn } from "./layRows";
import { quoted, stateOf } from "./lineState";
import { type LiveText, newLiveTexts } from "./liveText";
import { charactersOf } from "./pageParts";

/** Results are told with at most four places, figures with at most six: more than that only a quotient leaves behind. */
const RESULT_PLACES = 4;
export const FIGURE_PLACES = 6;

const LINES_IN_A_STEP = 10;

export function* derivationSectionInSteps(plan: Plan, formulas: CardFormulas | null): Steps<Section> {
  const { context, lines, width } = plan;
  const { card: card, derivation: words } = context.labels;
  const told = yield* mappedInSteps(lines, LINES_IN_A_STEP, (line): Told => {
    const cells = formulas?.cellsOf(line) ?? null;
    return { line, standard: settled(standardText(line, plan, cells), cells, plan), derivation: settled(derivationText(line, plan, cells), cells, plan) };
  });
  yield;
  const columns = yield* columnsFor(told, plan);
  const title = laidRow("section", width, HEIGHTS.section, { 0: { value: words.section, role: "text" } });
  const head = laidRow("head", width, HEIGHTS.head, {
    [COLUMN.number]: { value: card.number, role: "centre" },
    [COLUMN.name]: { value: card.indicator, role: "text" },
    [COLUMN.unit]: { value: words.standard, role: "text" },
    [columns.derivation]: { value: words.derivation, role: "text", indent: 1 },
    [columns.source]: { value: words.source, role: "text", indent: 1 },
  });
  return {
    opening: [{ row: title }, { row: head }],
    rows: yield* mappedInSteps(told, LINES_IN_A_STEP, (one, place) => derivationRow(plan, one, columns, place === lines.length - 1)),
    again: { row: head },
  };
}

interface Told {
  readonly line: ScoredLine;
  readonly standard: LiveText;
  readonly derivation: LiveText;
}

/** Where derivations and sources begin. */
interface Columns {
  readonly derivation: number;
  readonly source: number;
}

/** Sources stand under the states where they fit there, else a column or two before; the rest is parted so that fewest rows wrap. */
function* columnsFor(told: readonly Told[], plan: Plan): Steps<Columns> {
  const { context, stateColumn } = plan;
  const fits = told.every(({ line }) => linesIn(sourceOf(line, context.labels), roomFor(plan, stateColumn, stateColumn)) === 1);
  const source = fits ? stateColumn : COLUMN.full;
  const lines = (derivation: number): number =>
    told.reduce((total, one) => {
      const wrapped = [
        linesIn(one.standard.value, roomFor(plan, COLUMN.unit, derivation - 1)),
        linesIn(one.derivation.value, roomFor(plan, derivation, source - 1)),
      ];
      return total + Math.max(...wrapped);
    }, 0);
  const places = [COLUMN.previous, COLUMN.actual, COLUMN.stretch, COLUMN.change];
  let best = places[0]!;
  let fewest = Infinity;
  for (const place of places) {
    const count = lines(place);
    if (count < fewest) [best, fewest] = [place, count];
    yield;
  }
  return { derivation: best, source };
}

function sourceOf({ reading }: ScoredLine, { dash }: SheetLabels): string {
  return reading ? [reading.source.sheet, reading.source.cell].filter((part) => part !== "").join("!") : dash;
}

/** Characters as linesIn counts them, in 10 points, for a text of 9; one is the step to the text before. Small letters are narrower than the digits it counts in. */
function roomFor({ widths, context }: Plan, from: number, to: number): number {
  return ((charactersOf(widths.slice(from, to + 1)) - 1) * (context.labels.language === "en" ? 10.7 : 10)) / 9;
}

function derivationRow(plan: Plan, told: Told, columns: Columns, isLast: boolean): PagedRow {
  const { context, width, stateColumn } = plan;
  const { labels } = context;
  const { line, standard, derivation } = told;
  const source = line.reading?.source;
  const texts: readonly { readonly from: number; readonly to: number; readonly text: LiveText; readonly link?: LaidCell["link"] }[] = [
    { from: COLUMN.name, to: COLUMN.name, text: { value: line.line.name, formula: null } },
    { from: COLUMN.unit, to: columns.derivation - 1, text: standard },
    { from: columns.derivation, to: columns.source - 1, text: derivation },
    {
      from: columns.source,
      to: stateColumn,
      text: { value: sourceOf(line, labels), formula: null },
      ...(source && source.cell !== "" ? { link: { sheet: source.sheet, cell: source.cell, tip: labels.goToSource(source.sheet, source.cell) } } : {}),
    },
  ];
  const fitted = texts.map((part) => ({ ...part, lines: linesIn(part.text.value, roomFor(plan, part.from, part.to)) }));
  const most = Math.max(...fitted.map(({ lines }) => lines));
  const row = laidRow(isLast ? "lastOfTable" : "line", width, heightFor(most, HEIGHTS.derivation), {
    [COLUMN.number]: { value: line.number, role: "secondCentre" },
    ...Object.fromEntries(
      fitted.map(({ from, text, link, lines }): [number, LaidCell] => [
        from,
        {
          value: text.value,
          role: link ? (lines > 1 ? "smallLinkWrap" : "smallLink") : lines > 1 ? "smallWrap" : "small",
          ...(from >= columns.derivation ? { indent: 1 } : {}),
          ...(text.formula === null ? {} : { formula: text.formula }),
          ...(link ? { link } : {}),
        },
      ]),
    ),
  });
  // A text that fits runs on over the blank cells beside it; one that wraps needs them as its own.
  return { row, merged: fitted.flatMap(({ from, to, lines }) => (lines > 1 && to > from ? [[from, to] as const] : [])) };
}

/** A value where formulas are not wanted or would be too long; the latter says so. */
function settled(text: LiveText, cells: LineCells | null, { context }: Plan): LiveText {
  if (cells === null || text.formula === null) return { value: text.value, formula: null };
  return text.formula.length <= LONGEST ? text : { value: `${text.value}${context.labels.derivation.fixed}`, formula: null };
}

// --- The standard -------------------------------------------------------------------------------------------------

function standardText(line: ScoredLine, { context: { labels } }: Plan, cells: LineCells | null): LiveText {
  const live = newLiveTexts();
  const { rule } = line.line;
  const anchors = Object.fromEntries(
    anchorsUsed(line).map(({ name, value }) => {
      return [name, anchorText(live, value, cells?.anchors[name])];
    }),
  );
  const told = (zeroTarget: boolean): string =>
    labels.derivation.standardOf(rule, anchors, line.indicator.direction, zeroTarget) ?? ruleSentence(rule, labels).replace(/[.。]$/, "");
  const isZero = line.anchors.target?.eq(0) ?? false;
  const target = cells?.anchors.target;
  return live.read(target === undefined ? told(isZero) : live.either(`${target}=0`, isZero, told(true), told(false)));
}

function anchorsUsed({ line: { rule }, anchors }: ScoredLine): readonly { readonly name: AnchorName; readonly value: Decimal }[] {
  const { required, optional } = RULE_COLUMNS[rule.kind];
  return [...required, ...optional].flatMap((name) => {
    const value = anchors[name];
    return value ? [{ name, value }] : [];
  });
}

// --- The derivation -----------------------------------------------------------------------------------------------

/** The anchors that a derivation names: of three those that the actual lies next to, so that each sentence has the two that the score was taken from. */
export function anchorsTold(rule: ScoringRule, belowTarget: boolean): readonly AnchorName[] {
  switch (rule.kind) {
    case "threeAnchors":
      return belowTarget ? ["floor", "target"] : ["target", "stretch"];
    case "clampedRange":
      return ["worst", "best"];
    case "deduction":
      return rule.reference === "full" ? ["target", "full"] : ["target"];
    case "closestToTarget":
      return ["target", "upper"];
    case "ratio":
    case "perUnit":
    case "passFail":
    case "bands":
    case "piecewise":
    case "events":
    case "rank":
    case "weightedEvents":
    case "given":
      return ["target"];
  }
}

/** From the figure to the points, in the words of text/explainWorking.ts, which tells the same of the engine's own card. */
function derivationText(line: ScoredLine, plan: Plan, cells: LineCells | null): LiveText {
  const { labels, scheme, period } = plan.context;
  const { derivation: words } = labels;
  const { pointDecimals, policies, policyFloorScore } = scheme.settings;
  const { outcome, scoredFigure, figure, fullPoints, pointsBefore, indicator, anchors } = line;
  const live = newLiveTexts();
  const at: LineCells = cells ?? {
    actual: "",
    reported: "",
    anchors: {},
    score: "",
    points: "",
    full: "",
    state: "",
    own: "",
    struck: "",
    mayBeOutranked: true,
  };
  const scored = outcome.kind === "scored" ? outcome : null;

  const signs = anchorsUsed(line).map(({ name, value }) => ({ name, sign: anchorText(live, value, at.anchors[name]) }));
  const told = (belowTarget: boolean): string =>
    signs
      .filter(({ name }) => anchorsTold(line.line.rule, belowTarget).includes(name))
      .map(({ name, sign }) => `${words.and}${words.anchor(name, anchorFigure(sign, indicator.unit))}`)
      .join("");
  const target = at.anchors.target;
  const isBelow =
    scoredFigure !== null && anchors.target !== undefined && (indicator.direction === "up" ? scoredFigure.lt(anchors.target) : scoredFigure.gt(anchors.target));
  const anchorsText = target === undefined ? told(isBelow) : live.either(isWorse(at.actual, target, indicator.direction), isBelow, told(true), told(false));

  const word = (state: AbsentState): string => labels.states[state].word;
  const absence = (state: AbsentState): string => {
    const policy = policies[state];
    if (policyScore(policy, line, policyFloorScore)) return words.absent(word(state), policy, null);
    return policy === "carry" && figure.state === "value" ? words.carriedNextTime(word(state)) : words.unscored(word(state), policy);
  };
  const [first, other = first] = absentStates(line) as [AbsentState, AbsentState?];
  const carried = figure.state !== "value" && scoredFigure !== null;
  const aside = carried ? live.either(`COUNT(${at.reported})=1`, false, "", words.aside(words.absent(word(figure.state), "carry", null))) : "";
  const actual = `${figureWithUnit(live.figure(figureText(scoredFigure ?? ZERO), `ROUND(${at.actual},${FIGURE_PLACES})`), indicator.unit)}${aside}${anchorsText}`;
  const nothing = live.either(`${at.actual}=${quoted(labels.states[first].sign)}`, figure.state === first || other === first, absence(first), absence(other));
  const opening = live.either(`ISNUMBER(${at.actual})`, scoredFigure !== null, actual, nothing);

  const points = scored?.points ?? ZERO;
  const change = pointsBefore && points.minus(pointsBefore);
  const result =
    line.deducts || line.line.role === "deduct"
      ? live.either(`${at.points}<0`, points.lt(0), words.takenOff(pointsText(live, points.neg(), `-${at.points}`, pointDecimals)), words.nothingOff)
      : words.earned(
          live.figure(shortened(scored?.score ?? ZERO), roundingFormula(at.score, RESULT_PLACES)),
          live.figure(shortened(fullPoints ?? ZERO), roundingFormula(at.full, RESULT_PLACES)),
          pointsText(live, points, at.points, pointDecimals),
        );
  const changed =
    change && pointsBefore
      ? words.sinceBefore(
          changeText(live, change, `ROUND(${at.points}-${operand(pointsBefore)},10)`, pointDecimals),
          labels.before(period.kind).against,
          labels.period(previousPeriod(period)),
        )
      : "";
  // Why a figure has no score the state says best: too few figures in its branch, or an anchor that is not there.
  const unscored = live.either(`ISNUMBER(${at.actual})`, scoredFigure !== null, `${words.leadsTo}${live.figure(stateOf(line, labels).text, at.state)}`, "");
  const why = loweredText(live, line, labels, at);
  return live.read(`${opening}${live.either(`ISNUMBER(${at.points})`, scored !== null, `${words.leadsTo}${result}${why}${changed}`, unscored)}`);
}

/** What took the line down, or counted in its place: the veto's own row tells of it, the state of a better sibling, its own score of the base-score rule. */
function loweredText(live: ReturnType<typeof newLiveTexts>, line: ScoredLine, labels: SheetLabels, at: LineCells): string {
  const { derivation: words, vetoed, outranked } = labels;
  const wears = (sign: string): string => `LEFT(${at.state},${sign.length})=${quoted(sign)}`;
  const held = line.lowered?.by === "baseScore";
  const based = at.own === null ? "" : live.either(`N(${at.own})>N(${at.score})`, held, words.aside(words.heldAtBaseScore), "");
  const struck = at.struck === null ? based : live.either(at.struck, line.lowered?.by === "veto", words.aside(vetoed.word), based);
  return at.mayBeOutranked ? live.either(wears(outranked.sign), line.outranked, words.aside(outranked.word), struck) : struck;
}

function figureText(value: Decimal): string {
  return roundTo(value, FIGURE_PLACES).toFixed();
}

/** A dash may stand in the cell of an anchor, so a figure is rounded only where it must be. */
function anchorText(live: ReturnType<typeof newLiveTexts>, value: Decimal, place: string | undefined): string {
  const text = figureText(value);
  if (place === undefined) return text;
  return live.figure(text, roundTo(value, FIGURE_PLACES).eq(value) ? place : `IF(ISNUMBER(${place}),ROUND(${place},${FIGURE_PLACES}),${place})`);
}

function shortened(value: Decimal): string {
  return roundTo(value, RESULT_PLACES).toFixed();
}

/** TEXT takes a format in the reader's own spelling, which is the same in Chinese and in English: "0.00". */
function pointsText(live: ReturnType<typeof newLiveTexts>, value: Decimal, place: string, decimals: Decimals): string {
  if (decimals === "none") return live.figure(shortened(value), roundingFormula(place, RESULT_PLACES));
  return live.figure(value.toFixed(decimals), `TEXT(${place},${quoted(fixedFormat(decimals))})`);
}

function changeText(live: ReturnType<typeof newLiveTexts>, value: Decimal, place: string, decimals: Decimals): string {
  const sign = value.gt(0) ? "+" : "";
  if (decimals === "none") return live.figure(`${sign}${shortened(value)}`, `IF(${place}>0,"+","")&${roundingFormula(place, RESULT_PLACES)}`);
  const format = fixedFormat(decimals);
  return live.figure(`${sign}${value.toFixed(decimals)}`, `TEXT(${place},${quoted(`+${format};-${format};${format}`)})`);
}

function fixedFormat(decimals: number): string {
  return decimals === 0 ? "0" : `0.${"0".repeat(decimals)}`;
}
