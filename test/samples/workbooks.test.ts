/** The committed sample workbooks: exactly what their script makes, and readable by an independent program. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Language } from "../../assets/samples/province.mjs";
import { sampleBytes } from "../../assets/samples/sampleBytes.mjs";
import { describeWith, openpyxlPython } from "../support/systemParts";

const LANGUAGES: readonly Language[] = ["zh", "en"];
const fileOf = (language: Language) => join(__dirname, "../../assets/samples", `province-${language}.xlsx`);

describe.each(LANGUAGES)("the committed sample in %s", (language) => {
  it("is what the script makes, byte for byte (else: npm run samples)", async () => {
    const made = await sampleBytes(language);
    expect(Buffer.from(made).equals(readFileSync(fileOf(language)))).toBe(true);
  });

  it("is made the same twice", async () => {
    expect(await sampleBytes(language)).toEqual(await sampleBytes(language));
  });
});

describeWith(["openpyxl"], "the sample as openpyxl reads it", () => {
  const read = (language: Language) => {
    const script = [
      "import json, sys, openpyxl",
      "book = openpyxl.load_workbook(sys.argv[1])",
      "print(json.dumps({s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book.worksheets}))",
    ].join("\n");
    const run = spawnSync(openpyxlPython(), ["-c", script, fileOf(language)], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout) as Record<string, unknown[][]>;
  };

  it("has the indicator sheets first and the scheme's sheets behind them", () => {
    expect(Object.keys(read("zh"))).toEqual([
      "地市指标",
      "网络部指标",
      "计费中心指标",
      "呼叫中心指标",
      "市场部指标",
      "商务分公司指标",
      "设置",
      "部门",
      "指标",
      "考核表",
      "权重树",
      "计分规则",
      "档位",
      "目标",
      "否决项",
      "等级",
      "绑定",
      "派生指标",
    ]);
  });

  it("holds figures as numbers, a percentage once as 96.2 and once as 0.963", () => {
    const book = read("zh");
    expect(book["地市指标"]).toContainEqual([4, "太原分公司", "投诉处理及时率", "%", 95.6, 95.3, 96, 96.2]);
    expect(book["网络部指标"]).toContainEqual([6, "投诉处理解决及时率", "%", 0.946, 0.952, 0.959, 0.963]);
  });
});
