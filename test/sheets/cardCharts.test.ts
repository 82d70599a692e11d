import { linesOf, type Scorecard } from "../../src/kpi/scorecard";
import type { DraftChart, SheetDraft } from "../../src/sheets/draft";
import { parseArea } from "../../src/sheets/grid";
import { layCard } from "../../src/sheets/layCard";
import { PALETTE } from "../../src/sheets/marks";
import { contextOf, formatsAt } from "../support/draftChecks";
import type { Sample } from "../support/sampleCards";
import { callCentre, ODD_SAMPLES, province } from "../support/sampleSchemes";

const chartOf = (draft: SheetDraft, name: string): DraftChart | undefined => draft.charts?.find((chart) => chart.name === name);

const cellsIn = (draft: SheetDraft, text: string) => {
  const area = parseArea(text)!;
  const places = Array.from({ length: area.bottom - area.top + 1 }, (_, row) => row + area.top).flatMap((row) =>
    Array.from({ length: area.right - area.left + 1 }, (_, column) => [row, column + area.left] as const),
  );
  return places.map(([row, column]) => draft.rows[row]?.[column]);
};
const valuesIn = (draft: SheetDraft, text: string): unknown[] => cellsIn(draft, text).map((cell) => cell?.value ?? null);

const withSetting = (sample: Sample, radar: boolean): Sample => ({
  ...sample,
  scheme: { ...sample.scheme, settings: { ...sample.scheme.settings, radar } },
});

const laid = (sample: Sample, language: "zh" | "en" = "zh", formulas = true): { readonly card: Scorecard; readonly draft: SheetDraft }[] =>
  sample.cards.map((card) => ({ card, draft: layCard(card, { ...contextOf(sample, language), formulas }) }));

const ALL: readonly (readonly [string, () => Sample])[] = [
  ["the call centre", () => callCentre("zh")],
  ["a province", () => province()],
  ...Object.entries(ODD_SAMPLES),
];

describe.each(ALL)("the charts of %s", (_name, make) => {
  const sample = make();

  it.each([true, false])("draw what each line lost, most first, a short board apart from the others (formulas: %s)", (formulas) => {
    for (const { card, draft } of laid(sample, "zh", formulas)) {
      const chart = chartOf(draft, "kpi.lost");
      const scored = linesOf(card.items).filter((line) => line.lost !== null);
      if (scored.length === 0) {
        expect(chart).toBeUndefined();
        continue;
      }
      const losing = scored.filter((line) => line.lost!.gt(0));
      const most = [...scored].sort((one, other) => other.lost!.cmp(one.lost!)).slice(0, Math.min(10, Math.max(losing.length, 5)));
      expect(valuesIn(draft, chart!.categories!)).toEqual(most.map((line) => line.line.name));
      const [short, other] = chart!.series;
      expect([short!.colour, other!.colour]).toEqual([PALETTE.alert, PALETTE.bar]);
      // Vetoes and better siblings take a line's ▼ away in the table, and so they do here.
      const marked = most.map((line) => line.belowThreshold && line.lowered?.by !== "veto" && !line.outranked && line.line.role === "score");
      expect(valuesIn(draft, short!.values)).toEqual(most.map((line, place) => (marked[place] ? line.lost!.toNumber() : 0)));
      expect(valuesIn(draft, other!.values)).toEqual(most.map((line, place) => (marked[place] ? 0 : line.lost!.toNumber())));
      for (const series of chart!.series) for (const cell of cellsIn(draft, series.values)) expect(cell?.formula === undefined).toBe(!formulas);
    }
  });

  it("lie over their own rows, which are equally high and on one page", () => {
    for (const { draft } of laid(sample)) {
      for (const chart of draft.charts ?? []) {
        const over = parseArea(chart.over)!;
        const ends = draft.print.breaksAfter.filter((end) => end >= over.top && end < over.bottom);
        expect({ chart: chart.name, ends }).toEqual({ chart: chart.name, ends: [] });
        // Nothing that is to be read lies under a chart, and no other chart does.
        expect(valuesIn(draft, chart.over).filter((value) => value !== null && value !== "")).toEqual([]);
        const others = (draft.charts ?? []).filter((one) => one !== chart).map((one) => parseArea(one.over)!);
        expect(others.filter((one) => one.left <= over.right && one.right >= over.left && one.top <= over.bottom && one.bottom >= over.top)).toEqual([]);
        expect(parseArea(draft.print.area!)!.right).toBeGreaterThanOrEqual(over.right);
      }
      const lost = chartOf(draft, "kpi.lost");
      if (!lost) continue;
      const { top, bottom } = parseArea(lost.over)!;
      expect(new Set(draft.rowHeights.slice(top, bottom + 1)).size).toBe(1);
    }
  });

  it("are said in words in either language", () => {
    for (const language of ["zh", "en"] as const) {
      for (const { card, draft } of laid(withSetting(sample, true), language)) {
        for (const { description } of draft.charts ?? []) {
          expect(description).toContain(card.template.name);
          expect(/[\u4e00-\u9fff]{4}/.test(description.replace(card.template.name, "").replace(card.department.name, ""))).toBe(language === "zh");
        }
      }
    }
  });
});

describe("the call centre's charts", () => {
  const sample = callCentre("zh");
  const draft = laid(sample)[0]!.draft;

  it("mark a short board by sign and colour, live", () => {
    const { top, bottom } = parseArea(chartOf(draft, "kpi.lost")!.over)!;
    const states = Array.from({ length: bottom - top + 1 }, (_, row) => draft.rows[top + row]![2]!);
    expect(states.map(({ value }) => value).slice(0, 6)).toEqual(["▼ 短木板", "▼ 短木板", "▼ 短木板", "▼ 短木板", "", ""]);
    expect(states[0]!.formula).toMatch(/^IF\(LEFT\(\$P\d+,1\)="▼","▼ 短木板",""\)$/);
    for (const column of [1, 2, 4]) {
      const [rule, ...more] = formatsAt(draft, top, column);
      expect([rule, more]).toEqual([
        expect.objectContaining({ kind: "formula", formula: `LEFT($C${top + 1},1)="▼"`, look: { colour: PALETTE.alert, bold: true } }),
        [],
      ]);
    }
  });

  it("draw the rates of earlier periods light and that of this one dark, which alone lives", () => {
    const chart = chartOf(draft, "kpi.history")!;
    expect(valuesIn(draft, chart.categories!)).toEqual(["2026Q2", "2026Q3*"]);
    expect(cellsIn(draft, chart.categories!)[1]!.formula).toMatch(/^"2026Q3"&IF\(\$R\$\d+=0,"","\*"\)$/);
    const [earlier, now] = chart.series;
    expect([earlier!.colour, now!.colour]).toEqual([PALETTE.previous, PALETTE.bar]);
    expect(valuesIn(draft, earlier!.values)).toEqual([expect.closeTo(sample.cards[0]!.before!.rate.toNumber() / 100, 9), null]);
    expect(valuesIn(draft, now!.values)).toEqual([null, 0.792]);
    expect(cellsIn(draft, now!.values)[1]!.formula).toMatch(/^\$L\$\d+$/);
    expect(cellsIn(draft, earlier!.values)[0]!.formula).toBeUndefined();
  });

  it("say in the notes what of them stays until the next run", () => {
    expect(draft.rows.flat().some((cell) => String(cell?.value).includes("往期得分率"))).toBe(true);
  });
});

describe("a card without an earlier period", () => {
  it("has no columns over time", () => {
    const { card, draft } = laid(ODD_SAMPLES.oneLine())[0]!;
    expect(card.history).toEqual([]);
    expect(draft.charts!.map(({ name }) => name)).toEqual(["kpi.lost"]);
  });
});

describe("a radar", () => {
  const sample = callCentre("zh");

  it("is drawn only where the scheme asks for it, from the rates of the first level, with a ring at 100 %", () => {
    expect(chartOf(laid(sample)[0]!.draft, "kpi.radar")).toBeUndefined();
    const { card, draft } = laid(withSetting(sample, true))[0]!;
    const chart = chartOf(draft, "kpi.radar")!;
    const spokes = card.items.filter((item) => item.rate !== null);
    expect(valuesIn(draft, chart.categories!)).toEqual(spokes.map((item) => (item.kind === "line" ? item.line.name : item.branch.name)));
    const [ring, rates] = chart.series;
    expect(new Set(valuesIn(draft, ring!.values))).toEqual(new Set([1]));
    expect(valuesIn(draft, rates!.values)).toEqual(spokes.map((item) => expect.closeTo(item.rate!.toNumber() / 100, 9)));
    for (const cell of cellsIn(draft, rates!.values)) expect(cell!.formula).toMatch(/^\$L\$\d+$/);
    // A scale from 0 that all of them fit on.
    expect(chart.axes!.most).toBeGreaterThanOrEqual(Math.max(...spokes.map((item) => item.rate!.toNumber() / 100)));
  });

  it("is left out where the first level has fewer than three rates", () => {
    const one = withSetting(ODD_SAMPLES.oneLine(), true);
    expect(chartOf(laid(one)[0]!.draft, "kpi.radar")).toBeUndefined();
  });
});
