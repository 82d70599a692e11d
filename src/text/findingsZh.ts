/** 每一种问题的说法：错在哪里，怎么办。位置由调用者写在前面。 */
import { type Period, periodKey } from "../kpi/period";
import type { LackingBasis } from "../kpi/target";
import { CHOICES, SETTING_ITEMS } from "../sheets/schemeColumns";
import {
  DOUBLED,
  REFERRED,
  SERIES_NAMES,
  anchorName,
  anchorsInWords,
  choicesInWords,
  cliffAdvice,
  columnName,
  endsAdvice,
  isOfBasisPeriod,
  requiredHeadings,
  settingName,
  sheetNames,
} from "./findingNames";
import type { Words } from "./words";

const column = (name: string): string => columnName(name, "zh");

/** What a computed target cannot do without. */
function lacking(what: LackingBasis["what"], whose: string, indicator: string, period: Period | null): string {
  const when = period === null ? "" : ` ${periodKey(period)} `;
  switch (what) {
    case "figure":
      return `缺${whose}${when}的“${indicator}”`;
    case "competitor":
    case "benchmark":
      return `缺${whose}${when}“${indicator}”的${SERIES_NAMES[what].zh}`;
    case "peers":
      return `没有一个部门有${when}的“${indicator}”`;
    case "weight":
      return indicator === "" ? `${whose}没有分摊权重` : `${whose}${when}的“${indicator}”小于 0，不能作权重`;
    case "weights":
      return indicator === "" ? "分摊权重合计为 0" : `各部门${when}的“${indicator}”合计为 0`;
  }
}

export const findings: Words["findings"] = {
  // 方案整体
  noSchemeSheets: ({ wanted }) => `工作簿里没有方案。方案至少要有这些工作表：${sheetNames(wanted, "zh")}；可以先新建一个方案模板。`,
  schemeSheetMissing: ({ wanted }) => `缺少工作表${sheetNames(wanted, "zh")}。补上这张表再计分。`,
  schemeSheetTwice: ({ first }) => `这张表与“${first}”是同一种方案表，不知道该用哪一张。只留一张，另一张改名。`,
  headerNotFound: ({ wanted }) => `找不到表头。表头行要有${requiredHeadings(wanted, "zh")}。`,
  columnMissing: ({ column: name }) => `缺少“${column(name)}”一列。在表头行补上。`,
  columnMisspelt: ({ found, meant }) =>
    `不认识“${found}”一列，又缺少“${column(meant)}”一列。如果是笔误，改成“${column(meant)}”；如果是自己加的列，另补上缺的一列。`,
  columnTwice: ({ column: name }) => `“${column(name)}”一列出现两次，不知道该用哪一列。只留一列。`,
  columnUnknown: ({ column: name }) => `不认识“${column(name)}”一列，没有读取。需要读取的话，改用说明里的列名。`,
  settingUnknown: ({ found }) => `没有“${found}”这个设置项，没有读取。核对设置项的写法。`,
  settingMissing: ({ setting }) => `没有填写“${settingName(setting, "zh")}”。在“设置”表里补上。`,

  // 方案各表的单元格
  cellBlank: ({ column: name }) => `“${column(name)}”没有填写。补上，或者删掉这一行。`,
  cellError: ({ column: name, found }) => `“${column(name)}”是错误值 ${found}。改正公式，或填入内容。`,
  parameterUnused: ({ column: name, found }) => `“${column(name)}”里的“${found}”在这一行用不上，没有采用。可以清空。`,
  notANumber: ({ column: name, found, required }) => `“${column(name)}”里的“${found}”不是数字。填数字${required ? "" : "，没有就留空"}。`,
  notAChoice: ({ column: name, found, choices, only }) =>
    only
      ? `这类规则的“${column(name)}”不能填“${found}”。可以填${choicesInWords(choices, "zh", only)}。`
      : `“${column(name)}”里没有“${found}”这个选项。可以填${choicesInWords(choices, "zh")}。`,
  notAPeriod: ({ found }) => `“${found}”不是期间。写成 2026Q3、2026-07、2026H1 或 2026。`,
  startPointsFull: ({ template, full }) =>
    `“${template}”的起始分 ${full} 等于满分，那么每一行都要用“扣分制”规则；“减分”行不算，它在满分之外。否则请改小起始分，或加一行占全部分值的“起评分”。`,
  outOfRange: ({ column: name, found, range }) => `“${column(name)}”为 ${found}，应为 ${range}。`,
  percentWithoutFormat: ({ found }) => `${found} 的单位是 %，却没有百分比格式，读作 ${found}%。要是想填百分之几十，请改成百分比格式或写上 %。`,

  // 引用
  duplicateCode: ({ what, found, first }) => `${DOUBLED[what].zh}“${found}”与 ${first} 重复。改掉其中一个。`,
  unknownReference: ({ what, found }) => `没有“${found}”这个${REFERRED[what].zh}。核对写法，或先在相应的表里加上它。`,
  bindingMatchesNothing: ({ department, template }) => `${department}不用考核表“${template}”，这一行绑定不起作用。改考核表，或删掉这一行。`,
  noDepartments: () => "一个部门也没有。至少填一行部门。",
  departmentWithoutTemplate: ({ department }) => `${department}没有考核表，不计分。要计分就填上考核表编码。`,
  templateUnused: ({ template }) => `没有部门使用考核表“${template}”。`,
  ruleUnknown: ({ found, known }) =>
    `没有“${found}”这条计分规则。可以填规则类型（${choicesInWords("ruleKind", "zh")}）${known === "" ? "" : `，或“计分规则”表里的编码：${known}`}。`,

  // 权重树
  treeEmpty: ({ template }) => `考核表“${template}”在权重树里一行也没有。在“权重树”表里补上。`,
  treeCycle: ({ path }) => `上级绕成了圈：${path}。改正其中一行的上级。`,
  treeTooDeep: ({ line, deepest }) => `“${line}”在第 ${deepest} 层以下，太深了。把上级改浅一些。`,
  treeOrphan: ({ line, parent }) => `“${line}”的上级“${parent}”不在同一张考核表的权重树里。核对上级编码；第一层留空。`,
  branchWithRule: ({ line }) => `“${line}”下面还有分项，自己不能有指标和计分规则。清空这两格，或去掉分项。`,
  lineWithoutIndicator: ({ line }) => `“${line}”没有填指标。填指标编码或名称；如果它是分组，给它加上分项。`,
  lineWithoutRule: ({ line }) => `“${line}”没有填计分规则。填规则编码，或填规则类型。`,
  weightsOffWhole: ({ parent, sum, whole, unit, none }) =>
    none
      ? `“${parent}”下没有一行占满分的 ${whole} 分：加分、减分行都在满分之外。加一行占全部分值的“起评分”，或把减分行改用“扣分制”规则。`
      : unit === "percent"
        ? `“${parent}”下的权重之和为 ${sum}%，应为 ${whole}%。改其中一个，或补上缺的行。`
        : `“${parent}”下的分值之和为 ${sum} 分，应为 ${whole} 分。改其中一个，或补上缺的行。`,
  weightsMixed: ({ parent }) => `“${parent}”下有的填权重，有的填分值。同一层只用一种。`,
  weightAndPointsDiffer: ({ line, weight, points, expected }) => `“${line}”权重 ${weight}% 合 ${expected} 分，分值却填了 ${points} 分。改正一个，或只留一个。`,
  weightMissing: ({ line }) => `“${line}”没有权重，也没有分值。补上一个。`,
  weightNotPositive: ({ line, found }) => `“${line}”的权重或分值为 ${found}，应大于 0。不考核的行请删掉。`,
  adjustmentDeducts: ({ line }) => `“${line}”是加减分项，不能再用扣分制规则。请换一种规则，或把“性质”改为“计分”。`,
  adjustmentInside: ({ line, parent }) => `“${line}”是加减分项，却放在“${parent}”的计分行之间。请放到第一层，或放进只有加减分项的分支。`,
  vetoNeedsNode: ({ veto, effect }) => `否决项“${veto}”的后果是“${CHOICES.effect[effect][0]}”，请在“权重树行”填写该行或该分支的编码。`,
  vetoNeedsValue: ({ veto, effect }) =>
    `否决项“${veto}”的后果是“${CHOICES.effect[effect][0]}”，请在“后果值”填写${effect === "gradeCap" ? "最高可得的等级，写“等级”表里的名称" : "封顶的分数"}。`,
  gradesOverlap: ({ grade, from }) =>
    `等级“${grade}”与另一个等级的得分率下限相同（${from === "" ? "空" : `${from}%`}）。每个等级的下限要不同，最低一级可以空着。`,
  gradeQuotasOffWhole: ({ sum }) => `各等级的分布比例合计 ${sum}%，强制分布要求正好 100%。`,
  deductionNeedsPoints: ({ line }) => `“${line}”是扣分项，要填分值（公式里的 W），不能填权重。`,

  // 规则和档位
  bandsMissing: ({ rule }) => `档位规则“${rule}”一档也没有。在“档位”表里补上。`,
  bandReversed: ({ rule }) => `“${rule}”的这一档下限不小于上限。把两个数对调或改正。`,
  bandsGap: ({ rule, from, to }) => `“${rule}”从 ${from} 到 ${to} 没有档位，落在中间的实际值不得分并暂缓。补上一档，或把两档接起来。`,
  bandsOverlap: ({ rule, from, to }) => `“${rule}”的档位重叠：前一档到 ${from || "无上限"}，这一档从 ${to || "无下限"} 起。把两档接起来。`,
  pointsMissing: ({ rule }) => `分段线性规则“${rule}”至少要有两个点。在“档位”表里每个点写一行：下限填数值，得分填该处的得分，上限空着。`,
  pointHasEnd: ({ rule, found }) => `“${rule}”是分段线性，“档位”表里一行是一个点，不是一段；这一行的上限却是 ${found}。清空上限，终点另写一行。`,
  pointTwice: ({ rule, at }) => `“${rule}”在 ${at} 处写了两个点，不知道按哪个得分。只留一个。`,
  scoresAsShares: ({ rule, highest }) => `“${rule}”的得分最高只有 ${highest}；得分以 100 为满分，标准系数 0.8 要写成 80 或 80%。核对得分。`,
  pointsAgainstDirection: ({ rule, line, direction }) =>
    `“${line}”的指标越${direction === "up" ? "高" : "低"}越好，而“${rule}”的点越${direction === "up" ? "高" : "低"}得分越少。核对各点的得分，或指标的方向。`,

  // 目标
  targetMissing: ({ department, line, anchor }) => `${department}“${line}”没有${anchorName(anchor, "zh")}，这一行暂缓。在“目标”表里补上。`,
  targetBasisMissing: ({ department, line, anchor, what, whose, indicator, period }) =>
    `${department}“${line}”的${anchorName(anchor, "zh")}算不出来：${lacking(what, whose, indicator, period)}。该行暂缓；请补上${isOfBasisPeriod(what) ? "，或改参照期间" : ""}，或直接填写${anchorName(anchor, "zh")}。`,
  anchorsOutOfOrder: ({ department, line, anchors, wanted, more }) =>
    `${department}${more ? `等 ${more + 1} 个部门` : ""}“${line}”的标准值顺序不对（${anchorsInWords(anchors, "zh")}），应为 ${anchorsInWords(wanted, "zh")}，这一行暂缓。${endsAdvice(anchors, wanted, "zh")}`,
  targetTwice: ({ anchor, first }) => `${anchorName(anchor, "zh")}与 ${first} 重复，范围相同，不知道该用哪一个。只留一个。`,
  targetMatchesNothing: ({ members }) =>
    members
      ? "没有一张考核卡用得上这一行目标：这个指标分成员考核，总指标的目标不用于成员。每个成员的目标要各写一行。"
      : "没有一张考核卡用得上这一行目标。核对指标、考核表、行编码和部门。",
  targetEmpty: () => "这一行没有填任何标准值，不起作用。",
  targetAgainstDirection: ({ found, direction }) => `目标写的是“${found}”，指标却是${direction === "up" ? "越高越好" : "越低越好"}。核对指标的方向。`,

  // 规则算不出得分
  ratioTargetNotPositive: ({ department, line, target }) =>
    `${department}“${line}”的目标值为 ${target}，不能按完成率计分，这一行暂缓。改目标值，或改用“差额比目标绝对值”的形式。`,
  ratioUncapped: ({ department, line }) => `${department}“${line}”实际值为 0，完成率没有上限，这一行暂缓。给规则填上封顶得分。`,
  stepZero: ({ rule }) => `“${rule}”的每档为 0。填大于 0 的数。`,
  outsideBands: ({ department, line, found }) => `${department}“${line}”的实际值 ${found} 不在任何一档里，这一行暂缓。补上档位，或核对实际值。`,
  eventsNotWhole: ({ department, line, found }) => `${department}“${line}”的件数为 ${found}，应是不小于 0 的整数，这一行暂缓。核对件数。`,
  givenAboveFull: ({ department, line, found, full }) => `${department}“${line}”直接给了 ${found} 分，超过满分 ${full} 分，这一行暂缓。核对给分。`,
  givenNegative: ({ department, line, found }) => `${department}“${line}”直接给了 ${found} 分，不能是负数，这一行暂缓。核对给分。`,
  targetZero: ({ department, line }) => `${department}“${line}”的目标值为 0，算不出差距占目标的比例，这一行暂缓。改目标值，或换一种计分规则。`,
  logNotPositive: ({ department, line, of, found }) =>
    `${department}“${line}”按对数刻度计分，${of === "actual" ? "实际值" : anchorName(of, "zh")}却是 ${found}，没有对数，这一行暂缓。改成大于 0 的数，或改用线性刻度。`,
  toleranceZero: ({ department, line, rule }) => `${department}“${line}”的规则“${rule}”没有容差，或容差为 0，这一行暂缓。填大于 0 的容差。`,
  rankOutside: ({ department, line, found, total }) =>
    `${department}“${line}”的名次为 ${found}，应在 1 到 ${total} 之间（并列可有半名），这一行暂缓。核对名次和总数。`,
  lossNegative: ({ department, line, found }) => `${department}“${line}”应扣 ${found} 分，不能是负数，这一行暂缓。核对件数和每件扣分。`,
  vetoUndecided: ({ department, veto, state }) =>
    `${department}的否决项“${veto}”没有数据（${SETTING_ITEMS[state].zh}），无法判断是否触发，考核表暂缓。没有发生就填 0，或在“设置”里换一种处理。`,
  lineHeld: ({ department, line, state }) => `${department}“${line}”为“${SETTING_ITEMS[state].zh}”，按设置暂缓。补上数据，或在“设置”里换一种处理。`,

  // 成员和派生指标
  derivedCircle: ({ path }) => `派生指标绕成了圈：${path}。改正其中一行的来源。`,
  derivedPartCount: ({ column: name, found, wanted }) => `“${column(name)}”写了 ${found} 个，应为 ${wanted} 个。`,
  derivedAgainstDirection: ({ indicator }) => `“${indicator}”算出来已经是数值越大越好，“指标”表里却写着越低越好。把方向改成越高越好。`,
  derivedTyped: ({ department, indicator, used }) =>
    used === "derived"
      ? `“${indicator}”由其他指标算出，${department}填的数没有采用。这一格留空，或去掉这一行。`
      : `“${indicator}”应由其他指标算出；${department}没有报来源指标，暂用填的数。补报来源指标。`,
  derivedZero: ({ department, indicator, part }) =>
    `${department}的“${indicator}”算不出：除数“${part}”为 0，这一行暂缓。核对数据；要按不适用处理，在“派生指标”表里写明。`,
  derivedNoGap: ({ department, indicator }) =>
    `${department}的“${indicator}”算不出：基期已经达到满值，没有缺口，这一行暂缓。核对满值；要按不适用处理，在“派生指标”表里写明。`,
  derivedNoFull: ({ department, indicator, part }) =>
    `${department}的“${indicator}”算不出：没有满值，这一行暂缓。在“派生指标”表里填满值，或在“目标”表里给“${part}”填满值或最优值。`,
  derivedPartMissing: ({ department, indicator, part, series, period }) =>
    `${department}的“${indicator}”算不出：没有“${part}”${series ? `的${SERIES_NAMES[series].zh}` : ""} ${period} 的数据。补上这个数。`,
  itemsUnused: ({ indicator, sheet }) =>
    `“${indicator}”不是按${sheet === "checklist" ? "检查表" : "问卷"}计算的指标，这一行没有采用。核对指标，或在“派生指标”表里写明算法。`,
  itemBlank: ({ indicator }) => `没有填，“${indicator}”因此缺数。补上；不适用请填“/”。`,

  // 指标表和数据
  figureUnreadable: ({ found }) => `“${found}”不是数字。没有数据请留空，不适用请填“/”。`,
  figureError: ({ found }) => `是错误值 ${found}，不能当作 0。改正公式，没有数据请留空。`,
  figureFromAnotherFile: ({ formula }) => `数据来自别的文件（${formula}），用的是上次保存的结果。先更新链接，或改成数值。`,
  figureParsed: ({ found, value, unit }) => `“${found}”读作 ${value}${/^[A-Za-z]/.test(unit) ? ` ${unit}` : unit}。`,
  unitMismatch: ({ found, wanted }) =>
    wanted === "" ? `“${found}”带单位，指标却没有单位。在“指标”表里填上单位。` : `“${found}”换算不成指标的单位“${wanted}”。改数据，或改“指标”表里的单位。`,
  figureTwice: ({ department, indicator, first }) => `${department}的“${indicator}”在 ${first} 已有一个数。核对后只留一个。`,
  figureMissing: ({ department, indicator }) => `${department}的“${indicator}”没有填。补报，或按不适用填“/”。`,
  figureConflictsWithTarget: ({ found, target }) => `这里的目标是 ${found}，“目标”表里是 ${target}，按“目标”表计分。把两处改一致。`,
  indicatorUnknown: ({ found }) => `不认识指标“${found}”，这一行没有读取。核对名称，或把它加到“指标”表的别名里。`,
  indicatorNotInTree: ({ indicator, department }) => `${department}的考核表不用“${indicator}”，这个数没有计分。`,
  codeAndNameDiffer: ({ code, name }) => `编码“${code}”与名称“${name}”是两个不同的指标，这一行没有读取。改正一个。`,
  columnAmbiguous: ({ column: name }) => `“${name}”可能是目标也可能是实际，没有读取。把列名改成“实际值”或“目标值”。`,
  departmentUnknown: ({ found }) =>
    found === "" ? "没有写部门，这一行没有读取。补上部门。" : `不认识部门“${found}”，没有读取。核对名称，或在“部门”表里加上它。`,
  departmentConflict: ({ found, department }) => `这里写的是“${found}”，工作表却是${department}的，数据按${department}读取。改正一个。`,
  departmentWithoutSheet: ({ department }) => `${department}没有指标表，也没有一行数据。用部门名称给它建一张表，或在“数据表”一列写明是哪张。`,
  indicatorWithoutReading: ({ department, indicator }) => `${department}本期没有“${indicator}”的数据。在它的指标表里加上这一行。`,
  periodUnknown: ({ found }) =>
    found === "" ? "没有写期间，这一行没有读取。补上期间。" : `看不出“${found}”是哪一期，相关数据没有读取。写成 2026Q3 或 2026年三季度。`,
  sheetOfOtherPeriod: ({ found, wanted }) => `这张表的标题是 ${found}，数据按 ${found} 读取，不算 ${wanted} 的。要是 ${wanted} 的数据，在标题里写明。`,
  sheetNotUnderstood: ({ why }) =>
    why === "noHeader"
      ? "表名是部门的，却找不到表头。表头行要有“指标名称”，还要有“实际值”或各期间。"
      : "有方案里的指标，却看不出是哪个部门的，没有读取。用部门名称作表名，或在表头上方写“部门：名称”。",
  rowNotUnderstood: ({ found }) => `“${found}”这一行没有指标名称，没有读取。补上指标；说明文字请以“注：”开头。`,
  noReadings: ({ period, present, finer }) => {
    const there = present.length === 0 ? "" : `各表里只有 ${present.join("、")}${finer ? "，这些期间的数不会自动合成，要另列一栏写上合计或平均" : ""}。`;
    return `没有 ${period} 的任何数据。${there}核对“设置”里的期间，和各表写的期间。`;
  },

  // 写入
  // 允许、但未必是本意
  scoreCliff: ({ rule, kind, line, anchor, at, high, low, more }) =>
    `“${rule}”在${anchor === null ? ` ${at} ` : `${anchorName(anchor, "zh")}（“${line}”为 ${at}）`}处有断崖：一边 ${high} 分，差一点点就是 ${low} 分${more > 0 ? `；这样的地方还有 ${more} 处` : ""}。这是允许的；如果不是本意，${cliffAdvice(kind, "zh")}。`,
  scoreFlat: ({ rule, line, from, to, score }) =>
    `“${rule}”在 ${from} 到 ${to} 之间都是 ${score} 分（以“${line}”为例），这一段做得好坏没有区别。如果不是本意，把两端的得分拉开。`,
  anchorOutOfReach: ({ department, line, anchor, found, limit }) =>
    `${department}“${line}”的${anchorName(anchor, "zh")}是 ${found}，而这个指标最好也只能到 ${limit}，谁也达不到。核对${anchorName(anchor, "zh")}和单位。`,
  stretchNeverReached: ({ department, line, found, best, figures, periods, more }) =>
    `${department}“${line}”的挑战值是 ${found}${more > 0 ? `（同一指标还有 ${more} 处这样的挑战值）` : ""}，而各部门 ${periods} 期 ${figures} 个实际值里最好的是 ${best}，从目标到挑战连一半都没有走到。如果定得太难，调到够得着的地方。`,
  indicatorTwice: ({ template, indicator, first, firstPlace, second }) =>
    `“${template}”里“${indicator}”算了两次：“${first}”（${firstPlace}）和“${second}”。只留一行，或给其中一行换一个指标。`,
  thresholdBelowFloor: ({ line, rule, threshold, floor, more }) =>
    `“${line}”${more > 0 ? `等 ${more + 1} 行` : ""}的短木板阈值是 ${threshold}%，“${rule}”的保底得分是 ${floor} 分：刚到保底的指标不会列为短木板。把阈值调到 ${floor}% 以上。`,

  sheetNameTaken: ({ wanted, taken }) => `“${wanted}”是自己建的工作表，不动它；我们的表叫“${taken}”。`,
  cardStale: ({ sheet }) => `“${sheet}”是以前写的，这次不再计分，原样留着。不需要就删掉。`,
  workbookSigned: () => "工作簿有数字签名，写入任何内容都会使签名失效。要保留签名就另写一个副本；要发布结果，写完后重新签名。",
  precisionAsDisplayed: () =>
    "工作簿设了“将精度设为所显示的精度”：Excel 会把每个数永久截成单元格显示的样子，得分公式也按截过的数算。要按原数计分，先在 Excel 的“选项 → 高级”里取消。",
  externalLinks: ({ books, more }) =>
    `工作簿引用了别的文件（${books}${more > 0 ? `，另有 ${more} 个` : ""}），取自它们的数按上次保存的值计分。要用最新的数，先在 Excel 的“数据 → 编辑链接”里更新并保存。`,
  structureLocked: ({ sheets }) => `工作簿的结构受保护，要新建的 ${sheets} 张表建不了。先在“审阅 → 保护工作簿”里取消保护。`,
  openElsewhere: ({ file, lock }) =>
    `“${file}”好像正在别处打开（旁边有“${lock}”）：没存盘的改动读不到，那边再存盘会盖掉这里写的。先存盘并关闭；其实没有打开，就删掉“${lock}”。`,
};
