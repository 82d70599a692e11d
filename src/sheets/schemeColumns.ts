/**
 * The sheets that hold the scheme, and their columns: one truth for reading them, for writing templates and samples, and for docs/workbook.md.
 *
 * A heading is recognised in Chinese and in English, without regard to case, spaces, full- or half-width, or a unit in brackets behind it.
 */

export interface SchemeColumn {
  readonly zh: string;
  readonly en: string;
  /** Other headings under which the column is recognised. */
  readonly also?: readonly string[];
  /** The column must be there; the others may be left out altogether. */
  readonly required?: true;
  /** Width in characters when we write it. */
  readonly width: number;
}

export interface SchemeSheet {
  readonly zh: string;
  readonly en: string;
  readonly also?: readonly string[];
  /** Excel table that we write; any table or plain range is read. */
  readonly table: string;
  /** The workbook cannot be scored without it. */
  readonly required?: true;
  readonly columns: Readonly<Record<string, SchemeColumn>>;
}

export const SCHEME_SHEETS = {
  settings: {
    zh: "设置",
    en: "Settings",
    table: "kpi_settings",
    required: true,
    columns: {
      item: { zh: "设置项", en: "Setting", required: true, width: 26 },
      value: { zh: "值", en: "Value", required: true, width: 30 },
      note: { zh: "说明", en: "Note", also: ["备注", "Notes"], width: 60 },
    },
  },
  departments: {
    zh: "部门",
    en: "Departments",
    table: "kpi_departments",
    required: true,
    columns: {
      code: { zh: "编码", en: "Code", also: ["部门编码", "部门代码", "代码"], required: true, width: 10 },
      kind: { zh: "部门类别", en: "Kind", also: ["类别", "Department kind"], width: 14 },
      name: { zh: "部门名称", en: "Name", also: ["名称", "部门", "Department"], required: true, width: 22 },
      shortName: { zh: "简称", en: "Short name", width: 14 },
      owner: { zh: "负责人", en: "Owner", width: 16 },
      parent: { zh: "上级部门", en: "Parent", also: ["上级"], width: 12 },
      templates: { zh: "考核表", en: "Templates", also: ["Template", "Scorecard templates"], required: true, width: 18 },
      rankingGroup: { zh: "排名组", en: "Ranking group", width: 14 },
      sheet: { zh: "数据表", en: "Sheet", also: ["数据表名", "Indicator sheet"], width: 18 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 30 },
    },
  },
  indicators: {
    zh: "指标",
    en: "Indicators",
    table: "kpi_indicators",
    required: true,
    columns: {
      code: { zh: "编码", en: "Code", also: ["指标编码", "指标代码", "代码"], required: true, width: 10 },
      name: { zh: "指标名称", en: "Name", also: ["名称", "指标", "Indicator"], required: true, width: 28 },
      unit: { zh: "单位", en: "Unit", also: ["计量单位"], required: true, width: 9 },
      direction: { zh: "方向", en: "Direction", also: ["指标方向", "Better"], required: true, width: 12 },
      aliases: { zh: "别名", en: "Aliases", also: ["Alias"], width: 34 },
      definition: { zh: "指标定义", en: "Definition", also: ["定义", "计算公式"], width: 40 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 30 },
    },
  },
  templates: {
    zh: "考核表",
    en: "Templates",
    also: ["Scorecard templates"],
    table: "kpi_templates",
    required: true,
    columns: {
      code: { zh: "编码", en: "Code", also: ["考核表编码", "代码"], required: true, width: 10 },
      name: { zh: "考核表名称", en: "Name", also: ["名称", "考核表", "Template"], required: true, width: 26 },
      fullPoints: { zh: "满分", en: "Full points", also: ["分值"], required: true, width: 9 },
      startPoints: { zh: "起始分", en: "Start points", width: 9 },
      totalFloor: { zh: "总分下限", en: "Total floor", width: 10 },
      rollUp: { zh: "汇总方式", en: "Roll-up", also: ["Rollup"], width: 12 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 40 },
    },
  },
  tree: {
    zh: "权重树",
    en: "Weight tree",
    also: ["价值树", "满意度价值树", "Weights"],
    table: "kpi_tree",
    required: true,
    columns: {
      template: { zh: "考核表", en: "Template", required: true, width: 10 },
      code: { zh: "编码", en: "Code", also: ["行编码", "代码"], required: true, width: 10 },
      parent: { zh: "上级", en: "Parent", also: ["上级编码"], required: true, width: 10 },
      name: { zh: "名称", en: "Name", also: ["指标名称", "项目"], required: true, width: 28 },
      weight: { zh: "权重", en: "Weight", width: 9 },
      points: { zh: "分值", en: "Points", also: ["满分"], width: 9 },
      rollUp: { zh: "汇总方式", en: "Roll-up", also: ["Rollup"], width: 12 },
      indicator: { zh: "指标", en: "Indicator", also: ["考核指标"], required: true, width: 16 },
      rule: { zh: "计分规则", en: "Rule", also: ["评分标准", "规则", "Scoring rule"], required: true, width: 14 },
      threshold: { zh: "短木板阈值", en: "Threshold", also: ["Short-board threshold"], width: 12 },
      duty: { zh: "责任部门", en: "Duty department", also: ["Responsible"], width: 14 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 30 },
    },
  },
  rules: {
    zh: "计分规则",
    en: "Rules",
    also: ["Scoring rules"],
    table: "kpi_rules",
    columns: {
      code: { zh: "编码", en: "Code", also: ["规则编码", "代码"], required: true, width: 10 },
      name: { zh: "规则名称", en: "Name", also: ["名称"], width: 24 },
      kind: { zh: "规则类型", en: "Kind", also: ["类型", "Rule kind", "Type"], required: true, width: 14 },
      floorScore: { zh: "保底得分", en: "Floor score", width: 10 },
      targetScore: { zh: "目标得分", en: "Target score", width: 10 },
      stretchScore: { zh: "挑战得分", en: "Stretch score", width: 10 },
      belowFloor: { zh: "低于保底", en: "Below floor", width: 10 },
      form: { zh: "公式形式", en: "Form", width: 12 },
      reference: { zh: "扣分参照", en: "Reference", width: 10 },
      maxLoss: { zh: "最多扣分", en: "Maximum loss", width: 10 },
      base: { zh: "基准得分", en: "Base score", width: 10 },
      step: { zh: "每档", en: "Step", width: 8 },
      stepMeans: { zh: "每档口径", en: "Step means", width: 12 },
      counting: { zh: "计档方式", en: "Counting", width: 12 },
      perStep: { zh: "每档扣分", en: "Off per step", also: ["每件扣分", "Off per event"], width: 11 },
      perStepUp: { zh: "每档加分", en: "Added per step", width: 11 },
      cap: { zh: "封顶得分", en: "Cap", width: 10 },
      floorCap: { zh: "最低得分", en: "Lowest score", width: 10 },
      edge: { zh: "边界归属", en: "Edge belongs to", width: 12 },
      passScore: { zh: "达标得分", en: "Pass score", width: 10 },
      failScore: { zh: "不达标得分", en: "Fail score", width: 11 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  bands: {
    zh: "档位",
    en: "Bands",
    table: "kpi_bands",
    columns: {
      rule: { zh: "计分规则", en: "Rule", also: ["规则"], required: true, width: 12 },
      from: { zh: "下限", en: "From", also: ["起"], required: true, width: 10 },
      to: { zh: "上限", en: "To", also: ["止"], required: true, width: 10 },
      score: { zh: "得分", en: "Score", required: true, width: 10 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  targets: {
    zh: "目标",
    en: "Targets",
    table: "kpi_targets",
    columns: {
      indicator: { zh: "指标", en: "Indicator", also: ["指标名称", "考核指标"], required: true, width: 16 },
      template: { zh: "考核表", en: "Template", width: 10 },
      line: { zh: "权重树行", en: "Line", also: ["行编码"], width: 10 },
      department: { zh: "部门", en: "Department", width: 12 },
      period: { zh: "期间", en: "Period", also: ["考核周期"], width: 12 },
      floor: { zh: "保底值", en: "Floor", also: ["底线值", "基准值"], width: 10 },
      target: { zh: "目标值", en: "Target", also: ["考核目标", "KPI目标值"], width: 10 },
      stretch: { zh: "挑战值", en: "Stretch", width: 10 },
      worst: { zh: "最差值", en: "Worst", width: 10 },
      best: { zh: "最优值", en: "Best", width: 10 },
      full: { zh: "满值", en: "Full mark", width: 10 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  bindings: {
    zh: "绑定",
    en: "Bindings",
    also: ["指标绑定"],
    table: "kpi_bindings",
    columns: {
      department: { zh: "部门", en: "Department", required: true, width: 12 },
      template: { zh: "考核表", en: "Template", required: true, width: 10 },
      line: { zh: "权重树行", en: "Line", also: ["行编码"], required: true, width: 12 },
      indicator: { zh: "指标", en: "Indicator", also: ["考核指标"], required: true, width: 16 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
} as const satisfies Record<string, SchemeSheet>;

export type SchemeSheetKey = keyof typeof SCHEME_SHEETS;

/** The rows of the settings' table. */
export const SETTING_ITEMS = {
  company: { zh: "公司名称", en: "Company" },
  schemeName: { zh: "方案名称", en: "Scheme name" },
  version: { zh: "方案版本", en: "Scheme version" },
  period: { zh: "期间", en: "Period" },
  language: { zh: "语言", en: "Language" },
  threshold: { zh: "短木板阈值", en: "Short-board threshold" },
  mostLost: { zh: "失分最多取前", en: "Most points lost" },
  pointDecimals: { zh: "得分小数位", en: "Decimals of points" },
  rateDecimals: { zh: "得分率小数位", en: "Decimals of rates" },
  notApplicable: { zh: "不适用", en: "Not applicable" },
  notDue: { zh: "未到期", en: "Not due" },
  missing: { zh: "未报", en: "Missing" },
  unreadable: { zh: "无法识别", en: "Unreadable" },
  suppressed: { zh: "样本不足", en: "Sample too small" },
  policyFloorScore: { zh: "保底处理得分", en: "Policy floor score" },
  notice: { zh: "声明", en: "Notice" },
} as const;
export type SettingKey = keyof typeof SETTING_ITEMS;

/** Words that stand in the cells of the scheme's sheets for a choice; the first of each language is the one we write. */
export const CHOICES = {
  direction: { up: ["越高越好", "高", "正向", "Higher is better", "Up", "Higher"], down: ["越低越好", "低", "逆向", "Lower is better", "Down", "Lower"] },
  departmentKind: {
    branch: ["地市分公司", "City branch", "branch"],
    network: ["网络部", "网管中心", "Network", "network"],
    billing: ["计费中心", "Billing", "billing"],
    callCentre: ["呼叫中心", "Call centre", "Call center", "callCentre"],
    market: ["市场部", "Market", "market"],
    valueAdded: ["商务分公司", "Value-added", "valueAdded"],
  },
  rollUp: { sum: ["求和", "Sum"], weightedMean: ["加权平均", "Weighted mean"], minimum: ["取最小", "Minimum"] },
  ruleKind: {
    threeAnchors: ["三点线性", "三锚点", "Three anchors"],
    ratio: ["完成率", "Ratio"],
    deduction: ["扣分制", "Deduction"],
    clampedRange: ["区间", "Clamped range", "Range"],
    bands: ["档位", "Bands"],
    perUnit: ["每档加扣分", "每低扣分", "Per unit"],
    events: ["服务事件", "事件扣分", "Events"],
    passFail: ["达标制", "Pass or fail"],
    given: ["直接给分", "Given points"],
  },
  belowFloor: { zero: ["归零", "Zero"], line: ["按线延伸", "On down the line"] },
  form: { direct: ["目标除以实际", "直接", "Direct"], mirrored: ["二减实际比目标", "镜像", "Mirrored"], signed: ["差额比目标绝对值", "差额", "Signed"] },
  reference: { target: ["目标", "Target"], zero: ["零", "Zero"], full: ["满值", "Full"] },
  stepMeans: { units: ["单位", "百分点", "Units"], percentOfTarget: ["目标的百分之", "Percent of target"] },
  counting: { exact: ["按比例", "Exact"], floor: ["满一档才算", "Whole steps only"], ceil: ["不足一档按一档", "Part of a step counts"] },
  edge: { from: ["下限", "From"], to: ["上限", "To"] },
  policy: {
    reShare: ["重新分摊", "Re-share"],
    zero: ["计零分", "Zero"],
    full: ["计满分", "Full"],
    floorScore: ["计保底分", "Floor score"],
    carry: ["沿用上期", "Carry"],
    hold: ["暂缓", "Hold"],
  },
  language: { zh: ["中文", "Chinese", "zh"], en: ["英文", "English", "en"] },
  decimalsNone: { none: ["不舍入", "None"] },
} as const satisfies Record<string, Record<string, readonly string[]>>;

/** The rows of every scheme sheet as they are to be written: one record per row, cells by column key. */
export type SchemeTables = { readonly [K in SchemeSheetKey]: readonly Readonly<Record<string, string | number | null>>[] };
