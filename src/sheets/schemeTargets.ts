/** The targets' table (目标) and the branches' own weak spots (绑定). */
import type { Department } from "../kpi/department";
import { type Fault, type Finding, type FindingCode, type Severity, finding, usualSeverity } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import { type Period, periodKey } from "../kpi/period";
import type { Binding } from "../kpi/scheme";
import { ANCHOR_NAMES, type AnchorName, type Anchors, type AnchorSources, type TargetRow } from "../kpi/target";
import type { Line, ScorecardTemplate, TreeNode } from "../kpi/template";
import { type Directory, placeOf } from "./directory";
import { type FigureFault, readFigure } from "./figureText";
import type { SchemeRow, SchemeTable } from "./findTable";
import type { Cell } from "./grid";
import type { SchemeColumnKey } from "./headings";
import { periodOfCell } from "./periodText";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import { requiredText, textIn } from "./schemeCells";
import { readMethod, reportUnusedMethodCells } from "./schemeTargetMethods";

/** What the rows refer to. */
export interface TargetBooks {
  readonly departments: Directory<Department>;
  readonly indicators: Directory<Indicator>;
  readonly templates: Directory<ScorecardTemplate>;
  readonly bindings: readonly Binding[];
  /** Stands in where a period names no year. */
  readonly year: number;
}

export function linesOfTree(nodes: readonly TreeNode[]): Line[] {
  return nodes.flatMap((node) => (node.kind === "line" ? [node] : linesOfTree(node.children)));
}

/**
 * An anchor as it stands in a cell under a heading, with what is wrong about it. null: the cell has none.
 * `times`: how many of the cell's number it is; null: it had to be parsed.
 */
export function readAnchor(cell: Cell, column: string, indicator: Pick<Indicator, "unit" | "direction">, writtenIn?: string) {
  const reading = readFigure(cell, indicator.unit, writtenIn);
  const { figure, fault, sense } = reading;
  const against = sense !== null && (sense === "atLeast") !== (indicator.direction === "up");
  const times = figure.state !== "value" || reading.parsedFrom !== null ? null : reading.percentFormat ? (100 as const) : (1 as const);
  return { value: figure.state === "value" ? figure.value : null, fault: fault && anchorFault(fault, column), against, times };
}

/** The advice is for a target, which is a number or blank, and not for a figure that was not reported. */
function anchorFault(
  fault: FigureFault,
  column: string,
): Exclude<FigureFault, { code: "figureUnreadable" | "figureError" }> | Fault<"notANumber" | "cellError"> {
  switch (fault.code) {
    case "figureUnreadable":
      return { code: "notANumber", details: { column, found: fault.details.found } };
    case "figureError":
      return { code: "cellError", details: { column, found: fault.details.found } };
    case "figureParsed":
    case "unitMismatch":
    case "percentWithoutFormat":
      return fault;
  }
}

/** A target that cannot be read holds the lines that need it, and not the whole run. */
function severityOf(code: FindingCode): Severity {
  return code === "notANumber" || code === "cellError" ? "held" : usualSeverity(code);
}

// --- Targets ----------------------------------------------------------------------------------------------------

export function readTargets(table: SchemeTable<"targets"> | null, books: TargetBooks, findings: Finding[]): readonly TargetRow[] {
  const lines = linesByCode(books.templates.items);
  const found = (table?.rows ?? []).flatMap((row) => {
    const target = readTarget(row, books, lines, findings);
    return target ? [{ row, target }] : [];
  });
  reportTwice(found, findings);
  // While a department, a tree or a rule is wrong, a target may miss its line only because of that.
  if (findings.some(({ severity }) => severity === "error")) return found.map(({ target }) => target);
  const scored = scoredLines(books);
  const hasMembers = ({ indicator }: TargetRow): boolean => books.indicators.items.some(({ member }) => indicator !== null && member?.of === indicator);
  for (const { row, target } of found) {
    const reached = scored.get(target.indicator ?? "")?.some((line) => reaches(target, line)) ?? false;
    if (!reached) findings.push(finding("targetMatchesNothing", row.source("indicator"), hasMembers(target) ? { members: true } : {}));
  }
  return found.map(({ target }) => target);
}

type LinesByCode = ReadonlyMap<string, readonly { readonly template: string; readonly line: Line }[]>;

function linesByCode(templates: readonly ScorecardTemplate[]): LinesByCode {
  const lines = new Map<string, { template: string; line: Line }[]>();
  for (const template of templates) {
    for (const line of linesOfTree(template.children)) {
      const listed = lines.get(tidy(line.code));
      if (listed) listed.push({ template: template.code, line });
      else lines.set(tidy(line.code), [{ template: template.code, line }]);
    }
  }
  return lines;
}

function readTarget(row: SchemeRow<"targets">, books: TargetBooks, lines: LinesByCode, findings: Finding[]): TargetRow | null {
  const before = findings.length;
  const department = referred(row, "department", "department", books.departments, findings);
  const template = referred(row, "template", "template", books.templates, findings);
  const lineText = textIn(row, "line", findings);
  const candidates = (lines.get(tidy(lineText)) ?? []).filter((one) => !template || one.template === template.code);
  if (lineText !== "" && candidates.length === 0) {
    findings.push(finding("unknownReference", row.source("line"), { what: "line", found: shortened(lineText) }));
  }
  const stated = referred(row, "indicator", "indicator", books.indicators, findings);
  const period = readPeriod(row, books.year, findings);
  const lineCode = candidates[0]?.line.code ?? null;
  const indicator = stated ?? indicatorOfLine(row, candidates, department, books, findings);
  if (findings.length > before || !indicator) return null;

  const computed = isBlank(row.cell("method")) ? null : readMethod(row, indicator, books, findings);
  if (!computed && !isBlank(row.cell("method"))) return null;
  if (!computed) reportUnusedMethodCells(row, findings);
  const { anchors, sources } = computed ? { anchors: {}, sources: computed.sources } : readAnchors(row, indicator, findings);
  if (Object.keys(computed?.formula.parameters ?? anchors).length === 0 && findings.length === before)
    findings.push(finding("targetEmpty", row.source("indicator"), {}));
  return {
    indicator: indicator.code,
    template: template?.code ?? null,
    line: lineCode,
    department: department?.code ?? null,
    period: period === "every" ? null : period,
    anchors,
    sources,
    fromSheet: false,
    source: row.source("indicator"),
    ...(computed ? { formula: computed.formula } : {}),
  };
}

/** A row that names only a line stands for that line's indicator, whose unit its anchors are written in; a bound department's line has the bound one. */
function indicatorOfLine(
  row: SchemeRow<"targets">,
  candidates: readonly { readonly template: string; readonly line: Line }[],
  department: Department | null,
  books: TargetBooks,
  findings: Finding[],
): Indicator | null {
  const [first] = candidates;
  if (!first) {
    if (isBlank(row.cell("indicator")) && isBlank(row.cell("line"))) requiredText(row, "indicator", findings);
    return null;
  }
  const codes = new Set(
    candidates.map(({ template, line }) => {
      const bound = books.bindings.find((one) => one.department === department?.code && one.template === template && one.line === line.code);
      return bound?.indicator ?? line.indicator;
    }),
  );
  // Lines of one code in two templates may measure different things; then the row has to say which.
  if (codes.size > 1) requiredText(row, "indicator", findings);
  return codes.size === 1 ? books.indicators.find([...codes][0]!) : null;
}

type Referring = "department" | "template" | "indicator";

function referred<T>(row: SchemeRow<"targets">, column: Referring, what: Referring, directory: Directory<T>, findings: Finding[]): T | null {
  const text = textIn(row, column, findings);
  if (text === "") return null;
  const item = directory.find(text);
  if (!item) findings.push(finding("unknownReference", row.source(column), { what, found: shortened(text) }));
  return item;
}

function readPeriod(row: SchemeRow<"targets">, year: number, findings: Finding[]): Period | "every" {
  const cell = row.cell("period");
  if (isBlank(cell)) return "every";
  const period = periodOfCell(cell, year);
  if (!period) findings.push(finding("notAPeriod", row.source("period"), { found: shortened(cellText(cell)) }));
  return period ?? "every";
}

function readAnchors(row: SchemeRow<"targets">, indicator: Indicator, findings: Finding[]): { anchors: Anchors; sources: AnchorSources } {
  const anchors: { -readonly [A in AnchorName]?: Anchors[A] } = {};
  const sources: { -readonly [A in AnchorName]?: AnchorSources[A] } = {};
  for (const name of ANCHOR_NAMES) {
    const source = row.source(name);
    const { value, fault, against, times } = readAnchor(row.cell(name), row.heading(name), indicator);
    if (fault) findings.push(finding(fault.code, source, fault.details, severityOf(fault.code)));
    if (against) findings.push(finding("targetAgainstDirection", source, { found: shortened(cellText(row.cell(name))), direction: indicator.direction }));
    if (!value) continue;
    anchors[name] = value;
    sources[name] = times !== null && row.own(name) ? { ...source, live: { times, lookup: null } } : source;
  }
  return { anchors, sources };
}

interface FoundTarget {
  readonly row: SchemeRow<"targets">;
  readonly target: TargetRow;
}

/** What a row says of an anchor, as one text: a figure, or a method with all that belongs to it. null: nothing. */
function stated({ target: { anchors, formula } }: FoundTarget, name: AnchorName): string | null {
  const parameter = formula?.parameters[name];
  if (formula && parameter) return JSON.stringify([formula.method, parameter, formula.basis, formula.basisPeriod, formula.recent ?? null, formula.decimals]);
  return anchors[name]?.toString() ?? null;
}

/** Two rows of equal scope that state the same anchor: nobody could say which holds. Where they agree it is only untidy. */
function reportTwice(found: readonly FoundTarget[], findings: Finding[]): void {
  const first = new Map<string, FoundTarget>();
  for (const one of found) {
    const { indicator, template, line, department, period } = one.target;
    for (const name of ANCHOR_NAMES) {
      const value = stated(one, name);
      if (value === null) continue;
      const scope = [name, indicator, template ?? "", line ?? "", department ?? "", period ? periodKey(period) : ""].join("\u0000");
      const other = first.get(scope);
      if (!other) {
        first.set(scope, one);
        continue;
      }
      const severity = stated(other, name) === value ? "warning" : "error";
      findings.push(finding("targetTwice", one.row.source(name), { anchor: name, first: placeOf(other.row.source(name)) }, severity));
    }
  }
}

/** One line of one department's card. */
interface ScoredPlace {
  readonly department: string;
  readonly template: string;
  readonly line: string;
}

/** Every line of every card, by the indicator that it takes there. */
function scoredLines({ departments, templates, bindings }: TargetBooks): ReadonlyMap<string, readonly ScoredPlace[]> {
  const bound = new Map(bindings.map((one) => [[one.department, one.template, one.line].join("\u0000"), one.indicator]));
  const linesOf = new Map(templates.items.map((template) => [template.code, linesOfTree(template.children)]));
  const places = new Map<string, ScoredPlace[]>();
  for (const department of departments.items) {
    for (const template of department.templates) {
      for (const line of linesOf.get(template) ?? []) {
        const place: ScoredPlace = { department: department.code, template, line: line.code };
        const indicator = bound.get([department.code, template, line.code].join("\u0000")) ?? line.indicator;
        const listed = places.get(indicator);
        if (listed) listed.push(place);
        else places.set(indicator, [place]);
      }
    }
  }
  return places;
}

function reaches(target: TargetRow, place: ScoredPlace): boolean {
  return (
    (target.department === null || target.department === place.department) &&
    (target.template === null || target.template === place.template) &&
    (target.line === null || target.line === place.line)
  );
}

// --- Bindings ---------------------------------------------------------------------------------------------------

export function readBindings(table: SchemeTable<"bindings"> | null, books: Omit<TargetBooks, "bindings" | "year">, findings: Finding[]): readonly Binding[] {
  const first = new Map<string, SchemeRow<"bindings">>();
  return (table?.rows ?? []).flatMap((row): Binding[] => {
    const find = <T>(column: SchemeColumnKey<"bindings"> & Referring, directory: Directory<T>): T | null => {
      const text = requiredText(row, column, findings);
      const item = text === null ? null : directory.find(text);
      if (text !== null && !item) findings.push(finding("unknownReference", row.source(column), { what: column, found: shortened(text) }));
      return item;
    };
    const department = find("department", books.departments);
    const template = find("template", books.templates);
    const indicator = find("indicator", books.indicators);
    const lineText = requiredText(row, "line", findings);
    if (!department || !template || !indicator || lineText === null) return [];

    const line = linesOfTree(template.children).find((one) => tidy(one.code) === tidy(lineText));
    if (!line) {
      findings.push(finding("unknownReference", row.source("line"), { what: "line", found: shortened(lineText) }));
      return [];
    }
    if (!department.templates.includes(template.code)) {
      findings.push(finding("bindingMatchesNothing", row.source("template"), { department: department.shortName, template: template.name }));
      return [];
    }
    const scope = [department.code, template.code, line.code].join("\u0000");
    const earlier = first.get(scope);
    if (earlier) {
      findings.push(finding("duplicateCode", row.source("line"), { what: "binding", found: shortened(lineText), first: placeOf(earlier.source("line")) }));
      return [];
    }
    first.set(scope, row);
    return [{ department: department.code, template: template.code, line: line.code, indicator: indicator.code, source: row.source("indicator") }];
  });
}
