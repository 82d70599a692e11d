/** The scheme's sheets as people fill them in, and everything that can be wrong with them. */
import { decimal } from "../../src/kpi/decimal";
import type { Finding } from "../../src/kpi/finding";
import type { Scheme } from "../../src/kpi/scheme";
import type { Branch, Line, TreeNode } from "../../src/kpi/template";
import { readScheme } from "../../src/sheets/readScheme";
import { errorCell, gridOf, shown } from "../support/gridOf";
import { type Rows, type SheetRows, SOUND, said, schemeGrids } from "../support/schemeSheets";

function read(replaced: SheetRows = {}): { scheme: Scheme | null; said: string[]; findings: readonly Finding[] } {
  const { value, findings } = readScheme(schemeGrids(replaced));
  return { scheme: value, said: said(findings), findings };
}

function sound(replaced: SheetRows = {}): Scheme {
  const { scheme, said: findings } = read(replaced);
  expect(findings).toEqual([]);
  return scheme!;
}

/** "A 60% [A1 100% CSAT threeAnchors]" */
function drawn(nodes: readonly TreeNode[]): string {
  return nodes
    .map((node) => {
      const share = node.share === null ? "–" : node.share.kind === "percent" ? `${node.share.percent.toFixed()}%` : node.share.points.toFixed();
      return node.kind === "branch" ? `${node.code} ${share} [${drawn(node.children)}]` : `${node.code} ${share} ${node.indicator} ${node.rule.kind}`;
    })
    .join(", ");
}

const tree = SOUND["权重树"]!;
/** The sound tree with some of its rows replaced by code; null takes the row away. */
function treeWith(rows: Readonly<Record<string, readonly (string | number | null | ReturnType<typeof shown>)[] | null>>, added: Rows = []): SheetRows {
  const changed = tree.flatMap((row) => {
    const code = String(row[1]);
    return Object.hasOwn(rows, code) ? (rows[code] ? [rows[code]] : []) : [row];
  });
  return { 权重树: [...changed, ...added] };
}

describe("a sound scheme", () => {
  it("is read whole", () => {
    const scheme = sound();
    expect(scheme.settings).toEqual({
      company: "",
      schemeName: "",
      version: "1",
      period: { kind: "quarter", year: 2026, number: 3 },
      threshold: decimal(80),
      mostLost: 3,
      pointDecimals: 2,
      rateDecimals: 1,
      policies: { notApplicable: "reShare", notDue: "reShare", missing: "hold", unreadable: "hold", suppressed: "carry" },
      policyFloorScore: decimal(60),
      language: "zh",
      forcedDistribution: false,
      distributionFrom: 0,
      radar: false,
      notice: "",
    });
    expect(scheme.departments.map(({ code, name, shortName, templates }) => [code, name, shortName, templates])).toEqual([
      ["TY", "太原分公司", "太原", ["BR"]],
      ["DT", "大同分公司", "大同", ["BR"]],
    ]);
    expect(scheme.indicators.map(({ code, unit, direction, aliases }) => [code, unit, direction, aliases])).toEqual([
      ["CSAT", "分", "up", []],
      ["CTIME", "%", "up", ["投诉处理解决及时率"]],
      ["CRATE", "件/万户", "down", []],
    ]);
    expect(
      scheme.templates.map(({ code, fullPoints, startPoints, totalFloor, rollUp }) => [code, fullPoints.toFixed(), startPoints.toFixed(), totalFloor, rollUp]),
    ).toEqual([["BR", "35", "0", null, "sum"]]);
    expect(drawn(scheme.templates[0]!.children)).toBe("A 60% [A1 100% CSAT threeAnchors], B 40% [B1 50% CTIME threeAnchors, B2 50% CRATE ratio]");
    expect(scheme.targets.map(({ indicator, anchors }) => [indicator, JSON.stringify(anchors)])).toEqual([
      ["CSAT", '{"floor":"75","target":"85","stretch":"90"}'],
      ["CTIME", '{"floor":"85","target":"95","stretch":"99"}'],
      ["CRATE", '{"target":"3"}'],
    ]);
    expect(scheme.targets[1]!.sources.target).toEqual({ sheet: "目标", cell: "E3", live: { times: 100, lookup: null } });
  });

  it("is the same in English, with its columns in another order, titles above and notes below", () => {
    const english = readScheme([
      gridOf("Weight Tree", [
        ["The tree of our scheme"],
        [],
        ["Name", "Template", "Code", "Parent", "Rule", "Indicator", "WEIGHT (%)"],
        ["满意度", "BR", "A", "BR", null, null, shown(0.6)],
        ["客户满意度", "BR", "A1", "A", "Three anchors", "CSAT", 100],
        [],
        ["投诉", "BR", "B", null, null, null, "40%"],
        ["Name", "Template", "Code", "Parent", "Rule", "Indicator", "Weight"],
        ["投诉处理及时率", "地市分公司", "B1", "B", "three  anchors", "投诉处理解决及时率", 50],
        ["投诉率", "br", "B2", "b", "Ratio", "投诉率", "５０％"],
        [],
        ["Note: weights are illustrative"],
        ["2. See the annex"],
      ]),
      gridOf("TARGETS", [
        ["Indicator", "Floor", "Target", "Stretch"],
        ["CSAT", 75, 85, 90],
        ["CTIME", "≥85%", "不低于95%", "99 %"],
        ["投诉率", "/", "≤3", "—"],
      ]),
      gridOf("Settings", [
        ["Setting", "Value"],
        ["Period", "Q3 2026"],
      ]),
      gridOf("Departments", [
        ["Code", "Name", "Short name", "Templates"],
        ["TY", "太原分公司", "太原", "BR"],
        ["DT", "大同分公司", "大同", "地市分公司"],
      ]),
      gridOf("Indicators", [
        ["Code", "Name", "Unit", "Direction", "Aliases"],
        ["CSAT", "客户满意度", "分", "Higher is better", null],
        ["CTIME", "投诉处理及时率", "%", "up", "投诉处理解决及时率"],
        ["CRATE", "投诉率", "件/万户", "LOWER", null],
      ]),
      gridOf("Templates", [
        ["Code", "Name", "Full points"],
        ["BR", "地市分公司", 35],
      ]),
    ]);
    const chinese = sound();
    const comparable = (scheme: Scheme) =>
      JSON.parse(JSON.stringify(scheme, (key, value: unknown) => (["source", "sources", "shareSource"].includes(key) ? undefined : value))) as unknown;
    expect(english.findings.filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(comparable(english.value!)).toEqual(comparable({ ...chinese, settings: { ...chinese.settings, language: "en" }, templates: renamed(chinese) }));
    expect(english.schemeSheets).toEqual(["Weight Tree", "TARGETS", "Settings", "Departments", "Indicators", "Templates"]);
  });

  /** A rule that is named by its kind bears the words that name it. */
  function renamed(scheme: Scheme): Scheme["templates"] {
    const words = new Map([
      ["A1", "Three anchors"],
      ["B1", "three anchors"],
      ["B2", "Ratio"],
    ]);
    const walk = (node: TreeNode): TreeNode =>
      node.kind === "branch"
        ? ({ ...node, children: node.children.map(walk) } satisfies Branch)
        : ({ ...node, rule: { ...node.rule, name: words.get(node.code)! } } satisfies Line);
    return scheme.templates.map((template) => ({ ...template, children: template.children.map(walk) }));
  }

  it("is found under names and headings in both languages at once", () => {
    const { 设置: settings, 部门: departments, ...rest } = SOUND;
    sound({
      ...rest,
      设置: null,
      部门: null,
      "设置 Settings": [["设置项 Setting", "值/Value", "说明"], ...settings!.slice(1)],
      "Departments-部门": [["编码 Code", "部门名称*", "简称：", "考核表（编码）"], ...departments!.slice(1)],
    });
  });

  it("takes codes that are stored as numbers", () => {
    const scheme = sound({
      部门: [
        ["编码", "部门名称", "考核表"],
        [101, "太原分公司", 7],
      ],
      考核表: [
        ["编码", "考核表名称", "满分"],
        [7, "地市分公司", 35],
      ],
      权重树: tree.map((row, place) => (place === 0 ? row : [7, ...row.slice(1)])),
    });
    expect(scheme.departments[0]).toMatchObject({ code: "101", templates: ["7"] });
    expect(scheme.templates[0]!.code).toBe("7");
  });

  it("takes a label that is merged over its rows for each of them", () => {
    const merged = tree.map((row, place) => (place > 1 ? [null, ...row.slice(1)] : row));
    const grids = schemeGrids({ 权重树: null });
    const { findings, value } = readScheme([...grids, gridOf("权重树", merged, { merges: ["A2:A6"] })]);
    expect(said(findings)).toEqual([]);
    expect(value!.templates[0]!.children).toHaveLength(2);
  });

  it("reads hidden rows", () => {
    const { value } = readScheme([...schemeGrids({ 部门: null }), gridOf("部门", SOUND["部门"]!, { hiddenRows: [3] })]);
    expect(value!.departments).toHaveLength(2);
  });

  it("is not mistaken about names that JavaScript knows", () => {
    const scheme = sound({
      部门: [
        ["编码", "部门名称", "考核表"],
        ["__proto__", "constructor", "toString"],
      ],
      考核表: [
        ["编码", "考核表名称", "满分"],
        ["toString", "hasOwnProperty", 35],
      ],
      权重树: tree.map((row, place) => (place === 0 ? row : ["toString", ...row.slice(1)])),
    });
    expect(scheme.departments[0]).toMatchObject({ code: "__proto__", name: "constructor", templates: ["toString"] });
    expect(({} as Record<string, unknown>)["constructor"]).toBe(Object);
  });
});

describe("sheets and headings", () => {
  it("says that there is no scheme at all", () => {
    const { value, partial, findings } = readScheme([gridOf("Sheet1", [["设置项", "值"]])]);
    expect([value, partial]).toEqual([null, null]);
    expect(findings).toEqual([
      { code: "noSchemeSheets", severity: "error", source: null, details: { wanted: "settings,departments,indicators,templates,tree" } },
    ]);
  });

  test.each<[string, SheetRows, string[]]>([
    ["a sheet that is missing", { 权重树: null }, ["schemeSheetMissing"]],
    ["two sheets for the same", { Rules: [["编码", "规则类型"]], 计分规则: [["编码", "规则类型"]] }, ["schemeSheetTwice 计分规则"]],
    ["no headings", { 考核表: [["BR", "地市分公司", 35]] }, ["headerNotFound 考核表"]],
    [
      "a column that is missing",
      {
        考核表: [
          ["编码", "考核表名称"],
          ["BR", "地市分公司"],
        ],
      },
      ["columnMissing 考核表!A1"],
    ],
    [
      "a column twice",
      {
        考核表: [
          ["编码", "考核表名称", "满分", "分值"],
          ["BR", "地市分公司", 35, 35],
        ],
      },
      ["columnTwice 考核表!D1"],
    ],
    [
      "a column that nobody knows",
      {
        考核表: [
          ["编码", "考核表名称", "满分", "颜色"],
          ["BR", "地市分公司", 35],
        ],
      },
      ["columnUnknown 考核表!D1"],
    ],
    [
      "contents without a heading",
      {
        考核表: [
          ["编码", "考核表名称", "满分", null, null],
          ["BR", "地市分公司", 35, null, "?"],
        ],
      },
      ["columnUnknown 考核表!E1"],
    ],
    ["a row without a code", { 考核表: [...SOUND["考核表"]!, [null, "网络部", 30]] }, ["cellBlank 考核表!A3"]],
    ["a stray remark under the table", { 考核表: [...SOUND["考核表"]!, [null, "随便写写"]] }, ["cellBlank 考核表!A3"]],
    ["an error in a cell", { 考核表: [...SOUND["考核表"]!, [errorCell("#REF!"), "网络部", 30]] }, ["cellError 考核表!A3"]],
    ["an empty sheet that is not needed", { 目标: [] }, []],
    ["a foreign sheet under a name of ours", { 绑定: [["这是别的东西"]] }, ["headerNotFound 绑定"]],
  ])("%s", (_what, replaced, expected) => {
    const findings = read(replaced).said;
    for (const one of expected) expect(findings).toContain(one);
    if (expected.length === 0) expect(findings).toEqual([]);
  });

  it("gathers all faults at once, and keeps what could be made out for reading the figures", () => {
    const { value, partial, findings } = readScheme(
      schemeGrids({
        设置: [
          ["设置项", "值"],
          ["期间", "2026Q3"],
          ["短木板阈值", "高"],
        ],
        部门: [
          ["编码", "部门名称", "考核表"],
          ["TY", "太原分公司", "BR、XX"],
          ["TY", "大同分公司", "BR"],
        ],
        ...treeWith({ B2: ["BR", "B2", "B", "投诉率", shown(0.48), "CRATE", "完成率"] }),
      }),
    );
    expect(said(findings)).toEqual(["notANumber 设置!B3", "unknownReference 部门!C2", "duplicateCode 部门!A3", "weightsOffWhole 权重树!E5"]);
    expect(value).toBeNull();
    expect(partial!.departments.map(({ code }) => code)).toEqual(["TY"]);
  });
});

describe("one thing that is wrong is said once", () => {
  /** The sound sheet with a heading misspelt. */
  const slip = (sheet: string, right: string, wrong: string): SheetRows => {
    const [heads, ...rows] = SOUND[sheet]!;
    return { [sheet]: [heads!.map((head) => (head === right ? wrong : head)), ...rows] };
  };
  const ENGLISH: SheetRows = {
    指标: null,
    权重树: null,
    Indicators: [["Code", "Name", "Unit", "Dirction", "Aliases"], ...SOUND["指标"]!.slice(1)],
    "Weight tree": [["Template", "Code", "Parent", "Name", "Wieght", "Indicator", "Rule"], ...SOUND["权重树"]!.slice(1)],
  };

  test.each<[string, SheetRows, string[]]>([
    ["headings misspelt in English", ENGLISH, ["columnMisspelt Indicators!D1", "columnMisspelt Weight tree!E1"]],
    ["权重 as 权種", slip("权重树", "权重", "权種"), ["columnMisspelt 权重树!E1"]],
    ["指标名称 as 指标名秤", slip("指标", "指标名称", "指标名秤"), ["columnMisspelt 指标!B1"]],
    [
      "值 left with one letter of its sheet's two headings",
      {
        设置: null,
        Settings: [
          ["Setting", "Valeu"],
          ["期间", "2026Q3"],
        ],
      },
      ["columnMisspelt Settings!B1"],
    ],
    ["目标值 as 目标直", slip("目标", "目标值", "目标直"), ["columnMisspelt 目标!E1"]],
    ["a short optional name, which is near too many words", slip("目标", "挑战值", "最大值"), ["columnUnknown 目标!F1"]],
    ["a column of the user's own", { 权重树: SOUND["权重树"]!.map((row, place) => [...row, place === 0 ? "分类" : null]) }, ["columnUnknown 权重树!H1"]],
    [
      "headings once more, misspelt in the same way",
      {
        设置: null,
        Settings: [
          ["Setting", "Valeu"],
          ["期间", "2026Q3"],
          ["Setting", "Valeu"],
        ],
      },
      ["columnMisspelt Settings!B1"],
    ],
    ["no indicators' sheet", { 指标: null }, ["schemeSheetMissing"]],
    ["no templates' sheet", { 考核表: null }, ["schemeSheetMissing"]],
    [
      "no departments' sheet",
      {
        部门: null,
        目标: [
          ["指标", "部门", "目标值"],
          ["CSAT", "太原", 80],
        ],
      },
      ["schemeSheetMissing"],
    ],
    [
      "no tree",
      {
        权重树: null,
        目标: [
          ["指标", "权重树行", "目标值"],
          ["CSAT", "A1", 80],
        ],
      },
      ["schemeSheetMissing"],
    ],
    ["an indicators' sheet without its units", slip("指标", "单位", "颜色"), ["columnMissing 指标!A1", "columnUnknown 指标!C1"]],
    [
      "a rules' sheet without its kinds",
      {
        计分规则: [
          ["编码", "颜色"],
          ["完成率", "红"],
        ],
      },
      ["headerNotFound 计分规则"],
    ],
  ])("%s", (_what, replaced, expected) => {
    expect(read(replaced).said).toEqual(expected);
  });

  it("what was found and what was meant", () => {
    const { findings } = readScheme(schemeGrids(ENGLISH));
    expect(findings.map(({ details }) => details)).toEqual([
      { found: "Dirction", meant: "indicators.direction" },
      { found: "Wieght", meant: "tree.weight" },
    ]);
  });

  it("advises to leave a cell blank only where it may be, and of a target speaks as of a target", () => {
    const { findings } = readScheme(
      schemeGrids({
        考核表: [
          ["编码", "考核表名称", "满分", "总分下限"],
          ["BR", "地市分公司", "many", "none at all"],
        ],
        目标: [
          ["指标", "保底值", "目标值"],
          ["CSAT", "high", { error: "#N/A" }],
        ],
      }),
    );
    expect(findings).toMatchObject([
      { code: "notANumber", severity: "error", details: { column: "满分", found: "many", required: true } },
      { code: "notANumber", severity: "error", details: { column: "总分下限", found: "none at all" } },
      { code: "notANumber", severity: "held", details: { column: "保底值", found: "high" } },
      { code: "cellError", severity: "held", details: { column: "目标值", found: "#N/A" } },
    ]);
    expect(findings[1]!.details).not.toHaveProperty("required");
  });
});

describe("settings", () => {
  const settings = (...rows: Rows): SheetRows => ({ 设置: [["设置项", "值"], ["期间", "2026Q3"], ...rows] });

  test.each<[string, Rows, object]>([
    ["a threshold as 80", [["短木板阈值", 70]], { threshold: decimal(70) }],
    ["a threshold as 80 %", [["短木板阈值", shown(0.7)]], { threshold: decimal(70) }],
    ["a threshold as text", [["短木板阈值（%）", "70%"]], { threshold: decimal(70) }],
    [
      "no rounding",
      [
        ["得分小数位", "不舍入"],
        ["Decimals of rates", "none"],
      ],
      { pointDecimals: "none", rateDecimals: "none" },
    ],
    [
      "other decimals",
      [
        ["得分小数位", 3],
        ["得分率小数位", "0"],
      ],
      { pointDecimals: 3, rateDecimals: 0 },
    ],
    [
      "policies",
      [
        ["未报", "计零分"],
        ["样本不足", "Hold"],
      ],
      { policies: { notApplicable: "reShare", notDue: "reShare", missing: "zero", unreadable: "hold", suppressed: "hold" } },
    ],
    ["a language", [["语言", "English"]], { language: "en" }],
    [
      "texts",
      [
        ["公司名称", "示例\n公司"],
        ["方案版本", 2026.3],
        ["声明", "示例"],
      ],
      { company: "示例公司", version: "2026.3", notice: "示例" },
    ],
    ["how many lines that lost most", [["失分最多取前", "5"]], { mostLost: 5 }],
  ])("takes %s", (_what, rows, expected) => {
    expect(sound(settings(...rows)).settings).toMatchObject(expected);
  });

  test.each<[string, SheetRows, string]>([
    ["an unknown setting", settings(["颜色", "红"]), "settingUnknown 设置!A3"],
    ["a setting twice", settings(["声明", "甲"], ["Notice", "乙"]), "duplicateCode 设置!A4"],
    ["a word that is no choice", settings(["未报", "随便"]), "notAChoice 设置!B3"],
    ["decimals out of range", settings(["得分小数位", 7]), "outOfRange 设置!B3"],
    ["half a decimal", settings(["得分小数位", 1.5]), "outOfRange 设置!B3"],
    ["a threshold below nought", settings(["短木板阈值", "-5%"]), "outOfRange 设置!B3"],
    ["a fraction without a format", settings(["短木板阈值", 0.8]), "percentWithoutFormat 设置!B3"],
    [
      "no period",
      {
        设置: [
          ["设置项", "值"],
          ["声明", "示例"],
        ],
      },
      "settingMissing 设置",
    ],
    [
      "a period that is none",
      {
        设置: [
          ["设置项", "值"],
          ["期间", "最近"],
        ],
      },
      "notAPeriod 设置!B2",
    ],
    ["a row without a setting", settings([null, "红"]), "cellBlank 设置!A3"],
  ])("says %s", (_what, replaced, expected) => {
    expect(read(replaced).said).toEqual([expected]);
  });

  it("takes a period from a date, a year from a number", () => {
    expect(
      sound({
        设置: [
          ["设置项", "值"],
          ["期间", shown(46204, "yyyy/m/d")],
        ],
      }).settings.period,
    ).toEqual({ kind: "month", year: 2026, number: 7 });
    expect(
      sound({
        设置: [
          ["设置项", "值"],
          ["期间", 2026],
        ],
      }).settings.period,
    ).toEqual({ kind: "year", year: 2026, number: 1 });
  });
});

describe("departments and indicators", () => {
  const departments = (...rows: Rows): SheetRows => ({ 部门: [["编码", "部门名称", "简称", "上级部门", "考核表", "部门类别", "排名组", "数据表"], ...rows] });
  const indicators = (...rows: Rows): SheetRows => ({ 指标: [...SOUND["指标"]!, ...rows] });

  it("reads every column", () => {
    const { departments: found } = sound(
      departments(["P", "省公司", null, null, "BR", "自定义类别", null, null], ["TY", "太原分公司", "太原", "省公司", "BR", "City branch", "地市", "太原数据"]),
    );
    expect(found).toMatchObject([
      { code: "P", kind: "自定义类别", shortName: "省公司", parent: null, rankingGroup: null, sheet: null },
      { code: "TY", kind: "branch", parent: "P", rankingGroup: "地市", sheet: "太原数据" },
    ]);
  });

  it("takes templates that are parted by any of the usual signs", () => {
    const two: SheetRows = {
      考核表: [...SOUND["考核表"]!, ["M", "分公司经理", 30]],
      权重树: [...tree, ["M", "M1", null, "客户满意度", shown(1), "CSAT", "三点线性"]],
    };
    for (const templates of ["BR、M", "BR,M", "BR， M", "BR；M", "BR;M", "BR\nM", " br ，分公司经理 "]) {
      expect(
        sound({
          ...two,
          部门: [
            ["编码", "部门名称", "考核表"],
            ["TY", "太原分公司", templates],
          ],
        }).departments[0]!.templates,
      ).toEqual(["BR", "M"]);
    }
  });

  it("lets a competitor be without a template, whom a target is measured from", () => {
    const rival = (basis: string): SheetRows => ({
      部门: [...SOUND["部门"]!, ["CU", "联通", null, null], ["CT", "电信", null, null]],
      目标: [
        ["指标", "保底值", "目标值", "挑战值", "目标算法", "参照"],
        ["CSAT", 75, 85, 90, null, null],
        ["CTIME", -5, 1, 2, "对手加", basis],
        ["CRATE", null, 3, null, null, null],
      ],
    });
    expect(said(readScheme(schemeGrids(rival("联通、电信"))).findings)).toEqual([]);
    expect(said(readScheme(schemeGrids(rival("联通"))).findings)).toEqual(["departmentWithoutTemplate 部门!D5"]);
  });

  test.each<[string, SheetRows, string[]]>([
    ["no department", departments(), ["noDepartments 部门", "templateUnused 考核表!A2"]],
    ["a department without a template", departments(["TY", "太原分公司", null, null, "BR"], ["P", "省公司"]), ["departmentWithoutTemplate 部门!E3"]],
    ["an unknown template", departments(["TY", "太原分公司", null, null, "BR、BX"]), ["unknownReference 部门!E2"]],
    ["the same template twice", departments(["TY", "太原分公司", null, null, "BR、br"]), ["duplicateCode 部门!E2"]],
    ["an unknown parent", departments(["TY", "太原分公司", null, "火星", "BR"]), ["unknownReference 部门!D2"]],
    [
      "parents in a circle, once",
      departments(["A", "甲", null, "C", "BR"], ["B", "乙", null, "A", "BR"], ["C", "丙", null, "B", "BR"], ["D", "丁", null, "A", "BR"]),
      ["treeCycle 部门!D2"],
    ],
    ["two departments of one name", departments(["A", "太原", null, null, "BR"], ["B", "太原分公司", "太原", null, "BR"]), ["duplicateCode 部门!A3"]],
    [
      "a sheet that is another's name",
      departments(["A", "太原", null, null, "BR"], ["B", "大同", null, null, "BR", null, null, "太原"]),
      ["duplicateCode 部门!A3"],
    ],
    ["codes that differ only in case and width", departments(["A1", "甲", null, null, "BR"], ["ａ１", "乙", null, null, "BR"]), ["duplicateCode 部门!A3"]],
    ["an indicator without direction", indicators(["X", "其他", "分", null]), ["cellBlank 指标!D5"]],
    ["a direction that is none", indicators(["X", "其他", "分", "随便"]), ["notAChoice 指标!D5"]],
    ["an alias that is another's name", indicators(["X", "其他", "分", "高", "客户满意度、别的"]), ["duplicateCode 指标!A5"]],
    [
      "a template without full points",
      {
        考核表: [
          ["编码", "考核表名称", "满分"],
          ["BR", "地市分公司", null],
        ],
      },
      ["cellBlank 考核表!C2"],
    ],
    [
      "full points of nought",
      {
        考核表: [
          ["编码", "考核表名称", "满分"],
          ["BR", "地市分公司", 0],
        ],
      },
      ["outOfRange 考核表!C2"],
    ],
    [
      "full points in words",
      {
        考核表: [
          ["编码", "考核表名称", "满分"],
          ["BR", "地市分公司", "三十五"],
        ],
      },
      ["notANumber 考核表!C2"],
    ],
  ])("says %s", (_what, replaced, expected) => {
    expect(read(replaced).said).toEqual(expected);
  });
});

describe("rules and bands", () => {
  const HEADS = [
    "编码",
    "规则名称",
    "规则类型",
    "保底得分",
    "目标得分",
    "挑战得分",
    "低于保底",
    "公式形式",
    "扣分参照",
    "最多扣分",
    "基准得分",
    "每档",
    "每档口径",
    "计档方式",
    "每档扣分",
    "每档加分",
    "封顶得分",
    "最低得分",
    "边界归属",
    "达标得分",
    "不达标得分",
    "刻度",
    "最差值得分",
    "最优值得分",
    "差于最差值",
    "优于最优值",
    "容差",
    "上侧容差",
    "容差口径",
    "并列名次",
    "总数",
    "得分取整",
    "取整方式",
  ];
  const rule = (cells: Readonly<Record<string, string | number | ReturnType<typeof shown>>>) => HEADS.map((head) => cells[head] ?? null);
  const used = (rules: Rows, more: SheetRows = {}): SheetRows => ({
    计分规则: [HEADS, ...rules],
    ...treeWith({ A1: ["BR", "A1", "A", "客户满意度", shown(1), "CSAT", "R"] }),
    ...more,
  });
  const ruleOf = (replaced: SheetRows): Line["rule"] => {
    const branch = sound(replaced).templates[0]!.children[0] as Branch;
    return (branch.children[0] as Line).rule;
  };

  test.each<[string, Record<string, string | number | ReturnType<typeof shown>>, object]>([
    [
      "three anchors with its defaults",
      { 规则类型: "三点线性" },
      { kind: "threeAnchors", floorScore: decimal(60), targetScore: decimal(100), stretchScore: decimal(120), belowFloor: "zero" },
    ],
    [
      "three anchors with its own",
      { 规则类型: "三锚点", 保底得分: shown(0.5), 挑战得分: "110分", 低于保底: "按线延伸" },
      { kind: "threeAnchors", floorScore: decimal(50), targetScore: decimal(100), stretchScore: decimal(110), belowFloor: "line" },
    ],
    ["a ratio", { 规则类型: "完成率" }, { kind: "ratio", form: "direct", cap: null, floorCap: decimal(0) }],
    [
      "a ratio with a cap and no lowest score",
      { 规则类型: "Ratio", 公式形式: "镜像", 封顶得分: 120, 最低得分: "无" },
      { kind: "ratio", form: "mirrored", cap: decimal(120), floorCap: null },
    ],
    [
      "a clamped range",
      { 规则类型: "区间" },
      {
        kind: "clampedRange",
        scale: "linear",
        worstScore: decimal(0),
        bestScore: decimal(100),
        beyondWorst: "held",
        beyondBest: "held",
        reversed: "hold",
        cap: null,
        floorCap: null,
      },
    ],
    [
      "a clamped range on a logarithmic scale",
      { 规则类型: "区间", 刻度: "对数", 最差值得分: 1, 优于最优值: "不封顶", 差于最差值: "On down the line" },
      {
        kind: "clampedRange",
        scale: "log",
        worstScore: decimal(1),
        bestScore: decimal(100),
        beyondWorst: "line",
        beyondBest: "line",
        reversed: "hold",
        cap: null,
        floorCap: null,
      },
    ],
    [
      "closest to target",
      { 规则类型: "最接近目标", 容差: 5, 上侧容差: 20, 容差口径: "目标的百分之" },
      { kind: "closestToTarget", tolerance: decimal(5), toleranceAbove: decimal(20), toleranceMeans: "percentOfTarget" },
    ],
    [
      "closest to target without a tolerance, which each of its lines will say",
      { 规则类型: "目标区间" },
      { kind: "closestToTarget", tolerance: null, toleranceAbove: null, toleranceMeans: "units" },
    ],
    [
      "a score in steps under any rule",
      { 规则类型: "达标制", 得分取整: 10, 取整方式: "舍去" },
      { kind: "passFail", passScore: decimal(100), failScore: decimal(0), rounding: { step: decimal(10), way: "down" } },
    ],
    [
      "a score in steps, to the nearest unless said otherwise",
      { 规则类型: "直接给分", 得分取整: "0.5" },
      { kind: "given", rounding: { step: decimal("0.5"), way: "half" } },
    ],
    [
      "per unit",
      { 规则类型: "每低扣分", 每档: shown(0.01), 每档口径: "目标的百分之", 计档方式: "满一档才算", 每档扣分: 2, 每档加分: 0.5, 封顶得分: "不封顶" },
      {
        kind: "perUnit",
        base: decimal(100),
        step: decimal(1),
        stepMeans: "percentOfTarget",
        counting: "floor",
        perStep: decimal(2),
        perStepUp: decimal("0.5"),
        cap: null,
        floorCap: decimal(0),
      },
    ],
    ["events", { 规则类型: "服务事件", 每档扣分: 30 }, { kind: "events", base: decimal(100), perStep: decimal(30), floorCap: decimal(0) }],
    ["a rank", { 规则类型: "排名", 并列名次: "RANK.AVG" }, { kind: "rank", ties: "average", rankTotal: null, edge: "from", bands: [] }],
    ["weighted events", { 规则类型: "分级事件", 最低得分: "无" }, { kind: "weightedEvents", floorCap: null }],
    ["pass or fail", { 规则类型: "达标制", 不达标得分: 40 }, { kind: "passFail", passScore: decimal(100), failScore: decimal(40) }],
    ["given points", { 规则类型: "直接给分" }, { kind: "given" }],
  ])("reads %s", (_what, cells, expected) => {
    const { sources, ...found } = ruleOf(used([rule({ 编码: "R", 规则名称: "我的规则", ...cells })]));
    expect(found).toEqual({ code: "R", name: "我的规则", rounding: null, ...expected });
    expect(Object.keys(sources!)).toEqual(expect.arrayContaining(Object.keys(expected).filter((key) => !["kind", "rounding", "bands"].includes(key))));
  });

  it("remembers where a parameter stands", () => {
    const { sources } = ruleOf(used([rule({ 编码: "R", 规则类型: "达标制", 不达标得分: 40 })]));
    expect(sources).toEqual({ passScore: { sheet: "计分规则", cell: "T2" }, failScore: { sheet: "计分规则", cell: "U2" } });
  });

  it("reads a table of places, one place alone among them, without a gap between one place and the next", () => {
    const rows = (last: Rows[number]): SheetRows => ({
      档位: [["计分规则", "下限", "上限", "得分"], ["R", 4, 10, 80], ["R", 1, 1, 120], ["R", 2, 3, 100], last],
    });
    const places = (more: Record<string, string | number>, last: Rows[number]): SheetRows => used([rule({ 编码: "R", 规则类型: "排名", ...more })], rows(last));
    expect(ruleOf(places({ 总数: 31 }, ["R", 10, 31, 60]))).toMatchObject({ kind: "rank", rankTotal: decimal(31), bands: { length: 4 } });
    expect(read(places({}, ["R", 12, 31, 60])).said).toEqual(["bandsGap 档位!B5"]);
    expect(read(places({ 并列名次: "并列取平均" }, ["R", 11, 31, 60])).said).toEqual(["bandsGap 档位!B4", "bandsGap 档位!B2", "bandsGap 档位!B5"]);
    expect(read(places({}, ["R", 9, 31, 60])).said).toEqual(["bandsOverlap 档位!B5"]);
    expect(read(places({}, ["R", 11, 10, 60])).said).toEqual(["bandReversed 档位!B5"]);
  });

  it("reads bands in rising order, open at both ends", () => {
    const found = ruleOf(
      used([rule({ 编码: "R", 规则类型: "档位", 边界归属: "上限" })], {
        档位: [
          ["计分规则", "下限", "上限", "得分"],
          ["R", 90, null, 120],
          ["R", null, 60, 0],
          ["R", 60, "90", "80分"],
        ],
      }),
    );
    expect(found).toMatchObject({ kind: "bands", edge: "to" });
    expect(JSON.stringify(found)).toContain(
      '"bands":[{"from":null,"to":"60","score":"0"},{"from":"60","to":"90","score":"80"},{"from":"90","to":null,"score":"120"}]',
    );
  });

  test.each<[string, Rows, Rows | null, string[]]>([
    ["an unknown kind", [rule({ 编码: "R", 规则类型: "随便" })], null, ["notAChoice 计分规则!C2"]],
    ["a number that is none", [rule({ 编码: "R", 规则类型: "完成率", 封顶得分: "高" })], null, ["notANumber 计分规则!Q2"]],
    ["无 where a number has to be", [rule({ 编码: "R", 规则类型: "三点线性", 目标得分: "无" })], null, ["notANumber 计分规则!E2"]],
    ["a parameter of another kind", [rule({ 编码: "R", 规则类型: "完成率", 每档: 1 })], null, ["parameterUnused 计分规则!L2"]],
    ["a step of nought", [rule({ 编码: "R", 规则类型: "每低扣分", 每档: 0 })], null, ["stepZero 计分规则!L2"]],
    ["a step backwards", [rule({ 编码: "R", 规则类型: "每低扣分", 每档: -1 })], null, ["outOfRange 计分规则!L2"]],
    ["a floor above the target", [rule({ 编码: "R", 规则类型: "三点线性", 保底得分: 101 })], null, ["outOfRange 计分规则!E2"]],
    ["a cap below the lowest score", [rule({ 编码: "R", 规则类型: "完成率", 封顶得分: 50, 最低得分: 60 })], null, ["outOfRange 计分规则!Q2"]],
    ["a best value that earns no more than the worst", [rule({ 编码: "R", 规则类型: "区间", 最差值得分: 100 })], null, ["outOfRange 计分规则!X2"]],
    ["a tolerance backwards", [rule({ 编码: "R", 规则类型: "最接近目标", 容差: -1 })], null, ["outOfRange 计分规则!AA2"]],
    ["a lowest score above full", [rule({ 编码: "R", 规则类型: "分级事件", 最低得分: 101 })], null, ["outOfRange 计分规则!R2"]],
    ["a number of ranked that is none", [rule({ 编码: "R", 规则类型: "排名", 总数: 2.5 })], null, ["outOfRange 计分规则!AE2"]],
    ["a score in steps of nought", [rule({ 编码: "R", 规则类型: "区间", 得分取整: 0 })], null, ["outOfRange 计分规则!AF2"]],
    ["a way of rounding without a step", [rule({ 编码: "R", 规则类型: "区间", 取整方式: "进位" })], null, ["parameterUnused 计分规则!AG2"]],
    ["a rule twice", [rule({ 编码: "R", 规则类型: "完成率" }), rule({ 编码: "r", 规则类型: "完成率" })], null, ["duplicateCode 计分规则!A3"]],
    ["no bands", [rule({ 编码: "R", 规则类型: "档位" })], null, ["bandsMissing 计分规则!A2"]],
    [
      "a gap",
      [rule({ 编码: "R", 规则类型: "档位" })],
      [
        ["R", 0, 60, 0],
        ["R", 70, null, 100],
      ],
      ["bandsGap 档位!B3"],
    ],
    [
      "an overlap",
      [rule({ 编码: "R", 规则类型: "档位" })],
      [
        ["R", 0, 60, 0],
        ["R", 50, null, 100],
      ],
      ["bandsOverlap 档位!B3"],
    ],
    [
      "an open end in the middle",
      [rule({ 编码: "R", 规则类型: "档位" })],
      [
        ["R", 0, null, 0],
        ["R", 60, null, 100],
      ],
      ["bandsOverlap 档位!B3"],
    ],
    ["a band upside down", [rule({ 编码: "R", 规则类型: "档位" })], [["R", 60, 0, 0]], ["bandReversed 档位!B2"]],
    [
      "a band without a score",
      [rule({ 编码: "R", 规则类型: "档位" })],
      [
        ["R", 0, 60, 0],
        ["R", 60, null, null],
      ],
      ["cellBlank 档位!D3"],
    ],
    ["bands of a rule that has none", [rule({ 编码: "R", 规则类型: "完成率" })], [["R", 0, 60, 0]], ["parameterUnused 档位!A2"]],
    ["bands of nobody", [rule({ 编码: "R", 规则类型: "完成率" })], [["Q", 0, 60, 0]], ["unknownReference 档位!A2"]],
  ])("says %s", (_what, rules, bands, expected) => {
    expect(read(used(rules, bands ? { 档位: [["计分规则", "下限", "上限", "得分"], ...bands] } : {})).said).toEqual(expected);
  });

  it("reads points in rising order, and what is beyond the worst of them", () => {
    const found = ruleOf(
      used([rule({ 编码: "R", 规则类型: "分段线性", 差于最差值: "归零" })], {
        档位: [
          ["计分规则", "下限", "上限", "得分"],
          ["R", 9.6, null, "80分"],
          ["R", "-8.5", "/", shown(0.2)],
          ["R", 13, null, 100],
        ],
      }),
    );
    expect(found).toMatchObject({ kind: "piecewise", beyondWorst: "zero" });
    expect(JSON.stringify(found)).toContain('"points":[{"at":"-8.5","score":"20"},{"at":"9.6","score":"80"},{"at":"13","score":"100"}]');
    expect(
      ruleOf(
        used([rule({ 编码: "R", 规则类型: "分段线性" })], {
          档位: [
            ["计分规则", "下限", "上限", "得分"],
            ["R", 1, null, 50],
            ["R", 2, null, 60],
          ],
        }),
      ),
    ).toMatchObject({ beyondWorst: "held" });
  });

  test.each<[string, Rows, string[]]>([
    ["no point at all", [], ["pointsMissing 计分规则!A2"]],
    ["one point alone", [["R", 9.6, null, 80]], ["pointsMissing 计分规则!A2"]],
    [
      "a point with an end",
      [
        ["R", 6.2, 9.6, 60],
        ["R", 9.6, null, 80],
        ["R", 13, null, 100],
      ],
      ["pointHasEnd 档位!C2"],
    ],
    [
      "two points at one figure",
      [
        ["R", 6.2, null, 60],
        ["R", 13, null, 100],
        ["R", "6.20", null, 70],
      ],
      ["pointTwice 档位!B4"],
    ],
    [
      "a point without a figure",
      [
        ["R", 6.2, null, 60],
        ["R", null, null, 80],
        ["R", "无", null, 90],
        ["R", 13, null, 100],
      ],
      ["cellBlank 档位!B3", "cellBlank 档位!B4"],
    ],
    [
      "a figure or an end that is none",
      [
        ["R", 6.2, null, 60],
        ["R", "较高", null, 80],
        ["R", 13, "以上", 100],
        ["R", 14, null, 110],
      ],
      ["notANumber 档位!B3", "notANumber 档位!C4"],
    ],
    [
      "coefficients for scores",
      [
        ["R", 6.2, null, 0.6],
        ["R", 9.6, null, 0.8],
        ["R", 13, null, 1],
      ],
      ["scoresAsShares 计分规则!A2"],
    ],
  ])("says %s of a bent line", (_what, points, expected) => {
    expect(read(used([rule({ 编码: "R", 规则类型: "分段线性" })], { 档位: [["计分规则", "下限", "上限", "得分"], ...points] })).said).toEqual(expected);
  });

  it("takes no word for what is beyond the worst that the kind of rule has no use for", () => {
    const points: Rows = [
      ["计分规则", "下限", "上限", "得分"],
      ["R", 1, null, 0],
      ["R", 2, null, 100],
    ];
    const { findings } = read(used([rule({ 编码: "R", 规则类型: "分段线性", 差于最差值: "按线延伸" })], { 档位: points }));
    expect(findings).toMatchObject([{ code: "notAChoice", details: { found: "按线延伸", choices: "beyondWorst", only: ["held", "zero"] } }]);
    expect(read(used([rule({ 编码: "R", 规则类型: "区间", 差于最差值: "归零" })])).findings).toMatchObject([
      { code: "notAChoice", details: { only: ["held", "line"] } },
    ]);
    expect(
      read(
        used([rule({ 编码: "R", 规则类型: "档位" })], {
          档位: [
            ["计分规则", "下限", "上限", "得分"],
            ["R", 0, 1, 0],
            ["R", 1, 2, 1],
          ],
        }),
      ).said,
    ).toEqual(["scoresAsShares 计分规则!A2"]);
  });

  it("says bands that are named by their kind alone, and rules that are unknown", () => {
    expect(read(treeWith({ A1: ["BR", "A1", "A", "客户满意度", shown(1), "CSAT", "档位"] })).said).toEqual(["bandsMissing 权重树!G3"]);
    expect(read(treeWith({ A1: ["BR", "A1", "A", "客户满意度", shown(1), "CSAT", "分段线性"] })).said).toEqual(["pointsMissing 权重树!G3"]);
    const { findings } = read(used([rule({ 编码: "R1", 规则类型: "完成率" }), rule({ 编码: "R2", 规则类型: "达标制" })]));
    expect(findings).toMatchObject([{ code: "ruleUnknown", source: { sheet: "权重树", cell: "G3" }, details: { found: "R", known: "R1、R2" } }]);
  });

  it("takes the rules' own table before a kind's words", () => {
    const found = ruleOf(
      used([rule({ 编码: "R", 规则名称: "完成率", 规则类型: "达标制" })], treeWith({ A1: ["BR", "A1", "A", "客户满意度", shown(1), "CSAT", "完成率"] })),
    );
    expect(found).toMatchObject({ kind: "passFail", code: "R" });
  });
});

describe("targets and bindings", () => {
  const HEADS = ["指标", "考核表", "权重树行", "部门", "期间", "保底值", "目标值", "挑战值", "最差值", "最优值", "满值"];
  const targets = (...rows: Rows): SheetRows => ({ 目标: [HEADS, ...rows] });

  it("reads the scope of a row", () => {
    const scheme = sound(
      targets(
        ["客户满意度", null, null, null, null, 75, 85],
        ["CSAT", "BR", "A1", "太原", "2026Q3", 76, 86],
        ["投诉处理解决及时率", null, null, "DT", "上半年", shown(0.85), shown(0.95)],
        [null, "BR", "B2", null, null, null, 3],
      ),
    );
    expect(
      scheme.targets.map(({ indicator, template, line, department, period }) => [
        indicator,
        template,
        line,
        department,
        period && `${period.year}${period.kind}${period.number}`,
      ]),
    ).toEqual([
      ["CSAT", null, null, null, null],
      ["CSAT", "BR", "A1", "TY", "2026quarter3"],
      ["CTIME", null, null, "DT", "2026halfYear1"],
      ["CRATE", "BR", "B2", null, null],
    ]);
    expect(scheme.targets.every(({ fromSheet }) => !fromSheet)).toBe(true);
  });

  test.each<[string, Rows, string[]]>([
    [
      "the same twice, differing",
      [
        ["CSAT", null, null, null, null, 75, 85],
        ["客户满意度", null, null, null, null, null, 86],
      ],
      ["targetTwice 目标!G3"],
    ],
    [
      "a line with and without its indicator",
      [
        ["CRATE", null, "B2", null, null, null, 3],
        [null, null, "B2", null, null, null, 4],
      ],
      ["targetTwice 目标!G3"],
    ],
    ["an unknown indicator", [["X", null, null, null, null, null, 85]], ["unknownReference 目标!A2"]],
    ["an unknown line", [["CSAT", null, "Z9", null, null, null, 85]], ["unknownReference 目标!C2"]],
    ["an unknown department", [["CSAT", null, null, "火星", null, null, 85]], ["unknownReference 目标!D2"]],
    ["an unknown template", [["CSAT", "XX", null, null, null, null, 85]], ["unknownReference 目标!B2"]],
    ["a period that is none", [["CSAT", null, null, null, "不久", null, 85]], ["notAPeriod 目标!E2"]],
    ["neither indicator nor line", [[null, null, null, "太原", null, null, 85]], ["cellBlank 目标!A2"]],
    ["a line that measures something else", [["CSAT", null, "B2", null, null, null, 85]], ["targetMatchesNothing 目标!A2"]],
    ["no anchor at all", [["CSAT", null, null, "太原"]], ["targetEmpty 目标!A2"]],
    ["words for a number", [["CSAT", null, null, null, null, null, "待定"]], ["notANumber 目标!G2"]],
    ["a unit that does not convert", [["CSAT", null, null, null, null, null, shown(0.85)]], ["unitMismatch 目标!G2"]],
    ["a fraction without a format", [["CTIME", null, null, null, null, null, 0.95]], ["percentWithoutFormat 目标!G2"]],
    ["a comparison against the direction", [["CRATE", null, null, null, null, null, "≥3"]], ["figureParsed 目标!G2", "targetAgainstDirection 目标!G2"]],
  ])("says %s", (_what, rows, expected) => {
    expect(expect.arrayContaining(read(targets(...rows)).said)).toEqual(expected);
  });

  it("warns where the same is said twice, and stops where it differs", () => {
    const severities = (second: number) =>
      read(targets(["CSAT", null, null, null, null, null, 85], ["CSAT", null, null, null, null, null, second])).findings.map(({ severity }) => severity);
    expect(severities(85)).toEqual(["warning"]);
    expect(severities(86)).toEqual(["error"]);
  });

  const bindings = (...rows: Rows): SheetRows => ({ 绑定: [["部门", "考核表", "权重树行", "指标"], ...rows] });

  it("binds a line to another indicator, whose targets then count", () => {
    const scheme = sound({
      ...bindings(["太原", "BR", "A1", "CTIME"]),
      ...targets(["CTIME", null, "A1", "太原", null, shown(0.8), shown(0.9)], [null, null, "A1", "TY", "2026Q3", null, shown(0.92)]),
    });
    expect(scheme.bindings).toMatchObject([{ department: "TY", template: "BR", line: "A1", indicator: "CTIME" }]);
    expect(scheme.targets[1]).toMatchObject({ indicator: "CTIME", anchors: { target: decimal(92) } });
  });

  test.each<[string, Rows, string[]]>([
    ["an unknown line", [["太原", "BR", "Z9", "CTIME"]], ["unknownReference 绑定!C2"]],
    ["a branch, which measures nothing", [["太原", "BR", "A", "CTIME"]], ["unknownReference 绑定!C2"]],
    [
      "the same line twice",
      [
        ["太原", "BR", "A1", "CTIME"],
        ["TY", "BR", "a1", "CRATE"],
      ],
      ["duplicateCode 绑定!C3"],
    ],
    ["a blank cell", [["太原", "BR", "A1", null]], ["cellBlank 绑定!D2"]],
  ])("says a binding with %s", (_what, rows, expected) => {
    expect(read(bindings(...rows)).said).toEqual(expected);
  });
});
