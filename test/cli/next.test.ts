import { join } from "node:path";
import { runCommandLine } from "../support/runCommandLine";

const fileOf = (language: "zh" | "en"): string => join(__dirname, "../../assets/samples", `province-${language}.xlsx`);
const next = (...argv: readonly string[]): ReturnType<typeof runCommandLine> => runCommandLine(["next", fileOf("zh"), ...argv, "--lang", "zh"]);

interface Told {
  readonly cards: readonly {
    readonly department: string;
    readonly points: number;
    readonly grade: { readonly kind: string; readonly sentence: string | null };
    readonly lines: readonly {
      readonly code: string;
      readonly within: number;
      readonly promises: boolean;
      readonly why: string | null;
      readonly ahead: readonly { readonly place: string; readonly figure: number; readonly missing: number; readonly points: number }[];
      readonly sentence: string;
    }[];
  }[];
}

test("lists a department's lines by the points within reach, with what is missing to the target and what it brings", async () => {
  const { status, out, err } = await next("--department", "太原");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toMatch(/^2026 年第 3 季度 · 太原分公司 · 33.84 \/ 35 分，96.7%\n/);
  expect(out).toContain("差 0.3 到目标 84 分，可多得 0.24 分；差 4.3 到挑战 88 分，可多得 2.64 分；每提高 0.1 分，可多得 0.08 分。");
  expect(out).toContain("按排名计分，取决于其他单位的数值，不作预测。");
});

test("as JSON all cards are given, each line with the figures behind its sentence", async () => {
  const { status, out } = await next("--json");
  const { cards } = JSON.parse(out) as Told;
  const { out: report } = await runCommandLine(["score", fileOf("zh"), "--dry-run", "--json"]);
  const scored = (JSON.parse(report) as { departments: { code: string; points: number; lines: unknown[] }[] }).departments;
  expect(status).toBe(0);
  expect(cards.map(({ department, points, lines }) => [department, points, lines.length])).toEqual(
    scored.map(({ code, points, lines }) => [code, points, lines.length]),
  );
  const [card] = cards.filter(({ department }) => department === scored[0]!.code);
  const line = card!.lines.find(({ code }) => code === "BR11")!;
  expect(line.ahead).toMatchObject([
    { place: "target", figure: 84, points: 0.24 },
    { place: "stretch", figure: 88, points: 2.64 },
  ]);
  expect(line.within).toBe(2.64);
  for (const one of cards.flatMap(({ lines }) => lines)) expect(one.promises).toBe(one.why === null);
});

test("speaks English, and explains a line's next point among its steps", async () => {
  const listed = await runCommandLine(["next", fileOf("en"), "--department", "Taiyuan", "--lang", "en"]);
  const sentence = "0.3 to the target 84 points: +0.24 points; 4.3 to the stretch 88 points: +2.64 points; each 0.1 points up: +0.08 points.";
  expect(listed.out).toContain(sentence);
  const { out } = await runCommandLine(["explain", fileOf("en"), "--department", "Taiyuan", "--line", "1.1", "--lang", "en"]);
  expect(out).toContain(`Next: ${sentence}`);
});

test("a department that there is not is wrong usage, and what there is is listed", async () => {
  const { status, out, err } = await next("--department", "伦敦");
  expect([status, out]).toEqual([2, ""]);
  expect(err).toContain("太原");
});
