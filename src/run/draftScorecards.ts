/**
 * One run, up to the moment before anything is written: survey → read → parse and check → score → lay out.
 *
 * Nothing flows back: scoring never asks for a cell, and what is to be written is plain data that can be looked at first.
 */
import { deriveReadings } from "../kpi/derive";
import { computeTargets } from "../kpi/computedTarget";
import type { Reading } from "../kpi/figure";
import { type Finding, finding } from "../kpi/finding";
import { nearestPoints } from "../kpi/nextPoint";
import { type Period, isWithin, parsePeriod, periodKey } from "../kpi/period";
import type { Scheme } from "../kpi/scheme";
import { scoreInSteps } from "../kpi/score";
import { type Steps, atOnce } from "../kpi/steps";
import { type Scorecard, linesOf } from "../kpi/scorecard";
import { type Grid, parseArea } from "../sheets/grid";
import type { SheetLabels } from "../sheets/labels";
import type { LayContext } from "../sheets/layContext";
import { layCheckInSteps } from "../sheets/layCheck";
import { layCardInSteps } from "../sheets/layCard";
import { MOST_NEXT } from "../sheets/cardNext";
import { dataPlacesInSteps, layDataInSteps } from "../sheets/layData";
import { layShortBoardsInSteps } from "../sheets/layShortBoards";
import { laySummaryInSteps, placeCells } from "../sheets/laySummary";
import type { SheetDraft } from "../sheets/draft";
import { readReadings, readReadingsInSteps, findUnread } from "../sheets/readReadings";
import { readScheme } from "../sheets/readScheme";
import {
  blockOfCard,
  blockOfCheck,
  blockOfGenerated,
  blockOfLastRun,
  blockOfData,
  blockOfShortBoards,
  blockOfSummary,
  freeSheetName,
  isOurBlock,
  validSheetName,
} from "../sheets/sheetNames";
import { cautionsOf } from "./cautions";
import { checkCodeInSteps } from "./checkCode";
import { type Pause, paceWith } from "./pace";
import type { Change, SheetId, Survey, Workbook } from "./workbook";

export type RunStep = "survey" | "read" | "check" | "score" | "layOut" | "write";

export interface DraftOptions {
  /** The period that the caller names, as text; null: the workbook's own. Already known to be a period. */
  readonly period: string | null;
  readonly labelsFor: (language: Scheme["settings"]["language"]) => SheetLabels;
  /** Live formulas in our sheets, which is the default; false: values. */
  readonly formulas?: boolean;
  /** Told as each step begins, with how many sheets or cards it has to do. */
  readonly onStep?: (step: RunStep, count: number) => void;
  /** Waited for now and then, at most some 30 ms of work apart; what it throws ends the run, and nothing is written. */
  readonly pause?: Pause;
}

export interface Drafted {
  /** With its targets worked out. null: it is too broken to be scored. */
  readonly scheme: Scheme | null;
  /** The same with its targets still to be worked out. */
  readonly statedScheme: Scheme | null;
  readonly period: Period | null;
  readonly cards: readonly Scorecard[];
  readonly readings: readonly Reading[];
  readonly findings: readonly Finding[];
  readonly checkCode: string;
  /** Empty where the scheme is broken. */
  readonly changes: readonly Change[];
}

export async function draftScorecards(workbook: Workbook, options: DraftOptions): Promise<Drafted> {
  const tell = options.onStep ?? (() => undefined);
  const pace = paceWith(options.pause);
  const step = async (which: RunStep, count: number): Promise<void> => {
    tell(which, count);
    await pace.breathe();
  };
  await step("survey", 0);
  const survey = await workbook.survey(options.pause);
  const ours = blocksOf(survey);
  const ourSheets = new Set(ours.values());
  const candidates = survey.sheets.filter((sheet) => sheet.kind === "cells" && !ourSheets.has(sheet.id));

  await step("read", candidates.length);
  const contents = await workbook.read(
    candidates.map((sheet) => sheet.id),
    options.pause,
  );
  const grids = candidates.flatMap((sheet): Grid[] => {
    const grid = contents.get(sheet.id);
    return grid ? [grid] : [];
  });

  await step("check", grids.length);
  await pace.breathe();
  const { value: stated, findings: schemeFindings, schemeSheets, partial } = readScheme(grids);
  const inputs = grids.filter((grid) => !schemeSheets.includes(grid.sheet));
  const stopped = (findings: readonly Finding[]): Drafted => ({
    scheme: null,
    statedScheme: null,
    period: null,
    cards: [],
    readings: [],
    findings,
    checkCode: "",
    changes: [],
  });
  if (!stated || isBroken(schemeFindings)) {
    // Figures that cannot be read are said in the same go; what else is wrong with them may only follow from the scheme.
    const unreadable = partial ? readReadings(inputs, partial).findings.filter((one) => one.severity === "held") : [];
    return stopped([...schemeFindings, ...unreadable]);
  }
  const period = options.period === null ? stated.settings.period : parsePeriod(options.period, stated.settings.period.year);
  if (!period) throw new Error(`“${options.period ?? ""}” reached the run without being a period`);
  await pace.breathe();
  const rows = inputs.reduce((total, { rowCount }) => total + rowCount, 0);
  const { value: read, findings: readingFindings } = await pace.run(readReadingsInSteps(inputs, stated), {
    from: 0,
    to: 0.9,
    steps: rows * STEPS_OF_A_ROW.read,
  });
  const withSheets: Scheme = { ...stated, targets: [...stated.targets, ...read.targets] };
  const { value: readings, findings: derivedFindings } = deriveReadings(withSheets, read.readings, period);
  await pace.breathe();
  // A target may be worked out from a figure that is itself computed.
  const computed = computeTargets(withSheets, readings, period);
  const scheme: Scheme = { ...withSheets, targets: computed.value };
  await pace.breathe();

  await step("score", scheme.departments.length);
  const periods = new Set(readings.map((reading) => periodKey(reading.period))).size;
  const scoringSteps = scheme.departments.length * (1 + Math.max(1, periods));
  const scoredCards = await pace.run(scoreInSteps(scheme, readings, period), { from: 0, to: 1, steps: scoringSteps });
  const cards = scoredCards.value;
  await pace.breathe(1);
  const readingFaults = [...readingFindings, ...derivedFindings, ...findUnread(withSheets, readings, period)].map((one) => settled(one, scheme));
  const findings = [...schemeFindings, ...readingFaults, ...computed.findings, ...scoredCards.findings];
  if (!read.readings.some((reading) => periodKey(reading.period) === periodKey(period))) findings.push(noReadingsOf(read.readings, period));

  await step("layOut", cards.length);
  const labels = options.labelsFor(scheme.settings.language);
  const sheets = ourSheetsFor(cards, labels);
  const placed = nameSheets(sheets, survey, ours, labels, findings);
  const code = await pace.run(checkCodeInSteps(scheme, readings, period));
  const sheetOf = (block: string): string => placed.get(block)!.name;
  await pace.breathe();
  const places: LayContext = {
    scheme,
    period,
    labels,
    sheetOf,
    checkCode: code,
    formulas: options.formulas ?? true,
    ...(await pace.run(dataPlacesInSteps(cards, readings, period, sheetOf(blockOfData())))),
    nearestPoints: remembered((card) => nearestPoints(card, { scheme, readings }, MOST_NEXT)),
  };
  const context: LayContext = { ...places, placeCells: placeCells(cards, sheetOf(blockOfSummary()), places) };
  await pace.breathe();
  const cardDrafts = keepingTheLast(cards.length > CARDS_KEPT ? LAST_OF_MANY : CARDS_KEPT);
  const summary = await pace.run(laySummaryInSteps(cards, context), { from: 0, to: LAID.summary, steps: cards.length });
  const shortBoards = await pace.run(layShortBoardsInSteps(cards, context));
  await pace.breathe(LAID.summary);
  const dataSteps = readings.length * STEPS_OF_A_ROW.data;
  const data = await pace.run(layDataInSteps(cards, readings, context), { from: LAID.summary, to: LAID.data, steps: dataSteps });
  const checkSteps = cards.reduce((steps, card) => steps + STEPS_OF_A_CARD + linesOf(card.items).length * STEPS_OF_A_ROW.check, 0);
  const check = await pace.run(layCheckInSteps(cards, context), { from: LAID.data, to: 1, steps: checkSteps });
  const drafts = new Map<string, Lay>([
    [blockOfSummary(), ready(summary)],
    [blockOfShortBoards(), ready(shortBoards)],
    ...cards.map((card): [string, Lay] => {
      const block = blockOfCard(card.department.code, card.template.code);
      return [block, () => cardDrafts(block, () => layCardInSteps(card, context))];
    }),
    [blockOfData(), ready(data)],
    [blockOfCheck(), ready(check)],
  ]);
  findings.push(...staleCards(survey, ours, drafts), ...cautionsOf(survey, [...placed.values()].filter(({ sheet }) => sheet === null).length));
  return { scheme, statedScheme: withSheets, period, cards, readings, findings, checkCode: code, changes: changesFor([...drafts], placed, ours) };
}

/** A card may be laid out more than once. */
function remembered<T>(work: (card: Scorecard) => T): (card: Scorecard) => T {
  const known = new Map<Scorecard, T>();
  return (card) => {
    const found = known.get(card) ?? work(card);
    known.set(card, found);
    return found;
  };
}

/** About so many steps take a row of a sheet of figures, a figure of the data table, and a card and each of its lines on the check sheet. */
const STEPS_OF_A_ROW = { read: 0.05, data: 0.09, check: 0.24 } as const;
const STEPS_OF_A_CARD = 4;

/** How far laying out has come with each sheet, about: the check sheet takes longest by far. */
const LAID = { summary: 0.1, data: 0.3 } as const;

/** A card of a hundred lines takes some megabytes. So many cards are all kept once they are laid out; of more than that they are laid out again. */
const CARDS_KEPT = 40;
/** They are gone through from the first to the last, so that keeping many of them would serve nothing. */
const LAST_OF_MANY = 4;

function keepingTheLast(most: number): (block: string, lay: Lay) => Steps<SheetDraft> {
  const kept = new Map<string, SheetDraft>();
  return function* (block, lay) {
    const draft = kept.get(block) ?? (yield* lay());
    kept.delete(block);
    kept.set(block, draft);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return draft;
  };
}

/** A sheet that is laid out already. */
function ready(draft: SheetDraft): Lay {
  // eslint-disable-next-line require-yield -- There is nothing left to do.
  return function* () {
    return draft;
  };
}

type Lay = () => Steps<SheetDraft>;

/** A figure that is absent holds its line only where the scheme's policy says so; elsewhere the line is scored, and somebody should look. */
function settled(one: Finding, { settings: { policies } }: Scheme): Finding {
  switch (one.code) {
    case "figureMissing":
    case "indicatorWithoutReading":
    case "departmentWithoutSheet":
    case "derivedPartMissing":
    case "itemBlank":
      return policies.missing === "hold" || policies.missing === "carry" ? one : { ...one, severity: "warning" };
    case "figureUnreadable":
    case "figureError":
    case "unitMismatch":
    case "figureTwice":
    case "derivedZero":
    case "derivedNoGap":
    case "derivedNoFull":
      return policies.unreadable === "hold" || policies.unreadable === "carry" ? one : { ...one, severity: one.severity === "held" ? "warning" : one.severity };
    default:
      return one;
  }
}

/** A broken scheme stops the run; a bad figure holds only its own card. */
export function isBroken(findings: readonly Finding[]): boolean {
  return findings.some((one) => one.severity === "error");
}

/** Our blocks that are still in the workbook, and the sheets that they stand on. A name whose sheet was deleted counts as gone. */
function blocksOf(survey: Survey): Map<string, SheetId> {
  const blocks = new Map<string, SheetId>();
  for (const { name, refersTo, sheet: scope } of survey.names) {
    // Excel gives a copied sheet a copy of the name that holds on that sheet only: the copy is the user's.
    if (!isOurBlock(name) || scope !== null) continue;
    const place = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.+)$/.exec(refersTo);
    if (!place || !parseArea(place[3]!)) continue;
    const sheetName = place[1]?.replace(/''/g, "'") ?? place[2]!;
    const sheet = survey.sheets.find((one) => one.name === sheetName);
    if (sheet) blocks.set(name, sheet.id);
  }
  return blocks;
}

interface OurSheet {
  readonly block: string;
  readonly wanted: string;
}

/** In the order in which they stand in the workbook. */
function ourSheetsFor(cards: readonly Scorecard[], labels: SheetLabels): readonly OurSheet[] {
  const cardSheets = cards.map(({ department, template }) => ({
    block: blockOfCard(department.code, template.code),
    wanted: department.templates.length > 1 ? `${department.shortName}·${template.name}` : department.shortName,
  }));
  return [
    { block: blockOfSummary(), wanted: labels.tabs.summary },
    { block: blockOfShortBoards(), wanted: labels.tabs.shortBoards },
    ...cardSheets,
    { block: blockOfData(), wanted: labels.tabs.data },
    { block: blockOfCheck(), wanted: labels.tabs.check },
  ];
}

interface PlacedSheet {
  readonly name: string;
  /** null: it has to be made. */
  readonly sheet: SheetId | null;
}

/** A sheet that is there keeps the name that it has now; a new one takes its name, or a free one where a foreign sheet has it. */
function nameSheets(
  sheets: readonly OurSheet[],
  survey: Survey,
  ours: ReadonlyMap<string, SheetId>,
  labels: SheetLabels,
  findings: Finding[],
): ReadonlyMap<string, PlacedSheet> {
  const taken = survey.sheets.map((sheet) => sheet.name);
  const placed = new Map<string, PlacedSheet>();
  for (const { block, wanted } of sheets) {
    const id = ours.get(block);
    const present = survey.sheets.find((sheet) => sheet.id === id);
    if (present) {
      placed.set(block, { name: present.name, sheet: present.id });
      continue;
    }
    const name = freeSheetName(wanted, taken, labels.tabs.cardSuffix);
    if (name !== validSheetName(wanted)) findings.push(finding("sheetNameTaken", null, { wanted, taken: name }));
    taken.push(name);
    placed.set(block, { name, sheet: null });
  }
  return placed;
}

/** A new sheet goes right after the one before it; the first of all goes to the front, before the user's own. */
function changesFor(
  drafts: readonly (readonly [string, Lay])[],
  placed: ReadonlyMap<string, PlacedSheet>,
  ours: ReadonlyMap<string, SheetId>,
): readonly Change[] {
  const rewrites = drafts
    .filter(([block]) => ours.has(block))
    .map(([block, drafting]): Change => ({
      kind: "rewriteBlock",
      block,
      drafting,
      get draft() {
        return atOnce(drafting());
      },
    }));
  const creations: Change[] = [];
  let after: SheetId | "first" = "first";
  for (const [block, drafting] of drafts) {
    const { name, sheet } = placed.get(block)!;
    if (sheet !== null) after = sheet;
    else
      creations.push({
        kind: "createSheet",
        name,
        block,
        after,
        drafting,
        get draft() {
          return atOnce(drafting());
        },
      });
  }
  // Several new sheets after one and the same come in last to first, so that they end up first to last.
  return [...rewrites, ...creations.reverse()];
}

/** A card of ours whose department is no longer scored is left as it is, and said. */
function staleCards(survey: Survey, ours: ReadonlyMap<string, SheetId>, drafts: ReadonlyMap<string, unknown>): Finding[] {
  return [...ours].flatMap(([block, id]) => {
    // Generated rows and what is kept of the last run are no cards, and stay until somebody takes them away.
    if (drafts.has(block) || block === blockOfGenerated() || block === blockOfLastRun()) return [];
    const sheet = survey.sheets.find((one) => one.id === id)!.name;
    return [finding("cardStale", { sheet, cell: "" }, { sheet })];
  });
}

/** So many periods are named. */
const MOST_PERIODS = 6;

function noReadingsOf(readings: readonly Reading[], period: Period): Finding {
  const all = new Map(readings.map((reading) => [periodKey(reading.period), reading.period]));
  const present = [...all.keys()].sort().slice(-MOST_PERIODS);
  return finding("noReadings", null, { period: periodKey(period), present, finer: [...all.values()].some((one) => isWithin(one, period)) });
}
