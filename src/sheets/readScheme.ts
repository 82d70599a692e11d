/**
 * The scheme's sheets → the scheme, with every fault gathered.
 *
 * Sheets are found by name and columns by heading, in both languages; docs/workbook.md says what each holds.
 */
import { type Decimal, ZERO } from "../kpi/decimal";
import type { Department } from "../kpi/department";
import { type Checked, type Finding, type Subject, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import type { Scheme } from "../kpi/scheme";
import type { ScorecardTemplate } from "../kpi/template";
import { choiceOf, isChinese } from "./choices";
import { type Directory, type Entry, directoryOf } from "./directory";
import { type SchemeRow, type SchemeTable, findTable } from "./findTable";
import type { Grid } from "./grid";
import { schemeSheetOf } from "./headings";
import { cellText, isBlank, listed, shortened, tidy } from "./plainText";
import { type FigureSheetKey, SCHEME_SHEETS, type SchemeSheet, type SchemeSheetKey, holdsFigures } from "./schemeColumns";
import { readDerived } from "./schemeDerived";
import { checkRange, choiceIn, numberIn, requiredText, textIn } from "./schemeCells";
import { readMembers } from "./schemeMembers";
import { readRules } from "./schemeRules";
import { readSettings } from "./schemeSettings";
import { readBindings, readTargets } from "./schemeTargets";
import { type TemplateOutline, buildTree, readQuorum, reportCycles } from "./schemeTree";
import { readGrades, readVetoes } from "./schemeVetoes";

export interface ReadScheme extends Checked<Scheme | null> {
  /** The names of the sheets that the scheme was read from. */
  readonly schemeSheets: readonly string[];
  /** As far as it could be made out, for reading the figures although it cannot be scored; null: not even a period or a department. */
  readonly partial: Scheme | null;
}

/** `value` is null when anything is wrong that would make scores wrong: a scheme with an error is never scored. */
export function readScheme(sheets: readonly Grid[]): ReadScheme {
  const findings: Finding[] = [];
  const grids = schemeGrids(sheets, findings);
  const schemeSheets = sheets.flatMap(({ sheet }) => {
    const key = schemeSheetOf(sheet);
    return key === null || holdsFigures(key) ? [] : [sheet];
  });
  if (grids.size === 0) {
    findings.push(finding("noSchemeSheets", null, { wanted: requiredSheets().join(",") }));
    return { value: null, partial: null, findings, schemeSheets };
  }
  for (const key of requiredSheets()) if (!grids.has(key)) findings.push(finding("schemeSheetMissing", null, { wanted: key }));
  const { tables, unread } = tablesOf(grids, findings);
  const partial = readTables(tables, findings);
  const said = findings.filter((one) => !followsFrom(one, unread) && !(partial && isCompetitor(one, partial)));
  const broken = said.some((one) => one.severity === "error");
  return { value: broken ? null : partial, partial, findings: said, schemeSheets };
}

/** A reference into a sheet that could not be read: that sheet has its error, and twenty-four more would only hide it. */
function followsFrom(one: Finding, unread: ReadonlySet<SchemeSheetKey>): boolean {
  switch (one.code) {
    case "unknownReference":
      return sheetsBehind(one.details.what).some((key) => unread.has(key));
    case "ruleUnknown":
      return unread.has("rules");
    case "bandsMissing":
      return unread.has("bands");
    case "templateUnused":
      return unread.has("departments");
    default:
      return false;
  }
}

/** A department that targets are measured from may be a competitor, and has no template on purpose. */
function isCompetitor(one: Finding, { departments, targets }: Scheme): boolean {
  if (one.code !== "departmentWithoutTemplate") return false;
  const named = targets.flatMap(({ formula }) => (formula?.basis?.kind === "departments" ? formula.basis.departments : []));
  return departments.some(({ code, shortName }) => shortName === one.details.department && named.includes(code));
}

/** Where what is referred to stands. A line is there only with its indicator and its rule. */
function sheetsBehind(what: Subject): readonly SchemeSheetKey[] {
  switch (what) {
    case "department":
    case "departmentName":
      return ["departments"];
    case "grade":
      return ["grades"];
    case "indicator":
    case "indicatorName":
      return ["indicators"];
    case "template":
    case "templateName":
      return ["templates"];
    case "line":
    case "binding":
      return ["tree", "templates", "indicators", "rules"];
    case "rule":
    case "ruleName":
      return ["rules"];
    case "setting":
      return ["settings"];
    case "basis":
      return ["departments", "indicators"];
    case "veto":
      return ["vetoes"];
  }
}

function requiredSheets(): SchemeSheetKey[] {
  return Object.entries<SchemeSheet>(SCHEME_SHEETS).flatMap(([key, sheet]) => (sheet.required ? [key as SchemeSheetKey] : []));
}

function schemeGrids(sheets: readonly Grid[], findings: Finding[]): ReadonlyMap<SchemeSheetKey, Grid> {
  const grids = new Map<SchemeSheetKey, Grid>();
  for (const grid of sheets) {
    const key = schemeSheetOf(grid.sheet);
    if (key === null || holdsFigures(key)) continue;
    const first = grids.get(key);
    if (first) findings.push(finding("schemeSheetTwice", { sheet: grid.sheet, cell: "" }, { first: first.sheet }));
    else grids.set(key, grid);
  }
  return grids;
}

type Tables = { readonly [K in Exclude<SchemeSheetKey, FigureSheetKey>]: SchemeTable<K> | null };

/** `unread`: required and not there, or there and in such a state that it has an error of its own. */
function tablesOf(grids: ReadonlyMap<SchemeSheetKey, Grid>, findings: Finding[]): { readonly tables: Tables; readonly unread: ReadonlySet<SchemeSheetKey> } {
  const unread = new Set(requiredSheets().filter((key) => !grids.has(key)));
  const table = <K extends SchemeSheetKey>(key: K): SchemeTable<K> | null => {
    const grid = grids.get(key);
    const before = findings.length;
    const found = grid ? findTable(grid, key, findings) : null;
    if (!found && findings.length > before) unread.add(key);
    return found;
  };
  const tables = {
    settings: table("settings"),
    departments: table("departments"),
    indicators: table("indicators"),
    templates: table("templates"),
    tree: table("tree"),
    rules: table("rules"),
    bands: table("bands"),
    targets: table("targets"),
    bindings: table("bindings"),
    vetoes: table("vetoes"),
    grades: table("grades"),
    members: table("members"),
    derived: table("derived"),
  };
  return { tables, unread };
}

function readTables(tables: Tables, findings: Finding[]): Scheme | null {
  const settings = tables.settings && readSettings(tables.settings, headingLanguage(tables), findings);
  const { indicators, membersOf, withMembers } = readMembers(readIndicators(tables.indicators, findings), tables.members, tables.derived, findings);
  const derived = withMembers(readDerived(tables.derived, { indicators, membersOf }, findings));
  const rules = readRules(tables.rules, tables.bands, findings);
  const outlines = readOutlines(tables.templates, findings);
  const departments = readDepartments(tables.departments, outlines, findings);
  const templates = readTrees(tables.tree, outlines, departments, { indicators, rules }, findings);

  const books = { departments, indicators, templates };
  const bindings = readBindings(tables.bindings, books, findings);
  if (!settings) return null;
  const targets = readTargets(tables.targets, { ...books, bindings, year: settings.period.year }, findings);
  const ofGrades: Finding[] = [];
  const grades = readGrades(tables.grades, settings, ofGrades);
  const vetoes = readVetoes(tables.vetoes, { ...books, grades }, findings);
  findings.push(...ofGrades);
  if (departments.items.length === 0) return null;
  return { settings, departments: departments.items, indicators: indicators.items, templates: templates.items, bindings, targets, derived, vetoes, grades };
}

/** The language of most headings; Chinese where it is a draw. */
function headingLanguage(tables: Tables): "zh" | "en" {
  const headings = Object.values(tables).flatMap((table) => (table as SchemeTable | null)?.headings ?? []);
  const chinese = headings.filter(isChinese).length;
  return chinese * 2 >= headings.length ? "zh" : "en";
}

// --- Indicators -------------------------------------------------------------------------------------------------

function readIndicators(table: SchemeTable<"indicators"> | null, findings: Finding[]): readonly Entry<Indicator>[] {
  const entries: Entry<Indicator>[] = [];
  for (const row of table?.rows ?? []) {
    const code = requiredText(row, "code", findings);
    if (code === null) continue;
    const name = requiredText(row, "name", findings) ?? code;
    const direction = requiredText(row, "direction", findings) === null ? null : choiceIn(row, "direction", "direction", findings);
    const aliases = listed(rawText(row, "aliases", findings));
    const source = row.source("code");
    const item: Indicator = {
      code,
      name,
      unit: textIn(row, "unit", findings),
      // A missing direction is an error already and the scheme is not scored.
      direction: direction ?? "up",
      aliases,
      definition: textIn(row, "definition", findings),
      source,
    };
    entries.push({ item, code, names: [name, ...aliases], source });
  }
  return entries;
}

/** With its line feeds, which part a list. */
function rawText<K extends SchemeSheetKey>(row: SchemeRow<K>, column: Parameters<SchemeRow<K>["cell"]>[0], findings: Finding[]): string {
  const { value } = row.cell(column);
  return typeof value === "string" ? value : textIn(row, column, findings);
}

// --- Departments ------------------------------------------------------------------------------------------------

function readDepartments(table: SchemeTable<"departments"> | null, templates: Directory<TemplateOutline>, findings: Finding[]): Directory<Department> {
  const entries: Entry<{ readonly row: SchemeRow<"departments">; readonly department: Department }>[] = [];
  for (const row of table?.rows ?? []) {
    const code = requiredText(row, "code", findings);
    if (code === null) continue;
    const department = readDepartment(row, code, templates, findings);
    entries.push({ item: { row, department }, code, names: [department.name, department.shortName, department.sheet ?? ""], source: row.source("code") });
  }
  if (table && entries.length === 0) findings.push(finding("noDepartments", { sheet: table.sheet, cell: "" }, {}));
  const rows = directoryOf(entries, "department", "departmentName", findings);
  const parents = new Map<Department, Department>();
  const placed = new Map<Department, Department>();
  for (const { row, department } of rows.items) {
    const text = textIn(row, "parent", findings);
    const parent = text === "" ? null : rows.find(text);
    if (text !== "" && !parent) findings.push(finding("unknownReference", row.source("parent"), { what: "department", found: shortened(text) }));
    if (parent) parents.set(department, parent.department);
    placed.set(department, { ...department, parent: parent?.department.code ?? null });
  }
  reportCycles(parents, (path) => {
    const { row } = rows.items.find((one) => one.department === path[0])!;
    findings.push(finding("treeCycle", row.source("parent"), { path: [...path, path[0]!].map((one) => one.shortName).join(" → ") }));
  });
  return { items: [...placed.values()], find: (text) => placed.get(rows.find(text)?.department as Department) ?? null };
}

function readDepartment(row: SchemeRow<"departments">, code: string, templates: Directory<TemplateOutline>, findings: Finding[]): Department {
  const name = requiredText(row, "name", findings) ?? code;
  const shortName = textIn(row, "shortName", findings) || name;
  const kind = textIn(row, "kind", findings);
  return {
    code,
    // A user's own kind is any other text.
    kind: choiceOf("departmentKind", kind) ?? kind,
    name,
    shortName,
    owner: textIn(row, "owner", findings),
    parent: null,
    templates: readTemplateCodes(row, shortName, templates, findings),
    rankingGroup: textIn(row, "rankingGroup", findings) || null,
    sheet: textIn(row, "sheet", findings) || null,
    ...shareWeightIn(row, findings),
    source: row.source("code"),
  };
}

function shareWeightIn(row: SchemeRow<"departments">, findings: Finding[]): Pick<Department, "shareWeight"> {
  const cell = numberIn(row, "shareWeight", findings);
  if (cell.kind !== "number") return {};
  checkRange(row, "shareWeight", cell.value.gte(0), "≥ 0", findings);
  return { shareWeight: cell.value };
}

function readTemplateCodes(row: SchemeRow<"departments">, department: string, templates: Directory<TemplateOutline>, findings: Finding[]): string[] {
  const codes: string[] = [];
  const parts = listed(rawText(row, "templates", findings));
  if (parts.length === 0 && isBlank(row.cell("templates"))) findings.push(finding("departmentWithoutTemplate", row.source("templates"), { department }));
  for (const part of parts) {
    const template = templates.find(part);
    if (!template) findings.push(finding("unknownReference", row.source("templates"), { what: "template", found: shortened(part) }));
    else if (codes.includes(template.code)) {
      findings.push(finding("duplicateCode", row.source("templates"), { what: "template", found: shortened(part), first: cellText(row.cell("templates")) }));
    } else codes.push(template.code);
  }
  return codes;
}

// --- Templates and their trees ----------------------------------------------------------------------------------

/** A template's own row. */
type Outline = TemplateOutline & Pick<ScorecardTemplate, "totalFloor" | "bonusCap" | "deductionCap" | "quorum">;

function readOutlines(table: SchemeTable<"templates"> | null, findings: Finding[]): Directory<Outline> {
  const entries: Entry<Outline>[] = [];
  for (const row of table?.rows ?? []) {
    const code = requiredText(row, "code", findings);
    if (code === null) continue;
    const name = requiredText(row, "name", findings) ?? code;
    const full = numberIn(row, "fullPoints", findings, { required: true });
    if (full.kind === "number") checkRange(row, "fullPoints", full.value.gt(0), "> 0", findings);
    else if (full.kind === "none" || isBlank(row.cell("fullPoints"))) {
      findings.push(finding("cellBlank", row.source("fullPoints"), { column: row.heading("fullPoints") }));
    }
    const start = numberIn(row, "startPoints", findings);
    const floor = numberIn(row, "totalFloor", findings);
    const rollUp = choiceIn(row, "rollUp", "rollUp", findings);
    const capIn = (column: "bonusCap" | "deductionCap"): Decimal | null => {
      const cap = numberIn(row, column, findings);
      if (cap.kind === "number") checkRange(row, column, cap.value.gte(0), "≥ 0", findings);
      return cap.kind === "number" ? cap.value : null;
    };
    const item = {
      code,
      name,
      bonusCap: capIn("bonusCap"),
      deductionCap: capIn("deductionCap"),
      quorum: readQuorum(row, findings),
      fullPoints: full.kind === "number" && full.value.gt(0) ? full.value : null,
      startPoints: start.kind === "number" ? start.value : null,
      totalFloor: floor.kind === "number" ? floor.value : null,
      rollUp: rollUp ?? ("sum" as const),
      rollUpUnread: rollUp === null && !isBlank(row.cell("rollUp")),
      source: row.source("code"),
      startSource: row.source("startPoints"),
    };
    entries.push({ item, code, names: [name], source: item.source });
  }
  return directoryOf(entries, "template", "templateName", findings);
}

function readTrees(
  table: SchemeTable<"tree"> | null,
  outlines: Directory<Outline>,
  departments: Directory<Department>,
  books: Parameters<typeof buildTree>[2],
  findings: Finding[],
): Directory<ScorecardTemplate> {
  const rowsOf = new Map<string, SchemeRow<"tree">[]>(outlines.items.map((outline) => [outline.code, []]));
  for (const row of table?.rows ?? []) {
    const text = requiredText(row, "template", findings);
    const outline = text === null ? null : outlines.find(text);
    if (outline) rowsOf.get(outline.code)!.push(row);
    else if (text !== null) findings.push(finding("unknownReference", row.source("template"), { what: "template", found: shortened(text) }));
  }
  const used = new Set(departments.items.flatMap((department) => department.templates));
  const templates = new Map<string, ScorecardTemplate>();
  for (const outline of outlines.items) {
    const rows = rowsOf.get(outline.code)!;
    const inUse = used.has(outline.code);
    if (!inUse) findings.push(finding("templateUnused", outline.source, { template: outline.name }));
    const { code, name, fullPoints, totalFloor, bonusCap, deductionCap, quorum, rollUp, source } = outline;
    // A template that nobody is scored by may still be without its tree.
    const treeless = !table || (!inUse && rows.length === 0);
    const { children, startPoints } = treeless ? { children: [], startPoints: ZERO } : buildTree(outline, rows, books, findings);
    templates.set(tidy(code), {
      code,
      name,
      fullPoints: fullPoints ?? ZERO,
      startPoints,
      totalFloor,
      bonusCap,
      deductionCap,
      quorum,
      rollUp,
      children,
      source,
    });
  }
  return { items: [...templates.values()], find: (text) => templates.get(tidy(outlines.find(text)?.code ?? "")) ?? null };
}
