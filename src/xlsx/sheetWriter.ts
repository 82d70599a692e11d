/** A whole new worksheet part from a draft. */
import type { SheetDraft } from "../sheets/draft";
import { address, areaAddress, columnLetters } from "../sheets/grid";
import { drawingMarkup } from "./charts";
import { choicesMarkup } from "./choices";
import { XML_DECLARATION } from "./package";
import {
  cellMarkup,
  columnMarkup,
  draftedArea,
  draftedStyles,
  extendedFormatsMarkup,
  heightText,
  linkMarkup,
  mergedAreas,
  paneMarkup,
  printMarkup,
  ruleId,
  ruleMarkup,
  rulesMarkup,
  type RuleMarkup,
} from "./sheetMarkup";
import type { Styles } from "./styles";

export interface SheetPlace {
  readonly namespace: string;
  readonly relationsNamespace: string;
  /** The block's name, or what else tells the sheet's content from others. */
  readonly name: string;
  readonly tableRelations: readonly string[];
  /** null: no chart stands on the sheet. */
  readonly drawingRelation: string | null;
}

/** Piece by piece, because the markup of a long list would fill the memory. */
export function* sheetTexts(draft: SheetDraft, styles: Styles, place: SheetPlace): Generator<string> {
  const merges = mergedAreas(draft);
  const area = draftedArea(draft, merges);
  const rules = draft.conditionalFormats.map((format, index) => ruleMarkup(format, index + 1, ruleId(place.name, index + 1), styles));
  yield [
    `${XML_DECLARATION}<worksheet xmlns="${place.namespace}" xmlns:r="${place.relationsNamespace}">`,
    `<sheetPr>${draft.tabColour === undefined ? "" : `<tabColor rgb="FF${draft.tabColour}"/>`}<pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<dimension ref="${areaAddress(area)}"/>`,
    `<sheetViews><sheetView${draft.gridlines ? "" : ' showGridLines="0"'} workbookViewId="0"`,
    paneMarkup(draft.freezeAt) === "" ? "/>" : `>${paneMarkup(draft.freezeAt)}</sheetView>`,
    `</sheetViews><sheetFormatPr defaultRowHeight="15"/>`,
    columnMarkup(draft.columnWidths),
  ].join("");
  yield* rowsMarkup(draft, styles);
  yield [
    merges.length === 0
      ? ""
      : `<mergeCells count="${merges.length}">${merges.map((merge) => `<mergeCell ref="${areaAddress(merge)}"/>`).join("")}</mergeCells>`,
    rulesMarkup(rules),
    choicesMarkup(draft.choices ?? []),
  ].join("");
  yield* linksMarkup(draft);
  yield [
    printMarkup(draft.print, draft.font),
    // Row numbers such as 1.1 and codes such as 003 are texts on purpose: no green corners.
    `<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>`,
    drawingMarkup(place.drawingRelation),
    tablePartsMarkup(place.tableRelations),
    extensionsMarkup(rules),
    "</worksheet>",
  ].join("");
}

/** Letters of rows that are put together before they go on. More of them would live long enough to be moved about in the memory. */
const SOME_ROWS = 1 << 13;

function* rowsMarkup(draft: SheetDraft, styles: Styles): Generator<string> {
  const styleOf = draftedStyles(styles, draft.font);
  const count = Math.max(draft.rows.length, draft.rowHeights.length);
  const letters: string[] = [];
  let rows = "";
  let empty = true;
  for (let row = 0; row < count; row++) {
    const cells = draft.rows[row] ?? [];
    const height = draft.rowHeights[row];
    const number = String(row + 1);
    let markup = "";
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column];
      if (cell) markup += cellMarkup((letters[column] ??= columnLetters(column)) + number, cell, styleOf(cell).number());
    }
    if (markup === "" && height === undefined) continue;
    const attributes = height === undefined ? "" : ` ht="${heightText(height)}" customHeight="1"`;
    rows += `${empty ? "<sheetData>" : ""}<row r="${number}"${attributes}${markup === "" ? "/>" : `>${markup}</row>`}`;
    empty = false;
    if (rows.length < SOME_ROWS) continue;
    yield rows;
    rows = "";
  }
  yield empty ? "<sheetData/>" : `${rows}</sheetData>`;
}

function* linksMarkup(draft: SheetDraft): Generator<string> {
  let empty = true;
  // Plain counting: there may be millions of cells, and few links.
  for (let row = 0; row < draft.rows.length; row++) {
    const cells = draft.rows[row]!;
    for (let column = 0; column < cells.length; column++) {
      const link = cells[column]?.link;
      if (!link) continue;
      if (empty) yield "<hyperlinks>";
      empty = false;
      yield linkMarkup(address(row, column), link);
    }
  }
  if (!empty) yield "</hyperlinks>";
}

export function tablePartsMarkup(relations: readonly string[]): string {
  if (relations.length === 0) return "";
  return `<tableParts count="${relations.length}">${relations.map((id) => `<tablePart r:id="${id}"/>`).join("")}</tableParts>`;
}

function extensionsMarkup(rules: readonly RuleMarkup[]): string {
  const twins = rules.flatMap((rule) => rule.extended ?? []);
  return twins.length === 0 ? "" : `<extLst>${extendedFormatsMarkup(twins)}</extLst>`;
}
