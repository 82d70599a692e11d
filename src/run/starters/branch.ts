/** City branches: 35 points, of which each branch's own weak spot has 8. */
import { RULES, type Starter, UNITS } from "./starter";

export const branch: Starter = {
  schemeName: ["地市分公司服务考核方案", "Service scorecards of the city branches"],
  template: { code: "BR", name: ["地市分公司考核表", "City branch scorecard"], fullPoints: 35 },
  departments: [
    { code: "A", name: ["甲市分公司", "City A branch"], shortName: ["甲市", "City A"], kind: "branch" },
    { code: "B", name: ["乙市分公司", "City B branch"], shortName: ["乙市", "City B"], kind: "branch" },
    { code: "C", name: ["丙市分公司", "City C branch"], shortName: ["丙市", "City C"], kind: "branch" },
    { code: "D", name: ["丁市分公司", "City D branch"], shortName: ["丁市", "City D"], kind: "branch" },
    { code: "E", name: ["戊市分公司", "City E branch"], shortName: ["戊市", "City E"], kind: "branch" },
  ],
  indicators: [
    {
      code: "CSAT",
      name: ["客户满意度", "Customer satisfaction"],
      unit: UNITS.score,
      better: "up",
      definition: ["第三方调查，百分制", "Survey by a third party, 0 to 100"],
      anchors: { floor: 76, target: 82, stretch: 86 },
    },
    { code: "HALL", name: ["营业服务满意度", "Service hall satisfaction"], unit: UNITS.score, better: "up", anchors: { floor: 75, target: 82, stretch: 86 } },
    {
      code: "BILLINFO",
      name: ["话费信息满意度", "Bill information satisfaction"],
      unit: UNITS.score,
      better: "up",
      anchors: { floor: 74, target: 81, stretch: 85 },
    },
    {
      code: "NETQ",
      name: ["网络质量满意度", "Network quality satisfaction"],
      unit: UNITS.score,
      better: "up",
      anchors: { floor: 74, target: 81, stretch: 85 },
    },
    {
      code: "CRATE",
      name: ["投诉率", "Complaint rate"],
      unit: UNITS.perTenThousand,
      better: "down",
      definition: ["投诉件数 ÷ 用户数（万户）", "Complaints ÷ customers in 10,000"],
      anchors: { target: 2.5 },
    },
    {
      code: "CTIME",
      name: ["投诉处理及时率", "Complaints handled in time"],
      unit: UNITS.percent,
      better: "up",
      anchors: { floor: 90, target: 95, stretch: 98 },
    },
    { code: "COMPSAT", name: ["投诉处理满意率", "Satisfied with the handling"], unit: UNITS.percent, better: "up", anchors: { target: 92 } },
  ],
  tree: [
    {
      code: "BR1",
      name: ["客户感知", "What customers feel"],
      points: 20,
      children: [
        { code: "BR11", name: ["客户满意度", "Customer satisfaction"], points: 12, indicator: "CSAT", rule: "threeAnchors" },
        { code: "BR12", name: ["服务短木板", "Service weak spot"], points: 8, indicator: "HALL", rule: "threeAnchors" },
      ],
    },
    {
      code: "BR2",
      name: ["投诉管理", "Complaints"],
      points: 15,
      children: [
        { code: "BR21", name: ["投诉率", "Complaint rate"], points: 5, indicator: "CRATE", rule: "CRATE" },
        { code: "BR22", name: ["投诉处理及时率", "Complaints handled in time"], points: 5, indicator: "CTIME", rule: "threeAnchors" },
        { code: "BR23", name: ["投诉处理满意率", "Satisfied with the handling"], points: 5, indicator: "COMPSAT", rule: "RATIO" },
      ],
    },
  ],
  rules: [
    {
      code: "CRATE",
      name: ["每高 0.1 件扣 4 分，每低 0.1 件加 2 分", "4 off per 0.1 above, 2 added per 0.1 below"],
      kind: "perUnit",
      base: 100,
      step: 0.1,
      stepMeans: "units",
      counting: "floor",
      perStep: 4,
      perStepUp: 2,
      cap: 120,
      floorCap: 0,
    },
    RULES.ratio,
  ],
  grades: [
    { name: ["优秀", "A"], from: 100 },
    { name: ["良好", "B"], from: 90 },
    { name: ["合格", "C"], from: 75 },
    { name: ["待改进", "D"], from: null },
  ],
  bindings: [
    ["B", "BR12", "BILLINFO"],
    ["D", "BR12", "NETQ"],
  ],
  sheet: { name: ["分公司数据", "Branch figures"], title: ["地市分公司服务指标报送表", "Service figures of the city branches"] },
  figures: {
    A: { CSAT: [83.1, 84.2], HALL: [82.2, 83.1], CRATE: [2.52, 2.41], CTIME: [96.0, 96.2], COMPSAT: [90.9, 91.5] },
    B: { CSAT: [81.1, 80.6], BILLINFO: [80.3, 80.7], CRATE: [2.68, 2.71], CTIME: [92.7, 93.2], COMPSAT: [89.4, 90.2] },
    C: { CSAT: [82.7, 82.4], HALL: [82.2, 82.3], CRATE: [2.35, 2.38], CTIME: [96.8, 96.1], COMPSAT: [92.4, 92.6] },
    D: { CSAT: [79.0, 79.0], NETQ: [75.5, 73.6], CRATE: [2.73, 2.92], CTIME: [94.6, 95.4], COMPSAT: [86.3, 86.9] },
    E: { CSAT: [84.8, 85.0], HALL: [85.7, 85.5], CRATE: [1.92, 1.85], CTIME: [98.5, 98.3], COMPSAT: [95.7, 95.7] },
  },
};
