/**
 * A new workbook's scheme: one of the starters with sample figures, or a small one without: every sheet with its headings, one department
 * and one small tree to write over, and an indicator sheet to fill in.
 */
import type { Scheme } from "../kpi/scheme";
import { type NamedDraft, layIndicatorSheet, layScheme } from "../sheets/layScheme";
import { CHOICES, SETTING_ITEMS, type SchemeRecords, type SchemeTables } from "../sheets/schemeColumns";
import { STARTERS, type StarterKey, TEMPLATE_NOTICES } from "./starters/list";
import type { Change, Workbook, WriteReport } from "./workbook";

type Language = Scheme["settings"]["language"];

/** `starter`: "blank" for the small one, which has no figures yet. */
export async function newScheme(workbook: Workbook, language: Language, starter: StarterKey | "blank" = "blank"): Promise<WriteReport> {
  const sheets = await schemeSheets(language, starter);
  return workbook.write(sheets.map(({ name, draft }): Change => ({ kind: "createSheet", name, block: null, after: "last", draft })));
}

/** In the order in which they come into the workbook. */
export async function schemeSheets(language: Language, starter: StarterKey | "blank"): Promise<readonly NamedDraft[]> {
  return starter === "blank" ? [...layScheme(starterTables(language), language), starterIndicatorSheet(language)] : filledSheets(starter, language);
}

async function filledSheets(key: StarterKey, language: Language): Promise<readonly NamedDraft[]> {
  const [starter, { starterSheets }] = await Promise.all([STARTERS.find((one) => one.key === key)!.load(), import("./starters/starterSheets")]);
  const pick = language === "zh" ? 0 : 1;
  return starterSheets(starter, settingRows(language, starter.schemeName[pick], TEMPLATE_NOTICES.filled[pick], starter.radar), language);
}

/** The year is the user's to set: a template that took today's would differ from one day to the next. */
const STARTER_PERIOD = "2026Q1";

interface StarterWords {
  readonly department: string;
  readonly sheet: string;
  readonly template: string;
  readonly branches: readonly [string, string];
  readonly indicators: readonly [string, string, string, string];
  readonly eventUnit: string;
  readonly settingNotes: Readonly<Partial<Record<keyof typeof SETTING_ITEMS, string>>>;
}

const STARTER_WORDS: Readonly<Record<Language, StarterWords>> = {
  zh: {
    department: "示例部门",
    sheet: "示例部门指标",
    template: "部门考核表",
    branches: ["客户感知", "投诉与服务"],
    indicators: ["客户满意度", "投诉处理及时率", "投诉率", "服务事件"],
    eventUnit: "起",
    settingNotes: {
      period: "计哪一期：2026Q1、2026-01、2026H1、2026",
      threshold: "得分率低于它就是短木板，%；等于它不算",
      mostLost: "失分最多的前几项也列入短木板，并列都列",
      pointDecimals: "写“不舍入”则不四舍五入",
      missing: "重新分摊、计零分、计满分、计保底分、沿用上期、暂缓 六选一",
      radar: "写“是”，每张计分卡加一级得分率雷达图",
      notice: "印在汇总和每张计分卡上",
    },
  },
  en: {
    department: "Sample department",
    sheet: "Sample department data",
    template: "Department scorecard",
    branches: ["Customer perception", "Complaints and service"],
    indicators: ["Customer satisfaction", "Complaints handled in time", "Complaint rate", "Service events"],
    eventUnit: "events",
    settingNotes: {
      period: "The period to score: 2026Q1, 2026-01, 2026H1, 2026",
      threshold: "A rate below this is a short board, %; exactly on it is not",
      mostLost: "The lines that cost most points are listed too; ties all count",
      pointDecimals: "“None” does not round",
      missing: "One of Re-share, Zero, Full, Floor score, Carry, Hold",
      radar: "Yes adds a radar of the first level’s rates to every card",
      notice: "Printed on the summary and on every card",
    },
  },
};

/** The settings that every new scheme begins with. */
function settingRows(language: Language, schemeName: string, notice: string, radar: keyof typeof CHOICES.yesNo = "no"): SchemeRecords {
  const words = STARTER_WORDS[language];
  const pick = language === "zh" ? 0 : 1;
  const { policy } = CHOICES;
  const setting = (item: keyof typeof SETTING_ITEMS, value: string | number): Record<string, string | number> => ({
    item: SETTING_ITEMS[item][language],
    value,
    note: words.settingNotes[item] ?? "",
  });
  return [
    setting("company", ""),
    setting("schemeName", schemeName),
    setting("version", "1"),
    setting("period", STARTER_PERIOD),
    setting("language", language === "zh" ? "中文" : "English"),
    setting("threshold", 80),
    setting("mostLost", 3),
    setting("pointDecimals", 2),
    setting("rateDecimals", 1),
    setting("notApplicable", policy.reShare[pick]),
    setting("notDue", policy.reShare[pick]),
    setting("missing", policy.hold[pick]),
    setting("unreadable", policy.hold[pick]),
    setting("suppressed", policy.carry[pick]),
    setting("policyFloorScore", 60),
    setting("radar", CHOICES.yesNo[radar][pick]),
    setting("notice", notice),
  ];
}

export function starterTables(language: Language): SchemeTables {
  const words = STARTER_WORDS[language];
  const pick = language === "zh" ? 0 : 1;
  const first = (choices: Readonly<Record<"zh" | "en", string>>): string => choices[language];
  const { direction, rollUp, ruleKind } = CHOICES;
  const up = first({ zh: direction.up[0], en: "Higher is better" });
  const down = first({ zh: direction.down[0], en: "Lower is better" });
  const anchors = first({ zh: ruleKind.threeAnchors[0], en: "Three anchors" });
  const rule = (code: string, kind: string, more: Readonly<Record<string, number>>): Record<string, string | number> => ({ code, name: "", kind, ...more });
  const [satisfaction, timely, complaints, events] = words.indicators;
  return {
    settings: settingRows(language, words.template, TEMPLATE_NOTICES.blank[pick]),
    departments: [
      { code: "D1", kind: "", name: words.department, shortName: "", owner: "", parent: "", templates: "T1", rankingGroup: "", sheet: words.sheet, note: "" },
    ],
    indicators: [
      { code: "I1", name: satisfaction, unit: "%", direction: up },
      { code: "I2", name: timely, unit: "%", direction: up },
      { code: "I3", name: complaints, unit: "‰", direction: down },
      { code: "I4", name: events, unit: words.eventUnit, direction: down },
    ],
    templates: [{ code: "T1", name: words.template, fullPoints: 100, rollUp: rollUp.sum[pick] }],
    tree: [
      { template: "T1", code: "1", parent: "", name: words.branches[0], points: 60, rollUp: rollUp.sum[pick] },
      { template: "T1", code: "1.1", parent: "1", name: satisfaction, points: 40, indicator: "I1", rule: anchors },
      { template: "T1", code: "1.2", parent: "1", name: timely, points: 20, indicator: "I2", rule: "R1" },
      { template: "T1", code: "2", parent: "", name: words.branches[1], points: 40, rollUp: rollUp.sum[pick] },
      { template: "T1", code: "2.1", parent: "2", name: complaints, points: 25, indicator: "I3", rule: anchors },
      { template: "T1", code: "2.2", parent: "2", name: events, points: 15, indicator: "I4", rule: "R2" },
    ],
    rules: [
      rule("R1", first({ zh: ruleKind.ratio[0], en: "Ratio" }), { cap: 120 }),
      rule("R2", first({ zh: ruleKind.events[0], en: "Events" }), { base: 100, perStep: 20 }),
    ],
    bands: [],
    targets: [
      { indicator: "I1", floor: 75, target: 85, stretch: 90 },
      { indicator: "I2", target: 98 },
      { indicator: "I3", floor: 5, target: 3, stretch: 2 },
    ],
    bindings: [],
  };
}

function starterIndicatorSheet(language: Language): ReturnType<typeof layIndicatorSheet> {
  const words = STARTER_WORDS[language];
  const units = ["%", "%", "‰", words.eventUnit];
  const headings = language === "zh" ? ["序号", "指标名称", "单位", STARTER_PERIOD, "备注"] : ["No.", "Indicator", "Unit", STARTER_PERIOD, "Note"];
  const note =
    language === "zh"
      ? "没有数据请留空；不适用写“/”，未到期写“未到期”。"
      : "Leave a cell blank if there is no figure; write “/” for not applicable and “not due” for one that is not due yet.";
  return layIndicatorSheet(
    words.sheet,
    words.sheet,
    note,
    headings,
    words.indicators.map((indicator, place) => [place + 1, indicator, units[place] ?? "", null, null]),
    language,
  );
}
