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
  /** It holds figures and no part of the scheme: a sheet of that name with other headings is the user's own. */
  readonly holdsFigures?: true;
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
      shareWeight: { zh: "分摊权重", en: "Share weight", width: 10 },
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
      bonusCap: { zh: "加分上限", en: "Bonus cap", width: 10 },
      deductionCap: { zh: "减分上限", en: "Deduction cap", also: ["扣分上限"], width: 10 },
      minItems: { zh: "最少项数", en: "Minimum items", width: 10 },
      minCoverage: { zh: "最低覆盖率", en: "Minimum coverage", width: 11 },
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
      role: { zh: "性质", en: "Role", width: 8 },
      baseGroup: { zh: "基本分组", en: "Base-score group", width: 10 },
      baseScore: { zh: "基本分", en: "Base score", width: 9 },
      minItems: { zh: "最少项数", en: "Minimum items", width: 10 },
      minCoverage: { zh: "最低覆盖率", en: "Minimum coverage", width: 11 },
      scoreStep: { zh: "得分取整", en: "Round score to", width: 10 },
      scoreWay: { zh: "取整方式", en: "Rounding", width: 10 },
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
      scale: { zh: "刻度", en: "Scale", width: 8 },
      worstScore: { zh: "最差值得分", en: "Score at worst", width: 11 },
      bestScore: { zh: "最优值得分", en: "Score at best", width: 11 },
      beyondWorst: { zh: "差于最差值", en: "Beyond worst", width: 12 },
      beyondBest: { zh: "优于最优值", en: "Beyond best", width: 12 },
      reversed: { zh: "两端颠倒", en: "Ends reversed", width: 12 },
      tolerance: { zh: "容差", en: "Tolerance", width: 8 },
      toleranceAbove: { zh: "上侧容差", en: "Tolerance above", width: 10 },
      toleranceMeans: { zh: "容差口径", en: "Tolerance means", width: 12 },
      ties: { zh: "并列名次", en: "Ties", width: 12 },
      rankTotal: { zh: "总数", en: "Ranked among", width: 8 },
      scoreStep: { zh: "得分取整", en: "Round score to", width: 10 },
      scoreWay: { zh: "取整方式", en: "Rounding", width: 10 },
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
      upper: { zh: "目标上限", en: "Target up to", also: ["目标上限值"], width: 10 },
      method: { zh: "目标算法", en: "Method", also: ["算法"], width: 14 },
      basis: { zh: "参照", en: "Basis", also: ["参照对象", "Measured from"], width: 14 },
      basisPeriod: { zh: "参照期间", en: "Basis period", width: 10 },
      decimals: { zh: "小数位", en: "Decimals", width: 8 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  vetoes: {
    zh: "否决项",
    en: "Vetoes",
    table: "kpi_vetoes",
    columns: {
      code: { zh: "编码", en: "Code", also: ["否决编码", "代码"], required: true, width: 10 },
      name: { zh: "名称", en: "Name", also: ["否决项", "Veto"], width: 24 },
      template: { zh: "考核表", en: "Template", width: 10 },
      indicator: { zh: "指标", en: "Indicator", also: ["考核指标"], required: true, width: 16 },
      comparison: { zh: "条件", en: "Condition", required: true, width: 10 },
      limit: { zh: "界限", en: "Limit", also: ["阈值"], required: true, width: 10 },
      effect: { zh: "后果", en: "Effect", required: true, width: 12 },
      node: { zh: "权重树行", en: "Line", also: ["行编码", "对象"], width: 12 },
      value: { zh: "后果值", en: "Effect value", width: 10 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  grades: {
    zh: "等级",
    en: "Grades",
    table: "kpi_grades",
    columns: {
      name: { zh: "等级", en: "Grade", also: ["等级名称", "Name"], required: true, width: 10 },
      from: { zh: "得分率下限", en: "Rate from", required: true, width: 11 },
      coefficient: { zh: "系数", en: "Coefficient", also: ["绩效系数"], width: 9 },
      quota: { zh: "分布比例", en: "Quota", width: 10 },
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
  members: {
    zh: "成员",
    en: "Members",
    also: ["指标成员"],
    table: "kpi_members",
    columns: {
      indicator: { zh: "指标", en: "Indicator", also: ["指标名称", "考核指标"], required: true, width: 16 },
      code: { zh: "成员编码", en: "Member code", also: ["编码", "Code"], required: true, width: 10 },
      name: { zh: "成员名称", en: "Member name", also: ["成员", "名称", "Member", "Name"], required: true, width: 16 },
      weight: { zh: "权重", en: "Weight", width: 9 },
      aliases: { zh: "别名", en: "Aliases", also: ["Alias"], width: 30 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  derived: {
    zh: "派生指标",
    en: "Derived indicators",
    also: ["计算指标"],
    table: "kpi_derived",
    columns: {
      indicator: { zh: "指标", en: "Indicator", also: ["派生指标", "指标名称"], required: true, width: 16 },
      method: { zh: "算法", en: "Method", also: ["计算方法"], required: true, width: 12 },
      sources: { zh: "来源指标", en: "Sources", also: ["来源", "分子", "Source", "Numerator"], width: 22 },
      against: { zh: "对比指标", en: "Against", also: ["对比", "分母", "Denominator"], width: 18 },
      factors: { zh: "系数", en: "Factors", also: ["Factor"], width: 12 },
      base: { zh: "基期", en: "Base period", also: ["Base"], width: 10 },
      full: { zh: "满值", en: "Full mark", width: 10 },
      rivalBy: { zh: "对手口径", en: "Compared with", width: 12 },
      zeroBase: { zh: "分母为零", en: "Zero denominator", width: 12 },
      absentParts: { zh: "缺数成员", en: "Absent members", width: 12 },
      scaleFrom: { zh: "量表下限", en: "Scale from", width: 10 },
      scaleTo: { zh: "量表上限", en: "Scale to", width: 10 },
      leastAnswers: { zh: "最少份数", en: "Least answers", width: 10 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  checklist: {
    zh: "检查表",
    en: "Checklist",
    also: ["检查表明细"],
    table: "kpi_checklist",
    holdsFigures: true,
    columns: {
      department: { zh: "部门", en: "Department", also: ["部门名称"], required: true, width: 14 },
      period: { zh: "期间", en: "Period", also: ["考核周期"], width: 12 },
      indicator: { zh: "指标", en: "Indicator", also: ["指标名称", "考核指标"], required: true, width: 20 },
      item: { zh: "条目", en: "Item", also: ["检查内容", "检查项目"], required: true, width: 40 },
      state: { zh: "状态", en: "State", also: ["检查结果", "Result"], required: true, width: 14 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
  survey: {
    zh: "问卷",
    en: "Survey",
    also: ["问卷明细"],
    table: "kpi_survey",
    holdsFigures: true,
    columns: {
      department: { zh: "部门", en: "Department", also: ["部门名称"], required: true, width: 14 },
      period: { zh: "期间", en: "Period", also: ["考核周期"], width: 12 },
      indicator: { zh: "指标", en: "Indicator", also: ["指标名称", "考核指标"], required: true, width: 20 },
      item: { zh: "题目", en: "Question", also: ["问题", "Item"], required: true, width: 40 },
      score: { zh: "得分", en: "Score", also: ["平均得分", "Mean score"], required: true, width: 10 },
      answers: { zh: "份数", en: "Answers", also: ["样本数", "有效份数", "Responses"], required: true, width: 10 },
      note: { zh: "备注", en: "Note", also: ["说明", "Notes"], width: 34 },
    },
  },
} as const satisfies Record<string, SchemeSheet>;

export type SchemeSheetKey = keyof typeof SCHEME_SHEETS;

/** Sheets that hold figures, found by their names as the scheme's are. */
export type FigureSheetKey = "checklist" | "survey";

export function holdsFigures(key: SchemeSheetKey): key is FigureSheetKey {
  const sheet: SchemeSheet = SCHEME_SHEETS[key];
  return sheet.holdsFigures === true;
}

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
  forcedDistribution: { zh: "强制分布", en: "Forced distribution" },
  distributionFrom: { zh: "强制分布最小组", en: "Smallest group distributed" },
  radar: { zh: "雷达图", en: "Radar" },
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
  rollUp: {
    sum: ["求和", "Sum"],
    weightedMean: ["加权平均", "Weighted mean"],
    minimum: ["取最小", "Minimum"],
    maximum: ["取最优", "取最大", "Best of", "Maximum"],
    geometricMean: ["几何平均", "Geometric mean"],
  },
  role: { score: ["计分", "Score"], bonus: ["加分", "加分项", "Bonus"], deduct: ["减分", "减分项", "扣分项", "Deduct"] },
  scoreWay: { half: ["四舍五入", "Half up", "Nearest"], down: ["舍去", "Down"], up: ["进位", "Up"] },
  comparison: {
    atLeast: ["≥", ">=", "不低于", "At least"],
    above: [">", "＞", "高于", "Above"],
    atMost: ["≤", "<=", "不高于", "At most"],
    below: ["<", "＜", "低于", "Below"],
    equal: ["=", "＝", "等于", "Equal"],
  },
  effect: {
    lineZero: ["该行归零", "Line to 0"],
    branchZero: ["该分支归零", "Branch to 0"],
    totalZero: ["总分归零", "Total to 0"],
    totalCap: ["总分封顶", "Total capped"],
    gradeDown: ["降级", "Grade lowered"],
    gradeCap: ["等级最高为", "等级封顶", "Grade at most", "Grade capped"],
  },
  yesNo: { yes: ["是", "Yes"], no: ["否", "No"] },
  ruleKind: {
    threeAnchors: ["三点线性", "三锚点", "Three anchors"],
    ratio: ["完成率", "Ratio"],
    deduction: ["扣分制", "Deduction"],
    clampedRange: ["区间", "Clamped range", "Range"],
    closestToTarget: ["最接近目标", "目标区间", "Closest to target"],
    bands: ["档位", "Bands"],
    piecewise: ["分段线性", "分段插值", "Piecewise linear"],
    perUnit: ["每档加扣分", "每低扣分", "Per unit"],
    rank: ["排名", "Rank"],
    events: ["服务事件", "事件扣分", "Events"],
    weightedEvents: ["分级事件", "Weighted events"],
    passFail: ["达标制", "Pass or fail"],
    given: ["直接给分", "Given points"],
  },
  belowFloor: { zero: ["归零", "Zero"], line: ["按线延伸", "On down the line"] },
  form: { direct: ["目标除以实际", "直接", "Direct"], mirrored: ["二减实际比目标", "镜像", "Mirrored"], signed: ["差额比目标绝对值", "差额", "Signed"] },
  reference: { target: ["目标", "Target"], zero: ["零", "Zero"], full: ["满值", "Full"] },
  stepMeans: { units: ["单位", "百分点", "Units"], percentOfTarget: ["目标的百分之", "Percent of target"] },
  counting: { exact: ["按比例", "Exact"], floor: ["满一档才算", "Whole steps only"], ceil: ["不足一档按一档", "Part of a step counts"] },
  edge: { from: ["下限", "From"], to: ["上限", "To"] },
  scale: { linear: ["线性", "Linear"], log: ["对数", "Logarithmic", "Log"] },
  reversed: { hold: ["暂不计分", "Hold the line"], step: ["按最差值分界", "Worst divides"] },
  toleranceMeans: { units: ["单位", "百分点", "Units"], percentOfTarget: ["目标的百分之", "Percent of target"] },
  ties: {
    equal: ["并列取前", "Best place", "RANK.EQ"],
    average: ["并列取平均", "Mean place", "RANK.AVG"],
    dense: ["并列不占位", "Dense"],
  },
  beyondWorst: { held: ["止于该得分", "Held there"], line: ["按线延伸", "On down the line"], zero: ["归零", "Zero"] },
  beyondBest: { held: ["封顶", "Held there"], line: ["不封顶", "按线延伸", "On up the line"] },
  targetMethod: {
    previousPlus: ["上期加", "Previous plus"],
    previousTimes: ["上期乘", "Previous times"],
    lastYearPlus: ["同期加", "Last year plus"],
    lastYearTimes: ["同期乘", "Last year times"],
    percentile: ["分位", "Percentile"],
    bestPlus: ["最优加", "最优", "Best plus", "Best"],
    worstPlus: ["最差加", "最差", "Worst plus", "Worst"],
    meanPlus: ["平均加", "平均", "Mean plus", "Mean", "Average"],
    deviations: ["平均加标准差", "标准差", "Deviations", "Mean plus deviations", "Standard deviations"],
    recentMeanPlus: ["前几期平均加", "前几期平均", "前期平均加", "前期平均", "Recent mean", "Recent mean plus"],
    recentMeanTimes: ["前几期平均乘", "前期平均乘", "Recent mean times"],
    betterRecentPlus: ["上期与前几期平均孰优加", "上期与前几期平均孰优", "孰优加", "孰优", "Better of recent", "Better of recent plus"],
    worseRecentPlus: ["上期与前几期平均孰差加", "上期与前几期平均孰差", "孰差加", "孰差", "Worse of recent", "Worse of recent plus"],
    competitorPlus: ["对手加", "Competitor plus"],
    closeGap: ["追赶", "Close the gap"],
    shareByWeight: ["按权重分摊", "Shared by weight"],
    shareByLastYear: ["按去年占比分摊", "Shared by last year"],
  },
  targetBasis: { best: ["最优", "Best"], competitor: ["竞争对手", "对手", "Competitor"], benchmark: ["标杆", "Benchmark"] },
  basisPeriod: {
    previous: ["上期", "Previous"],
    current: ["本期", "This period"],
    lastYear: ["去年同期", "同期", "Last year"],
  },
  policy: {
    reShare: ["重新分摊", "Re-share"],
    zero: ["计零分", "Zero"],
    full: ["计满分", "Full"],
    floorScore: ["计保底分", "Floor score"],
    carry: ["沿用上期", "Carry"],
    hold: ["暂缓", "Hold"],
  },
  method: {
    ratio: ["比率", "Ratio"],
    improvement: ["改善", "改善度", "改善值", "Improvement"],
    relativeImprovement: ["改善率", "改善幅度", "Relative improvement"],
    gapClosed: ["缺口缩小", "Gap closed"],
    lead: ["领先", "领先度", "Lead"],
    difference: ["差值", "Difference"],
    sum: ["合计", "Sum"],
    mean: ["平均", "Mean"],
    minimum: ["最小", "Minimum"],
    weightedSum: ["加权合计", "Weighted sum"],
    weightedMean: ["加权平均", "Weighted mean"],
    checklist: ["检查表", "Checklist"],
    survey: ["问卷", "Survey"],
  },
  base: { previous: ["上期", "Previous period"], lastYear: ["去年同期", "上年同期", "同期", "Same period last year"] },
  rivals: { competitor: ["竞争对手", "Competitor"], benchmark: ["标杆", "Benchmark"] },
  rivalBy: { best: ["最好", "Best"], mean: ["平均", "Mean"] },
  zeroBase: { hold: ["暂缓", "Hold"], notApplicable: ["不适用", "Not applicable"] },
  zeroGap: { hold: ["暂缓", "Hold"], notApplicable: ["不适用", "Not applicable"], byChange: ["按有无改善", "By change"] },
  absentParts: { asAbsent: ["整体缺数", "Absent as a whole"], leaveOut: ["剔除", "Leave out"] },
  itemState: { present: ["具备", "In place"], action: ["需采取行动", "Action needed"], notApplicable: ["不适用", "Not applicable"] },
  language: { zh: ["中文", "Chinese", "zh"], en: ["英文", "English", "en"] },
  decimalsNone: { none: ["不舍入", "None"] },
} as const satisfies Record<string, Record<string, readonly string[]>>;

/** The rows of the scheme's sheets as they are to be written: one record per row, cells by column key. A sheet that is left out is not written. */
export type SchemeTables = { readonly [K in UsualSheet]: SchemeRecords } & { readonly [K in Exclude<SchemeSheetKey, UsualSheet>]?: SchemeRecords };
type UsualSheet = "settings" | "departments" | "indicators" | "templates" | "tree" | "rules" | "bands" | "targets" | "bindings";
export type SchemeRecords = readonly Readonly<Record<string, string | number | null>>[];
