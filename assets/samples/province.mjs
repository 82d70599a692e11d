/**
 * The sample: a province company, its eleven city branches and five supporting departments, with four quarters of figures.
 *
 * The scorecards, their full points and the indicators' names are those of the organisation that the product was made for;
 * how the points spread over the lines, the targets and every figure are invented, and the sheets say so.
 * Texts are pairs, Chinese and English; both workbooks carry the same figures. This file is data: make.mjs turns it into workbooks.
 */

/** Cells of the scheme's sheets, by column; a pair is a text in both languages. */
const pair = (zh, en) => ({ zh, en });

export const NOTICE = pair(
  "示例：分值分布、目标和全部数据均为虚构，仅供演示。",
  "Sample: the spread of points, the targets and all figures are invented, for illustration only.",
);

const SETTINGS = [
  ["company", pair("示例省公司", "Sample province company"), pair("", "")],
  ["schemeName", pair("2026 年服务考核方案", "Service scorecards 2026"), pair("", "")],
  ["version", "2026.3", pair("每次调整方案时加一", "Raise it with every change of the scheme")],
  ["period", "2026Q3", pair("本次计分的期间", "The period that is scored")],
  ["language", pair("中文", "English"), pair("", "")],
  ["threshold", 80, pair("得分率低于此值（%）的指标为短木板", "A line whose rate is below this (%) is a short board")],
  ["mostLost", 3, pair("失分最多的前几项，并列全列", "So many of the lines that cost most points; ties are all listed")],
  ["pointDecimals", 2, pair("四舍五入", "Rounded half away from zero")],
  ["rateDecimals", 1, pair("", "")],
  ["notApplicable", pair("重新分摊", "Re-share"), pair("分值在同级中重新分摊", "Its points go to its siblings")],
  ["notDue", pair("重新分摊", "Re-share"), pair("", "")],
  ["missing", pair("暂缓", "Hold"), pair("总分暂计，补报后再定", "The total is so far, until the figure is reported")],
  ["unreadable", pair("暂缓", "Hold"), pair("", "")],
  ["suppressed", pair("沿用上期", "Carry"), pair("", "")],
  ["policyFloorScore", 60, pair("", "")],
  ["forcedDistribution", pair("是", "Yes"), pair("排名组内按分布比例定等级", "Grades by quota inside each ranking group")],
  ["distributionFrom", 8, pair("不足 8 张考核卡的组按得分率定等级", "Groups of fewer than 8 cards are graded by rate")],
  ["radar", pair("否", "No"), pair("是：每张考核卡另加一级得分率雷达图", "Yes adds a radar of the first level’s rates to every card")],
  ["notice", NOTICE, pair("印在汇总和每张考核卡上", "Printed on the summary and on every card")],
];

const BRANCHES = [
  ["TY", "太原", "Taiyuan", pair("王建平", "Wang Jianping")],
  ["DT", "大同", "Datong", pair("李春梅", "Li Chunmei")],
  ["YQ", "阳泉", "Yangquan", pair("张志强", "Zhang Zhiqiang")],
  ["CZ", "长治", "Changzhi", pair("刘海燕", "Liu Haiyan")],
  ["JC", "晋城", "Jincheng", pair("陈国华", "Chen Guohua")],
  ["SZ", "朔州", "Shuozhou", pair("杨文斌", "Yang Wenbin")],
  ["JZ", "晋中", "Jinzhong", pair("赵丽娟", "Zhao Lijuan")],
  ["YC", "运城", "Yuncheng", pair("黄永胜", "Huang Yongsheng")],
  ["XZ", "忻州", "Xinzhou", pair("周晓东", "Zhou Xiaodong")],
  ["LF", "临汾", "Linfen", pair("吴秀兰", "Wu Xiulan")],
  ["LL", "吕梁", "Lüliang", pair("孙立新", "Sun Lixin")],
];

const DEPARTMENTS = [
  ...BRANCHES.map(([code, zh, en, owner]) => ({
    code,
    kind: pair("地市分公司", "City branch"),
    name: pair(`${zh}分公司`, `${en} branch`),
    shortName: pair(zh, en),
    owner,
    templates: "BR",
    rankingGroup: pair("地市分公司", "City branches"),
  })),
  {
    code: "NW",
    kind: pair("网络部", "Network"),
    name: pair("网络部", "Network department"),
    shortName: pair("网络部", "Network"),
    owner: pair("徐明亮", "Xu Mingliang"),
    templates: "NW",
    rankingGroup: pair("支撑部门", "Supporting departments"),
    sheet: pair("网络部指标", "Network figures"),
  },
  {
    code: "BI",
    kind: pair("计费中心", "Billing"),
    name: pair("省计费中心", "Province billing centre"),
    shortName: pair("计费中心", "Billing"),
    owner: pair("胡佳慧", "Hu Jiahui"),
    templates: "BI",
    rankingGroup: pair("支撑部门", "Supporting departments"),
    sheet: pair("计费中心指标", "Billing figures"),
  },
  {
    code: "CC",
    kind: pair("呼叫中心", "Call centre"),
    name: pair("省呼叫中心", "Province call centre"),
    shortName: pair("呼叫中心", "Call centre"),
    owner: pair("郭晓峰", "Guo Xiaofeng"),
    templates: "CC, SD",
    rankingGroup: pair("支撑部门", "Supporting departments"),
    sheet: pair("呼叫中心指标", "Call centre figures"),
  },
  {
    code: "MK",
    kind: pair("市场部", "Market"),
    name: pair("省市场部", "Province market department"),
    shortName: pair("市场部", "Market"),
    owner: pair("何雅琴", "He Yaqin"),
    templates: "MK",
    rankingGroup: pair("支撑部门", "Supporting departments"),
    sheet: pair("市场部指标", "Market figures"),
  },
  {
    code: "VA",
    kind: pair("商务分公司", "Value-added"),
    name: pair("省商务分公司", "Province value-added branch"),
    shortName: pair("商务分公司", "Value-added"),
    owner: pair("罗向阳", "Luo Xiangyang"),
    templates: "VA",
    rankingGroup: pair("支撑部门", "Supporting departments"),
    sheet: pair("商务分公司指标", "Value-added figures"),
  },
];

const SCORE = pair("分", "points");
const PER_TEN_THOUSAND = pair("件/万户", "per 10,000");
const COUNT = pair("件", "cases");
const TIMES = pair("次", "times");
const PLACE = pair("名", "place");
const MINUTES = pair("分钟", "min");
const HOURS = pair("小时", "h");

/** Code, name, unit, direction, aliases, definition. */
const INDICATORS = [
  ["CSAT", pair("客户满意度", "Customer satisfaction"), SCORE, "up", null, pair("第三方调查，百分制", "Survey by a third party, 0 to 100")],
  ["HALL", pair("营业服务满意度", "Service hall satisfaction"), SCORE, "up", pair("营业服务", "Service halls"), null],
  ["BILLINFO", pair("话费信息满意度", "Bill information satisfaction"), SCORE, "up", pair("话费信息", "Bill information"), null],
  ["NETQ", pair("网络质量满意度", "Network quality satisfaction"), SCORE, "up", null, null],
  ["HOTSAT", pair("热线满意度", "Hotline satisfaction"), SCORE, "up", null, null],
  ["VASSAT", pair("增值服务满意度", "Value-added service satisfaction"), SCORE, "up", pair("增值服务", "Value-added services"), null],
  ["CRATE", pair("投诉率", "Complaint rate"), PER_TEN_THOUSAND, "down", null, pair("投诉件数 ÷ 用户数（万户）", "Complaints ÷ customers in 10,000")],
  [
    "CTIME",
    pair("投诉处理及时率", "Complaints handled in time"),
    "%",
    "up",
    pair("投诉处理解决及时率", "Complaints resolved in time"),
    pair("时限内处理件数 ÷ 投诉件数", "Handled within the limit ÷ complaints"),
  ],
  ["COMPSAT", pair("投诉处理满意率", "Satisfied with the handling"), "%", "up", null, null],
  ["ROAM", pair("漫游服务满意度", "Roaming satisfaction"), SCORE, "up", null, null],
  ["FAULTSAT", pair("故障处理满意度", "Fault repair satisfaction"), SCORE, "up", null, null],
  ["NETCR", pair("网络投诉率", "Network complaint rate"), PER_TEN_THOUSAND, "down", null, null],
  ["NETRUN", pair("网络运行质量", "Network operation quality"), SCORE, "up", null, pair("省公司季度考评得分", "Quarterly assessment, 0 to 100")],
  [
    "UTIL",
    pair("通信网络资源利用率", "Use of network resources"),
    "%",
    "up",
    null,
    pair("过低浪费，过高拥塞，按档计分", "Too low is waste, too high is congestion: scored by bands"),
  ],
  ["SPEED", pair("下载速率", "Download speed"), "Mbps", "up", null, null],
  ["CIRFAULT", pair("数据用户电路故障率", "Data circuit fault rate"), "‰", "down", null, null],
  ["CIRDOWN", pair("数据用户电路阻断时长", "Data circuit outage"), MINUTES, "down", null, pair("每线每季", "Per line and quarter")],
  ["STAFF", pair("内部员工满意度", "Staff satisfaction"), SCORE, "up", null, null],
  ["BILLCR", pair("计费及支撑投诉率", "Billing and support complaint rate"), PER_TEN_THOUSAND, "down", null, null],
  ["EVENTS", pair("服务事件", "Service events"), COUNT, "down", null, null],
  ["RESTORE", pair("复话时限", "Time to restore service"), HOURS, "down", null, null],
  ["CHANGE", pair("业务变更时限", "Time to change a service"), HOURS, "down", null, null],
  ["RETAIN", pair("话费清单及帐单保留时限", "Time that bills are kept"), pair("月", "months"), "up", null, null],
  ["ANSWER", pair("应答时限", "Time to answer"), pair("秒", "s"), "down", null, null],
  ["EAIR", pair("空中营业厅满意度", "Mobile self-service satisfaction"), SCORE, "up", null, null],
  ["EWEB", pair("网站满意度", "Website satisfaction"), SCORE, "up", null, null],
  ["EIVR", pair("电话营业厅满意度", "Telephone self-service satisfaction"), SCORE, "up", null, null],
  ["HOTCOMP", pair("热线投诉件数", "Hotline complaints"), COUNT, "down", null, null],
  ["HOTTIME", pair("热线投诉处理及时率", "Hotline complaints handled in time"), "%", "up", null, null],
  ["HOTCSAT", pair("热线投诉满意度", "Hotline complaint satisfaction"), SCORE, "up", null, null],
  ["ONSITE_G", pair("现场解决及时率（全球通）", "Solved on the spot (GoTone)"), "%", "up", null, null],
  ["ONSITE_S", pair("现场解决及时率（神州行）", "Solved on the spot (Easyown)"), "%", "up", null, null],
  ["ONSITE_D", pair("现场解决及时率（动感地带）", "Solved on the spot (M-Zone)"), "%", "up", null, null],
  ["ANSRATE", pair("人工应答率", "Calls answered by staff"), "%", "up", null, null],
  ["ANSTIME_G", pair("人工应答及时率（全球通）", "Answered in time (GoTone)"), "%", "up", null, null],
  ["ANSTIME_S", pair("人工应答及时率（神州行）", "Answered in time (Easyown)"), "%", "up", null, null],
  ["ANSTIME_D", pair("人工应答及时率（动感地带）", "Answered in time (M-Zone)"), "%", "up", null, null],
  ["ACCURACY", pair("业务回答准确率", "Correct answers"), "%", "up", null, null],
  ["QCFAIL", pair("录音质检不合格率", "Recordings that failed the check"), "%", "down", null, null],
  ["REPEAT", pair("重复投诉率", "Repeated complaints"), "%", "down", null, null],
  ["CLOSE5", pair("工单五日办结率", "Orders closed within five days"), "%", "up", null, null],
  ["SAT_G", pair("全球通满意度", "GoTone satisfaction"), SCORE, "up", null, null],
  ["SAT_S", pair("神州行满意度", "Easyown satisfaction"), SCORE, "up", null, null],
  ["SAT_D", pair("动感地带满意度", "M-Zone satisfaction"), SCORE, "up", null, null],
  ["IMAGE", pair("形象满意度", "Image satisfaction"), SCORE, "up", null, null],
  ["BRAND", pair("品牌满意度", "Brand satisfaction"), SCORE, "up", null, null],
  ["GROUP", pair("集团客户满意度", "Corporate customer satisfaction"), SCORE, "up", pair("集团满意度", "Corporate satisfaction"), null],
  ["POINTSAT", pair("积分计划满意度", "Loyalty points satisfaction"), SCORE, "up", pair("积分计划", "Loyalty points"), null],
  ["INTROAM", pair("国际漫游服务满意度", "International roaming satisfaction"), SCORE, "up", pair("国际漫游服务", "International roaming"), null],
  ["OTHER", pair("其他服务", "Other services"), SCORE, "up", null, pair("考评组直接给分，满分 2 分", "Points given by the assessors, 2 at most")],
  ["UNSUBN", pair("退定未成功件数", "Failed cancellations"), COUNT, "down", null, null],
  ["UNSUBR", pair("退定未成功投诉率", "Failed cancellation complaint rate"), PER_TEN_THOUSAND, "down", null, null],
  ["OVASN", pair("其它增值业务投诉件数", "Other value-added complaints"), COUNT, "down", null, null],
  ["OVASR", pair("其它增值业务投诉率", "Other value-added complaint rate"), PER_TEN_THOUSAND, "down", null, null],
  ["GRPN", pair("集团客户投诉件数", "Corporate complaints"), COUNT, "down", null, null],
  ["GRPR", pair("集团客户投诉率", "Corporate complaint rate"), PER_TEN_THOUSAND, "down", null, null],
  ["RESOLVE", pair("投诉解决及时率", "Complaints solved in time"), "%", "up", null, null],
  [
    "CSATIMP",
    pair("客户满意度改善度", "Improvement of customer satisfaction"),
    SCORE,
    "up",
    null,
    pair("比上季度，由系统计算", "On the quarter before, computed"),
  ],
  ["CSATLEAD", pair("客户满意度领先度", "Lead in customer satisfaction"), SCORE, "up", null, pair("比竞争对手，由系统计算", "On the competitor, computed")],
  ["CSATRIV", pair("竞争对手客户满意度", "Competitor's customer satisfaction"), SCORE, "up", null, null],
  ["HOTLEAD", pair("热线满意度领先度", "Lead in hotline satisfaction"), SCORE, "up", null, pair("比竞争对手，由系统计算", "On the competitor, computed")],
  ["HOTRIV", pair("竞争对手热线满意度", "Competitor's hotline satisfaction"), SCORE, "up", null, null],
  ["HOTRANK", pair("热线满意度全国排名", "National rank of the hotline"), PLACE, "down", null, pair("全国 31 家", "Among 31 companies")],
  ["HOTDONE", pair("热线投诉及时处理件数", "Hotline complaints done in time"), COUNT, "up", null, null],
  [
    "BRANDIMP",
    pair("品牌满意度改善度", "Improvement of brand satisfaction"),
    SCORE,
    "up",
    null,
    pair("比上季度，由系统计算", "On the quarter before, computed"),
  ],
  ["VASIMP", pair("增值服务改善度", "Improvement of value-added services"), SCORE, "up", null, pair("比上季度，由系统计算", "On the quarter before, computed")],
  ["VASLEAD", pair("增值服务领先度", "Lead in value-added services"), SCORE, "up", null, pair("比竞争对手，由系统计算", "On the competitor, computed")],
  ["VASRIV", pair("竞争对手增值服务满意度", "Competitor's value-added satisfaction"), SCORE, "up", null, null],
  ["EV1", pair("一般服务事件", "Ordinary service events"), COUNT, "down", null, null],
  ["EV2", pair("升级服务事件", "Escalated service events"), COUNT, "down", null, null],
  ["EV3", pair("重大服务事件", "Grave service events"), COUNT, "down", null, null],
  [
    "EVLOSS",
    pair("服务事件扣分", "Points lost by service events"),
    SCORE,
    "down",
    null,
    pair("一般 0.1、升级 0.5、重大 2 分，由系统计算", "0.1, 0.5 and 2 points each, computed"),
  ],
  ["INNOV", pair("服务创新加分", "Bonus for service innovation"), SCORE, "up", null, pair("考评组给分，最多 1 分", "Given by the assessors, 1 at most")],
  ["INCIDENT", pair("服务责任事件", "Service incidents"), COUNT, "down", null, null],
  ["RESP", pair("重大责任事故", "Grave accidents"), TIMES, "down", null, pair("一票否决", "Veto")],
];

const DIRECTION = { up: pair("越高越好", "Higher is better"), down: pair("越低越好", "Lower is better") };

const TEMPLATES = [
  {
    code: "BR",
    name: pair("地市分公司考核表", "City branch scorecard"),
    fullPoints: 35,
    bonusCap: 1,
    deductionCap: 3,
    note: pair("加减分在满分之外", "Adjustments stand outside the full points"),
  },
  { code: "NW", name: pair("网络部考核表", "Network scorecard"), fullPoints: 30 },
  { code: "BI", name: pair("计费中心考核表", "Billing scorecard"), fullPoints: 35 },
  { code: "CC", name: pair("呼叫中心考核表", "Call centre scorecard"), fullPoints: 75 },
  {
    code: "SD",
    name: pair("规范扣分表", "Service standards"),
    fullPoints: 20,
    startPoints: 20,
    totalFloor: 0,
    note: pair("从 20 分起扣，扣完为止", "Starts at 20, never below 0"),
  },
  { code: "MK", name: pair("市场部考核表", "Market scorecard"), fullPoints: 60 },
  { code: "VA", name: pair("商务分公司考核表", "Value-added scorecard"), fullPoints: 15 },
];

/**
 * Branches have children; lines have an indicator and a rule. `points` or `percent` of the parent, as the habit of each scorecard is.
 * The first level has the same names everywhere, so that the summary can set the departments side by side.
 */
const PERCEPTION = pair("客户感知", "What customers feel");
const COMPLAINTS = pair("投诉管理", "Complaints");
const ASSURANCE = pair("服务保障", "Service assurance");

/** The base-score rule: where one of these misses its base score, the others get at most theirs. */
const BASE = { baseGroup: pair("热线投诉", "Hotline complaints"), baseScore: 60 };

const TREES = {
  BR: [
    {
      code: "BR1",
      name: PERCEPTION,
      points: 20,
      children: [
        { code: "BR11", name: pair("客户满意度", "Customer satisfaction"), points: 12, indicator: "CSAT", rule: "SAT" },
        {
          code: "BR12",
          name: pair("服务短木板", "Service weak spot"),
          points: 8,
          indicator: "HALL",
          rule: "SAT",
          note: pair("各分公司自己的短木板，见绑定表", "Each branch's own weak spot: see the bindings"),
        },
      ],
    },
    {
      code: "BR2",
      name: COMPLAINTS,
      points: 15,
      children: [
        { code: "BR21", name: pair("投诉率", "Complaint rate"), points: 5, indicator: "CRATE", rule: "CRATE" },
        { code: "BR22", name: pair("投诉处理及时率", "Complaints handled in time"), points: 5, indicator: "CTIME", rule: "SAT" },
        { code: "BR23", name: pair("投诉处理满意率", "Satisfied with the handling"), points: 5, indicator: "COMPSAT", rule: "PEERS" },
      ],
    },
    { code: "BR3", name: pair("服务创新", "Service innovation"), points: 1, role: pair("加分", "Bonus"), indicator: "INNOV", rule: "GIVEN" },
    { code: "BR4", name: pair("服务责任事件", "Service incidents"), points: 4, role: pair("减分", "Deduct"), indicator: "INCIDENT", rule: "EVENTS" },
  ],
  NW: [
    {
      code: "NW1",
      name: PERCEPTION,
      percent: 40,
      children: [
        { code: "NW11", name: pair("客户满意度", "Customer satisfaction"), percent: 40, indicator: "CSAT", rule: "SAT" },
        { code: "NW12", name: pair("客户满意度改善度", "Its improvement"), percent: 10, indicator: "CSATIMP", rule: "SAT" },
        { code: "NW13", name: pair("客户满意度领先度", "Its lead"), percent: 10, indicator: "CSATLEAD", rule: "SAT" },
        { code: "NW14", name: pair("漫游服务满意度", "Roaming satisfaction"), percent: 20, indicator: "ROAM", rule: "SAT" },
        { code: "NW15", name: pair("故障处理满意度", "Fault repair satisfaction"), percent: 20, indicator: "FAULTSAT", rule: "SAT" },
      ],
    },
    {
      code: "NW2",
      name: COMPLAINTS,
      percent: 30,
      threshold: 85,
      note: pair("短木板从严，阈值 85%", "A stricter threshold, 85 %"),
      children: [
        { code: "NW21", name: pair("网络投诉率", "Network complaint rate"), percent: 40, indicator: "NETCR", rule: "SAT" },
        { code: "NW22", name: pair("投诉处理及时率", "Complaints handled in time"), percent: 30, indicator: "CTIME", rule: "SAT" },
        { code: "NW23", name: pair("投诉处理满意率", "Satisfied with the handling"), percent: 30, indicator: "COMPSAT", rule: "RATIO" },
      ],
    },
    {
      code: "NW3",
      name: ASSURANCE,
      percent: 30,
      children: [
        { code: "NW31", name: pair("网络运行质量", "Network operation quality"), percent: 25, indicator: "NETRUN", rule: "RANGE" },
        { code: "NW32", name: pair("通信网络资源利用率", "Use of network resources"), percent: 20, indicator: "UTIL", rule: "UTIL" },
        { code: "NW33", name: pair("下载速率", "Download speed"), percent: 20, indicator: "SPEED", rule: "RATIO" },
        { code: "NW34", name: pair("数据用户电路故障率", "Data circuit fault rate"), percent: 20, indicator: "CIRFAULT", rule: "SAT" },
        { code: "NW35", name: pair("数据用户电路阻断时长", "Data circuit outage"), percent: 15, indicator: "CIRDOWN", rule: "RANGE" },
      ],
    },
  ],
  BI: [
    {
      code: "BI1",
      name: PERCEPTION,
      points: 15,
      children: [
        {
          code: "BI11",
          name: pair("话费信息服务", "Bill information"),
          points: 10,
          indicator: "BILLINFO",
          rule: "SAT",
          note: pair("服务短木板", "Service weak spot"),
        },
        { code: "BI12", name: pair("内部员工满意度", "Staff satisfaction"), points: 5, indicator: "STAFF", rule: "RATIO" },
      ],
    },
    {
      code: "BI2",
      name: COMPLAINTS,
      points: 8,
      children: [
        { code: "BI21", name: pair("计费及支撑投诉率", "Billing and support complaint rate"), points: 4, indicator: "BILLCR", rule: "BILLCR" },
        { code: "BI22", name: pair("投诉处理及时率", "Complaints handled in time"), points: 4, indicator: "CTIME", rule: "SAT" },
      ],
    },
    {
      code: "BI3",
      name: ASSURANCE,
      points: 12,
      children: [
        { code: "BI31", name: pair("服务事件", "Service events"), points: 4, indicator: "EVENTS", rule: "EVENTS" },
        {
          code: "BI32",
          name: pair("服务标准保障执行情况", "Service standards kept"),
          points: 8,
          children: [
            { code: "BI321", name: pair("复话时限", "Time to restore service"), points: 2, indicator: "RESTORE", rule: "STANDARD" },
            { code: "BI322", name: pair("业务变更时限", "Time to change a service"), points: 2, indicator: "CHANGE", rule: "LINE" },
            { code: "BI323", name: pair("话费清单及帐单保留时限", "Time that bills are kept"), points: 2, indicator: "RETAIN", rule: "PASS" },
            { code: "BI324", name: pair("应答时限", "Time to answer"), points: 2, indicator: "ANSWER", rule: "ANSWER" },
          ],
        },
      ],
    },
  ],
  CC: [
    {
      code: "CC1",
      name: PERCEPTION,
      percent: 30,
      children: [
        {
          code: "CC11",
          name: pair("热线满意度达标及领先", "Hotline satisfaction and lead"),
          percent: 50,
          children: [
            { code: "CC111", name: pair("热线满意度", "Hotline satisfaction"), percent: 70, indicator: "HOTSAT", rule: "SAT" },
            { code: "CC112", name: pair("热线满意度领先度", "Its lead"), percent: 30, indicator: "HOTLEAD", rule: "SAT" },
          ],
        },
        { code: "CC13", name: pair("热线全国排名", "National rank"), percent: 10, indicator: "HOTRANK", rule: "RANK31" },
        {
          code: "CC12",
          name: pair("电子渠道服务满意度", "Electronic channels"),
          percent: 40,
          rollUp: pair("取最小", "Minimum"),
          note: pair("最差的渠道决定得分", "The worst channel decides"),
          children: [
            { code: "CC121", name: pair("空中营业厅", "Mobile self-service"), percent: 30, indicator: "EAIR", rule: "SAT" },
            { code: "CC122", name: pair("网站", "Website"), percent: 30, indicator: "EWEB", rule: "SAT" },
            { code: "CC123", name: pair("电话营业厅", "Telephone self-service"), percent: 40, indicator: "EIVR", rule: "SAT" },
          ],
        },
      ],
    },
    {
      code: "CC2",
      name: COMPLAINTS,
      percent: 25,
      children: [
        { code: "CC21", name: pair("热线投诉件数", "Hotline complaints"), percent: 40, indicator: "HOTCOMP", rule: "COUNT", ...BASE },
        { code: "CC22", name: pair("热线投诉处理及时率", "Hotline complaints handled in time"), percent: 30, indicator: "HOTTIME", rule: "SAT", ...BASE },
        { code: "CC23", name: pair("热线投诉满意度", "Hotline complaint satisfaction"), percent: 30, indicator: "HOTCSAT", rule: "SAT", ...BASE },
      ],
    },
    {
      code: "CC3",
      name: ASSURANCE,
      percent: 45,
      children: [
        { code: "CC31", name: pair("服务事件", "Service events"), percent: 10, indicator: "EVLOSS", rule: "GRADED", threshold: 60 },
        {
          code: "CC32",
          name: pair("现场解决及时率", "Solved on the spot"),
          percent: 25,
          children: [
            { code: "CC321", name: pair("全球通", "GoTone"), percent: 40, indicator: "ONSITE_G", rule: "SAT" },
            { code: "CC322", name: pair("神州行", "Easyown"), percent: 30, indicator: "ONSITE_S", rule: "SAT" },
            { code: "CC323", name: pair("动感地带", "M-Zone"), percent: 30, indicator: "ONSITE_D", rule: "SAT" },
          ],
        },
        { code: "CC33", name: pair("人工应答率", "Calls answered by staff"), percent: 25, indicator: "ANSRATE", rule: "SAT" },
        {
          code: "CC34",
          name: pair("人工应答及时率", "Answered in time"),
          percent: 25,
          rollUp: pair("加权平均", "Weighted mean"),
          minItems: 2,
          note: pair("至少两个品牌有数才计分", "Scored from two brands on"),
          children: [
            { code: "CC341", name: pair("全球通", "GoTone"), percent: 50, indicator: "ANSTIME_G", rule: "SAT" },
            { code: "CC342", name: pair("神州行", "Easyown"), percent: 30, indicator: "ANSTIME_S", rule: "SAT" },
            { code: "CC343", name: pair("动感地带", "M-Zone"), percent: 20, indicator: "ANSTIME_D", rule: "SAT" },
          ],
        },
        { code: "CC35", name: pair("业务回答准确率", "Correct answers"), percent: 15, indicator: "ACCURACY", rule: "SAT" },
      ],
    },
  ],
  SD: [
    { code: "SD1", name: pair("录音质检不合格率", "Recordings that failed the check"), points: 8, indicator: "QCFAIL", rule: "OFF_T" },
    { code: "SD2", name: pair("重复投诉率", "Repeated complaints"), points: 6, indicator: "REPEAT", rule: "OFF_0" },
    { code: "SD3", name: pair("工单五日办结率", "Orders closed within five days"), points: 6, indicator: "CLOSE5", rule: "OFF_F" },
  ],
  MK: [
    {
      code: "MK1",
      name: PERCEPTION,
      points: 44,
      children: [
        {
          code: "MK11",
          name: pair("品牌客户满意度", "Satisfaction by brand"),
          points: 24,
          children: [
            { code: "MK111", name: pair("全球通满意度", "GoTone satisfaction"), points: 10, indicator: "SAT_G", rule: "SAT" },
            { code: "MK112", name: pair("神州行满意度", "Easyown satisfaction"), points: 8, indicator: "SAT_S", rule: "SAT" },
            { code: "MK113", name: pair("动感地带满意度", "M-Zone satisfaction"), points: 6, indicator: "SAT_D", rule: "SAT" },
          ],
        },
        { code: "MK12", name: pair("形象满意度", "Image satisfaction"), points: 5, indicator: "IMAGE", rule: "SAT" },
        {
          code: "MK13",
          name: pair("品牌满意度", "Brand satisfaction"),
          points: 7,
          rollUp: pair("取最优", "Best of"),
          note: pair("达标与改善取其优", "The better of level and improvement counts"),
          children: [
            { code: "MK131", name: pair("品牌满意度达标", "Its level"), indicator: "BRAND", rule: "SAT" },
            { code: "MK132", name: pair("品牌满意度改善", "Its improvement"), indicator: "BRANDIMP", rule: "SAT" },
          ],
        },
        { code: "MK14", name: pair("集团满意度", "Corporate satisfaction"), points: 8, indicator: "GROUP", rule: "SAT" },
      ],
    },
    {
      code: "MK2",
      name: ASSURANCE,
      points: 16,
      children: [
        { code: "MK21", name: pair("营业服务", "Service halls"), points: 4, indicator: "HALL", rule: "SAT" },
        { code: "MK22", name: pair("话费信息", "Bill information"), points: 3, indicator: "BILLINFO", rule: "SAT", duty: pair("省计费中心", "Billing") },
        { code: "MK23", name: pair("积分计划", "Loyalty points"), points: 3, indicator: "POINTSAT", rule: "SAT" },
        {
          code: "MK24",
          name: pair("增值服务", "Value-added services"),
          points: 2,
          indicator: "VASSAT",
          rule: "SAT",
          duty: pair("省商务分公司", "Value-added"),
        },
        { code: "MK25", name: pair("国际漫游服务", "International roaming"), points: 2, indicator: "INTROAM", rule: "SAT", duty: pair("网络部", "Network") },
        { code: "MK26", name: pair("其他服务", "Other services"), points: 2, indicator: "OTHER", rule: "GIVEN" },
      ],
    },
  ],
  VA: [
    {
      code: "VA1",
      name: PERCEPTION,
      points: 5.5,
      children: [
        { code: "VA11", name: pair("增值服务满意度", "Value-added service satisfaction"), points: 2.4, indicator: "VASSAT", rule: "SAT" },
        { code: "VA13", name: pair("增值服务改善度", "Its improvement"), points: 0.9, indicator: "VASIMP", rule: "SAT" },
        { code: "VA14", name: pair("增值服务领先度", "Its lead"), points: 0.7, indicator: "VASLEAD", rule: "SAT" },
        { code: "VA12", name: pair("集团客户满意度", "Corporate customer satisfaction"), points: 1.5, indicator: "GROUP", rule: "SAT" },
      ],
    },
    {
      code: "VA2",
      name: COMPLAINTS,
      points: 8.5,
      children: [
        {
          code: "VA21",
          name: pair("投诉件数及投诉率", "Complaints and complaint rates"),
          points: 5,
          children: [
            { code: "VA211", name: pair("退定未成功件数", "Failed cancellations"), points: 1, indicator: "UNSUBN", rule: "MIRROR" },
            { code: "VA212", name: pair("退定未成功投诉率", "Failed cancellation complaint rate"), points: 1, indicator: "UNSUBR", rule: "MIRROR" },
            { code: "VA213", name: pair("其它增值业务投诉件数", "Other value-added complaints"), points: 1, indicator: "OVASN", rule: "MIRROR" },
            { code: "VA214", name: pair("其它增值业务投诉率", "Other value-added complaint rate"), points: 1, indicator: "OVASR", rule: "RATIO" },
            { code: "VA215", name: pair("集团客户投诉件数", "Corporate complaints"), points: 0.5, indicator: "GRPN", rule: "MIRROR" },
            { code: "VA216", name: pair("集团客户投诉率", "Corporate complaint rate"), points: 0.5, indicator: "GRPR", rule: "RATIO" },
          ],
        },
        { code: "VA22", name: pair("投诉解决及时率", "Complaints solved in time"), points: 2, indicator: "RESOLVE", rule: "SAT" },
        { code: "VA23", name: pair("投诉处理满意率", "Satisfied with the handling"), points: 1.5, indicator: "COMPSAT", rule: "RATIO" },
      ],
    },
    {
      code: "VA3",
      name: ASSURANCE,
      points: 1,
      children: [{ code: "VA31", name: pair("服务事件", "Service events"), points: 1, indicator: "EVENTS", rule: "EVENTS" }],
    },
  ],
};

const RULE_KINDS = {
  threeAnchors: pair("三点线性", "Three anchors"),
  ratio: pair("完成率", "Ratio"),
  deduction: pair("扣分制", "Deduction"),
  clampedRange: pair("区间", "Clamped range"),
  closestToTarget: pair("最接近目标", "Closest to target"),
  bands: pair("档位", "Bands"),
  piecewise: pair("分段线性", "Piecewise linear"),
  perUnit: pair("每档加扣分", "Per unit"),
  rank: pair("排名", "Rank"),
  events: pair("服务事件", "Events"),
  weightedEvents: pair("分级事件", "Weighted events"),
  passFail: pair("达标制", "Pass or fail"),
  given: pair("直接给分", "Given points"),
};

const RULES = [
  {
    code: "SAT",
    name: pair("三点线性 60/100/120", "Three anchors 60/100/120"),
    kind: "threeAnchors",
    floorScore: 60,
    targetScore: 100,
    stretchScore: 120,
    belowFloor: pair("归零", "Zero"),
    note: pair("低于保底值不得分", "Nothing below the floor"),
  },
  {
    code: "LINE",
    name: pair("三点线性，低于保底按线", "Three anchors, on down the line"),
    kind: "threeAnchors",
    floorScore: 60,
    targetScore: 100,
    stretchScore: 120,
    belowFloor: pair("按线延伸", "On down the line"),
  },
  { code: "RATIO", name: pair("完成率，封顶 120", "Ratio, at most 120"), kind: "ratio", form: pair("目标除以实际", "Direct"), cap: 120, floorCap: 0 },
  {
    code: "MIRROR",
    name: pair("二减实际比目标，封顶 120", "Two minus actual by target, at most 120"),
    kind: "ratio",
    form: pair("二减实际比目标", "Mirrored"),
    cap: 120,
    floorCap: 0,
  },
  {
    code: "CRATE",
    name: pair("每高 0.1 件扣 4 分，每低 0.1 件加 2 分", "4 off per 0.1 above, 2 added per 0.1 below"),
    kind: "perUnit",
    base: 100,
    step: 0.1,
    stepMeans: pair("单位", "Units"),
    counting: pair("满一档才算", "Whole steps only"),
    perStep: 4,
    perStepUp: 2,
    cap: 120,
    floorCap: 0,
  },
  {
    code: "BILLCR",
    name: pair("每高于目标 5% 扣 5 分", "5 off per 5 % of the target"),
    kind: "perUnit",
    base: 100,
    step: 5,
    stepMeans: pair("目标的百分之", "Percent of target"),
    counting: pair("按比例", "Exact"),
    perStep: 5,
    perStepUp: 2,
    cap: 120,
    floorCap: 0,
  },
  {
    code: "COUNT",
    name: pair("每多 10 件扣 2 分，不足 10 件按 10 件", "2 off per 10 cases, a part of 10 counts"),
    kind: "perUnit",
    base: 100,
    step: 10,
    stepMeans: pair("单位", "Units"),
    counting: pair("不足一档按一档", "Part of a step counts"),
    perStep: 2,
    perStepUp: 0,
    cap: 100,
    floorCap: 0,
  },
  { code: "EVENTS", name: pair("每件扣 25 分", "25 off per event"), kind: "events", base: 100, perStep: 25, floorCap: 0 },
  {
    code: "UTIL",
    name: pair("利用率适中得满分，过低过高递减", "Full inside of the range, less on both sides"),
    kind: "closestToTarget",
    tolerance: 25,
    toleranceAbove: 15,
    toleranceMeans: pair("单位", "Units"),
  },
  { code: "PEERS", name: pair("在各分公司中的排名", "Rank among the branches"), kind: "rank", ties: pair("并列取前", "Best place"), scoreStep: 1 },
  { code: "RANK31", name: pair("全国 31 家中的排名", "Rank among 31 companies"), kind: "rank", rankTotal: 31 },
  { code: "GRADED", name: pair("按事件等级扣分", "Off by the grade of the event"), kind: "weightedEvents", floorCap: 0 },
  { code: "ANSWER", name: pair("应答时限分档", "Answer time by bands"), kind: "bands", edge: pair("上限", "To") },
  {
    code: "STANDARD",
    name: pair("五档标准值，档间按直线", "Five standard values, straight between them"),
    kind: "piecewise",
    beyondWorst: pair("归零", "Zero"),
  },
  { code: "RANGE", name: pair("最差值到最优值", "From worst to best"), kind: "clampedRange" },
  { code: "PASS", name: pair("达标得满分，不达标不得分", "All or nothing"), kind: "passFail", passScore: 100, failScore: 0 },
  { code: "GIVEN", name: pair("考评组给分", "Given by the assessors"), kind: "given" },
  {
    code: "OFF_T",
    name: pair("未达标按偏离目标的比例扣", "Off by the distance to the target"),
    kind: "deduction",
    reference: pair("目标", "Target"),
    maxLoss: 8,
  },
  { code: "OFF_0", name: pair("未达标按实际比目标扣", "Off by actual ÷ target"), kind: "deduction", reference: pair("零", "Zero") },
  { code: "OFF_F", name: pair("未达标按离满值的比例扣", "Off by the distance to the full mark"), kind: "deduction", reference: pair("满值", "Full") },
];

/** Rule, from, to, score; null: without end. */
const BANDS = [
  ["ANSWER", null, 15, 120],
  ["ANSWER", 15, 20, 100],
  ["ANSWER", 20, 30, 80],
  ["ANSWER", 30, 60, 50],
  ["ANSWER", 60, null, 0],
  ["STANDARD", 0.5, null, 100],
  ["STANDARD", 1, null, 80],
  ["STANDARD", 1.5, null, 60],
  ["STANDARD", 2.5, null, 40],
  ["STANDARD", 4, null, 20],
];

/** Most targets hold for everybody and every period; those of one scorecard, department or period go before them. */
const TARGETS = [
  { indicator: "CSAT", floor: 76, target: 82, stretch: 86 },
  { indicator: "CSAT", template: "BR", department: "TY", floor: 78, target: 84, stretch: 88, note: pair("省会从严", "Stricter for the capital") },
  { indicator: "HALL", floor: 75, target: 82, stretch: 86 },
  { indicator: "BILLINFO", floor: 74, target: 81, stretch: 85 },
  { indicator: "NETQ", floor: 74, target: 81, stretch: 85 },
  { indicator: "HOTSAT", floor: 76, target: 83, stretch: 87 },
  { indicator: "VASSAT", floor: 76, target: 83, stretch: 87 },
  { indicator: "VASSAT", template: "MK", floor: 72, target: 79, stretch: 84 },
  { indicator: "VASSAT", template: "VA", floor: 72, target: 79, stretch: 84 },
  { indicator: "CRATE", target: 2.5 },
  { indicator: "CTIME", floor: 90, target: 95, stretch: 98 },
  { indicator: "CTIME", template: "BR", period: "2026Q3", floor: 91, target: 96, stretch: 99, note: pair("三季度起提高", "Raised from the third quarter") },
  { indicator: "COMPSAT", target: 92 },
  { indicator: "ROAM", floor: 74, target: 80, stretch: 84 },
  { indicator: "FAULTSAT", floor: 72, target: 80, stretch: 85 },
  { indicator: "NETCR", floor: 1.6, target: 1.2, stretch: 0.9 },
  { indicator: "NETRUN", worst: 80, best: 100 },
  { indicator: "UTIL", target: 55, upper: 80, note: pair("55% 至 80% 之间得满分", "Full from 55 to 80 %") },
  { indicator: "CSATIMP", floor: -0.5, target: 0.3, stretch: 1 },
  { indicator: "CSATLEAD", floor: -1, target: 1, stretch: 3, note: pair("落后 1 分以内有保底分", "A lag of up to 1 still scores") },
  { indicator: "HOTLEAD", floor: -1, target: 1, stretch: 3 },
  { indicator: "BRANDIMP", floor: 0, target: 0.3, stretch: 1 },
  { indicator: "VASIMP", floor: 0, target: 0.3, stretch: 1 },
  { indicator: "VASLEAD", floor: -2, target: 0.5, stretch: 2 },
  { indicator: "SPEED", target: 50 },
  { indicator: "CIRFAULT", floor: 15, target: 10, stretch: 6 },
  { indicator: "CIRDOWN", worst: 120, best: 20 },
  { indicator: "STAFF", target: 80 },
  { indicator: "BILLCR", target: 0.8 },
  { indicator: "CHANGE", floor: 24, target: 12, stretch: 6 },
  { indicator: "RETAIN", target: 6, note: pair("保留越久越好", "The longer, the better") },
  { indicator: "EAIR", floor: 72, target: 80, stretch: 85 },
  { indicator: "EWEB", floor: 72, target: 80, stretch: 85 },
  { indicator: "EIVR", floor: 72, target: 80, stretch: 85 },
  { indicator: "HOTCOMP", period: "2025Q4", target: 340, note: pair("第一期没有上期", "The first quarter has none before it") },
  {
    indicator: "HOTCOMP",
    target: 0.97,
    method: pair("上期乘", "Previous times"),
    decimals: 0,
    note: pair("比上季度少 3%，由系统计算", "3 % below the quarter before, computed"),
  },
  { indicator: "HOTTIME", floor: 92, target: 97, stretch: 99 },
  { indicator: "HOTCSAT", floor: 78, target: 85, stretch: 90 },
  { indicator: "ONSITE_G", floor: 80, target: 88, stretch: 93 },
  { indicator: "ONSITE_S", floor: 80, target: 88, stretch: 93 },
  { indicator: "ONSITE_D", floor: 80, target: 88, stretch: 93 },
  { indicator: "ANSRATE", floor: 85, target: 90, stretch: 95 },
  { indicator: "ANSTIME_G", floor: 80, target: 85, stretch: 90 },
  { indicator: "ANSTIME_S", floor: 80, target: 85, stretch: 90 },
  { indicator: "ANSTIME_D", floor: 80, target: 85, stretch: 90 },
  { indicator: "ACCURACY", floor: 92, target: 96, stretch: 98.5 },
  { indicator: "QCFAIL", target: 2 },
  { indicator: "REPEAT", target: 8 },
  { indicator: "CLOSE5", target: 95, full: 100 },
  { indicator: "UNSUBN", target: 20 },
  { indicator: "UNSUBR", target: 0.5 },
  { indicator: "OVASN", target: 40 },
  { indicator: "OVASR", target: 1 },
  { indicator: "GROUP", floor: 78, target: 85, stretch: 90 },
  { indicator: "GRPN", target: 10 },
  { indicator: "GRPR", target: 0.3 },
  { indicator: "RESOLVE", floor: 90, target: 95, stretch: 98 },
];

/** Computed from other figures, and never typed in. */
const DERIVED = [
  { indicator: "CSATIMP", method: pair("改善", "Improvement"), sources: "CSAT", base: pair("上期", "Previous period") },
  { indicator: "CSATLEAD", method: pair("领先", "Lead"), sources: "CSAT", against: "CSATRIV" },
  { indicator: "HOTLEAD", method: pair("领先", "Lead"), sources: "HOTSAT", against: "HOTRIV" },
  { indicator: "HOTTIME", method: pair("比率", "Ratio"), sources: "HOTDONE", against: "HOTCOMP", factors: 100 },
  { indicator: "BRANDIMP", method: pair("改善", "Improvement"), sources: "BRAND" },
  { indicator: "VASIMP", method: pair("改善", "Improvement"), sources: "VASSAT" },
  { indicator: "VASLEAD", method: pair("领先", "Lead"), sources: "VASSAT", against: "VASRIV" },
  { indicator: "EVLOSS", method: pair("加权合计", "Weighted sum"), sources: "EV1、EV2、EV3", factors: "0.1、0.5、2" },
];

const VETOES = [
  {
    code: "V1",
    name: pair("重大责任事故", "Grave accident"),
    template: "BR",
    indicator: "RESP",
    comparison: pair("≥", "≥"),
    limit: 1,
    effect: pair("总分封顶", "Total capped"),
    value: 20,
  },
  {
    code: "V2",
    name: pair("服务责任事件频发", "Too many incidents"),
    template: "BR",
    indicator: "INCIDENT",
    comparison: pair("≥", "≥"),
    limit: 2,
    effect: pair("降级", "Grade lowered"),
    value: 1,
  },
];

const GRADES = [
  { name: "A", from: 95, coefficient: 1.2, quota: 10 },
  { name: "B", from: 90, coefficient: 1.1, quota: 20 },
  { name: "C", from: 80, coefficient: 1, quota: 40 },
  { name: "D", from: 70, coefficient: 0.9, quota: 20 },
  { name: "E", from: null, coefficient: 0.8, quota: 10 },
];

/** The market department's own sheet carries its targets: floor, target, stretch. They are not in the targets' table. */
const MARKET_TARGETS = {
  SAT_G: [78, 84, 88],
  SAT_S: [75, 81, 85],
  SAT_D: [74, 80, 84],
  IMAGE: [74, 80, 84],
  BRAND: [74, 80, 84],
  POINTSAT: [70, 78, 83],
  INTROAM: [70, 77, 82],
};

/** Each branch's own weak spot; a branch that is not listed keeps 营业服务. */
const WEAK_SPOTS = { DT: "BILLINFO", YQ: "HOTSAT", JC: "VASSAT", JZ: "NETQ", XZ: "HOTSAT", LF: "NETQ", LL: "BILLINFO" };

export const PERIODS = ["2025Q4", "2026Q1", "2026Q2", "2026Q3"];

/** What stands in a cell without a figure. */
const NOT_REPORTED = null;
const NOT_APPLICABLE = "/";
const TO_BE_SETTLED = pair("待定", "to be settled");

/** Per branch, in this order: customer satisfaction, its weak spot, complaint rate, handled in time, satisfied with the handling. */
const BRANCH_FIGURES = {
  TY: [
    [81.9, 82.8, 83.1, 83.7],
    [81.0, 82.4, 82.2, 82.4],
    [2.62, 2.52, 2.52, 2.41],
    [95.6, 95.3, 96.0, 96.2],
    [90.5, 90.5, 90.9, 91.5],
  ],
  DT: [
    [79.8, 80.6, 81.1, 80.6],
    [80.4, 79.5, 80.3, 80.7],
    [2.81, 2.96, 2.68, 2.71],
    [92.5, 93.2, 92.7, 93.2],
    [89.1, 90.1, 89.4, 90.2],
  ],
  YQ: [
    [79.3, 79.7, 80.2, 80.3],
    [77.8, 78.8, 78.8, 79.4],
    [2.72, 2.63, 2.58, 2.5],
    [94.1, 95.4, 95.1, 95.2],
    [87.7, 88.1, 89.3, 88.4],
  ],
  CZ: [
    [81.3, 82.3, 82.7, 82.4],
    [81.1, 82.4, 82.2, 82.3],
    [2.48, 2.41, 2.35, 2.38],
    [95.9, 96.1, 96.8, 96.1],
    [91.8, 92.0, 92.4, 92.6],
  ],
  JC: [
    [84.5, 85.5, 84.8, 85.0],
    [84.4, 85.4, 85.7, 85.5],
    [1.98, 1.83, 1.92, 1.85],
    [97.4, 97.8, 98.5, 98.3],
    [94.3, 94.5, 95.7, 95.7],
  ],
  SZ: [
    [78.6, 79.0, 79.0, 79.7],
    [76.7, 78.2, 78.8, 77.6],
    [3.39, 3.16, 3.13, 3.17],
    [93.4, 93.5, 93.3, 94.4],
    [86.7, 88.8, 88.5, 88.3],
  ],
  JZ: [
    [80.7, 80.8, 82.4, 82.1],
    [80.1, 80.7, 80.9, 81.0],
    [2.61, 2.67, 2.45, 2.45],
    [95.0, 95.5, 94.7, 95.9],
    [90.0, 89.9, 91.0, 90.5],
  ],
  YC: [
    [81.5, 81.1, 81.3, 82.0],
    [80.8, 81.5, 80.8, 81.4],
    [2.43, 2.45, 2.34, 2.36],
    [95.9, 95.3, 96.2, 96.5],
    [90.7, 91.1, 91.2, 92.2],
  ],
  XZ: [
    [77.5, 78.8, 79.0, 79.0],
    [76.5, 76.4, 75.5, 77.1],
    [2.72, 2.77, 2.73, 2.57],
    [94.1, 93.9, 94.6, 95.4],
    [86.9, 86.6, 86.3, 86.9],
  ],
  LF: [
    [79.7, 80.1, 80.4, 80.8],
    [79.4, 79.8, 80.0, 79.8],
    [2.66, 2.57, 2.62, 2.52],
    [94.4, 95.0, 94.7, 95.0],
    [88.4, 89.4, 89.1, 90.2],
  ],
  LL: [
    [79.5, 79.6, 80.4, 81.1],
    [78.4, 78.3, 78.3, 79.2],
    [2.8, 2.58, 2.75, 2.77],
    [94.2, 94.3, 94.7, 94.9],
    [87.7, 88.2, 88.2, NOT_REPORTED],
  ],
};

/** Bonus points, incidents and grave accidents of the branches; 0 where nothing is listed. */
const BRANCH_EVENTS = {
  INNOV: { TY: [0, 0.5, 0.5, 0.5], JC: [0.5, 0.5, 1, 1], YC: [0, 0, 0, 0.5] },
  INCIDENT: { DT: [0, 1, 0, 1], XZ: [0, 0, 1, 2] },
  RESP: { SZ: [0, 0, 0, 1] },
};

const SUPPORT_FIGURES = {
  NW: {
    CSAT: [81.0, 81.5, 81.8, 82.3],
    CSATRIV: [80.2, 80.9, 80.8, 81.0],
    ROAM: [79.0, 79.6, 80.4, NOT_APPLICABLE],
    FAULTSAT: [77.5, 78.4, 79.2, 79.6],
    NETCR: [1.42, 1.38, 1.31, 1.26],
    CTIME: [94.6, 95.2, 95.9, 96.3],
    COMPSAT: [90.5, 91.2, 91.0, 91.7],
    NETRUN: [96.0, 96.4, 96.9, 97.2],
    UTIL: [62.5, 65.8, 71.3, 83.6],
    SPEED: [46.2, 49.5, 52.8, 55.1],
    CIRFAULT: [12.2, 11.8, 10.6, 9.7],
    CIRDOWN: [44, 41, 39, 37],
  },
  BI: {
    BILLINFO: [79.2, 80.1, 80.6, 81.3],
    STAFF: [76.0, 77.5, 78.0, 78.6],
    BILLCR: [0.92, 0.88, 0.85, 0.83],
    CTIME: [96.8, 95.5, 96.1, 97.0],
    EVENTS: [1, 0, 2, 1],
    RESTORE: [2.0, 1.8, 1.5, 1.1],
    CHANGE: [15, 14, 12.5, 11],
    RETAIN: [6, 6, 6, 6],
    ANSWER: [28, 24, 21, 18],
  },
  CC: {
    HOTSAT: [81.5, 82.2, 82.9, 83.6],
    HOTRIV: [81.0, 82.4, 82.1, 84.1],
    HOTRANK: [9, 8, 6, 5],
    EAIR: [79.0, 79.8, 80.5, 81.0],
    EWEB: [77.2, 78.0, 77.5, 78.9],
    EIVR: [80.1, 80.4, 81.2, 81.7],
    HOTCOMP: [342, 331, 318, 327],
    HOTDONE: [328, 319, 308, 318],
    HOTCSAT: [82.0, 82.9, 83.1, 83.6],
    EV1: [4, 3, 5, 3],
    EV2: [1, 2, 0, 1],
    EV3: [0, 0, 1, 0],
    ONSITE_G: [87.5, 88.1, 88.4, 89.2],
    ONSITE_S: [85.9, 86.3, 86.9, 87.4],
    ONSITE_D: [84.2, 84.0, 83.5, 83.1],
    ANSRATE: [88.4, 87.6, 86.1, 83.1],
    ANSTIME_G: [86.0, 85.7, 85.9, 86.4],
    ANSTIME_S: [84.1, 84.5, 84.9, 85.2],
    ANSTIME_D: [82.0, 82.4, 81.8, 82.6],
    ACCURACY: [95.1, 95.6, 96.0, 96.4],
    QCFAIL: [2.4, 2.2, 2.1, 2.3],
    REPEAT: [7.6, 8.4, 7.9, 7.5],
    CLOSE5: [94.1, 95.3, 94.9, 94.2],
  },
  MK: {
    SAT_G: [82.9, 83.5, 84.1, 84.6],
    SAT_S: [80.1, 80.4, 80.9, 81.5],
    SAT_D: [78.0, 77.4, 76.9, 76.2],
    IMAGE: [79.1, 79.5, 80.2, 80.6],
    BRAND: [78.8, 79.3, 79.9, 80.3],
    GROUP: [84.0, 84.6, 85.2, 85.9],
    HALL: [81.0, 81.4, 81.9, 82.3],
    BILLINFO: [79.2, 80.1, 80.6, 81.3],
    POINTSAT: [75.1, 76.0, 76.4, 77.2],
    VASSAT: [78.2, 78.8, 79.1, 79.5],
    INTROAM: [75.4, 76.0, 76.3, 76.8],
    OTHER: [1.5, 1.6, 1.6, 1.7],
  },
  VA: {
    VASSAT: [78.2, 78.8, 79.1, 79.5],
    VASRIV: [78.9, 79.0, 79.4, 79.3],
    GROUP: [84.0, 84.6, 85.2, 85.9],
    UNSUBN: [26, 24, 22, 21],
    UNSUBR: [0.61, 0.58, 0.55, 0.52],
    OVASN: [45, 43, 41, 38],
    OVASR: [1.12, 1.08, 1.02, 0.96],
    GRPN: [14, 13, 12, 13],
    GRPR: [0.38, 0.36, 0.33, 0.34],
    RESOLVE: [94.0, 94.8, 95.3, TO_BE_SETTLED],
    COMPSAT: [89.8, 90.5, 91.3, 91.9],
    EVENTS: [0, 1, 0, 0],
  },
};

const textIn = (language) => (value) => (value !== null && typeof value === "object" ? value[language] : (value ?? null));

/** All cells of a record in one language. */
function inLanguage(record, language) {
  const text = textIn(language);
  return Object.fromEntries(Object.entries(record).map(([column, value]) => [column, text(value)]));
}

function treeRows(template, nodes, parent) {
  return nodes.flatMap(({ children = [], percent, ...node }) => [
    { template, parent, ...node, ...(percent === undefined ? {} : { weight: percent }) },
    ...treeRows(template, children, node.code),
  ]);
}

function bindingRows() {
  return Object.entries(WEAK_SPOTS).map(([department, indicator]) => ({ department, template: "BR", line: "BR12", indicator }));
}

/** The scheme's sheets in one language: one record per row, cells by the column's key. Weights and the threshold in per cent. */
export function provinceTables(language) {
  const rows = (records) => records.map((record) => inLanguage(record, language));
  return {
    settings: rows(SETTINGS.map(([item, value, note]) => ({ item, value, note }))),
    departments: rows(DEPARTMENTS),
    indicators: rows(
      INDICATORS.map(([code, name, unit, direction, aliases, definition]) => ({ code, name, unit, direction: DIRECTION[direction], aliases, definition })),
    ),
    templates: rows(TEMPLATES),
    tree: rows(Object.entries(TREES).flatMap(([template, nodes]) => treeRows(template, nodes, null))),
    rules: rows(RULES.map((rule) => ({ ...rule, kind: RULE_KINDS[rule.kind] }))),
    bands: rows(BANDS.map(([rule, from, to, score]) => ({ rule, from, to, score }))),
    targets: rows(TARGETS),
    bindings: rows(bindingRows()),
    derived: rows(DERIVED),
    vetoes: rows(VETOES),
    grades: rows(GRADES),
  };
}

const BY_CODE = new Map(INDICATORS.map(([code, name, unit]) => [code, { name, unit }]));
const BRANCH_INDICATORS = ["CSAT", null, "CRATE", "CTIME", "COMPSAT"];

/** Places after the point that a quarter's figures are shown with: as many as the row's finest figure has. */
function placesOf(figures) {
  return Math.max(...figures.map((figure) => (typeof figure === "number" ? (String(figure).split(".")[1]?.length ?? 0) : 0)));
}

function numberFormat(places) {
  return places === 0 ? "0" : `0.${"0".repeat(places)}`;
}

/** A figure as it stands in its cell: a percentage either as 96.3, or as 0.963 that is shown as 96.3%. */
function figureCell(figure, places, asFraction) {
  if (typeof figure !== "number") return { value: figure };
  if (!asFraction) return { value: figure, format: numberFormat(places) };
  // Through its digits, so that 96.3 becomes 0.963 and not 0.9630000000000001.
  return { value: Number(`${figure}e-2`), format: `${numberFormat(places)}%` };
}

/** Counted from 1, with some air between the number and the text beside it. */
function rowNumber(index) {
  return { value: index + 1, format: "0_)" };
}

const PERIOD_HEADS = Object.fromEntries(
  PERIODS.map((period) => {
    const [year, quarter] = period.split("Q");
    return [period, pair(`${year}年${"一二三四"[quarter - 1]}季度`, `Q${quarter} ${year}`)];
  }),
);

const HEAD = {
  number: pair("序号", "No."),
  department: pair("部门", "Department"),
  indicator: pair("指标名称", "Indicator"),
  unit: pair("单位", "Unit"),
  period: pair("期间", "Period"),
  floor: pair("保底值", "Floor"),
  target: pair("目标值", "Target"),
  stretch: pair("挑战值", "Stretch"),
  actual: pair("实际值", "Actual"),
};

const NOTE_ON_STATES = pair("注：不适用填“/”，未报留空。", "Note: “/” is not applicable; leave a figure that is not there yet blank.");
const SIGNATURES = pair("填表人：            审核人：            日期：", "Prepared by:            Checked by:            Date:");

function sheet(name, title, heads, widths, rows) {
  return { name, title, remark: NOTICE, heads, widths, rows, notes: [NOTE_ON_STATES, SIGNATURES] };
}

/** All branches in one long list, quarters across, percentages as plain 96.3. */
function branchSheet() {
  const rows = BRANCHES.flatMap(([code, zh, en]) =>
    [
      ...BRANCH_FIGURES[code].map((figures, index) => [BRANCH_INDICATORS[index] ?? WEAK_SPOTS[code] ?? "HALL", figures]),
      ...Object.entries(BRANCH_EVENTS).map(([indicator, figures]) => [indicator, figures[code] ?? [0, 0, 0, 0]]),
    ].map(([indicator, figures]) => {
      const { name, unit } = BY_CODE.get(indicator);
      const places = placesOf(figures);
      return [pair(`${zh}分公司`, `${en} branch`), name, unit, ...figures.map((figure) => figureCell(figure, places, false))];
    }),
  );
  return sheet(
    pair("地市指标", "City figures"),
    pair("地市分公司服务指标报送表", "Service figures of the city branches"),
    [HEAD.number, HEAD.department, HEAD.indicator, HEAD.unit, ...PERIODS.map((period) => PERIOD_HEADS[period])],
    [7, 20, 36, 13, 13, 13, 13, 13],
    rows.map((row, index) => [rowNumber(index), ...row]),
  );
}

/** One department, quarters across. */
function acrossSheet(code, title, { asFraction = false, names = {}, targets = null } = {}) {
  const rows = Object.entries(SUPPORT_FIGURES[code]).map(([indicator, figures], index) => {
    const { name, unit } = BY_CODE.get(indicator);
    const places = placesOf(figures);
    const cells = figures.map((figure) => figureCell(figure, places, asFraction && unit === "%"));
    const anchors = targets === null ? [] : (targets[indicator] ?? [null, null, null]);
    return [rowNumber(index), names[indicator] ?? name, unit, ...anchors, ...cells];
  });
  const anchorHeads = targets === null ? [] : [HEAD.floor, HEAD.target, HEAD.stretch];
  const heads = [HEAD.number, HEAD.indicator, HEAD.unit, ...anchorHeads, ...PERIODS.map((period) => PERIOD_HEADS[period])];
  return sheet(sheetNameOf(code), title, heads, [7, 36, 13, ...anchorHeads.map(() => 9), 13, 13, 13, 13], rows);
}

/** One department, one row per indicator and quarter, the quarter in a column of its own. */
function downSheet(code, title) {
  const rows = PERIODS.flatMap((period, quarter) =>
    Object.entries(SUPPORT_FIGURES[code]).map(([indicator, figures]) => {
      const { name, unit } = BY_CODE.get(indicator);
      return [PERIOD_HEADS[period], name, unit, figureCell(figures[quarter], placesOf(figures), false)];
    }),
  );
  const heads = [HEAD.number, HEAD.period, HEAD.indicator, HEAD.unit, HEAD.actual];
  const numbered = rows.map((row, index) => [rowNumber(index), ...row]);
  return sheet(sheetNameOf(code), title, heads, [7, 15, 36, 13, 13], numbered);
}

function sheetNameOf(code) {
  return DEPARTMENTS.find((department) => department.code === code).sheet;
}

const SHEETS = [
  branchSheet(),
  acrossSheet("NW", pair("网络部服务指标报送表", "Service figures of the network department"), {
    asFraction: true,
    // As the department's own form spells it: an alias of 投诉处理及时率.
    names: { CTIME: pair("投诉处理解决及时率", "Complaints resolved in time") },
  }),
  downSheet("BI", pair("省计费中心服务指标报送表", "Service figures of the billing centre")),
  acrossSheet("CC", pair("省呼叫中心服务指标报送表", "Service figures of the call centre")),
  acrossSheet("MK", pair("省市场部服务指标报送表", "Service figures of the market department"), { targets: MARKET_TARGETS }),
  downSheet("VA", pair("省商务分公司服务指标报送表", "Service figures of the value-added branch")),
];

/**
 * The indicator sheets in one language: title, remark, headings with column widths, rows and closing notes.
 * A cell is a text, a number, null for blank, or { value, format }.
 */
export function provinceSheets(language) {
  const text = textIn(language);
  const cell = (value) => (value !== null && typeof value === "object" && "value" in value ? { ...value, value: text(value.value) } : { value: text(value) });
  return SHEETS.map(({ name, title, remark, heads, widths, rows, notes }) => ({
    name: text(name),
    title: text(title),
    remark: text(remark),
    heads: heads.map(text),
    widths,
    rows: rows.map((row) => row.map(cell)),
    notes: notes.map(text),
  }));
}
