/** A workbook of many departments with many lines each, made up the same at every call: what the page and the pane are measured with. Needs `npm run build` before. */
import { layIndicatorSheet, layScheme } from "../dist/sheets/layScheme.js";
import { newXlsx } from "../dist/xlsx/portable.js";

const LINES_OF_A_BRANCH = 10;

/** One line of each rule in turn; every tenth line has a figure that is missing or late. */
const RULES = ["Three anchors", "Ratio", "Clamped range", "Pass or fail"];

/** The bytes of an .xlsx with a scheme and figures of two quarters in English. */
export async function largeBook(departments, lines) {
  const code = (letter, number) => `${letter}${String(number).padStart(3, "0")}`;
  const branches = Math.ceil(lines / LINES_OF_A_BRANCH);
  const counted = (count, make) => Array.from({ length: count }, (_, place) => make(place + 1));
  const tables = {
    settings: [
      { item: "Scheme name", value: "Three hundred departments", note: "" },
      { item: "Period", value: "2026Q3", note: "" },
      { item: "Language", value: "English", note: "" },
    ],
    departments: counted(departments, (number) => ({ code: code("D", number), name: `Department ${number}`, shortName: `Dept ${number}`, templates: "T1" })),
    indicators: counted(lines, (number) => ({
      code: code("I", number),
      name: `Indicator ${number}`,
      unit: number % 2 ? "%" : "points",
      direction: number % 3 ? "Higher is better" : "Lower is better",
    })),
    templates: [{ code: "T1", name: "Scorecard", fullPoints: 1000 }],
    tree: counted(branches, (branch) => [
      { template: "T1", code: `${branch}`, parent: "", name: `Branch ${branch}`, points: 1000 / branches },
      ...counted(LINES_OF_A_BRANCH, (line) => (branch - 1) * LINES_OF_A_BRANCH + line)
        .filter((number) => number <= lines)
        .map((number) => ({
          template: "T1",
          code: `${branch}.${number}`,
          parent: `${branch}`,
          name: `Indicator ${number}`,
          points: 1000 / lines,
          indicator: code("I", number),
          rule: RULES[number % 2],
        })),
    ]).flat(),
    rules: [],
    bands: [],
    targets: counted(lines, (number) => ({
      indicator: code("I", number),
      ...(number % 3 ? { floor: 60, target: 80, stretch: 95 } : { floor: 95, target: 80, stretch: 60 }),
    })),
    bindings: [],
  };
  const figure = (department, line, quarter) => 50 + ((department * 37 + line * 101 + quarter * 13) % 500) / 10;
  const rows = counted(departments, (department) =>
    counted(lines, (line) => [`Department ${department}`, `Indicator ${line}`, figure(department, line, 2), figure(department, line, 3)]),
  ).flat();
  const figures = layIndicatorSheet("Figures", "Figures", "Made up.", ["Department", "Indicator", "Q2 2026", "Q3 2026"], rows, "en", {
    widths: [18, 18, 12, 12],
    notes: [],
  });
  const workbook = newXlsx();
  await workbook.write([...layScheme(tables, "en"), figures].map(({ name, draft }) => ({ kind: "createSheet", name, block: null, after: "last", draft })));
  return workbook.toBytes();
}
