import { join } from "node:path";
import { runCommandLine } from "../support/runCommandLine";

const fileOf = (language: "zh" | "en"): string => join(__dirname, "../../assets/samples", `province-${language}.xlsx`);
const explain = (...argv: readonly string[]): ReturnType<typeof runCommandLine> => runCommandLine(["explain", fileOf("zh"), ...argv, "--lang", "zh"]);

interface Told {
  readonly code: string;
  readonly department: string;
  readonly number: string;
  readonly points: number;
  readonly score: number;
  readonly fullPoints: number;
  readonly figure: { readonly source: { readonly sheet: string; readonly cell: string } };
  readonly before: { readonly period: string };
  readonly steps: readonly string[];
}
const told = (out: string): { readonly period: string; readonly explanations: readonly Told[] } => JSON.parse(out) as ReturnType<typeof told>;

test("tells how a line came to its points, with the cell that its figure stands in", async () => {
  const { status, out, err } = await explain("--department", "太原", "--line", "1.1");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toContain("客户满意度 83.7 分，保底 78，目标 84 → 98% × 12 分 = 11.76 分；较上季 +0.48");
  expect(out).toContain("取自“地市指标”!H5");
});

test("finds a department by code, name and short name, and a line by code, number and name", async () => {
  const { out } = await explain("--department", "太原", "--line", "1.1", "--json");
  const [one] = told(out).explanations;
  const { out: report } = await runCommandLine(["score", fileOf("zh"), "--dry-run", "--json"]);
  const card = (
    JSON.parse(report) as { departments: { code: string; name: string; lines: { code: string; points: number; score: number }[] }[] }
  ).departments.find(({ code }) => code === one!.department)!;
  expect(card.lines.find(({ code }) => code === one!.code)).toMatchObject({ points: one!.points, score: one!.score });
  for (const department of [one!.department, card.name, "太原"]) {
    for (const line of [one!.code, "1.1", "客户满意度"]) {
      const other = await explain("--department", department, "--line", line, "--json");
      expect(told(other.out).explanations.map(({ code }) => code)).toEqual([one!.code]);
    }
  }
});

test("as JSON the steps are those that are printed, and another period is explained when it is asked for", async () => {
  const text = await explain("--department", "太原", "--line", "1.1", "--period", "二季度");
  const { out } = await explain("--department", "太原", "--line", "1.1", "--period", "二季度", "--json");
  const report = told(out);
  expect([report.period, report.explanations[0]!.before.period]).toEqual(["2026Q2", "2026Q1"]);
  for (const step of report.explanations[0]!.steps) expect(text.out).toContain(step);
});

test("speaks English of the English sample", async () => {
  const { status, out } = await runCommandLine(["explain", fileOf("en"), "--department", "Taiyuan", "--line", "1.1", "--lang", "en"]);
  expect(status).toBe(0);
  expect(out).toMatch(/^Q3 2026 · Taiyuan/);
  expect(out).toContain("→ 98% of 12 points = 11.76; +0.48 on Q2 2026");
});

test("a department or line that there is not is wrong usage, and what there is is listed", async () => {
  const department = await explain("--department", "伦敦", "--line", "1.1");
  expect([department.status, department.out]).toEqual([2, ""]);
  expect(department.err).toContain("没有“伦敦”这个部门");
  expect(department.err).toMatch(/\n {2}\S+ {2}太原 {2}太原分公司\n/);
  const line = await explain("--department", "太原", "--line", "99.9");
  expect(line.status).toBe(2);
  expect(line.err).toContain("没有“99.9”这一行");
  expect(line.err).toMatch(/\n {2}1\.1 {2}BR11 {2}客户满意度\n/);
});

test("a department's name alone, or a line alone, is wrong usage", async () => {
  expect(await explain("--department", "太原")).toMatchObject({ status: 2, err: expect.stringContaining("--line") as string });
  expect(await explain("--line", "1.1")).toMatchObject({ status: 2, err: expect.stringContaining("--department") as string });
  expect(await runCommandLine(["score", fileOf("zh"), "--line", "1.1"])).toMatchObject({ status: 2 });
});

test.each(["zh", "en"] as const)("the example in the %s help works on the sample", async (language) => {
  const { out } = await runCommandLine(["--help", "--lang", language]);
  const example = /kpi-scorecard (explain .+)$/m.exec(out.split("\n").reverse().join("\n"))![1]!;
  const [command, , ...rest] = example.split(" ");
  expect(await runCommandLine([command!, fileOf(language), ...rest, "--lang", language])).toMatchObject({ status: 0, err: "" });
});

test("a file that cannot be read is refused, as under any other command", async () => {
  expect(await runCommandLine(["explain", "nowhere.xlsx", "--department", "太原", "--line", "1.1"])).toMatchObject({ status: 3 });
});
