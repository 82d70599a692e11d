/**
 * Indicator sheets → readings and the targets that stand next to them, with every fault gathered.
 *
 * A sheet counts when it has a header with an indicator and a figure or a period, or bears a department's name; others are left alone.
 * In such a sheet no row is dropped in silence: it is placed, it is a total, a note, a signature or a title, or it is a finding.
 */
import type { Department } from "../kpi/department";
import { type DerivedIndicator, type Series, basePeriod, seriesCode, seriesOf, sourcesOf } from "../kpi/derived";
import type { Derivation, Origin, Reading } from "../kpi/figure";
import { type Checked, type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import { type Period, periodKey } from "../kpi/period";
import type { Scheme } from "../kpi/scheme";
import type { LiveFigure, LiveSource, Source } from "../kpi/source";
import { type Steps, atOnce, eachInSteps } from "../kpi/steps";
import { type AnchorName, type Anchors, type AnchorSources, type TargetRow, specificity } from "../kpi/target";
import type { Line, TreeNode } from "../kpi/template";
import { placeOf } from "./directory";
import { readFigure } from "./figureText";
import { isNote } from "./findTable";
import { type Cell, type Grid, address } from "./grid";
import { type TableRows, countInSteps, findAgain, rowsOfTable } from "./findAgain";
import { type Block, type FigureColumn, findBlocks } from "./indicatorBlocks";
import { filledDown, isSectionTitle, isSignature, isTotal, labelsIn, textsIn } from "./indicatorRows";
import { mergeAt } from "./merges";
import { isFrequency, periodOfCell, widened } from "./periodText";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import { readItems } from "./readItems";
import { linesOfTree, readAnchor } from "./schemeTargets";
import { type DepartmentNames, type SheetPlace, departmentNames, placeOfSheet, placedBy } from "./sheetPlace";
import { isUnit } from "./units";

export interface ReadReadings {
  readonly readings: readonly Reading[];
  /** Anchors that stand in the indicator sheets; any row of the targets' table goes before them. */
  readonly targets: readonly TargetRow[];
  /** The names of the sheets that were understood. */
  readonly read: readonly string[];
}

/** `sheets`: all that may hold figures; the scheme's sheets and our own are already taken out. */
export function readReadings(sheets: readonly Grid[], scheme: Scheme): Checked<ReadReadings> {
  return atOnce(readReadingsInSteps(sheets, scheme));
}

/** The same, a few rows at a time. */
export function* readReadingsInSteps(sheets: readonly Grid[], scheme: Scheme): Steps<Checked<ReadReadings>> {
  const books = yield* booksOf(scheme);
  const gathered: Gathered = { readings: new Map(), beside: [], anchors: new Map(), findings: [] };
  const items = readItems(sheets, scheme, gathered.findings);
  const read: string[] = [];
  for (const grid of sheets) if (items.read.includes(grid.sheet) || (yield* readSheet(grid, books, gathered))) read.push(grid.sheet);
  const targets = targetRows(gathered, scheme.targets);
  yield;
  const reported = yield* begunPeriods([...gathered.readings.values()], scheme.settings.period);
  const readings = [...reported, ...(yield* besideReadings(gathered, reported)), ...items.readings];
  return { value: { readings, targets, read }, findings: gathered.findings };
}

// --- What rows are looked up in ---------------------------------------------------------------------------------

interface Books {
  readonly usual: Period;
  readonly departments: DepartmentNames;
  readonly codes: ReadonlyMap<string, Indicator>;
  readonly names: ReadonlyMap<string, Indicator>;
  /** "CSAT 全球通": the member of that name. */
  readonly members: ReadonlyMap<string, Indicator>;
  readonly withMembers: ReadonlySet<string>;
  /** Per department: names and codes of its lines, for sheets that list lines instead of indicators. */
  readonly lineNames: ReadonlyMap<string, ReadonlyMap<string, Indicator>>;
  /** Names of the branches of all trees: group rows on a form. */
  readonly groups: ReadonlySet<string>;
  /** Which columns beside the actual are asked for by a derived indicator: "CSAT competitor". */
  readonly wanted: ReadonlySet<string>;
}

function* booksOf(scheme: Scheme): Steps<Books> {
  const codes = new Map(scheme.indicators.map((indicator) => [tidy(indicator.code), indicator]));
  const names = new Map<string, Indicator>();
  for (const indicator of scheme.indicators) {
    for (const name of [indicator.name, ...indicator.aliases]) if (!names.has(tidy(name))) names.set(tidy(name), indicator);
  }
  const lineNames = new Map<string, ReadonlyMap<string, Indicator>>();
  for (const department of scheme.departments) {
    lineNames.set(department.code, lineNamesOf(scheme, department, codes));
    yield;
  }
  return {
    usual: scheme.settings.period,
    departments: departmentNames(scheme.departments),
    codes,
    names,
    members: new Map(
      scheme.indicators.flatMap((one) =>
        one.member ? [one.member.code, ...one.member.names].map((name) => [`${one.member!.of} ${tidy(name)}`, one] as const) : [],
      ),
    ),
    withMembers: new Set(scheme.indicators.flatMap(({ member }) => (member ? [member.of] : []))),
    lineNames,
    groups: new Set(scheme.templates.flatMap((template) => [tidy(template.name), ...branchNames(template.children)])),
    wanted: new Set(scheme.derived.flatMap(wantedBeside)),
  };
}

function wantedBeside(derived: DerivedIndicator): string[] {
  switch (derived.method) {
    case "improvement":
    case "relativeImprovement":
    case "gapClosed":
      return [`${derived.of} ${derived.base}`];
    case "lead":
      return derived.rivals.kind === "series" ? [`${derived.of} ${derived.rivals.series}`] : [];
    case "ratio":
    case "difference":
    case "sum":
    case "mean":
    case "minimum":
    case "weightedSum":
    case "weightedMean":
    case "checklist":
    case "survey":
      return [];
  }
}

function branchNames(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => (node.kind === "branch" ? [tidy(node.name), ...branchNames(node.children)] : []));
}

/** The lines of a department's cards with the indicator that each takes there. */
export function scoredIndicators(scheme: Scheme, department: Department): { readonly line: Line; readonly template: string; readonly indicator: string }[] {
  const bound = new Map(scheme.bindings.filter((one) => one.department === department.code).map((one) => [`${one.template}\u0000${one.line}`, one.indicator]));
  return department.templates.flatMap((code) => {
    const template = scheme.templates.find((one) => one.code === code);
    return linesOfTree(template?.children ?? []).map((line) => ({ line, template: code, indicator: bound.get(`${code}\u0000${line.code}`) ?? line.indicator }));
  });
}

/** A name that two lines with different indicators share stands for neither. */
function lineNamesOf(scheme: Scheme, department: Department, codes: ReadonlyMap<string, Indicator>): ReadonlyMap<string, Indicator> {
  const names = new Map<string, Indicator | null>();
  for (const { line, indicator: code } of scoredIndicators(scheme, department)) {
    const indicator = codes.get(tidy(code)) ?? null;
    for (const name of [line.name, line.code].map(tidy)) names.set(name, names.has(name) && names.get(name) !== indicator ? null : indicator);
  }
  return new Map([...names].flatMap(([name, indicator]) => (indicator ? [[name, indicator]] : [])));
}

/** As it stands; or without its numbering ("3.2 客户满意度"), a footnote mark, or a unit in brackets behind it. */
function namedIndicator(text: string, names: ReadonlyMap<string, Indicator>): Indicator | null {
  // Nobody's name is as long as that, and patterns that look for its end would take long over it.
  if (text.length > 400) return null;
  const whole = tidy(text);
  const bare = whole.replace(/[*※†‡]+$/, "").replace(/\(([^()]*)\)$/, (all, inside: string) => (isUnit(inside) ? "" : all));
  const unnumbered = (name: string): string => name.replace(/^(\d{1,2}([.、.]\d{0,2}){1,3}|\(\d{1,2}\)|[(]?[一二三四五六七八九十]{1,3}[)、.])/, "");
  for (const name of [whole, bare, unnumbered(whole), unnumbered(bare)]) {
    const indicator = names.get(name);
    if (indicator) return indicator;
  }
  return null;
}

// --- What is gathered -------------------------------------------------------------------------------------------

interface GatheredAnchor {
  readonly department: string;
  readonly indicator: string;
  readonly period: Period;
  readonly name: AnchorName;
  /** null: two cells disagree, so there is none. */
  readonly value: Anchors[AnchorName] | null;
  readonly source: LiveSource;
}

interface Gathered {
  readonly readings: Map<string, Reading>;
  /** Figures beside the actual, which give way to those that the sheets have of that period themselves. */
  readonly beside: BesideReading[];
  readonly anchors: Map<string, GatheredAnchor>;
  readonly findings: Finding[];
}

interface BesideReading {
  readonly reading: Reading;
  /** A derived indicator is computed from it. */
  readonly wanted: boolean;
  readonly findings: readonly Finding[];
}

/** Where a row's figures belong. */
interface RowPlace {
  readonly grid: Grid;
  readonly row: number;
  readonly department: Department;
  readonly indicator: Indicator;
  readonly period: Period | null;
  /** The unit of the row's own unit column, or the indicator's. */
  readonly unit: string;
  readonly label: string;
  /** The label is merged with the row above, so a blank cell only goes on with that row. */
  readonly continued: boolean;
  /** Columns whose contents name the row: its label, and its department and period where the row has its own. */
  readonly keyColumns: readonly number[];
  readonly table: TableRows;
  readonly labelColumn: number;
}

// --- Sheets -----------------------------------------------------------------------------------------------------

const ROWS_IN_A_STEP = 25;

/** True where the sheet was one of figures and its department could be told. */
function* readSheet(grid: Grid, books: Books, gathered: Gathered): Steps<boolean> {
  const blocks = yield* findBlocks(grid, books.usual.year);
  if (blocks.length === 0) {
    reportWithoutHeader(grid, books, gathered.findings);
    return false;
  }
  const findings: Finding[] = [];
  let place = placeOfSheet(grid, blocks[0]!.headerTop, books.departments, books.usual, findings);
  let understood = false;
  let unplaced: Block | null = null;
  for (const [position, block] of blocks.entries()) {
    const end = blocks[position + 1]?.headerTop ?? grid.rowCount;
    reportColumns(grid, block, end, place, books, findings);
    const state: RowState = { inNotes: false, hasPeriods: !isFrequencyColumn(grid, block, end), table: rowsOfTable(grid, block.headerBottom + 1, end) };
    for (let row = block.headerBottom + 1; row < end; row += 1) {
      const result = yield* readRow(grid, row, block, place, state, books, { ...gathered, findings });
      if (result === "unplaced") unplaced ??= block;
      else if (result === "read") understood = true;
      else if (result !== "passed") place = result;
      if (row % ROWS_IN_A_STEP === 0) yield;
    }
  }
  // A table that is nobody's is foreign, unless it has indicators of ours in it: then somebody forgot to say whose they are.
  const ours =
    understood || place.department !== null || blocks.some((block) => block.department !== null) || findings.some((one) => one.code === "departmentUnknown");
  if (ours) gathered.findings.push(...findings);
  const lost = unplaced as Block | null;
  if (lost) {
    const source = { sheet: grid.sheet, cell: address(lost.headerBottom, lost.indicators[0]!) };
    gathered.findings.push(finding("sheetNotUnderstood", source, { why: "noDepartment" }));
  }
  return understood;
}

/** A sheet without a header is foreign and left alone, unless it bears a department's name. */
function reportWithoutHeader(grid: Grid, books: Books, findings: Finding[]): void {
  if (!books.departments.find(grid.sheet) || !hasContent(grid)) return;
  findings.push(finding("sheetNotUnderstood", { sheet: grid.sheet, cell: "" }, { why: "noHeader" }));
}

function hasContent(grid: Grid): boolean {
  for (let row = 0; row < grid.rowCount; row += 1) if (textsIn(grid, row).length > 0) return true;
  return false;
}

function reportColumns(grid: Grid, block: Block, end: number, place: SheetPlace, books: Books, findings: Finding[]): void {
  for (const { heading, cell } of block.ambiguous) findings.push(finding("columnAmbiguous", { sheet: grid.sheet, cell }, { column: shortened(heading) }));
  for (const { heading, cell, column } of block.unknown) {
    const filled = rowsOf(block, end).some((row) => !isBlank(grid.at(row, column)));
    if (filled) findings.push(finding("columnUnknown", { sheet: grid.sheet, cell }, { column: shortened(heading) }));
  }
  // 月度目标 on a quarter's sheet could be any of three months.
  const own = place.period === "unclear" ? null : (place.period ?? books.usual);
  for (const { column, period } of [...block.actuals, ...block.anchors]) {
    if (period.kind !== "around" || (own && widened(own, period.of))) continue;
    const source = { sheet: grid.sheet, cell: address(block.headerBottom, column) };
    findings.push(finding("columnUnknown", source, { column: shortened(cellText(grid.at(block.headerBottom, column))) }));
  }
}

function rowsOf(block: Block, end: number): number[] {
  return Array.from({ length: Math.max(0, end - block.headerBottom - 1) }, (_row, place) => block.headerBottom + 1 + place);
}

/** 考核周期 that says "季度" in every row tells how often, not when. */
function isFrequencyColumn(grid: Grid, block: Block, end: number): boolean {
  const { period } = block;
  if (period === null) return true;
  return rowsOf(block, end).every((row) => isBlank(grid.at(row, period)) || isFrequency(cellText(grid.at(row, period))));
}

// --- Rows -------------------------------------------------------------------------------------------------------

interface RowState {
  inNotes: boolean;
  /** The block has a column of periods. */
  readonly hasPeriods: boolean;
  readonly table: TableRows;
}

/** read: its figures are gathered · passed: nothing to read, or said · unplaced: nobody knows whose it is · or the place that a label row sets. */
type RowResult = "read" | "passed" | "unplaced" | SheetPlace;

interface Label {
  readonly text: string;
  /** As it stands in the cell. */
  readonly raw: string;
  readonly column: number;
  readonly fromAbove: boolean;
}

/** The narrowest level that is filled. */
function labelOf(grid: Grid, row: number, block: Block): Label | null {
  for (const column of [...block.indicators].reverse()) {
    const { cell, fromAbove } = filledDown(grid, row, column);
    if (!isBlank(cell)) return { text: cellText(cell), raw: typeof cell.value === "string" ? cell.value : cellText(cell), column, fromAbove };
  }
  return null;
}

function* readRow(grid: Grid, row: number, block: Block, place: SheetPlace, state: RowState, books: Books, gathered: Gathered): Steps<RowResult> {
  const texts = textsIn(grid, row);
  if (texts.length === 0) return "passed";
  const label = labelOf(grid, row, block);
  const department = departmentOfRow(grid, row, block, place, books);
  const found = indicatorOfRow(grid, row, block, label, department, books);
  if (found === null) return passOver(grid, row, block, texts, label, place, state, books, gathered.findings);
  state.inNotes = false;
  const at = (column: number): Source => ({ sheet: grid.sheet, cell: address(row, column) });
  if (found.kind === "differ") {
    gathered.findings.push(finding("codeAndNameDiffer", at(block.code!), { code: shortened(found.code), name: shortened(found.name) }));
    return "passed";
  }
  if (found.kind === "noMember") {
    gathered.findings.push(finding("indicatorUnknown", at(block.member!), { found: shortened(found.found) }));
    return "passed";
  }
  if (department === "unknown") {
    const text = cellText(filledDown(grid, row, block.department!).cell);
    if (!isTotal(text)) gathered.findings.push(finding("departmentUnknown", at(block.department!), { found: shortened(text) }));
    return "passed";
  }
  if (department === null) return "unplaced";
  const period = periodOfRow(grid, row, block, place, state, books, gathered.findings);
  const labelColumn = label?.column ?? block.code ?? block.indicators[0]!;
  const rowPlace: RowPlace = {
    grid,
    row,
    department,
    indicator: found.indicator,
    period,
    unit: block.unit === null ? "" : cellText(filledDown(grid, row, block.unit).cell),
    label: label?.raw ?? cellText(grid.at(row, labelColumn)),
    continued: label?.fromAbove ?? false,
    keyColumns: [
      labelColumn,
      ...(block.member === null || !books.withMembers.has(found.indicator.member?.of ?? "") ? [] : [block.member]),
      ...(block.department === null ? [] : [block.department]),
      ...(state.hasPeriods && block.period !== null ? [block.period] : []),
    ],
    table: state.table,
    labelColumn,
  };
  yield* countInSteps(state.table, rowPlace.keyColumns);
  for (const column of block.actuals) gatherFigure(rowPlace, column, gathered);
  for (const column of block.beside) gatherBeside(rowPlace, column, books, gathered);
  for (const column of block.anchors) gatherAnchor(rowPlace, column, column.name, anchorPeriods(column, block, period), gathered);
  return "read";
}

/** "unknown": the row names a department that nobody knows. */
function departmentOfRow(grid: Grid, row: number, block: Block, place: SheetPlace, books: Books): Department | "unknown" | null {
  if (block.department === null) return place.department;
  const { cell } = filledDown(grid, row, block.department);
  if (isBlank(cell)) return place.department ?? "unknown";
  return books.departments.find(cellText(cell)) ?? "unknown";
}

type FoundIndicator =
  | { readonly kind: "found"; readonly indicator: Indicator }
  | { readonly kind: "differ"; readonly code: string; readonly name: string }
  /** The row names a member that the indicator has not. */
  | { readonly kind: "noMember"; readonly found: string };

function indicatorOfRow(
  grid: Grid,
  row: number,
  block: Block,
  label: Label | null,
  department: Department | "unknown" | null,
  books: Books,
): FoundIndicator | null {
  const code = block.code === null ? "" : cellText(grid.at(row, block.code));
  const byCode = code === "" ? null : (books.codes.get(tidy(code)) ?? null);
  const lineNames = department && department !== "unknown" ? books.lineNames.get(department.code) : undefined;
  const byName =
    label && (namedIndicator(label.text, books.names) ?? books.codes.get(tidy(label.text)) ?? (lineNames && namedIndicator(label.text, lineNames)) ?? null);
  if (byCode && byName && byCode !== byName) return { kind: "differ", code, name: label!.text };
  const indicator = byCode ?? byName ?? (label && memberBelow(grid, row, block, label, books));
  return indicator && memberOfRow(grid, row, block, indicator, books);
}

/** "全球通" in a narrower level under 客户满意度. */
function memberBelow(grid: Grid, row: number, block: Block, label: Label, { names, members }: Books): Indicator | null {
  for (const column of [...block.indicators].reverse()) {
    if (column >= label.column) continue;
    const { cell } = filledDown(grid, row, column);
    const whole = isBlank(cell) ? null : namedIndicator(cellText(cell), names);
    const member = whole && members.get(`${whole.code} ${tidy(label.text)}`);
    if (member) return member;
  }
  return null;
}

/** With a column that names the member, "全球通" beside 客户满意度. */
function memberOfRow(grid: Grid, row: number, block: Block, indicator: Indicator, { members, withMembers }: Books): FoundIndicator {
  const found: FoundIndicator = { kind: "found", indicator };
  if (block.member === null || !withMembers.has(indicator.code)) return found;
  const { cell } = filledDown(grid, row, block.member);
  const text = cellText(cell);
  if (isBlank(cell) || isTotal(text) || /^(全部|总体|整体|全体|all|overall|whole)$/.test(tidy(text))) return found;
  const member = members.get(`${indicator.code} ${tidy(text)}`);
  return member ? { kind: "found", indicator: member } : { kind: "noMember", found: text };
}

/** null: the row's own period is blank or not to be read, which has its finding. */
function periodOfRow(grid: Grid, row: number, block: Block, place: SheetPlace, state: RowState, books: Books, findings: Finding[]): Period | null {
  const ofSheet = place.period === "unclear" ? null : (place.period ?? books.usual);
  if (!state.hasPeriods || block.period === null) return ofSheet;
  const { cell } = filledDown(grid, row, block.period);
  if (isFrequency(cellText(cell))) return ofSheet;
  const period = periodOfCell(cell, ofSheet?.year ?? books.usual.year);
  if (!period) findings.push(finding("periodUnknown", { sheet: grid.sheet, cell: address(row, block.period) }, { found: shortened(cellText(cell)) }));
  return period;
}

/** A row that holds no figure of a known indicator: either it is one of those that forms have, or it is said. */
function passOver(
  grid: Grid,
  row: number,
  block: Block,
  texts: ReturnType<typeof textsIn>,
  label: Label | null,
  place: SheetPlace,
  state: RowState,
  books: Books,
  findings: Finding[],
): RowResult {
  const first = texts[0]!;
  const figureColumns = new Set([...block.actuals, ...block.anchors].map(({ column }) => column));
  const hasFigure = texts.some(({ column }) => figureColumns.has(column));
  const labels = labelsIn(grid, row).filter(({ certain }) => certain);
  if (texts.some(({ text }) => isSignature(text))) return "passed";
  if (labels.length > 0) return labels.reduce((at: SheetPlace, one) => placedBy(one, row, grid, at, books.departments, books.usual, findings), place);
  if (isTotal(label?.text ?? first.text) || isTotal(first.text)) return "passed";
  state.inNotes = isNote(first.text) || (state.inNotes && texts.length === 1);
  if (state.inNotes) return "passed";
  if (!hasFigure && (isSectionTitle(first.text) || isGroup(label?.text ?? first.text, books))) return "passed";
  // A line of an empty form has its number and nothing else.
  const named = new Set([...block.indicators, ...(block.code === null ? [] : [block.code])]);
  if (!hasFigure && texts.every(({ column, text }) => !named.has(column) && (/^\d+(\.\d+)*$/.test(text) || block.categories.includes(column)))) return "passed";
  if (label?.fromAbove && !hasFigure) return "passed";
  if (label) {
    findings.push(finding("indicatorUnknown", { sheet: grid.sheet, cell: address(row, label.column) }, { found: shortened(label.text) }));
  } else {
    findings.push(finding("rowNotUnderstood", { sheet: grid.sheet, cell: address(row, first.column) }, { found: shortened(first.text) }));
  }
  return "passed";
}

function isGroup(text: string, books: Books): boolean {
  return books.groups.has(tidy(text));
}

// --- Figures ----------------------------------------------------------------------------------------------------

function periodOf({ period: of }: FigureColumn, own: Period | null): Period | null {
  switch (of.kind) {
    case "stated":
      return of.period;
    case "around":
      return own && widened(own, of.of);
    case "own":
      return own;
  }
}

/** A target without a period of its own holds for every period that the row has figures of. */
function anchorPeriods(column: FigureColumn, block: Block, own: Period | null): Period[] {
  const period = periodOf(column, own);
  if (column.period.kind !== "own" || block.actuals.some((actual) => actual.period.kind === "own")) return period ? [period] : [];
  const shown = block.actuals.map((actual) => periodOf(actual, own)).filter((one) => one !== null);
  return shown.length > 0 ? shown : period ? [period] : [];
}

function gatherFigure(place: RowPlace, column: FigureColumn, gathered: Gathered): void {
  const period = periodOf(column, place.period);
  const reading = period && readingAt(place, column, place.indicator.code, period, gathered.findings);
  if (!reading) return;
  const key = keyOf(reading);
  const first = gathered.readings.get(key);
  gathered.readings.set(key, first ? oneOfTwo(first, reading, place, gathered.findings) : reading);
}

function keyOf({ department, indicator, period }: Reading): string {
  return [department, indicator, periodKey(period)].join("\u0000");
}

/** An earlier figure of the indicator itself is one of that period; a competitor's or a benchmark has a code of its own. */
function gatherBeside(place: RowPlace, column: Block["beside"][number], { wanted }: Books, { beside }: Gathered): void {
  const own = periodOf(column, place.period);
  if (!own) return;
  const { code } = place.indicator;
  const isWanted = wanted.has(`${code} ${column.role}`);
  const findings: Finding[] = [];
  const reading =
    column.role === "competitor" || column.role === "benchmark"
      ? readingAt(place, column, seriesCode(code, column.role, column.named), own, findings)
      : readingAt(place, column, code, basePeriod(own, column.role), findings);
  if (reading) beside.push({ reading, wanted: isWanted, findings });
}

/** Those that the sheets do not have themselves. What nobody computes with is taken only where it is a plain figure. */
function* besideReadings({ beside, findings }: Gathered, reported: readonly Reading[]): Steps<readonly Reading[]> {
  const known = new Set<string>();
  yield* eachInSteps(reported, READINGS_IN_A_STEP, (reading) => void known.add(keyOf(reading)));
  const taken = new Map<string, Reading>();
  yield* eachInSteps(beside, READINGS_IN_A_STEP, ({ reading, wanted, findings: own }) => {
    const key = keyOf(reading);
    if (known.has(key) || (!wanted && reading.figure.state !== "value")) return;
    const first = taken.get(key);
    // A long list may say the same earlier figure in many rows.
    if (first && first.figure.state !== "missing") return;
    taken.set(key, reading);
    if (wanted) findings.push(...own);
  });
  return [...taken.values()];
}

/** null: the cell only goes on with the row above. */
function readingAt(place: RowPlace, column: FigureColumn, code: string, period: Period, findings: Finding[]): Reading | null {
  const { grid, row, department, indicator } = place;
  const cell = grid.at(row, column.column);
  if (place.continued && isBlank(cell)) return null;
  const source: Source = { sheet: grid.sheet, cell: address(row, column.column) };
  const { figure, fault, parsedFrom, percentFormat } = readFigure(cell, indicator.unit, writtenUnit(place, column));
  if (fault) findings.push(finding(fault.code, source, fault.details));
  if (fromAnotherFile(cell)) findings.push(finding("figureFromAnotherFile", source, { formula: shortened(cell.formula!) }));
  const live = liveFigure(place, column, cell);
  return {
    department: department.code,
    indicator: code,
    period,
    figure,
    source,
    label: place.label,
    parsedFrom,
    percentFormat,
    ...(live ? { live } : {}),
    origin: originOf(place, cell),
  };
}

/** null: the number in the cell is not the figure, or a number typed there would not be. */
function liveFigure(place: RowPlace, column: FigureColumn, cell: Cell): LiveFigure | null {
  const { row, indicator, keyColumns, table } = place;
  // Where there is no number yet, 2 stands for any that might be typed: no unit reads it as a fraction.
  const number: Cell = typeof cell.value === "number" ? cell : { value: 2, format: cell.format };
  const { figure, parsedFrom, percentFormat } = readFigure(number, indicator.unit, writtenUnit(place, column));
  if (figure.state !== "value" || parsedFrom !== null) return null;
  // A sign or a word gives way to a number that is typed over it; a text that was read as a figure would be lost.
  const now = readFigure(cell, indicator.unit, writtenUnit(place, column));
  if (now.figure.state === "value" && now.parsedFrom !== null) return null;
  return { times: percentFormat ? 100 : 1, lookup: findAgain(table, row, keyColumns) };
}

/** A label that is merged over several rows stands in the first of them. */
function originOf({ grid, row, keyColumns, labelColumn, table }: RowPlace, { value }: Cell): Origin {
  const area = isBlank(grid.at(row, labelColumn)) ? mergeAt(grid, row, labelColumn) : null;
  const [labelRow, column] = area ? [area.top, area.left] : [row, labelColumn];
  return {
    labelCell: typeof grid.at(labelRow, column).value === "string" ? address(labelRow, column) : null,
    lookup: findAgain(table, row, keyColumns),
    stood: typeof value === "string" || typeof value === "number" ? value : null,
  };
}

function writtenUnit({ unit, indicator }: RowPlace, column: FigureColumn): string {
  return column.unit || unit || indicator.unit;
}

/** Its last value is stored here, but it comes from a file that may have moved on. */
function fromAnotherFile({ formula }: Cell): boolean {
  return formula !== undefined && /\[[^[\]]{1,250}\][^[\]!]{0,60}!/.test(formula);
}

/** A blank gives way to a figure; the same twice is untidy; two different ones hold the line, since nobody could say which is right. */
function oneOfTwo(first: Reading, second: Reading, { department, indicator }: RowPlace, findings: Finding[]): Reading {
  if (second.figure.state === "missing") return first;
  if (first.figure.state === "missing") return second;
  const details = { department: department.shortName, indicator: indicator.name, first: placeOf(first.source) };
  const same =
    first.figure.state === "value" && second.figure.state === "value" ? first.figure.value.eq(second.figure.value) : first.figure.state === second.figure.state;
  findings.push(finding("figureTwice", second.source, details, same ? "warning" : "held"));
  if (same) return first;
  // A formula could only say what stands in one of the two cells.
  const { live: _live, ...fixed } = first;
  return { ...fixed, figure: { state: "unreadable" } };
}

/** Periods that nobody has begun to report are left out, but for the one that is scored: a form has all twelve months on it from January on. */
function* begunPeriods(readings: readonly Reading[], usual: Period): Steps<readonly Reading[]> {
  const begun = new Set([periodKey(usual)]);
  yield* eachInSteps(readings, READINGS_IN_A_STEP, ({ figure, period }) => {
    if (figure.state !== "missing") begun.add(periodKey(period));
  });
  const kept: Reading[] = [];
  yield* eachInSteps(readings, READINGS_IN_A_STEP, (reading) => {
    if (begun.has(periodKey(reading.period))) kept.push(reading);
  });
  return kept;
}

const READINGS_IN_A_STEP = 1_000;

// --- Targets in indicator sheets --------------------------------------------------------------------------------

function gatherAnchor(place: RowPlace, column: FigureColumn, name: AnchorName, periods: readonly Period[], gathered: Gathered): void {
  const { grid, row, department, indicator } = place;
  const cell = grid.at(row, column.column);
  if (isBlank(cell) || periods.length === 0) return;
  const source: Source = { sheet: grid.sheet, cell: address(row, column.column) };
  const { value, fault, against, times } = readAnchor(cell, `targets.${name}`, indicator, writtenUnit(place, column));
  // A target that cannot be read holds a line only if no other row gives one, which scoring finds out.
  if (fault) gathered.findings.push(finding(fault.code, source, fault.details, fault.code === "figureParsed" ? "note" : "warning"));
  if (against) gathered.findings.push(finding("targetAgainstDirection", source, { found: shortened(cellText(cell)), direction: indicator.direction }));
  if (!value) return;
  const { keyColumns, table } = place;
  const stands: LiveSource = times === null ? source : { ...source, live: { times, lookup: findAgain(table, row, keyColumns) } };
  for (const period of periods) {
    const key = [department.code, indicator.code, periodKey(period), name].join("\u0000");
    const first = gathered.anchors.get(key);
    if (!first) gathered.anchors.set(key, { department: department.code, indicator: indicator.code, period, name, value, source: stands });
    else if (!first.value?.eq(value)) {
      gathered.findings.push(finding("targetTwice", source, { anchor: name, first: placeOf(first.source) }, "held"));
      gathered.anchors.set(key, { ...first, value: null });
    }
  }
}

/** One row per department, indicator and period; what the targets' table contradicts is said. */
function targetRows({ anchors, findings }: Gathered, table: readonly TargetRow[]): readonly TargetRow[] {
  const stated = new Map<string, TargetRow[]>();
  for (const row of table) {
    if (row.indicator === null || row.line !== null || row.template !== null) continue;
    const listed = stated.get(row.indicator);
    if (listed) listed.push(row);
    else stated.set(row.indicator, [row]);
  }
  const rows = new Map<
    string,
    { first: GatheredAnchor; anchors: Partial<Record<AnchorName, Anchors[AnchorName]>>; sources: Partial<Record<AnchorName, LiveSource>> }
  >();
  for (const anchor of anchors.values()) {
    if (!anchor.value) continue;
    reportContradiction(anchor, stated.get(anchor.indicator) ?? [], findings);
    const key = [anchor.department, anchor.indicator, periodKey(anchor.period)].join("\u0000");
    const row = rows.get(key) ?? { first: anchor, anchors: {}, sources: {} };
    row.anchors[anchor.name] = anchor.value;
    row.sources[anchor.name] = anchor.source;
    rows.set(key, row);
  }
  return [...rows.values()].map(({ first, anchors: own, sources }) => ({
    indicator: first.indicator,
    template: null,
    line: null,
    department: first.department,
    period: first.period,
    anchors: own as Anchors,
    sources: sources as AnchorSources,
    fromSheet: true,
    source: first.source,
  }));
}

function reportContradiction(anchor: GatheredAnchor, table: readonly TargetRow[], findings: Finding[]): void {
  const holding = table
    .filter(
      (row) =>
        row.anchors[anchor.name] !== undefined &&
        (row.department === null || row.department === anchor.department) &&
        (row.period === null || periodKey(row.period) === periodKey(anchor.period)),
    )
    .sort((one, other) => specificity(other) - specificity(one))[0];
  const target = holding?.anchors[anchor.name];
  if (!target || target.eq(anchor.value!)) return;
  findings.push(finding("figureConflictsWithTarget", anchor.source, { found: anchor.value!.toFixed(), target: target.toFixed() }));
}

// --- What was not reported --------------------------------------------------------------------------------------

/** What the cards of a period lack: departments without any figure, lines without a figure or with a blank one; and figures that no card wants. */
export function findUnread(scheme: Scheme, readings: readonly Reading[], period: Period): readonly Finding[] {
  const findings: Finding[] = [];
  const names = new Map(scheme.indicators.map((indicator) => [indicator.code, indicator.name]));
  const byDepartment = new Map<string, Reading[]>();
  for (const reading of readings) {
    const listed = byDepartment.get(reading.department);
    if (listed) listed.push(reading);
    else byDepartment.set(reading.department, [reading]);
  }
  for (const department of scheme.departments) {
    const wanted = new Set(scoredIndicators(scheme, department).map(({ indicator }) => indicator));
    const own = byDepartment.get(department.code) ?? [];
    const place = { department: department.shortName };
    if (own.length === 0) {
      if (wanted.size > 0) findings.push(finding("departmentWithoutSheet", department.source, place));
      continue;
    }
    // A veto's own figure is asked for where the veto is decided.
    const vetoes = scheme.vetoes.filter(({ template }) => template === null || department.templates.includes(template));
    const watched = withSources(
      scheme,
      vetoes.map(({ indicator }) => indicator),
    );
    const now = new Map(own.filter((reading) => periodKey(reading.period) === periodKey(period)).map((reading) => [reading.indicator, reading]));
    const parts = new Set<string>();
    for (const code of wanted) {
      const reading = now.get(code);
      const details = { ...place, indicator: names.get(code) ?? code };
      if (!reading) findings.push(finding("indicatorWithoutReading", department.source, details));
      else if (reading.derivation)
        findings.push(...unreadParts(reading, wanted, { names, derived: scheme.derived, department: department.shortName, said: parts }));
      else if (reading.figure.state === "missing") findings.push(finding("figureMissing", reading.source, details));
    }
    const measured = measuredFrom(scheme, department);
    for (const [code, reading] of now) {
      const scored = wanted.has(code) || watched.has(code) || parts.has(keyOf(reading));
      const used = scored || measured.has(code) || reading.derivation !== undefined || seriesOf(code) !== null;
      if (!used) findings.push(finding("indicatorNotInTree", reading.source, { ...place, indicator: names.get(code) ?? code }));
    }
  }
  return findings;
}

/** The indicators of a department that targets are measured from, its own or others', and what these are computed from. */
function measuredFrom(scheme: Scheme, department: Department): ReadonlySet<string> {
  const measured = scheme.targets.flatMap(({ indicator, formula }) => {
    const basis = formula?.basis;
    if (basis?.kind === "indicator") return [basis.indicator];
    return basis?.kind === "departments" && basis.departments.includes(department.code) && indicator !== null ? [indicator] : [];
  });
  return withSources(scheme, measured);
}

/** Indicators with all that they are computed from. */
function withSources({ derived }: Scheme, indicators: readonly string[]): ReadonlySet<string> {
  const codes = new Set<string>();
  const add = (code: string): void => {
    if (codes.has(code)) return;
    codes.add(code);
    for (const one of derived) if (one.indicator === code) sourcesOf(one).forEach(add);
  };
  indicators.forEach(add);
  return codes;
}

interface PartNames {
  readonly names: ReadonlyMap<string, string>;
  readonly derived: Scheme["derived"];
  readonly department: string;
  /** Parts that were looked at, so that each is said once. */
  readonly said: Set<string>;
}

/** What the rows of a checklist or a survey add up to. */
const COUNTED: readonly Series[] = ["present", "action", "answers", "points"];

/** What a computed figure lacks, down to the figures that sheets give. */
function unreadParts({ derivation, figure, source, department, indicator }: Reading, wanted: ReadonlySet<string>, book: PartNames): Finding[] {
  const { parts } = derivation!;
  const own = { department: book.department, indicator: book.names.get(indicator) ?? indicator };
  const severity = figure.state === "value" ? "warning" : "held";
  const isNew = (code: string, period: Period): boolean => {
    const key = [department, code, periodKey(period)].join("\u0000");
    const known = book.said.has(key);
    book.said.add(key);
    return !known;
  };
  const findings = parts.flatMap((part): Finding[] => {
    if (!isNew(part.indicator, part.period)) return [];
    const series = seriesOf(part.indicator);
    const code = series?.indicator ?? part.indicator;
    const name = book.names.get(code) ?? code;
    if (part.reading?.derivation) return wanted.has(part.indicator) ? [] : unreadParts(part.reading, wanted, book);
    if (part.reading) {
      // The blank cell of a checklist or survey has its own finding.
      if (series && COUNTED.includes(series.series)) return [];
      // A line of the card that takes the same figure has said so itself.
      if (part.reading.figure.state !== "missing" || (part.role !== "base" && wanted.has(part.indicator))) return [];
      return [finding("figureMissing", part.reading.source, { department: book.department, indicator: name }, severity)];
    }
    if (part.role === "base") return [];
    const asked = typedSources(book.derived, part.indicator).filter((one) => one === part.indicator || isNew(one, part.period));
    return asked.map((one) => {
      const { indicator: of, series: beside } = seriesOf(one) ?? { indicator: one, series: null };
      return finding("derivedPartMissing", source, { ...own, part: book.names.get(of) ?? of, series: beside, period: periodKey(part.period) }, severity);
    });
  });
  return [...findings, ...problemOf(derivation!, own, source, book)];
}

/** What somebody can type: the indicator itself, or, where that is computed too, what it comes from. */
function typedSources(derived: Scheme["derived"], code: string, above: readonly string[] = []): readonly string[] {
  const rule = derived.find(({ indicator }) => indicator === code);
  if (!rule || above.includes(code)) return [code];
  return [...new Set(sourcesOf(rule).flatMap((source) => typedSources(derived, source, [...above, code])))];
}

function problemOf(
  { derived, parts, problem }: Derivation,
  own: { readonly department: string; readonly indicator: string },
  source: Source,
  { names }: PartNames,
): Finding[] {
  const divisor = parts.find((part) => part.role === "denominator" || part.role === "base");
  const code = divisor?.indicator ?? ("of" in derived ? derived.of : "");
  const part = names.get(code) ?? code;
  const at = divisor?.reading && !divisor.reading.derivation ? divisor.reading.source : source;
  switch (problem) {
    case null:
      return [];
    case "zero":
      return [finding("derivedZero", at, { ...own, part })];
    case "noGap":
      return [finding("derivedNoGap", at, own)];
    case "noFull":
      return [finding("derivedNoFull", source, { ...own, part })];
  }
}
