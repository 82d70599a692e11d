/** Whose figures a sheet holds, and of which period, where its rows do not say so themselves: by its name, a label cell, or its title. */
import type { Department } from "../kpi/department";
import { type Finding, finding } from "../kpi/finding";
import type { Source } from "../kpi/source";
import { type Period, periodKey, samePeriod } from "../kpi/period";
import { columnsOf } from "./extent";
import { type Grid, address } from "./grid";
import { type Labelled, labelsIn } from "./indicatorRows";
import { isFrequency, periodInTitle, periodOfCell } from "./periodText";
import { cellText, isBlank, shortened, tidy } from "./plainText";

/** Departments by every spelling of theirs. */
export interface DepartmentNames {
  find(text: string): Department | null;
  /** The one department that a title names: the longest name in it. null: none, or several. */
  findIn(title: string): Department | null;
}

export function departmentNames(departments: readonly Department[]): DepartmentNames {
  const names = new Map<string, Department>();
  // The sheet that a department names goes before anybody's name, and a code before a name.
  for (const nameIn of [sheetOf, codeOf, nameOf, shortNameOf]) {
    for (const department of departments) {
      const name = tidy(nameIn(department));
      if (name !== "" && !names.has(name)) names.set(name, department);
    }
  }
  const inTitles = departments.flatMap((department) =>
    [...new Set([nameOf(department), shortNameOf(department)].map(tidy))].map((name) => ({ name, department })),
  );
  return {
    find: (text) => names.get(tidy(text)) ?? null,
    findIn: (title) => {
      const text = tidy(title);
      const found = inTitles.filter(({ name }) => name.length > 1 && text.includes(name)).sort((one, other) => other.name.length - one.name.length);
      const longest = found[0];
      // A shorter name inside of the longest one is part of it; one that stands elsewhere is a second department.
      const rest = longest ? text.replace(longest.name, "\u0000") : text;
      return longest && !found.some(({ name, department }) => department !== longest.department && rest.includes(name)) ? longest.department : null;
    },
  };
}

const sheetOf = (department: Department): string => department.sheet ?? "";
const codeOf = (department: Department): string => department.code;
const nameOf = (department: Department): string => department.name;
const shortNameOf = (department: Department): string => department.shortName;

export interface SheetPlace {
  readonly department: Department | null;
  /** The sheet carries the department's name, so no label in it can give the figures to another. */
  readonly byName: boolean;
  /** null: nothing says so, and the settings' period holds. "unclear": something does, and it cannot be told. */
  readonly period: Period | null | "unclear";
}

/** What may stand next to a department's name in the name of its sheet, besides a period. */
const SHEET_WORDS = /^(指标|数据|指标表|数据表|指标数据|考核数据|填报|填报表|报表|表|kpi|figures|data)*$/;

/** "太原", "太原2026Q2", "太原 指标". null: no department's sheet by its name. */
export function departmentOfSheet(sheet: string, departments: DepartmentNames, usual: Period): Department | null {
  const exact = departments.find(sheet);
  if (exact) return exact;
  const department = departments.findIn(sheet);
  if (!department) return null;
  const named = [department.name, department.shortName].map(tidy).sort((one, other) => other.length - one.length);
  const name = named.find((one) => tidy(sheet).includes(one))!;
  const rest = tidy(sheet)
    .replace(name, "")
    .replace(/[-_·.()]/g, "");
  if (SHEET_WORDS.test(rest)) return department;
  return periodInTitle(rest, usual) && SHEET_WORDS.test(rest.replace(/[\d第一二三四五六七八九十年季度月份上下半qh]/g, "")) ? department : null;
}

/** What stands in the rows above the first table, and the sheet's own name. */
export function placeOfSheet(grid: Grid, rowsAbove: number, departments: DepartmentNames, usual: Period, findings: Finding[]): SheetPlace {
  const byName = departmentOfSheet(grid.sheet, departments, usual);
  let place: SheetPlace = { department: byName, byName: byName !== null, period: null };
  const titles: { readonly period: Period; readonly source: Source }[] = [];
  const title = periodInTitle(grid.sheet, usual);
  if (title) titles.push({ period: title, source: { sheet: grid.sheet, cell: "" } });
  let inTitle: Department | null = null;
  for (let row = 0; row < rowsAbove; row += 1) {
    const labels = labelsIn(grid, row);
    for (const label of labels) place = placedBy(label, row, grid, place, departments, usual, findings);
    for (let column = 0, end = columnsOf(grid); column < end; column += 1) {
      const cell = grid.at(row, column);
      if (isBlank(cell) || typeof cell.value !== "string" || labels.some((label) => label.label === "period" && label.column === column)) continue;
      const period = periodInTitle(cell.value, usual);
      if (period) titles.push({ period, source: { sheet: grid.sheet, cell: address(row, column) } });
      inTitle ??= departments.findIn(cellText(cell).slice(0, 200));
    }
  }
  const department = place.department ?? inTitle;
  if (place.period !== null) return { ...place, department };
  return { ...place, department, period: agreedPeriod(titles, usual, findings) };
}

/** A label cell says it outright. What it says and nobody knows is a finding, and then nothing is taken for granted. */
export function placedBy(
  { label, text, cell, column, certain }: Labelled,
  row: number,
  grid: Grid,
  place: SheetPlace,
  departments: DepartmentNames,
  usual: Period,
  findings: Finding[],
): SheetPlace {
  const source: Source = { sheet: grid.sheet, cell: address(row, column) };
  if (label === "department") {
    const department = departments.find(text) ?? departments.findIn(text.slice(0, 200));
    if (!department) {
      if (certain) findings.push(finding("departmentUnknown", source, { found: shortened(text) }));
      return certain && !place.byName ? { ...place, department: null } : place;
    }
    if (!place.byName) return { ...place, department };
    if (place.department !== department) {
      findings.push(finding("departmentConflict", source, { found: shortened(text), department: place.department!.shortName }));
    }
    return place;
  }
  if (isFrequency(text)) return place;
  const period = periodOfCell(cell, usual.year) ?? periodInTitle(text, usual);
  if (period) return { ...place, period };
  if (!certain) return place;
  findings.push(finding("periodUnknown", source, { found: shortened(text) }));
  return { ...place, period: "unclear" };
}

/** Titles that name different periods say nothing, except that somebody should look; of several kinds the usual one goes first. */
function agreedPeriod(titles: readonly { readonly period: Period; readonly source: Source }[], usual: Period, findings: Finding[]): Period | null | "unclear" {
  const ofUsualKind = titles.filter(({ period }) => period.kind === usual.kind);
  const candidates = ofUsualKind.length > 0 ? ofUsualKind : titles;
  const [first] = candidates;
  if (!first) return null;
  const other = candidates.find(({ period }) => !samePeriod(period, first.period));
  if (!other) {
    // Most likely only the year of the scheme, but a year's figure must not pass for a quarter's.
    if (first.period.kind !== usual.kind) {
      findings.push(finding("sheetOfOtherPeriod", first.source, { found: periodKey(first.period), wanted: periodKey(usual) }));
    }
    return first.period;
  }
  findings.push(finding("periodUnknown", other.source, { found: `${periodKey(first.period)} / ${periodKey(other.period)}` }));
  return "unclear";
}
