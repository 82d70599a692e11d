/** The schemes that a new workbook can begin with: whole, right in both languages, and scored without a finding that their figures did not ask for. */
import { lintScheme } from "../../../src/kpi/lint";
import { linesOf } from "../../../src/kpi/scorecard";
import { draftScorecards } from "../../../src/run/draftScorecards";
import { newScheme } from "../../../src/run/newScheme";
import { STARTERS, type StarterKey, starterCalled } from "../../../src/run/starters/list";
import type { Pair, StarterNode } from "../../../src/run/starters/starter";
import { CHOICES } from "../../../src/sheets/schemeColumns";
import { sheetLabels as english } from "../../../src/text/sheetLabelsEn";
import { sheetLabels as chinese } from "../../../src/text/sheetLabelsZh";
import { newXlsx, openXlsx } from "../../../src/xlsx/portable";

const KEYS = STARTERS.map(({ key }) => key);
const EVERY = KEYS.flatMap((key) => (["zh", "en"] as const).map((language) => [key, language] as const));

async function scored(key: StarterKey, language: "zh" | "en") {
  const workbook = newXlsx();
  await newScheme(workbook, language, key);
  const opened = openXlsx(workbook.toBytes());
  return { opened, drafted: await draftScorecards(opened, { period: null, labelsFor: (which) => (which === "zh" ? chinese : english) }) };
}

it("are there for each kind of department, and a balanced scorecard", () => {
  expect(KEYS).toEqual([...Object.keys(CHOICES.departmentKind), "balanced"]);
});

it.each(EVERY)(
  "%s in %s is scored whole at once: no finding, nothing missing, and both lists of short boards have something to show",
  async (key, language) => {
    const { drafted } = await scored(key, language);
    expect(drafted.findings.map(({ code, source }) => `${code} ${source?.sheet ?? ""}!${source?.cell ?? ""}`)).toEqual([]);
    expect(drafted.cards.length).toBeGreaterThan(0);
    for (const card of drafted.cards) {
      expect([card.department.code, card.state]).toEqual([card.department.code, "complete"]);
      for (const line of linesOf(card.items)) expect([line.line.code, line.figure.state]).toEqual([line.line.code, "value"]);
    }
    const lines = drafted.cards.flatMap((card) => linesOf(card.items));
    for (const list of ["belowThreshold", "amongMostLost"] as const) expect([list, lines.some((line) => line[list])]).toEqual([list, true]);
    // What is legal and may not be meant is no more than the floor's edge, which every such rule has.
    const lint = lintScheme(drafted.scheme!, drafted.readings, drafted.period!);
    expect(new Set(lint.map(({ code }) => code)).size).toBeLessThanOrEqual(1);
    expect(lint.filter(({ code }) => code !== "scoreCliff")).toEqual([]);
  },
);

it.each(KEYS)("%s gives the same points in both languages", async (key) => {
  const points = async (language: "zh" | "en"): Promise<unknown> =>
    (await scored(key, language)).drafted.cards.map(({ department, points, rank }) => [department.code, String(points), rank]);
  expect(await points("en")).toEqual(await points("zh"));
});

it.each(KEYS)("%s writes nothing the second time", async (key) => {
  const { opened, drafted } = await scored(key, "zh");
  await opened.write(drafted.changes);
  const again = await draftScorecards(opened, { period: null, labelsFor: (which) => (which === "zh" ? chinese : english) });
  const report = await opened.write(again.changes);
  expect(report.sheets.filter(({ created, cellsChanged }) => created || cellsChanged > 0)).toEqual([]);
});

it.each(STARTERS)("$key has points that add up on every level, unique codes, and words in the right language", async ({ load, name, about }) => {
  const starter = await load();
  const sum = (nodes: readonly StarterNode[]): number => Number(nodes.reduce((total, one) => total + one.points, 0).toFixed(9));
  expect(sum(starter.tree)).toBe(starter.template.fullPoints);
  const all = (nodes: readonly StarterNode[]): StarterNode[] => nodes.flatMap((one) => [one, ...all(one.children ?? [])]);
  const nodes = all(starter.tree);
  for (const one of nodes) if (one.children) expect([one.code, sum(one.children)]).toEqual([one.code, one.points]);
  for (const codes of [nodes, starter.indicators, starter.departments, starter.rules].map((list) => list.map(({ code }) => code)))
    expect(new Set(codes).size).toBe(codes.length);
  // The full points are said before anybody chooses.
  expect(about[0]).toContain(String(starter.template.fullPoints));
  expect(about[1]).toContain(String(starter.template.fullPoints));
  const pairs: Pair[] = [
    name,
    about,
    starter.schemeName,
    starter.template.name,
    starter.sheet.name,
    starter.sheet.title,
    ...[...nodes, ...starter.indicators, ...starter.departments, ...starter.rules].map((one) => one.name),
  ];
  for (const [zh, en] of pairs) expect([zh, /[\u3400-\u9fff]/.test(zh), en, /[\u3400-\u9fff]/.test(en)]).toEqual([zh, true, en, false]);
});

it("are found by key and by name, in either language", () => {
  expect(["callCentre", "Call centre", "呼叫中心", "call-centre", "平衡计分卡", "Balanced Scorecard"].map((name) => starterCalled(name)?.key)).toEqual([
    "callCentre",
    "callCentre",
    "callCentre",
    "callCentre",
    "balanced",
    "balanced",
  ]);
  expect(starterCalled("no such")).toBeNull();
});
