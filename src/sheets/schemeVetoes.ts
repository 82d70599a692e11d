/** Vetoes (否决项) and grades (等级) of the scheme. */
import { type Decimal, HUNDRED, sum } from "../kpi/decimal";
import { type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import type { Settings, Grade } from "../kpi/scheme";
import type { LiveSource } from "../kpi/source";
import type { ScorecardTemplate, TreeNode } from "../kpi/template";
import type { Veto } from "../kpi/veto";
import { type Directory, type Entry, directoryOf } from "./directory";
import type { SchemeRow, SchemeTable } from "./findTable";
import { cellText, isBlank, shortened, tidy } from "./plainText";
import { checkRange, choiceIn, numberIn, percentIn, requiredText, textIn } from "./schemeCells";
import { readAnchor } from "./schemeTargets";

export interface VetoBooks {
  readonly indicators: Directory<Indicator>;
  readonly templates: Directory<ScorecardTemplate>;
  /** From the best to the lowest. */
  readonly grades: readonly Grade[];
}

export function readVetoes(table: SchemeTable<"vetoes"> | null, books: VetoBooks, findings: Finding[]): readonly Veto[] {
  const entries: Entry<Veto | null>[] = [];
  for (const row of table?.rows ?? []) {
    const code = requiredText(row, "code", findings);
    if (code === null) continue;
    entries.push({ item: readVeto(row, code, books, findings), code, names: [], source: row.source("code") });
  }
  return directoryOf(entries, "veto", "veto", findings).items.flatMap((veto) => (veto ? [veto] : []));
}

function readVeto(row: SchemeRow<"vetoes">, code: string, books: VetoBooks, findings: Finding[]): Veto | null {
  const before = findings.length;
  const name = textIn(row, "name", findings) || code;
  const templateText = textIn(row, "template", findings);
  const template = templateText === "" ? null : books.templates.find(templateText);
  if (templateText !== "" && !template)
    findings.push(finding("unknownReference", row.source("template"), { what: "template", found: shortened(templateText) }));
  const indicatorText = requiredText(row, "indicator", findings);
  const indicator = indicatorText === null ? null : books.indicators.find(indicatorText);
  if (indicatorText !== null && !indicator)
    findings.push(finding("unknownReference", row.source("indicator"), { what: "indicator", found: shortened(indicatorText) }));
  const comparison = requiredText(row, "comparison", findings) === null ? null : choiceIn(row, "comparison", "comparison", findings);
  const effect = requiredText(row, "effect", findings) === null ? null : choiceIn(row, "effect", "effect", findings);
  const limit = indicator && readLimit(row, indicator, findings);
  const grade = effect === "gradeCap" ? gradeIn(row, name, books.grades, findings) : null;
  const cell = effect === "gradeCap" ? null : numberIn(row, "value", findings);
  const value = cell?.kind === "number" ? cell.value : null;
  if (!indicator || !comparison || !effect || !limit || findings.length > before) return null;

  const nodeText = textIn(row, "node", findings);
  const zeroes = effect === "lineZero" || effect === "branchZero";
  const node = zeroes ? nodeOf(nodeText, effect === "lineZero" ? "line" : "branch", template ? [template] : books.templates.items) : null;
  if (zeroes && nodeText === "") findings.push(finding("vetoNeedsNode", row.source("node"), { veto: name, effect }));
  else if (zeroes && node === null) findings.push(finding("unknownReference", row.source("node"), { what: "line", found: shortened(nodeText) }));
  if (!zeroes && nodeText !== "") findings.push(unused(row, "node"));
  if (effect === "totalCap" && value === null) findings.push(finding("vetoNeedsValue", row.source("value"), { veto: name, effect }));
  if (effect === "totalCap" && value) checkRange(row, "value", value.gte(0), "≥ 0", findings);
  if (effect === "gradeDown" && value) checkRange(row, "value", value.gt(0) && value.round(0, 0).eq(value), "1, 2, 3 …", findings);
  if (grade !== null && grade === books.grades[0]) findings.push(unused(row, "value"));
  if (effect !== "totalCap" && effect !== "gradeDown" && value !== null) findings.push(unused(row, "value"));
  const common = { code, name, template: template?.code ?? null, indicator: indicator.code, comparison, ...limit, effect, node, value };
  return { ...common, ...(grade ? { grade: grade.name } : {}), source: row.source("code") };
}

/** The grade that a card may have at best. */
function gradeIn(row: SchemeRow<"vetoes">, veto: string, grades: readonly Grade[], findings: Finding[]): Grade | null {
  const text = textIn(row, "value", findings);
  const found = grades.find(({ name }) => tidy(name) === tidy(text)) ?? null;
  if (isBlank(row.cell("value"))) findings.push(finding("vetoNeedsValue", row.source("value"), { veto, effect: "gradeCap" }));
  else if (text !== "" && !found) findings.push(finding("unknownReference", row.source("value"), { what: "grade", found: shortened(text) }));
  return found;
}

function unused(row: SchemeRow<"vetoes">, column: "node" | "value"): Finding {
  return finding("parameterUnused", row.source(column), { column: row.heading(column), found: shortened(cellText(row.cell(column))) });
}

/** In the indicator's unit, as a target is read. */
function readLimit(row: SchemeRow<"vetoes">, indicator: Indicator, findings: Finding[]): { readonly limit: Decimal; readonly limitSource: LiveSource } | null {
  if (isBlank(row.cell("limit"))) {
    requiredText(row, "limit", findings);
    return null;
  }
  const { value, fault, times } = readAnchor(row.cell("limit"), row.heading("limit"), indicator);
  if (fault) findings.push(finding(fault.code, row.source("limit"), fault.details));
  else if (value === null)
    findings.push(finding("notANumber", row.source("limit"), { column: row.heading("limit"), found: shortened(cellText(row.cell("limit"))) }));
  const source = row.source("limit");
  return value && { limit: value, limitSource: times === null || !row.own("limit") ? source : { ...source, live: { times, lookup: null } } };
}

/** The code as the tree has it; null: no template has such a node. */
function nodeOf(text: string, kind: TreeNode["kind"], templates: readonly ScorecardTemplate[]): string | null {
  const search = (nodes: readonly TreeNode[]): TreeNode | undefined => {
    for (const node of nodes) {
      if (node.kind === kind && tidy(node.code) === tidy(text)) return node;
      const below = node.kind === "branch" ? search(node.children) : undefined;
      if (below) return below;
    }
    return undefined;
  };
  for (const template of templates) {
    const found = search(template.children);
    if (found) return found.code;
  }
  return null;
}

// --- Grades -----------------------------------------------------------------------------------------------------

/** From the best to the lowest, however they were written. */
export function readGrades(table: SchemeTable<"grades"> | null, settings: Settings, findings: Finding[]): readonly Grade[] {
  const rows: { readonly row: SchemeRow<"grades">; readonly grade: Grade }[] = [];
  for (const row of table?.rows ?? []) {
    const name = requiredText(row, "name", findings);
    if (name === null) continue;
    const coefficient = numberIn(row, "coefficient", findings);
    const quota = percentIn(row, "quota", findings);
    if (quota) checkRange(row, "quota", quota.gte(0) && quota.lte(100), "0–100 %", findings);
    const grade: Grade = {
      name,
      from: percentIn(row, "from", findings),
      coefficient: coefficient.kind === "number" ? coefficient.value : null,
      quota,
      source: row.source("name"),
    };
    rows.push({ row, grade });
  }
  rows.sort(({ grade: one }, { grade: other }) => (one.from && other.from ? other.from.cmp(one.from) : (one.from ? 0 : 1) - (other.from ? 0 : 1)));
  rows.slice(1).forEach(({ row, grade }, place) => {
    const above = rows[place]!.grade;
    const same = grade.from === null ? above.from === null : above.from !== null && grade.from.eq(above.from);
    if (same) findings.push(finding("gradesOverlap", row.source("from"), { grade: grade.name, from: grade.from?.toFixed() ?? "" }));
  });
  const [first] = rows;
  if (settings.forcedDistribution && first) {
    const total = sum(rows.flatMap(({ grade }) => (grade.quota ? [grade.quota] : [])));
    if (!total.eq(HUNDRED)) findings.push(finding("gradeQuotasOffWhole", first.row.source("quota"), { sum: total.toFixed() }));
  }
  return rows.map(({ grade }) => grade);
}
