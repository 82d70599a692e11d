/** The pane at every state of a run, with invented cards that the engine has scored: for looking at, and for the tests of what is drawn. */
import { finding } from "../../../src/kpi/finding";
import { type Scorecard, linesOf } from "../../../src/kpi/scorecard";
import type { SheetAhead } from "../../../src/pane/lookAhead";
import { type LastRunSeen, OVERVIEW, PREVIEW, type Result, type RunState } from "../../../src/pane/runState";
import type { Host } from "../../../src/pane/host";
import type { RunActions } from "../../../src/pane/useRun";
import { type CardFacts, type LineFacts, factsOf, whatChanged } from "../../../src/run/runFacts";
import { blockOfCard, blockOfData, blockOfShortBoards, blockOfSummary } from "../../../src/sheets/sheetNames";
import type { SheetInfo, Survey } from "../../../src/run/workbook";
import { callCentre, province } from "../../support/sampleSchemes";
import type { Sample } from "../../support/sampleCards";

const SURVEY: Survey = { sheets: [], names: [], tables: [], date1904: false, calculationMode: "automatic", structureProtected: false };

export const QUIET_HOST: Host = {
  goTo: async () => "shown",
  onSelection: () => () => undefined,
  onEdited: () => () => undefined,
  onWaiting: () => () => undefined,
  copy: async () => true,
  facts: () => ({ program: "Excel 16.0.17928, PC", api: "ExcelApi 1.17", version: "0.1.0" }),
};

export const NO_ACTIONS: RunActions = {
  begin: () => undefined,
  cancel: () => undefined,
  agree: () => undefined,
  writeAs: () => undefined,
  write: () => undefined,
  lookBack: async () => ({
    sheets: [
      { name: "汇总", emptied: false },
      { name: "省呼叫中心（含在线客服与现场服务质量管理）", emptied: false },
      { name: "晋中", emptied: true },
    ],
    edits: [
      { sheet: "汇总", cell: "B3", stands: "手改的标题", written: "2026 年第 3 季度 · 汇总" },
      { sheet: "省呼叫中心", cell: "AB31", stands: "=ROUND('数据'!N5*1.05,2)", written: "=ROUND('数据'!N5,2)" },
      { sheet: "省呼叫中心", cell: "H12", stands: "", written: "83.1" },
    ],
    editCount: 12,
  }),
  restore: () => undefined,
  addScheme: () => undefined,
  lookForScheme: async () => ({
    asAdded: ["呼叫中心指标数据", "指标", "考核表", "指标树", "计分规则", "目标"],
    written: ["汇总", "短木板清单", "省呼叫中心（含在线客服与现场服务质量管理）", "数据", "核对", "上次计分"],
    changed: ["设置", "部门"],
    needing: { changedStay: [], changedGo: ["领导摘要"] },
  }),
  removeScheme: () => undefined,
  show: () => undefined,
  back: () => undefined,
};

const FINDINGS = [
  finding("figureUnreadable", { sheet: "呼叫中心", cell: "F14" }, { found: "待定" }),
  finding("percentWithoutFormat", { sheet: "计费中心", cell: "E9" }, { found: "0.85" }),
  finding("indicatorUnknown", { sheet: "长治", cell: "B12" }, { found: "客户满意度（新口径，含集团客户与VIP，不含物联网）" }),
  finding("figureMissing", { sheet: "省呼叫中心", cell: "F31" }, { department: "省呼叫中心", indicator: "现场解决及时率 · 动感地带" }),
  finding("sheetNameTaken", null, { wanted: "汇总", taken: "汇总 计分卡" }),
  finding("sheetNotUnderstood", { sheet: "会议纪要", cell: "" }, { why: "noHeader" }),
];

function sheetInfo(name: string): SheetInfo {
  return { id: name, name, visibility: "visible", kind: "cells", protected: false, filtered: false };
}

function ahead(sample: Sample): readonly SheetAhead[] {
  const blocks = [
    [blockOfSummary(), "汇总"] as const,
    [blockOfShortBoards(), "短木板清单"] as const,
    ...sample.cards.map(({ department, template }) => [blockOfCard(department.code, template.code), department.shortName] as const),
    [blockOfData(), "数据"] as const,
  ];
  return blocks.map(([block, name], place): SheetAhead => {
    if (place % 4 === 2) return { block, name, sheet: null, state: "new", cells: 214, differences: [], strangeMerges: [] };
    if (place % 4 === 3) return { block, name, sheet: sheetInfo(name), state: "same", cells: 0, differences: [], strangeMerges: [] };
    const differences = [
      { cell: "H12", before: "83", after: "83.1" },
      { cell: "L12", before: "=ROUND(数据!N5,2)", after: "=ROUND(ROUND(数据!N5,10),2)" },
      { cell: "B31", before: "", after: "人工应答率" },
    ];
    return { block, name, sheet: sheetInfo(name), state: "changed", cells: 12, differences, strangeMerges: [] };
  });
}

/** As if an earlier run had found other figures on every third card. */
function lastRunOf({ cards, period }: Sample): LastRunSeen {
  const now = factsOf({ cards, period })!;
  const earlier = now.cards.map((card, place): CardFacts => {
    if (place % 3 !== 0) return card;
    const lines = card.lines.map((line, at): LineFacts =>
      at % 4 === 0 ? { ...line, figure: "81.4", anchors: { ...line.anchors, target: "79" }, points: "3.1" } : line,
    );
    return { ...card, points: "78.35", place: 3, lines };
  });
  return { restorable: true, changed: whatChanged({ ...now, cards: earlier }, now) };
}

/** A result as a run over a province's workbook would give it. */
export function resultOf(sample: Sample, more: Partial<Result> = {}): Result {
  return {
    drafted: {
      scheme: sample.scheme,
      statedScheme: sample.scheme,
      period: sample.period,
      cards: sample.cards,
      readings: sample.readings,
      findings: FINDINGS,
      checkCode: "9f3a61c2",
      changes: [],
    },
    ahead: { survey: SURVEY, sheets: ahead(sample) },
    preflight: { stops: [], asks: [{ kind: "manualCalculation" }, { kind: "nameTaken", wanted: "汇总", taken: "汇总 计分卡" }] },
    contents: "formulas",
    lastRun: lastRunOf(sample),
    ...more,
  };
}

const NO_SCHEME: Result = {
  drafted: {
    scheme: null,
    statedScheme: null,
    period: null,
    cards: [],
    readings: [],
    findings: [finding("noSchemeSheets", null, { wanted: "settings,departments,indicators,templates,tree,rules,targets" })],
    checkCode: "",
    changes: [],
  },
  ahead: { survey: SURVEY, sheets: [] },
  preflight: { stops: [], asks: [] },
  contents: "formulas",
  lastRun: null,
};

/** A line's code by its number on the card. */
function lineCalled(card: Scorecard, number: string): string {
  return linesOf(card.items).find((line) => line.number === number)!.line.code;
}

export function scenes(): Readonly<Record<string, RunState>> {
  const whole = resultOf(province());
  const centre = callCentre("zh");
  const card = centre.cards[0]!;
  const viewOfCard = { department: card.department.code, template: card.template.code };
  const broken: Result = {
    ...NO_SCHEME,
    drafted: {
      ...NO_SCHEME.drafted,
      findings: [
        finding("weightsOffWhole", { sheet: "权重树", cell: "D22" }, { parent: "投诉", sum: "98", whole: "100", unit: "percent" }),
        finding("notANumber", { sheet: "目标", cell: "C7" }, { column: "目标值", found: "n/a" }),
      ],
    },
  };
  const stopped: Result = {
    ...whole,
    preflight: {
      stops: [
        { kind: "sheetProtected", sheet: "临汾" },
        { kind: "sheetFiltered", sheet: "晋中" },
        { kind: "cellsMerged", sheet: "运城", areas: "B4:C4" },
      ],
      asks: [],
    },
  };
  const drafted = { kind: "drafted", run: 1, result: whole, view: OVERVIEW, from: OVERVIEW, agreed: false, stale: false } as const;
  const failed = { kind: "failed", run: 1, step: "write" } as const;
  return {
    first: { ...drafted, result: NO_SCHEME },
    broken: { ...drafted, result: broken },
    ready: drafted,
    preview: { ...drafted, view: PREVIEW },
    stopped: { ...drafted, view: PREVIEW, result: stopped },
    stale: { ...drafted, view: PREVIEW, stale: true },
    values: { ...drafted, view: PREVIEW, result: { ...whole, preflight: { stops: [], asks: [] }, contents: "values" } },
    card: { ...drafted, result: resultOf(centre), view: { kind: "card", ...viewOfCard }, from: PREVIEW },
    line: { ...drafted, result: resultOf(centre), view: { ...viewOfCard, kind: "line", line: lineCalled(card, "3.2") }, from: PREVIEW },
    whatIf: { ...drafted, result: resultOf(centre), view: { ...viewOfCard, kind: "line", line: lineCalled(card, "3.2") }, from: PREVIEW },
    absentLine: { ...drafted, result: resultOf(centre), view: { ...viewOfCard, kind: "line", line: lineCalled(card, "6.3") }, from: PREVIEW },
    progress: {
      kind: "drafting",
      run: 1,
      share: 0.6,
      since: 0,
      then: OVERVIEW,
      edited: false,
      steps: [
        { step: "survey", count: 0 },
        { step: "read", count: 24 },
        { step: "check", count: 24 },
        { step: "score", count: 16 },
      ],
    },
    writing: { kind: "writing", run: 1, result: whole, since: 0, share: 0.3, stoppable: false },
    written: {
      kind: "written",
      run: 1,
      result: whole,
      view: PREVIEW,
      from: PREVIEW,
      report: {
        sheets: [
          { name: "汇总", created: false, cellsChanged: 31 },
          { name: "晋中", created: true, cellsChanged: 214 },
        ],
      },
    },
    failed: {
      ...failed,
      at: "writing",
      fault: { code: "accessDenied", detail: "晋中", trace: [] },
      outcome: { written: ["汇总", "太原"], untouched: ["晋中", "临汾"], unsure: ["运城"] },
    },
    bug: {
      ...failed,
      at: "drafting",
      step: "score",
      fault: { code: "unexpected", detail: "TypeError", trace: ["at shown (https://kpi.example.com/taskpane.1a2b3c4d.js:1:20345)"] },
      outcome: null,
    },
    restore: { ...drafted, view: { kind: "restore" }, from: PREVIEW },
    removal: { ...drafted, view: { kind: "removal" }, from: PREVIEW },
    removing: { kind: "removing", run: 1, since: 0 },
    restored: { kind: "restored", run: 1, sheets: 3 },
    start: { kind: "start", run: 1, cancelled: true },
  };
}
