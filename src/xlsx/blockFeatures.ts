/** What goes with a block beside its cells: merges, conditional formats, links, page breaks, widths, panes, the footer. Each is exchanged only if it shows something else. */
import type { Steps } from "../kpi/steps";
import type { ConditionalFormat, SheetDraft } from "../sheets/draft";
import { address, areaAddress, parseArea, quoteSheet, type Area } from "../sheets/grid";
import { WorkbookError } from "../run/workbookError";
import { holdsArea, overlap } from "./areas";
import { choiceSplices } from "./choices";
import type { BlockOnSheet } from "./blockOnSheet";
import { insertedElement } from "./elementOrder";
import { formulaKey } from "./formulas";
import {
  breaksMarkup,
  columnMarkup,
  extendedFormatsMarkup,
  footerKey,
  footerText,
  linkLocation,
  LONGEST_TIP,
  linkMarkup,
  paneMarkup,
  ruleId,
  ruleMarkup,
  rulesMarkup,
  X14_FORMATS_URI,
} from "./sheetMarkup";
import { holdable } from "./strings";
import type { Styles } from "./styles";
import { sheetElement, sheetElements, type WorksheetOutline } from "./worksheetPart";
import {
  appended,
  attributeOf,
  attributeSet,
  childOf,
  childrenOf,
  escapeText,
  isTrue,
  relationIdOf,
  spliced,
  withPrefix,
  type Splice,
  type XmlElement,
} from "./xml";

/** In the order of the elements, so that two that come in at one place stand right. */
export function* blockFeatureSplices(block: BlockOnSheet, draft: SheetDraft, area: Area, merges: readonly Area[]): Steps<Splice[]> {
  const ours = (other: Area) => holdsArea(block.area, other) || holdsArea(area, other);
  const columnsChanged = block.area.right !== area.right;
  const rules = ruleChanges(block, draft, ours);
  return [
    ...(columnsChanged ? paneSplices(block.outline, draft) : []),
    ...(columnsChanged ? columnSplices(block.outline, draft, Math.max(block.area.right, area.right)) : []),
    ...mergeSplices(block, merges, ours),
    ...rules.plain,
    ...(draft.choices ? choiceSplices(block.outline, draft.choices, ours) : []),
    ...(yield* linkSplices(block.outline, draft, ours)),
    ...footerSplices(block.outline, draft),
    ...breakSplices(block.outline, draft, Math.max(block.area.bottom, area.bottom, ...draft.print.breaksAfter)),
    ...rules.extended,
  ];
}

function mergeSplices({ outline, sheet }: BlockOnSheet, merges: readonly Area[], ours: (area: Area) => boolean): Splice[] {
  const list = sheetElement(outline, "mergeCells");
  const present = (list ? childrenOf(list, "mergeCell") : []).flatMap((element) => {
    const area = parseArea(attributeOf(element, "ref") ?? "");
    return area ? [{ element, area }] : [];
  });
  const foreign = present.filter(({ area }) => !ours(area));
  for (const merge of merges) {
    const clash = foreign.find(({ area }) => overlap(area, merge));
    // Excel refuses a file in which merged cells overlap.
    if (clash) throw new WorkbookError("inTheWay", `${quoteSheet(sheet)}!${areaAddress(clash.area)}`);
  }
  const addresses = (areas: readonly Area[]) => areas.map(areaAddress).sort().join(" ");
  if (addresses(present.filter(({ area }) => ours(area)).map(({ area }) => area)) === addresses(merges)) return [];
  const all = [...foreign.map(({ area }) => area), ...merges];
  const xml = all.length === 0 ? "" : `<mergeCells count="${all.length}">${all.map((area) => `<mergeCell ref="${areaAddress(area)}"/>`).join("")}</mergeCells>`;
  if (!list) return xml === "" ? [] : [insertedElement(outline, "mergeCells", xml)];
  return [{ start: list.start, end: list.end, text: withPrefix(xml, outline.prefix) }];
}

/** "A1:B2 D4" → its areas in one spelling. */
function areasOf(ranges: string): Area[] {
  return ranges
    .trim()
    .split(/\s+/)
    .flatMap((range) => parseArea(range) ?? []);
}

function areasKey(ranges: string): string {
  return areasOf(ranges).map(areaAddress).sort().join(" ");
}

interface RuleChanges {
  readonly plain: readonly Splice[];
  readonly extended: readonly Splice[];
}

function ruleChanges({ outline, styles, name }: BlockOnSheet, draft: SheetDraft, ours: (area: Area) => boolean): RuleChanges {
  // A drafted rule may reach beyond the drafted cells; it is known again by its areas.
  const drafted = new Set(draft.conditionalFormats.map((format) => areasKey(format.area)));
  const isOurs = (ranges: string) => {
    const areas = areasOf(ranges);
    return areas.length > 0 && (areas.every(ours) || drafted.has(areasKey(ranges)));
  };
  const elements = sheetElements(outline, "conditionalFormatting");
  const own = elements.filter((element) => isOurs(attributeOf(element, "sqref") ?? ""));
  const rules = elements.flatMap((element) =>
    childrenOf(element, "cfRule").map((rule) => ({ element, rule, priority: Number(attributeOf(rule, "priority") ?? 0) })),
  );
  const present = rules
    .filter(({ element }) => own.includes(element))
    .sort((a, b) => a.priority - b.priority)
    .map(({ element, rule }) => presentRuleKey(attributeOf(element, "sqref") ?? "", rule, styles));
  const wanted = draft.conditionalFormats.map((format) => draftedRuleKey(format, styles));
  const extensions = sheetElement(outline, "extLst");
  const extension = extensions && childrenOf(extensions, "ext").find((element) => attributeOf(element, "uri")?.toUpperCase() === X14_FORMATS_URI.toUpperCase());
  const twins = extension?.children.find((element) => element.local === "conditionalFormattings");
  const ownTwins = (twins?.children ?? []).filter((element) => isOurs(element.children.find((child) => child.local === "sqref")?.text ?? ""));
  const barCount = draft.conditionalFormats.filter((format) => format.kind === "dataBar").length;
  if (present.join("\n") === wanted.join("\n") && ownTwins.length === barCount) return { plain: [], extended: [] };

  const foreignPriorities = rules.filter(({ element }) => !own.includes(element)).map(({ priority }) => priority);
  const first = Math.max(0, ...foreignPriorities.filter(Number.isFinite)) + 1;
  const markup = draft.conditionalFormats.map((format, index) => ruleMarkup(format, first + index, ruleId(name, index + 1), styles));

  const xml = rulesMarkup(markup);
  const plain: Splice[] = own.map((element, index) => ({ start: element.start, end: element.end, text: index === 0 ? withPrefix(xml, outline.prefix) : "" }));
  if (own.length === 0 && xml !== "") plain.push(insertedElement(outline, "conditionalFormatting", xml));

  const newTwins = markup.flatMap((rule) => rule.extended ?? []).join("");
  return { plain, extended: twinSplices(outline, { extensions, extension, twins, ownTwins, newTwins }) };
}

interface Twins {
  readonly extensions: XmlElement | undefined;
  readonly extension: XmlElement | undefined;
  readonly twins: XmlElement | undefined;
  readonly ownTwins: readonly XmlElement[];
  readonly newTwins: string;
}

function twinSplices(outline: WorksheetOutline, { extensions, extension, twins, ownTwins, newTwins }: Twins): Splice[] {
  const { text } = outline;
  if (twins && extension && extensions) {
    // A list without any rule in it is not valid: it goes, and with it what holds nothing else.
    if (newTwins === "" && ownTwins.length === twins.children.length && ownTwins.length > 0) {
      const goes = childrenOf(extensions, "ext").length === 1 ? extensions : extension;
      return [{ start: goes.start, end: goes.end, text: "" }];
    }
    const removed = ownTwins.map((element) => ({ start: element.start, end: element.end, text: "" }));
    // The twins of ours name their namespace prefix themselves, whichever prefix this list goes by.
    const added = newTwins === "" ? [] : [appended(text, twins, declaringX14(newTwins))];
    return [...removed, ...added];
  }
  if (newTwins === "") return [];
  const xml = extendedFormatsMarkup([newTwins]);
  if (extensions) return [appended(text, extensions, withPrefix(xml, outline.prefix))];
  return [insertedElement(outline, "extLst", `<extLst>${xml}</extLst>`)];
}

function declaringX14(twins: string): string {
  return twins.replace(/<x14:conditionalFormatting /g, '<x14:conditionalFormatting xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" ');
}

function presentRuleKey(ranges: string, rule: XmlElement, styles: Styles): string {
  const type = attributeOf(rule, "type");
  const area = areasKey(ranges);
  if (type === "expression") {
    const formula = childOf(rule, "formula")?.text ?? "";
    const style = attributeOf(rule, "dxfId");
    return [
      "formula",
      area,
      formulaKey(formula),
      style === undefined ? "" : styles.highlightKeyOf(Number(style)),
      isTrue(attributeOf(rule, "stopIfTrue")),
    ].join("|");
  }
  const bar = childOf(rule, "dataBar");
  if (type === "dataBar" && bar) {
    const [min, max] = childrenOf(bar, "cfvo").map((bound) => (attributeOf(bound, "type") === "num" ? Number(attributeOf(bound, "val")) : NaN));
    const colour = childOf(bar, "color");
    return ["dataBar", area, min, max, (colour && attributeOf(colour, "rgb"))?.slice(-6).toUpperCase()].join("|");
  }
  return `${type} ${rule.start}`;
}

function draftedRuleKey(format: ConditionalFormat, styles: Styles): string {
  const area = areasKey(format.area);
  switch (format.kind) {
    case "formula":
      return ["formula", area, formulaKey(format.formula), styles.highlightLookKey(format.look), format.stopIfTrue].join("|");
    case "dataBar":
      return ["dataBar", area, format.min, format.max, format.colour].join("|");
  }
}

const LINKS_IN_A_STEP = 500;

function* linkSplices(outline: WorksheetOutline, draft: SheetDraft, ours: (area: Area) => boolean): Steps<Splice[]> {
  const list = sheetElement(outline, "hyperlinks");
  const all = list ? childrenOf(list, "hyperlink") : [];
  const own: XmlElement[] = [];
  const present: string[] = [];
  for (const [place, element] of all.entries()) {
    if (place % LINKS_IN_A_STEP === 0) yield;
    const area = parseArea(attributeOf(element, "ref") ?? "");
    if (area === null || !ours(area)) continue;
    own.push(element);
    present.push([attributeOf(element, "ref"), formulaKey(attributeOf(element, "location") ?? ""), attributeOf(element, "tooltip") ?? ""].join("|"));
  }
  const wanted: string[] = [];
  const markup: string[] = [];
  for (const [row, cells] of draft.rows.entries()) {
    if (row % LINKS_IN_A_STEP === 0) yield;
    cells.forEach((cell, column) => {
      if (!cell?.link) return;
      const place = address(row, column);
      wanted.push([place, formulaKey(linkLocation(cell.link)), holdable(cell.link.tip ?? "", LONGEST_TIP)].join("|"));
      markup.push(linkMarkup(place, cell.link));
    });
  }
  yield;
  if (present.sort().join("\n") === wanted.sort().join("\n")) return [];
  if (!list) return [insertedElement(outline, "hyperlinks", `<hyperlinks>${markup.join("")}</hyperlinks>`)];
  if (markup.length === 0 && own.length === all.length) return [{ start: list.start, end: list.end, text: "" }];
  const removed = own.map((element) => ({ start: element.start, end: element.end, text: "" }));
  return markup.length === 0 ? removed : [...removed, appended(outline.text, list, withPrefix(markup.join(""), outline.prefix))];
}

/** The footer names the period and the check code, so it goes with the figures; where somebody took it away it stays away. */
function footerSplices(outline: WorksheetOutline, draft: SheetDraft): Splice[] {
  const holder = sheetElement(outline, "headerFooter");
  const footer = holder && childOf(holder, "oddFooter");
  const wanted = footerText(draft.print.footer, draft.font);
  if (!footer || wanted === "" || footer.empty || footerKey(footer.text) === footerKey(wanted)) return [];
  return [{ start: footer.openEnd, end: footer.closeStart, text: escapeText(wanted) }];
}

function breakSplices(outline: WorksheetOutline, draft: SheetDraft, bottom: number): Splice[] {
  const list = sheetElement(outline, "rowBreaks");
  const present = (list ? childrenOf(list, "brk") : []).map((element) => ({
    element,
    row: Number(attributeOf(element, "id")) - 1,
    manual: isTrue(attributeOf(element, "man")),
  }));
  const inBlock = ({ row, manual }: { row: number; manual: boolean }) => manual && row >= 0 && row <= bottom;
  const key = (rows: readonly number[]) => [...rows].sort((a, b) => a - b).join(" ");
  if (key(present.filter(inBlock).map(({ row }) => row)) === key(draft.print.breaksAfter)) return [];
  const foreign = present.filter((one) => !inBlock(one)).map(({ row }) => row);
  const xml = breaksMarkup([...foreign, ...draft.print.breaksAfter]);
  if (!list) return [insertedElement(outline, "rowBreaks", xml)];
  return [{ start: list.start, end: list.end, text: withPrefix(xml, outline.prefix) }];
}

/** The sheet's text with some tables related to it and others no longer. */
export function withTableParts(outline: WorksheetOutline, added: readonly string[], removed: readonly string[], relationsNamespace: string): string {
  const { text } = outline;
  const list = sheetElement(outline, "tableParts");
  const present = list ? childrenOf(list, "tablePart") : [];
  const stale = present.filter((element) => removed.includes(relationIdOf(element) ?? ""));
  // The namespace is declared again where it is used: the part may have none, or under another prefix.
  const markup = added.map((id) => `<tablePart xmlns:r="${relationsNamespace}" r:id="${id}"/>`).join("");
  const count = present.length - stale.length + added.length;
  if (!list) return spliced(text, [insertedElement(outline, "tableParts", `<tableParts count="${count}">${markup}</tableParts>`)]);
  if (count === 0) return spliced(text, [{ start: list.start, end: list.end, text: "" }]);
  const splices = stale.map((element): Splice => ({ start: element.start, end: element.end, text: "" }));
  const counted = attributeSet(list, "count", String(count));
  if (counted) splices.push(counted);
  if (markup !== "") splices.push(appended(text, list, withPrefix(markup, outline.prefix)));
  return spliced(text, splices);
}

function paneSplices(outline: WorksheetOutline, draft: SheetDraft): Splice[] {
  const views = sheetElement(outline, "sheetViews");
  const view = views && childOf(views, "sheetView");
  if (!view) return [];
  const pane = withPrefix(paneMarkup(draft.freezeAt), outline.prefix);
  const stale = view.children.filter((child) => child.local === "pane" || child.local === "selection");
  const present = childOf(view, "pane");
  const place = present && attributeOf(present, "state") === "frozen" ? attributeOf(present, "topLeftCell") : undefined;
  if (place === draft.freezeAt) return [];
  if (view.empty) return pane === "" ? [] : [appended(outline.text, view, pane)];
  const removed = stale.map((element) => ({ start: element.start, end: element.end, text: "" }));
  // The pane and its selections come first in a view.
  return [{ start: view.openEnd, end: view.openEnd, text: pane }, ...removed];
}

/** Widths of the block's columns from the draft; those of the columns behind it stay. */
function columnSplices(outline: WorksheetOutline, draft: SheetDraft, right: number): Splice[] {
  if (draft.columnWidths.length === 0) return [];
  const list = sheetElement(outline, "cols");
  const inner = columnMarkup(draft.columnWidths).replace(/<\/?cols>/g, "");
  if (!list) return [insertedElement(outline, "cols", `<cols>${inner}</cols>`)];
  const kept = childrenOf(list, "col").flatMap((element) => {
    const min = Number(attributeOf(element, "min"));
    const max = Number(attributeOf(element, "max"));
    // Column numbers count from 1; those up to right + 1 are the block's.
    const from = Math.max(min, Math.max(right + 1, draft.columnWidths.length) + 1);
    if (max < from) return [];
    const attributes = element.attributes.map(({ name, value }) => ` ${name}="${name === "min" ? from : value}"`).join("");
    return [`<${element.name}${attributes}/>`];
  });
  return [{ start: list.openEnd, end: list.closeStart, text: withPrefix(inner, outline.prefix) + kept.join("") }];
}
