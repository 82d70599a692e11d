/** Drop-down lists of a worksheet part: written for drafts, and exchanged where a draft offers other words. */
import type { DraftChoice } from "../sheets/draft";
import { areaAddress, parseArea, type Area } from "../sheets/grid";
import { insertedElement } from "./elementOrder";
import { sheetElement, type WorksheetOutline } from "./worksheetPart";
import { appended, attributeOf, attributeSet, childOf, childrenOf, escapeText, withPrefix, type Splice } from "./xml";

/** Excel takes no longer list that stands in the cell's rule itself. */
const LONGEST_LIST = 255;

/** The words as a formula: a text with commas between them. */
export function listFormula({ area, words }: DraftChoice): string {
  const list = words.join(",");
  if (words.length === 0 || list.length > LONGEST_LIST || words.some((word) => word.includes(","))) {
    throw new Error(`${area}: “${list}” is no list that a cell can offer.`);
  }
  return `"${list.replace(/"/g, '""')}"`;
}

/** Nothing is refused: what else is typed is read, and reported where it is not understood. */
function choiceMarkup(choice: DraftChoice): string {
  return `<dataValidation type="list" allowBlank="1" sqref="${choice.area}"><formula1>${escapeText(listFormula(choice))}</formula1></dataValidation>`;
}

export function choicesMarkup(choices: readonly DraftChoice[]): string {
  return choices.length === 0 ? "" : `<dataValidations count="${choices.length}">${choices.map(choiceMarkup).join("")}</dataValidations>`;
}

/** The lists of a block; `ours` says which areas are the block's. Other people's lists stay as they are. */
export function choiceSplices(outline: WorksheetOutline, choices: readonly DraftChoice[], ours: (area: Area) => boolean): Splice[] {
  const drafted = new Set(choices.map(({ area }) => spelled(area)));
  const list = sheetElement(outline, "dataValidations");
  const all = list ? childrenOf(list, "dataValidation") : [];
  const areasOf = (ranges: string) =>
    ranges
      .trim()
      .split(/\s+/)
      .flatMap((range) => parseArea(range) ?? []);
  const own = all.filter((element) => {
    const areas = areasOf(attributeOf(element, "sqref") ?? "");
    return areas.length > 0 && areas.every((area) => ours(area) || drafted.has(areaAddress(area)));
  });
  // A program may gather areas with the same words into one rule.
  const present = own.flatMap((element) => {
    const words = attributeOf(element, "type") === "list" ? (childOf(element, "formula1")?.text ?? "") : `${attributeOf(element, "type")} ${element.start}`;
    return areasOf(attributeOf(element, "sqref") ?? "").map((area) => `${areaAddress(area)} ${words}`);
  });
  const wanted = choices.map((choice) => `${spelled(choice.area)} ${listFormula(choice)}`);
  if (present.sort().join("\n") === wanted.sort().join("\n")) return [];

  if (!list) return [insertedElement(outline, "dataValidations", choicesMarkup(choices))];
  if (choices.length === 0 && own.length === all.length) return [{ start: list.start, end: list.end, text: "" }];
  const removed = own.map((element) => ({ start: element.start, end: element.end, text: "" }));
  const counted = attributeSet(list, "count", String(all.length - own.length + choices.length));
  const added = choices.length === 0 ? [] : [appended(outline.text, list, withPrefix(choices.map(choiceMarkup).join(""), outline.prefix))];
  return [...(counted ? [counted] : []), ...removed, ...added];
}

function spelled(text: string): string {
  const area = parseArea(text);
  if (!area) throw new Error(`“${text}” is no area to choose in.`);
  return areaAddress(area);
}
