/** Each line of a card tells how it was scored: in the words of its derivation, and still so when somebody changes the sheet. */
import { decimal } from "../../src/kpi/decimal";
import { explainLine } from "../../src/kpi/explain";
import type { Figure, Reading } from "../../src/kpi/figure";
import { score } from "../../src/kpi/score";
import { linesOf, type Scorecard, type ScoredLine } from "../../src/kpi/scorecard";
import type { DraftCell, SheetDraft } from "../../src/sheets/draft";
import type { Grid } from "../../src/sheets/grid";
import { layCard } from "../../src/sheets/layCard";
import { stateOf } from "../../src/sheets/lineState";
import { newLiveTexts } from "../../src/sheets/liveText";
import { explainEn } from "../../src/text/explainEn";
import { explainZh } from "../../src/text/explainZh";
import { sheetLabels as en } from "../../src/text/sheetLabelsEn";
import { sheetLabels as zh } from "../../src/text/sheetLabelsZh";
import { newXlsx } from "../../src/xlsx/portable";
import { contextOf } from "../support/draftChecks";
import { recalculated } from "../support/libreOffice";
import type { Sample } from "../support/sampleCards";
import { callCentre, ODD_SAMPLES, province } from "../support/sampleSchemes";
import { describeWith } from "../support/systemParts";

const ALL: readonly (readonly [string, () => Sample])[] = [
  ["the call centre", () => callCentre("zh")],
  ["a province", () => province()],
  ...Object.entries(ODD_SAMPLES),
];

const FIRST_ROW = 9;

interface ToldLine {
  readonly row: number;
  readonly standard: { readonly column: number; readonly cell: DraftCell };
  readonly derivation: { readonly column: number; readonly cell: DraftCell };
  readonly source: DraftCell;
}

/** The table by the lines' numbers: a row of it has a number, a name, and three sentences. */
function toldOn(draft: SheetDraft, { derivation: words }: typeof zh): ReadonlyMap<string, ToldLine> {
  const title = draft.rows.findIndex((row) => row[0]?.value === words.section);
  const heads = draft.rows[title + 1]!;
  const column = (head: string): number => heads.findIndex((cell) => cell?.value === head);
  const at = { standard: column(words.standard), derivation: column(words.derivation), source: column(words.source) };
  return new Map(
    draft.rows.flatMap((row, place) => {
      const number = row[0]?.value;
      if (place <= title + 1 || typeof number !== "string" || !/^[\d.]+$/.test(number)) return [];
      const told = (of: "standard" | "derivation"): ToldLine["standard"] => ({ column: at[of], cell: row[at[of]]! });
      return [[number, { row: place, standard: told("standard"), derivation: told("derivation"), source: row[at.source]! }] as const];
    }),
  );
}

describe.each(ALL)("every line of %s", (_name, make) => {
  const sample = make();
  it.each([
    ["zh", explainZh, zh],
    ["en", explainEn, en],
  ] as const)("is told on the card in the words of its derivation, in %s", (language, words, labels) => {
    const context = contextOf(sample, language);
    for (const card of sample.cards) {
      const told = toldOn(layCard(card, context), labels);
      expect([...told.keys()]).toEqual(linesOf(card.items).map((line) => line.number));
      for (const line of linesOf(card.items)) {
        const explanation = explainLine(card, line, { scheme: sample.scheme, readings: sample.readings });
        const { standard, derivation, source } = told.get(line.number)!;
        const anchors = Object.fromEntries(explanation.anchors.map(({ name, value }) => [name, value]));
        expect(standard.cell.value).toBe(words.standard(line.line.rule, anchors, line.indicator.direction));
        expect(source.value).toBe(line.reading ? `${line.reading.source.sheet}!${line.reading.source.cell}` : labels.dash);
        expect(source.link?.cell).toBe(line.reading?.source.cell);
        const inShort = words
          .inShort(explanation)
          .slice(line.line.name.length)
          .replace(/^(：|: | )/, "");
        // What has a figure and no score is told with its state here, and in words there; a card does not know of which period a carried figure is.
        if (line.outcome.kind !== "scored" && line.figure.state === "value") expect(derivation.cell.value).toContain(`→ ${stateOf(line, labels).text}`);
        else if (!explanation.figure.carriedFrom) expect(derivation.cell.value).toBe(inShort);
        else
          expect(derivation.cell.value).toBe(inShort.replace(/(沿用|carried from) [^）)]+/, language === "zh" ? "沿用此前的值" : "an earlier figure carried"));
      }
    }
  });

  it("is a formula of less than 1,024 characters over the card's own cells, and without formulas the same text", () => {
    const context = contextOf(sample, "en");
    for (const card of sample.cards.slice(0, 3)) {
      const told = toldOn(layCard(card, context), en);
      const plain = toldOn(layCard(card, { ...context, formulas: false }), en);
      for (const [number, { standard, derivation }] of told) {
        expect(derivation.cell.formula!.length).toBeLessThan(1024);
        expect(derivation.cell.formula).not.toMatch(/!|_xlfn|TEXTJOIN|CONCAT\(|IFS|LET/);
        expect(plain.get(number)!.derivation.cell).toMatchObject({ value: derivation.cell.value });
        expect(plain.get(number)!.derivation.cell.formula).toBeUndefined();
        expect(plain.get(number)!.standard.cell.formula).toBeUndefined();
        expect(standard.cell.formula?.length ?? 0).toBeLessThan(1024);
      }
    }
  });
});

describe("a sentence that lives", () => {
  it("is the same text as a formula and as a value, whatever quotes and lengths are in it", () => {
    const live = newLiveTexts();
    const long = `“"${"长".repeat(300)}"”`;
    const { value, formula } = live.read(`${live.figure("85", "$F10")} ${long}${live.either("$F10=0", false, "a", "")}`);
    expect(value).toBe(`85 ${long}`);
    expect(formula).toMatch(/^\$F10&" “""长+"&"长+""”"&IF\(\$F10=0,"a",""\)$/);
    expect(Math.max(...formula!.match(/"(?:[^"]|"")*"/g)!.map((text) => text.slice(1, -1).replace(/""/g, '"').length))).toBeLessThanOrEqual(255);
    expect(live.read("nothing but words")).toEqual({ value: "nothing but words", formula: null });
  });

  it("that would be too long a formula is a text, and says so", () => {
    const sample = callCentre("zh");
    const scheme = { ...sample.scheme, indicators: sample.scheme.indicators.map((one) => ({ ...one, unit: "每百万用户每季度".repeat(100) })) };
    const [card] = score(scheme, sample.readings, sample.period).value;
    const told = toldOn(layCard(card!, { ...contextOf(sample, "zh"), scheme }), zh);
    for (const { derivation } of told.values()) {
      expect(derivation.cell.formula).toBeUndefined();
      expect(derivation.cell.value).toMatch(/（固定文字，不随表变动）$/);
    }
  });
});

describeWith(["libreOffice"], "after somebody has changed actuals and targets in the sheet", () => {
  it.each([
    ["the call centre in Chinese", () => callCentre("zh"), "zh"],
    ["the call centre in English", () => callCentre("en"), "en"],
    ["a card under policies", () => ODD_SAMPLES.policies(), "zh"],
    ["a card of deductions", () => ODD_SAMPLES.deduction(), "en"],
    ["a card without rounding", () => ODD_SAMPLES.noRounding(), "zh"],
    ["a deep card", () => ODD_SAMPLES.deep(), "en"],
  ] as const)(
    "%s tells what a new run would tell",
    async (_name, make, language) => {
      const sample = make();
      const labels = language === "zh" ? zh : en;
      const context = contextOf(sample, language);
      const card = sample.cards[0]!;
      const draft = layCard(card, context);
      const nodes = draft.rows.slice(FIRST_ROW).map((row) => row[0]?.value);
      const lines = linesOf(card.items).filter(({ figure, reading }) => reading && figure.state === "value");

      // Every actual is moved a little further than the one before, in one direction and then in the other; every fifth is deleted.
      const moved = new Map<ScoredLine, Figure>(
        lines.map((line, place) => {
          const { value } = line.figure as Extract<Figure, { state: "value" }>;
          const changed = value
            .times(decimal(place % 2 === 0 ? 100 + place : 100 - place))
            .div(100)
            .round(3);
          return [line, place % 5 === 4 ? { state: "missing" } : { state: "value", value: changed }];
        }),
      );
      const rows = draft.rows.map((row, place) => {
        const line = [...moved.keys()].find(({ number }) => place - FIRST_ROW === nodes.indexOf(number));
        const figure = line && moved.get(line)!;
        return row.map((cell, column) => {
          if (!cell) return cell;
          const { link: _link, ...bare } = cell;
          if (figure && column === 7) return { ...bare, value: figure.state === "value" ? figure.value.toNumber() : labels.states.missing.sign };
          return bare.formula === undefined ? bare : { ...bare, value: "stale" };
        });
      });
      const workbook = newXlsx();
      await workbook.write([{ kind: "createSheet", name: "card", block: null, after: "last", draft: { ...draft, rows } }]);
      const [book] = await recalculated([workbook.toBytes()]);

      const readings = sample.readings.map((reading): Reading => {
        const line = [...moved.keys()].find((one) => one.reading === reading);
        return line ? { ...reading, figure: moved.get(line)! } : reading;
      });
      const again: Scorecard = score(sample.scheme, readings, sample.period).value[0]!;
      const fresh = toldOn(layCard(again, context), labels);
      const grid: Grid = book!.get("card")!;
      let compared = 0;
      for (const [number, { row, standard, derivation }] of toldOn(draft, labels)) {
        expect({ number, text: grid.at(row, derivation.column).value }).toEqual({ number, text: fresh.get(number)!.derivation.cell.value });
        expect({ number, text: grid.at(row, standard.column).value }).toEqual({ number, text: fresh.get(number)!.standard.cell.value });
        compared += 1;
      }
      expect(compared).toBe(linesOf(card.items).length);
      // The sentences did change.
      if (moved.size > 1)
        expect([...toldOn(draft, labels)].some(([number, one]) => one.derivation.cell.value !== fresh.get(number)!.derivation.cell.value)).toBe(true);
    },
    120_000,
  );
});
