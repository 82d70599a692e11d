/** The schemes that a new workbook can begin with: their names, what they hold, and the way to each. None is loaded before it is chosen. */
import type { Pair, Starter } from "./starter";

export type StarterKey = "branch" | "network" | "billing" | "callCentre" | "market" | "valueAdded" | "balanced";

export interface ListedStarter {
  readonly key: StarterKey;
  readonly name: Pair;
  /** Full points, how many are scored, and by what. */
  readonly about: Pair;
  readonly load: () => Promise<Starter>;
}

export const STARTERS: readonly ListedStarter[] = [
  {
    key: "branch",
    name: ["地市分公司", "City branches"],
    about: ["35 分，5 个分公司：满意度、各自的短木板、投诉", "35 points, 5 branches: satisfaction, each one’s weak spot, complaints"],
    load: async () => (await import("./branch")).branch,
  },
  {
    key: "network",
    name: ["网络部", "Network"],
    about: ["30 分：满意度及改善、领先，网络投诉，运行质量", "30 points: satisfaction, its improvement and lead, complaints, operation"],
    load: async () => (await import("./network")).network,
  },
  {
    key: "billing",
    name: ["计费中心", "Billing"],
    about: ["35 分：话费信息、计费投诉、服务事件、各项时限", "35 points: bill information, billing complaints, events, time limits"],
    load: async () => (await import("./billing")).billing,
  },
  {
    key: "callCentre",
    name: ["呼叫中心", "Call centre"],
    about: ["75 分：热线满意度及领先，热线投诉，应答和解决", "75 points: hotline satisfaction and lead, complaints, answering and solving"],
    load: async () => (await import("./callCentre")).callCentre,
  },
  {
    key: "market",
    name: ["市场部", "Market"],
    about: ["60 分：各品牌、形象、集团客户，营业和增值服务", "60 points: brands, image, corporate customers, halls and services"],
    load: async () => (await import("./market")).market,
  },
  {
    key: "valueAdded",
    name: ["商务分公司", "Value-added services"],
    about: ["15 分：增值服务及改善、领先，三类投诉，服务事件", "15 points: satisfaction, its improvement and lead, three kinds of complaints"],
    load: async () => (await import("./valueAdded")).valueAdded,
  },
  {
    key: "balanced",
    name: ["平衡计分卡", "Balanced scorecard"],
    about: ["100 分，3 个区公司：财务、客户、内部流程、学习与成长", "100 points, 3 divisions: financial, customer, process, learning"],
    load: async () => (await import("./balanced")).balanced,
  },
];

/** Printed on every card that a template's scheme makes, until somebody takes the setting out: without and with sample figures. */
export const TEMPLATE_NOTICES: { readonly blank: Pair; readonly filled: Pair } = {
  blank: ["分值、目标均为示例，请按本单位方案修改。", "Points and targets are examples; replace them with your own."],
  filled: ["分值、目标和数据均为示例，请换成本单位的。", "Points, targets and figures are examples; replace them with your own."],
};

/** Whether a scheme still says of itself that it is a template's. */
export function isFromTemplate({ notice }: { readonly notice: string }): boolean {
  return Object.values(TEMPLATE_NOTICES).some((pair) => pair.includes(notice));
}

/** By key or by name in either language; null: there is none of that name. */
export function starterCalled(name: string): ListedStarter | null {
  const bare = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
  return STARTERS.find((one) => [one.key, ...one.name].some((known) => bare(known) === bare(name))) ?? null;
}
