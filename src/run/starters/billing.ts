/** The billing centre: 35 points, most of them for what customers are told about their bills. */
import { RULES, type Starter, UNITS } from "./starter";

export const billing: Starter = {
  schemeName: ["计费中心服务考核方案", "Service scorecard of the billing centre"],
  template: { code: "BI", name: ["计费中心考核表", "Billing scorecard"], fullPoints: 35 },
  departments: [{ code: "BI", name: ["计费中心", "Billing centre"], shortName: ["计费中心", "Billing"], kind: "billing" }],
  indicators: [
    {
      code: "BILLINFO",
      name: ["话费信息满意度", "Bill information satisfaction"],
      unit: UNITS.score,
      better: "up",
      anchors: { floor: 74, target: 81, stretch: 85 },
    },
    { code: "STAFF", name: ["内部员工满意度", "Staff satisfaction"], unit: UNITS.score, better: "up", anchors: { target: 80 } },
    { code: "BILLCR", name: ["计费及支撑投诉率", "Billing and support complaint rate"], unit: UNITS.perTenThousand, better: "down", anchors: { target: 0.8 } },
    {
      code: "CTIME",
      name: ["投诉处理及时率", "Complaints handled in time"],
      unit: UNITS.percent,
      better: "up",
      anchors: { floor: 90, target: 95, stretch: 98 },
    },
    { code: "EVENTS", name: ["服务事件", "Service events"], unit: UNITS.cases, better: "down" },
    { code: "RESTORE", name: ["复话时限", "Time to restore service"], unit: UNITS.hours, better: "down", anchors: { worst: 4, best: 0.5 } },
    { code: "CHANGE", name: ["业务变更时限", "Time to change a service"], unit: UNITS.hours, better: "down", anchors: { floor: 24, target: 12, stretch: 6 } },
    {
      code: "RETAIN",
      name: ["话费清单及帐单保留时限", "Time that bills are kept"],
      unit: UNITS.months,
      better: "up",
      definition: ["保留越久越好", "The longer, the better"],
      anchors: { target: 6 },
    },
    { code: "ANSWER", name: ["应答时限", "Time to answer"], unit: UNITS.seconds, better: "down" },
  ],
  tree: [
    {
      code: "BI1",
      name: ["客户感知", "What customers feel"],
      points: 15,
      children: [
        { code: "BI11", name: ["话费信息服务", "Bill information"], points: 10, indicator: "BILLINFO", rule: "threeAnchors" },
        { code: "BI12", name: ["内部员工满意度", "Staff satisfaction"], points: 5, indicator: "STAFF", rule: "RATIO" },
      ],
    },
    {
      code: "BI2",
      name: ["投诉管理", "Complaints"],
      points: 8,
      children: [
        { code: "BI21", name: ["计费及支撑投诉率", "Billing and support complaint rate"], points: 4, indicator: "BILLCR", rule: "BILLCR" },
        { code: "BI22", name: ["投诉处理及时率", "Complaints handled in time"], points: 4, indicator: "CTIME", rule: "threeAnchors" },
      ],
    },
    {
      code: "BI3",
      name: ["服务保障", "Service assurance"],
      points: 12,
      children: [
        { code: "BI31", name: ["服务事件", "Service events"], points: 4, indicator: "EVENTS", rule: "EVENTS" },
        {
          code: "BI32",
          name: ["服务标准保障执行情况", "Service standards kept"],
          points: 8,
          children: [
            { code: "BI321", name: ["复话时限", "Time to restore service"], points: 2, indicator: "RESTORE", rule: "RANGE" },
            { code: "BI322", name: ["业务变更时限", "Time to change a service"], points: 2, indicator: "CHANGE", rule: "threeAnchors" },
            { code: "BI323", name: ["话费清单及帐单保留时限", "Time that bills are kept"], points: 2, indicator: "RETAIN", rule: "PASS" },
            { code: "BI324", name: ["应答时限", "Time to answer"], points: 2, indicator: "ANSWER", rule: "ANSWER" },
          ],
        },
      ],
    },
  ],
  rules: [
    RULES.ratio,
    RULES.events,
    RULES.range,
    {
      code: "BILLCR",
      name: ["每高于目标 5% 扣 5 分，每低 5% 加 2 分", "5 off per 5 % above the target, 2 added per 5 % below"],
      kind: "perUnit",
      base: 100,
      step: 5,
      stepMeans: "percentOfTarget",
      counting: "exact",
      perStep: 5,
      perStepUp: 2,
      cap: 120,
      floorCap: 0,
    },
    { code: "PASS", name: ["达标得满分，不达标不得分", "All or nothing"], kind: "passFail", passScore: 100, failScore: 0 },
    { code: "ANSWER", name: ["应答时限分档", "Answer time by bands"], kind: "bands", edge: "to" },
  ],
  bands: [
    ["ANSWER", null, 15, 120],
    ["ANSWER", 15, 20, 100],
    ["ANSWER", 20, 30, 80],
    ["ANSWER", 30, 60, 50],
    ["ANSWER", 60, null, 0],
  ],
  sheet: { name: ["计费中心数据", "Billing figures"], title: ["计费中心服务指标报送表", "Service figures of the billing centre"] },
  figures: {
    BI: {
      BILLINFO: [80.6, 81.3],
      STAFF: [78.0, 78.6],
      BILLCR: [0.85, 0.83],
      CTIME: [96.1, 97.0],
      EVENTS: [2, 1],
      RESTORE: [1.5, 1.1],
      CHANGE: [12.5, 11],
      RETAIN: [6, 6],
      ANSWER: [21, 34],
    },
  },
};
