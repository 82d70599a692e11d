import { finding } from "../../src/kpi/finding";
import type { SheetAhead } from "../../src/pane/lookAhead";
import {
  OVERVIEW,
  PREVIEW,
  START,
  type RunEvent,
  type RunState,
  type View,
  nextState,
  outcomeOf,
  viewAgain,
  wantsScheme,
  writeBar,
} from "../../src/pane/runState";
import { callCentre } from "../support/sampleSchemes";
import { resultOf, scenes } from "./preview/scenes";

const quiet = { stops: [], asks: [] } as const;
const result = resultOf(callCentre("zh"), { preflight: quiet });
const noScheme = { ...result, drafted: { ...result.drafted, scheme: null, findings: [finding("noSchemeSheets", null, { wanted: "settings" })] } };
const card: View = { kind: "card", department: "HX", template: "HX" };
const fault = { code: "hostBusy", detail: "", trace: [] } as const;
const outcome = { written: ["汇总"], untouched: [], unsure: [] };
const report = { sheets: [{ name: "汇总", created: true, cellsChanged: 3 }] };

/** Run 7 in every state. */
const STATES = {
  start: { kind: "start", run: 7, cancelled: false },
  drafting: { kind: "drafting", run: 7, steps: [{ step: "read", count: 3 }], share: 0, since: 100, then: OVERVIEW, edited: false },
  drafted: { kind: "drafted", run: 7, result, view: OVERVIEW, from: OVERVIEW, agreed: false, stale: false },
  noScheme: { kind: "drafted", run: 7, result: noScheme, view: OVERVIEW, from: OVERVIEW, agreed: false, stale: false },
  writing: { kind: "writing", run: 7, result, since: 100, share: null, stoppable: false },
  addingScheme: { kind: "addingScheme", run: 7, since: 100 },
  written: { kind: "written", run: 7, result, report, view: PREVIEW, from: PREVIEW },
  failed: { kind: "failed", run: 7, at: "drafting", step: "read", fault, outcome: null },
} as const satisfies Record<string, RunState>;

const EVENTS = {
  begun: { kind: "begun", run: 8, at: 200, then: PREVIEW },
  stepped: { kind: "stepped", run: 7, mark: { step: "score", count: 5 } },
  advanced: { kind: "advanced", run: 7, share: 0.5 },
  drafted: { kind: "drafted", run: 7, result },
  cancelled: { kind: "cancelled" },
  edited: { kind: "edited" },
  agreed: { kind: "agreed", agreed: true },
  shown: { kind: "shown", view: card },
  wentBack: { kind: "wentBack" },
  writingBegun: { kind: "writingBegun", run: 7, at: 300, stoppable: false },
  written: { kind: "written", run: 7, report },
  schemeBegun: { kind: "schemeBegun", run: 8, at: 300 },
  failed: { kind: "failed", run: 7, fault, outcome },
} as const satisfies Record<string, RunEvent>;

const begun = { kind: "drafting", run: 8, steps: [], share: 0, since: 200, then: PREVIEW, edited: false };

/** What each event makes of each state; what is not listed changes nothing. */
const LEADS: { readonly [S in keyof typeof STATES]: { readonly [E in keyof typeof EVENTS]?: object } } = {
  start: { begun },
  drafting: {
    begun,
    stepped: { ...STATES.drafting, steps: [...STATES.drafting.steps, { step: "score", count: 5 }] },
    advanced: { ...STATES.drafting, share: 0.5 },
    drafted: STATES.drafted,
    cancelled: { kind: "start", run: 7, cancelled: true },
    edited: { ...STATES.drafting, edited: true },
    failed: { kind: "failed", run: 7, at: "drafting", step: "read", fault, outcome: null },
  },
  drafted: {
    begun,
    edited: { ...STATES.drafted, stale: true },
    agreed: { ...STATES.drafted, agreed: true },
    shown: { ...STATES.drafted, view: card, from: OVERVIEW },
    writingBegun: { kind: "writing", run: 7, result, since: 300, share: null, stoppable: false },
  },
  noScheme: {
    begun,
    edited: { ...STATES.noScheme, stale: true },
    agreed: { ...STATES.noScheme, agreed: true },
    schemeBegun: { kind: "addingScheme", run: 8, since: 300 },
  },
  writing: {
    advanced: { ...STATES.writing, share: 0.5 },
    written: STATES.written,
    failed: { kind: "failed", run: 7, at: "writing", step: "write", fault, outcome },
  },
  addingScheme: { begun, failed: { kind: "failed", run: 7, at: "scheme", step: "write", fault, outcome: null } },
  written: { begun, shown: { ...STATES.written, view: card, from: PREVIEW } },
  failed: { begun },
};

const names = <K extends string>(record: Readonly<Record<K, unknown>>): K[] => Object.keys(record) as K[];

describe("every event in every state", () => {
  const pairs = names(STATES).flatMap((state) => names(EVENTS).map((event) => ({ state, event })));

  it.each(pairs)("$event in $state", ({ state, event }) => {
    const before: RunState = STATES[state];
    const after = nextState(before, EVENTS[event]);
    const wanted = LEADS[state][event];
    if (wanted) expect(after).toEqual(wanted);
    else expect(after).toBe(before);
  });
});

describe("progress", () => {
  it("does not go back within a step, and begins anew with the next", () => {
    const on = (share: number): RunEvent => ({ kind: "advanced", run: 7, share });
    const state = [on(0.4), on(0.3)].reduce(nextState, STATES.drafting as RunState);
    expect(state).toMatchObject({ share: 0.4 });
    expect(nextState(state, EVENTS.stepped)).toMatchObject({ share: 0 });
  });

  it("of writing may be given up only where that leaves no trace", () => {
    expect(nextState(STATES.writing, EVENTS.cancelled)).toBe(STATES.writing);
    expect(nextState({ ...STATES.writing, stoppable: true }, EVENTS.cancelled)).toEqual({ kind: "start", run: 7, cancelled: true });
  });
});

describe("answers of an earlier run", () => {
  it.each<[string, RunState, RunEvent]>([
    ["a step", STATES.drafting, { ...EVENTS.stepped, run: 6 }],
    ["progress", STATES.drafting, { ...EVENTS.advanced, run: 6 }],
    ["a draft", STATES.drafting, { ...EVENTS.drafted, run: 6 }],
    ["a report", STATES.writing, { ...EVENTS.written, run: 6 }],
    ["a fault while reading", STATES.drafting, { ...EVENTS.failed, run: 6 }],
    ["a fault while writing", STATES.writing, { ...EVENTS.failed, run: 6 }],
    ["a beginning", STATES.drafted, { ...EVENTS.begun, run: 7 }],
    ["a wish to write", STATES.drafted, { ...EVENTS.writingBegun, run: 6 }],
    ["a wish for a scheme", STATES.noScheme, { ...EVENTS.schemeBegun, run: 7 }],
  ])("%s changes nothing", (_what, state, event) => {
    expect(nextState(state, event)).toBe(state);
  });

  it("a draft that arrives after Cancel changes nothing", () => {
    const cancelled = nextState(STATES.drafting, EVENTS.cancelled);
    expect(nextState(cancelled, EVENTS.drafted)).toBe(cancelled);
  });
});

describe("views", () => {
  const drafted = STATES.drafted;
  const after = (...events: RunEvent[]): RunState => events.reduce(nextState, drafted as RunState);
  const shown = (view: View): RunEvent => ({ kind: "shown", view });

  it("go back from a card to where it was opened, and from the preview to the findings", () => {
    expect(after(shown(PREVIEW), shown(card), { kind: "wentBack" })).toMatchObject({ view: PREVIEW });
    expect(after(shown(card), { kind: "wentBack" })).toMatchObject({ view: OVERVIEW });
    expect(after(shown(PREVIEW), shown(card), { kind: "wentBack" }, { kind: "wentBack" })).toMatchObject({ view: OVERVIEW });
  });

  it("remember the first place when one card leads to another", () => {
    const other: View = { ...card, department: "JF" };
    expect(after(shown(PREVIEW), shown(card), shown(other), { kind: "wentBack" })).toMatchObject({ view: PREVIEW });
  });

  it("stay on the result when somebody goes back from what is written", () => {
    expect(nextState(STATES.written, { kind: "wentBack" })).toBe(STATES.written);
  });

  it("show no cards of a broken scheme", () => {
    const { broken } = scenes();
    expect(nextState(broken!, shown(PREVIEW))).toBe(broken);
  });

  it("lead back to the preview after reading again from it, and to the findings where the scheme has broken meanwhile", () => {
    const again = nextState(after(shown(PREVIEW), shown(card)), { ...EVENTS.begun, then: viewAgain(after(shown(PREVIEW), shown(card))) });
    expect(nextState(again, { ...EVENTS.drafted, run: 8 })).toMatchObject({ view: PREVIEW });
    expect(nextState(again, { ...EVENTS.drafted, run: 8, result: noScheme })).toMatchObject({ view: OVERVIEW });
    expect(viewAgain(after(shown(card)))).toEqual(OVERVIEW);
    expect(viewAgain(STATES.failed)).toEqual(OVERVIEW);
  });
});

describe("writing", () => {
  type Drafted = Extract<RunState, { kind: "drafted" }>;
  const drafted = (more: Partial<Drafted>): Drafted => ({ ...STATES.drafted, ...more });
  const asks = { stops: [], asks: [{ kind: "manualCalculation" }] } as const;

  it.each<[string, Extract<RunState, { kind: "drafted" }>, string | null]>([
    ["nothing in the way", drafted({}), null],
    ["a broken scheme", drafted({ result: noScheme }), "broken"],
    ["an edit after reading", drafted({ stale: true }), "stale"],
    ["a protected sheet", drafted({ result: { ...result, preflight: { stops: [{ kind: "sheetProtected", sheet: "晋中" }], asks: [] } } }), "stops"],
    ["a question without a yes", drafted({ result: { ...result, preflight: asks } }), "agree"],
    ["a question with a yes", drafted({ result: { ...result, preflight: asks }, agreed: true }), null],
    [
      "sheets that are all the same",
      drafted({ result: { ...result, ahead: { ...result.ahead, sheets: result.ahead.sheets.map((sheet) => ({ ...sheet, state: "same" as const })) } } }),
      "nothing",
    ],
  ])("with %s", (_what, state, bar) => {
    expect(writeBar(state)).toBe(bar);
    const after = nextState(state, EVENTS.writingBegun);
    expect(after.kind).toBe(bar === null ? "writing" : "drafted");
  });

  it("an edit during reading makes the draft stale", () => {
    expect(nextState(nextState(STATES.drafting, EVENTS.edited), EVENTS.drafted)).toMatchObject({ kind: "drafted", stale: true });
  });

  it("knows a workbook without a scheme from one with a broken scheme", () => {
    expect(wantsScheme(noScheme)).toBe(true);
    expect(wantsScheme(result)).toBe(false);
  });
});

describe("what a failed write has done", () => {
  const sheet = (name: string, state: SheetAhead["state"], cells: number): SheetAhead => ({
    block: `kpi.${name}`,
    name,
    sheet: null,
    state,
    cells,
    differences: [],
    strangeMerges: [],
  });
  const before = [sheet("汇总", "changed", 12), sheet("太原", "new", 200), sheet("晋中", "changed", 9), sheet("吕梁", "same", 0), sheet("忻州", "new", 200)];

  it("tells written, untouched and half-written sheets apart", () => {
    const now = [sheet("汇总", "same", 0), sheet("太原", "changed", 50), sheet("晋中", "changed", 9), sheet("吕梁", "same", 0), sheet("忻州", "new", 200)];
    expect(outcomeOf(before, now)).toEqual({ written: ["汇总"], untouched: ["晋中", "忻州"], unsure: ["太原"] });
  });

  it("is not sure of a sheet that can no longer be found", () => {
    expect(outcomeOf(before, [])).toEqual({ written: [], untouched: [], unsure: ["汇总", "太原", "晋中", "忻州"] });
  });
});

it("begins with nothing", () => {
  expect(START).toEqual({ kind: "start", run: 0, cancelled: false });
});
