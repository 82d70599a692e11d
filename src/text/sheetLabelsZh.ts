/** The words on generated sheets, in Chinese. */
import { SERIES_NAMES } from "./findingNames";
import type { Decimal } from "../kpi/decimal";
import type { NoPromise } from "../kpi/nextPoint";
import { type Period, type PeriodKind } from "../kpi/period";
import type { Policy } from "../kpi/scheme";
import type { BeforeLabels, CardMessage, SheetLabels, StateLabel } from "../sheets/labels";
import { derivation } from "./derivationZh";
import { gradeGapZh } from "./gradeGapZh";
import { targetsZh } from "./targetsZh";

const BEFORE: Readonly<Record<PeriodKind, BeforeLabels>> = {
  month: { last: "上月", change: "较上月", caption: "较上月", against: "较上月", place: "上月名次" },
  quarter: { last: "上季", change: "较上季", caption: "较上季", against: "较上季", place: "上季名次" },
  halfYear: { last: "上期", change: "较上期", caption: "较上个半年", against: "较上个半年", place: "上期名次" },
  year: { last: "上年", change: "较上年", caption: "较上年", against: "较上年", place: "上年名次" },
};

function period({ kind, year, number }: Period): string {
  switch (kind) {
    case "month":
      return `${year} 年 ${number} 月`;
    case "quarter":
      return `${year} 年第 ${number} 季度`;
    case "halfYear":
      return `${year} 年${number === 1 ? "上" : "下"}半年`;
    case "year":
      return `${year} 年度`;
  }
}

/** 为什么不说这一行再好能得多少分。 */
function closedReason(why: NoPromise): string {
  switch (why.kind) {
    case "held":
      return why.why === "scheme" ? "目标或规则有问题" : `${sheetLabels.states[why.why].word}，先报数`;
    case "leftOut":
      return "不计分";
    case "noFigure":
      return `${sheetLabels.states[why.why].word}，报了才算得出`;
    case "rank":
      return "按排名，取决于其他单位";
    case "computed":
      return `由${why.from.join("、")}算出`;
    case "targetMoves":
      return "目标会跟着变";
  }
}

function cardMessage(facts: CardMessage): string {
  const total = `${facts.complete ? "得" : "暂计"} ${facts.points} 分${facts.change === null ? "" : `，${facts.against} ${facts.change} 分`}`;
  const share = facts.shortShare === null ? "" : `，占全部失分的 ${facts.shortShare}`;
  const boards =
    facts.shortBoards > 0
      ? facts.shortLost === null
        ? `${facts.shortBoards} 块短木板${facts.mostLost ? `，失分最多的是“${facts.mostLost.name}”（${facts.mostLost.lost} 分）` : ""}`
        : `${facts.shortBoards} 块短木板共失 ${facts.shortLost} 分${share}`
      : facts.mostLost
        ? `没有短木板，失分最多的是“${facts.mostLost.name}”（${facts.mostLost.lost} 分）`
        : "没有短木板，也没有失分";
  const held = facts.held > 0 ? `；${facts.held} 项还不能计分，覆盖率 ${facts.coverage}` : "";
  return `${total}；${boards}${held}。`;
}

const states: SheetLabels["states"] = {
  missing: { sign: "□", word: "缺报" },
  notApplicable: { sign: "／", word: "不适用" },
  notDue: { sign: "…", word: "未到期" },
  unreadable: { sign: "×", word: "无法识别" },
  suppressed: { sign: "—", word: "样本不足" },
};

const listed = (labels: readonly StateLabel[]): string => labels.map(({ sign, word }) => `${word}（${sign}）`).join("、");

const cap = (words: string, value: { toFixed(): string } | null): string => (value === null ? "" : `，${words} ${value.toFixed()}%`);

const ROLL_UPS = {
  weightedMean: "按权重取下级得分率的平均",
  minimum: "取下级中最低的得分率",
  maximum: "取下级中最高的得分率",
  geometricMean: "按权重取下级得分率的几何平均，有一项为 0 即为 0",
};

const POLICY_WORDS: Readonly<Record<Policy, string>> = {
  reShare: "分摊",
  zero: "计零分",
  full: "计满分",
  floorScore: "计保底分",
  carry: "沿用旧值",
  hold: "暂缓",
};

export const sheetLabels: SheetLabels = {
  language: "zh",
  tabs: { summary: "汇总", shortBoards: "短木板清单", data: "数据", check: "核对", cardSuffix: "计分卡" },
  dot: " · ",
  dash: "–",
  colon: "：",
  comma: "、",
  gap: "",
  period,
  computedTargets: targetsZh(period),
  before: (kind) => BEFORE[kind],
  pages: "第 &P 页，共 &N 页",
  schemeVersion: (version) => `方案 ${version}`,
  checkCode: (code) => `校验码 ${code}`,
  fullPointsOf: (points) => `满分 ${points} 分`,
  ownedBy: (owner) => `责任人 ${owner}`,
  backToSummary: "← 汇总",
  goToSummary: "回到汇总",
  goToCard: (name) => `打开 ${name} 的计分卡`,
  goToSource: (sheet, cell) => `到“${sheet}”的 ${cell}`,

  states,
  notScored: { sign: "×", word: "无法计分" },
  withoutQuorum: { sign: "—", word: "数据不足" },
  outranked: { sign: "·", word: "取另一项" },
  vetoed: { sign: "■", word: "否决归零" },
  roles: { bonus: { sign: "＋", word: "加分项" }, deduct: { sign: "－", word: "减分项" } },
  shortBoard: { sign: "▼", word: "短木板" },
  amongMostLost: { sign: "●", word: "失分居前" },
  underTarget: "未达标",
  met: "达标",
  policyMark: (state, policy) => `（${state}，${POLICY_WORDS[policy]}）`,
  lowerIsBetter: "↓",

  card: {
    number: "序号",
    indicator: "指标",
    unit: "单位",
    weight: "权重",
    weightAsPoints: "分值",
    weightOrPoints: "权重",
    floor: "保底",
    target: "目标",
    stretch: "挑战",
    actual: "实际",
    againstTarget: "较目标",
    rate: "得分率",
    points: "得分",
    full: "满分",
    threshold: "阈值",
    state: "判定",
    standards: "标准",
    results: "完成情况（差值 + 为优）",
    pointsGroup: "得分",
    thresholdPrefix: "短木板 <",
    totalPoints: "合计得分",
    totalPointsSoFar: "合计得分（暂计）",
    rank: "组内排名",
    possible: "补齐后可能的总分",
    shortBoards: "短木板",
    coverage: "覆盖率",
    startPoints: "起始分",
    sumOfLines: "各指标得分合计",
    beforeVeto: "否决前得分",
    grade: {
      caption: "等级",
      text: (name, coefficient) => (coefficient === null ? name : `${name}（系数 ${coefficient}）`),
      byQuota: "按强制分布",
      lifted: "并列从优",
      lowered: (before) => `因否决，原为 ${before}`,
    },
    veto: {
      condition: (name, indicator, effect) => `否决 · ${name}${indicator === null ? "" : `（${indicator}）`} → ${effect}`,
      effect: (effect, node, value) => {
        switch (effect) {
          case "lineZero":
          case "branchZero":
            return `“${node ?? ""}”归零`;
          case "totalZero":
            return "总分归零";
          case "totalCap":
            return `总分不超过 ${value ?? ""} 分`;
          case "gradeDown":
            return `降 ${value ?? "1"} 级`;
          case "gradeCap":
            return `等级最高为“${value ?? ""}”`;
        }
      },
      struck: { sign: "■", word: "已触发" },
      passed: { sign: "○", word: "未触发" },
      undecided: { sign: "□", word: "无法判断" },
    },
    bonus: (cap) => (cap === null ? "加分项" : `加分项（最多加 ${cap} 分）`),
    deduction: (cap) => (cap === null ? "减分项" : `减分项（最多减 ${cap} 分）`),
    total: "总分",
    totalSoFar: "总分（暂计）",
    atFloor: (floor) => `总分（不低于 ${floor}）`,
    lowest: "补齐后总分最低",
    highest: "补齐后总分最高",
    policyPoints: "其中依缺数处理规则计入的分",
    covered: (coverage) => `覆盖 ${coverage}`,
    message: cardMessage,
    nothingApplies: "本期没有适用的指标，不计分。",
    shortSection: "短木板与失分",
    shortElsewhere: (sheet, count) => `短木板与失分最多的指标共 ${count} 项，列在“${sheet}”。`,
    noShortBoards: "没有低于阈值的指标，也没有失分。",
    next: {
      section: "下一分在哪里",
      step: "每改善",
      stepGain: "得分",
      ahead: "走到",
      figure: "数值",
      missing: "还差",
      gain: "可得分",
      most: "最多可得",
      caution: "小心",
      place: (place) => (place.kind === "anchor" ? derivation.anchor(place.anchor, "").trim() : place.kind === "band" ? "下一档" : "最高得分处"),
      cliff: (slip, figure, costs) => `再差 ${slip}（到 ${figure}）就失 ${costs} 分`,
      grade: gradeGapZh,
      none: "没有哪一行能靠自己再多得分。",
      closed: (name, why) => `${name}（${closedReason(why)}）`,
      notListed: (names, more) => `未列入：${names.join("、")}${more > 0 ? `等 ${names.length + more} 项` : ""}。`,
    },
    charts: {
      lostTitle: (most) => (most === null ? "失分构成（分）" : `失分构成（分），前 ${most} 项`),
      historyTitle: "历期得分率",
      radarTitle: "一级得分率雷达图",
      lostShort: "短木板",
      lostOther: "其他",
      earlier: "往期",
      now: "本期",
      radarFull: "100%",
      lostAlt: (card) => `${card}：各指标失分，由多到少，每行一条；数值在条形左侧，短木板标 ▼。`,
      historyAlt: (card) => `${card}：历期得分率柱形图，由早到晚，最后一柱为本期，柱上有数值；* 表示暂计。`,
      radarAlt: (card) => `${card}：价值树一级各支的得分率，外圈为 100%；数值在图左侧。`,
    },
    notesHead: "口径",
    signatures: ["绩效专员", "部门负责人", "审核", "日期"],
  },

  workings: {
    stays: "参与计分",
    base: "应考分值",
    measured: "实报分值",
    stated: "原定分值",
    kept: "留在卡内",
    place: "名次",
    total: "参与排名数",
    cap: "最高可得第几级",
    own: "本行得分率",
    rolled: "分支得分率",
    ranked: "参与排名",
  },

  shortBoards: {
    title: "短木板清单",
    sorting: "按失分从多到少",
    department: "部门",
    reason: "入选原因",
    lost: "失分",
    since: "起始",
    duty: "责任部门",
    trend: "趋势",
    total: "合计",
    below: (threshold) => `低于 ${threshold}`,
    topLost: (most) => `失分前 ${most}`,
    none: "本期没有短木板，也没有失分。",
    message: ({ below, mostLostOnly, lasting, lost, periodKind }) => {
      const span = periodKind === "month" ? "两个月" : periodKind === "quarter" ? "两季" : periodKind === "halfYear" ? "两个半年" : "两年";
      const since = lasting > 0 ? `；${lasting} 项已连续${span}以上` : "";
      return `${below} 项低于阈值（▼），另有 ${mostLostOnly} 项失分居本部门前列（●）${since}；共失 ${lost} 分。`;
    },
    notes: (mostLost) => [
      `入选：▼ 得分率低于阈值（等于阈值不算）；● 失分居本卡前 ${mostLost} 位，并列的都列出。较目标已按方向换算，负号表示不及目标；百分率之差为百分点。`,
      "趋势：↑ 较上期好转，→ 不变，↓ 变差，– 没有上期。起始：连续成为短木板的第一期。失分 = 满分减得分，扣分项为所扣的分。",
    ],
    rangeNote: "计分规则为“区间”的没有目标值，“目标”栏列最优值，不算较目标。",
  },

  summary: {
    title: (schemeName) => (schemeName === "" ? "绩效考核汇总" : `${schemeName} · 汇总`),
    cards: (departments, cards) => (departments === cards ? `${departments} 个部门` : `${departments} 个部门，${cards} 张计分卡`),
    place: "名次",
    department: "部门",
    shortBoards: "短木板",
    bar: "得分与满分",
    chart: "各卡得分与满分，每行一条",
    heat: "得分率，按价值树一级",
    meanRate: (group) => (group === null ? "平均得分率" : `${group}平均得分率`),
    pointsUnit: (against) => `${against}（百分点）`,
    spread: "首尾之差（百分点）",
    incomplete: "未收齐的卡",
    meanCoverage: "平均覆盖率",
    largestGroup: "最大组",
    message: ({ group, meanRate, change, against, spread, mostShort, incomplete }) => {
      const parts = [
        meanRate === null ? "还没有收齐的计分卡" : `${group ?? ""}平均得分率 ${meanRate}${change === null ? "" : `，${against} ${change} 个百分点`}`,
        ...(spread === null ? [] : [`首尾相差 ${spread} 个百分点`]),
        mostShort === null ? "没有短木板" : `短木板最多的是${mostShort.name}（${mostShort.count} 块）`,
        ...(incomplete > 0 ? [`${incomplete} 张卡未收齐，得分为暂计`] : []),
      ];
      return `${parts.join("；")}。`;
    },
    incompleteCard: (name, held, coverage) => `* ${name}：${held} 项还不能计分，得分为暂计，覆盖率 ${coverage}，暂不排名。`,
    moreIncomplete: (count) => `* 另有 ${count} 张卡未收齐，得分为暂计，暂不排名。`,
    notes: (change) => [
      `名次只在同一排名组内比较，按得分率；同率同名次。得分率 = 得分 ÷ 满分；${change}为得分率之差，单位是百分点。实心条为得分，空心框为满分。`,
      "热力图：底色越深得分率越低，低于阈值的有 ▼；– 表示该考核表没有这一支，／ 表示本期不适用。",
    ],
    branchesLeftOut: (count) => `另有 ${count} 个一级分支只在少数卡上，未列入热力图。`,
  },

  data: {
    title: "数据",
    note: "每个部门、指标行和期间一行：数值从哪里来、读成了什么。“单元格”一列可以点开来源",
    departmentCode: "部门编码",
    department: "部门",
    template: "考核表",
    lineCode: "行编码",
    line: "行",
    indicatorCode: "指标编码",
    indicator: "指标",
    period: "期间",
    unit: "单位",
    figure: "数值",
    state: "状态",
    sheet: "来源表",
    cell: "单元格",
    label: "来源处的名称",
    parsedFrom: "原文",
    follows: "取数方式",
    row: "行次",
    byLabel: "按名称",
    byCell: "按单元格",
    constant: "固定值",
    reported: "已报",
    computed: "按算式",
    worked: "已算出",
    beside: (indicator, series, named) => `${indicator}·${SERIES_NAMES[series].zh}${named === "" ? "" : ` ${named}`}`,
  },

  check: {
    title: "核对",
    note: "计分时的数与卡片上现在的数逐行对照",
    line: "行",
    actualThen: "计分时实际",
    actualNow: "现在实际",
    pointsThen: "计分得分",
    pointsDue: "现应得分",
    pointsNow: "卡片得分",
    difference: "差异",
    verdict: "核对结果",
    source: "来源",
    card: "卡片",
    where: "看哪里",
    counts: { rows: "比对行数", same: "一致", changed: "数据已改", follows: "随之变化", sources: "来源有问题", edited: "手工改动" },
    verdicts: {
      same: "一致",
      changed: "→ 数据已改",
      follows: "· 随之变化",
      label: "! 来源名称已变",
      blank: "□ 来源已空",
      unreadable: "× 来源无法识别",
      edited: "≠ 手工改动",
    },
    allSame: ({ cards, lines }) => `全部一致：${cards} 张卡片、${lines} 个指标行，卡片上的数就是计分时的数。`,
    onlyChanged: ({ lines, changed, follows }) =>
      `没有手工改动，来源都在（比对 ${lines} 个指标行）。计分后有 ${changed} 行数据已改，另有 ${follows} 行随之变化，这不是错误；重新计分后以新数为准。`,
    someWrong: ({ lines, wrong, edited, label, gone, changed }) =>
      `${wrong} 处不一致（比对 ${lines} 个指标行）：手工改动 ${edited}，来源名称已变 ${label}，来源已空或无法识别 ${gone}。另有数据已改 ${changed} 行。`,
    notes: ({ changed, follows, label, blank, unreadable, edited }) => [
      "计分得分：程序算出的数，不随表格变化。现应得分：按现在的数据和方案，用同一规则重算。卡片得分：卡片上的单元格。差异 = 卡片得分 - 计分得分。",
      `${changed}：来源、目标或权重在计分后改过，卡片已随之更新（数据表中的固定值要重新计分才变）。${follows}：本行没有改动，受别的行影响。`,
      `${label}：来源处已找不到计分时的名称。${blank}、${unreadable}：计分时有数，现在没有。`,
      `${edited}：卡片或数据表的单元格被直接改写，不再等于公式的结果；重新计分会恢复公式。`,
    ],
    workings: { actual: "实际", score: "分数", figure: "数据", scheme: "方案", edited: "改动", shown: "其他改动" },
    values: "卡片和汇总是按值写入的，没有公式可以核对。要核对，请不带“只写值”重新计分。",
  },
  notes: {
    rollUp: (rollUp, branch) => `汇总：${branch === null ? "总分" : `“${branch}”`}${ROLL_UPS[rollUp]}，不是相加。`,
    rounding: (decimals, threshold) => {
      const how =
        decimals === "none"
          ? "舍入：不舍入，单元格里是全部小数，只显示 4 位。"
          : `舍入：每行得分四舍五入到${decimals === 0 ? "整数" : ` ${decimals} 位小数`}；合计为所列得分之和，可逐行相加核对。`;
      return `${how}判定用显示的得分率，${threshold === null ? "等于阈值" : `等于 ${threshold}`}不算短木板。`;
    },
    direction: "↓ 表示越低越好；差值已按方向换算，正号总是更优。",
    policy: (labels, policy, carried) => {
      switch (policy) {
        case "hold":
          return `${listed(labels)}：暂不计分，满分保留，本卡标为“暂计”；补齐后重算。`;
        case "reShare":
          return `${listed(labels)}：不计分，其权重在同组其余指标间重新分摊。`;
        case "zero":
          return `${listed(labels)}：按方案计零分。`;
        case "full":
          return `${listed(labels)}：按方案计满分。`;
        case "floorScore":
          return `${listed(labels)}：按方案计保底分。`;
        case "carry":
          return carried ? `${listed(labels)}：沿用最近一次的实际值计分。` : `${listed(labels)}：没有可沿用的值，暂不计分，本卡标为“暂计”。`;
      }
    },
    fixed: (parts) => `以下为固定值，改动来源后要重新计分才更新：${parts.join("、")}。`,
    fixedSentence: "卡首的一句话",
    fixedList: "短木板和失分的名单、次序、起始期",
    fixedNext: "“下一分在哪里”",
    fixedHistory: "往期得分率",
    carriedFigure: (line) => `“${line}”沿用的数值`,
    pointsOf: (branch) => `“${branch}”的得分`,
    notScored: "无法计分（×）：目标缺失或有误，或实际值不合规则；本卡标为“暂计”，改好后重算。",
    scheme: (name, version, checkCode) => `${name === "" ? "" : `${name}，`}方案 ${version}，校验码 ${checkCode}。`,
  },

  derivation,

  roundedScore: ({ step, way }) => `得分按 ${step.toFixed()}% 的整数倍${{ half: "四舍五入", down: "舍去尾数", up: "进位" }[way]}。`,
  rules: {
    threeAnchors: {
      name: "三点线性",
      sentence: ({ floorScore, targetScore, stretchScore, belowFloor }) =>
        `保底值得 ${floorScore.toFixed()}%，目标值 ${targetScore.toFixed()}%，挑战值及以上 ${stretchScore.toFixed()}%，其间按直线计算；低于保底值${belowFloor === "zero" ? "得 0" : "沿同一直线降到 0"}。`,
    },
    ratio: {
      name: "完成率",
      sentence: ({ form, cap: most, floorCap }) => {
        const how =
          form === "signed" ? "1 加上与目标之差 ÷ |目标|" : `实际 ÷ 目标；越低越好的指标为${form === "mirrored" ? " 2 减去实际 ÷ 目标" : "目标 ÷ 实际"}`;
        return `得分率 = ${how}${cap("最高", most)}${cap("最低", floorCap)}。`;
      },
    },
    deduction: {
      name: "扣分制",
      sentence: ({ reference, maxLoss }) => {
        const by = { target: "|实际减目标| ÷ |目标|", zero: "实际 ÷ 目标", full: "（满值减实际）÷（满值减目标），满值列在“挑战”栏" }[reference];
        return `达到目标不扣；未达目标扣“分值 × 扣分比”，扣分比 = ${by}；${maxLoss === null ? "每行扣分不设上限" : `每行最多扣 ${maxLoss.toFixed()} 分`}。`;
      },
    },
    clampedRange: {
      name: "区间",
      sentence: ({ scale, worstScore, bestScore, beyondWorst, beyondBest, reversed, cap: most, floorCap }) => {
        const ends = `最差值（列在“保底”栏）得 ${worstScore.eq(0) ? "0" : `${worstScore.toFixed()}%`}，最优值（列在“挑战”栏）得 ${bestScore.toFixed()}%`;
        const beyond = { held: { held: "不超出两端", line: "最优值以外不封顶" }, line: { held: "最差值以外按线延伸", line: "两端以外都按线延伸" } }[
          beyondWorst
        ][beyondBest];
        return `${ends}，其间按${scale === "log" ? "数值的对数成" : ""}直线计算，${beyond}${reversed === "step" ? "；最差值不比最优值差时，优于最差值即得最优值的分，否则得最差值的分" : ""}${cap("最高", most)}${cap("最低", floorCap)}。`;
      },
    },
    closestToTarget: {
      name: "最接近目标",
      sentence: ({ tolerance, toleranceAbove, toleranceMeans }) => {
        const unit = (size: Decimal | null): string =>
          toleranceMeans === "units" ? `${size?.toFixed() ?? "？"} 个单位（% 指标为百分点）` : `目标的 ${size?.toFixed() ?? "？"}%`;
        const sides = toleranceAbove ? `低于目标 ${unit(tolerance)}、高于目标 ${unit(toleranceAbove)}` : `偏离目标 ${unit(tolerance)}`;
        return `恰为目标得 100%，有目标上限的（列在“挑战”栏）两者之间都得 100%；${sides}降到 0，其间按直线计算。`;
      },
    },
    bands: {
      name: "档位",
      sentence: ({ bands, edge }) => {
        const rows = bands.map(({ from, to, score }) => {
          const range =
            from === null ? (to === null ? "任何值" : `${to.toFixed()} 以下`) : to === null ? `${from.toFixed()} 以上` : `${from.toFixed()} 至 ${to.toFixed()}`;
          return `${range} ${score.toFixed()}%`;
        });
        return `${rows.join("，")}；恰在分界上的归${edge === "from" ? "较大" : "较小"}的一档。`;
      },
    },
    piecewise: {
      name: "分段线性",
      sentence: ({ points, beyondWorst }) => {
        const ends = beyondWorst === "zero" ? "差于最差的一点得 0，另一端以外得分不变" : "两端以外得分不变";
        return `${points.map(({ at, score }) => `${at.toFixed()} 得 ${score.toFixed()}%`).join("，")}，其间按直线计算；${ends}。`;
      },
    },
    perUnit: {
      name: "每档加扣分",
      sentence: ({ base, step, stepMeans, counting, perStep, perStepUp, cap: most, floorCap }) => {
        const unit = stepMeans === "units" ? `${step.toFixed()} 个单位（% 指标为百分点）` : `目标的 ${step.toFixed()}%`;
        const count = { exact: "不足一档按比例", floor: "不足一档不计", ceil: "不足一档按一档计" }[counting];
        const up = perStepUp.eq(0) ? "" : `，每好于目标一档加 ${perStepUp.toFixed()}%`;
        return `恰为目标得 ${base.toFixed()}%；每差于目标一档扣 ${perStep.toFixed()}%${up}；一档为${unit}，${count}${cap("最高", most)}${cap("最低", floorCap)}。`;
      },
    },
    rank: {
      name: "排名",
      sentence: ({ ties, rankTotal, bands, edge }) => {
        const among = rankTotal ? `实际值是 ${rankTotal.toFixed()} 个单位中的名次` : "在同一考核表、同一行有数的部门中排名次";
        const equal = rankTotal ? "" : { equal: "，并列的取靠前的名次", average: "，并列的取平均名次", dense: "，并列的同名次且不占后面的名次" }[ties];
        const rows = bands.map(({ from, to, score }) => {
          const places = from && to && from.eq(to) ? `第 ${from.toFixed()} 名` : `${from?.toFixed() ?? ""}～${to?.toFixed() ?? ""} 名`;
          return `${places} ${score.toFixed()}%`;
        });
        const shared = bands.some(({ to }, place) => to && bands[place + 1]?.from?.eq(to)) ? `，两档共有的名次归${edge === "from" ? "后" : "前"}一档` : "";
        const how = bands.length > 0 ? `${rows.join("，")}${shared}` : "得分率 =（总数 - 名次）÷（总数 - 1），只有一个时得 100%";
        return `${among}${equal}；${how}。`;
      },
    },
    events: {
      name: "服务事件",
      sentence: ({ base, perStep, floorCap }) => `没有事件得 ${base.toFixed()}%，每发生 1 件扣 ${perStep.toFixed()}%${cap("最低", floorCap)}。`,
    },
    weightedEvents: {
      name: "分级事件",
      sentence: ({ floorCap }) => `实际值是各级事件合计应扣的分数，得分 = 分值 - 应扣分${cap("最低", floorCap)}。`,
    },
    passFail: {
      name: "达标制",
      sentence: ({ passScore, failScore }) => `达标得 ${passScore.toFixed()}%，不达标得 ${failScore.toFixed()}%；恰好等于目标算达标。`,
    },
    given: { name: "直接给分", sentence: () => "来源表直接给出得分，不超过满分。" },
  },
};
