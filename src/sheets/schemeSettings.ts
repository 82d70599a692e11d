/** The settings (设置): one row per setting, everything but the period with a default. */
import { decimal } from "../kpi/decimal";
import { ABSENT_STATES } from "../kpi/figure";
import { type Finding, finding } from "../kpi/finding";
import type { Decimals } from "../kpi/rounding";
import { DEFAULT_POLICIES, type Policies, type Settings } from "../kpi/scheme";
import { choiceOf } from "./choices";
import { placeOf } from "./directory";
import type { SchemeRow, SchemeTable } from "./findTable";
import { headingKey } from "./headings";
import { periodOfCell } from "./periodText";
import { cellText, isBlank, shortened } from "./plainText";
import { SETTING_ITEMS, type SettingKey } from "./schemeColumns";
import { checkRange, choiceIn, numberIn, percentIn, requiredText, textIn } from "./schemeCells";

type SettingRow = SchemeRow<"settings">;

const ITEMS: ReadonlyMap<string, SettingKey> = new Map(
  Object.entries(SETTING_ITEMS).flatMap(([key, { zh, en }]) =>
    [zh, en, `${zh}${en}`, `${en}${zh}`, `${zh}/${en}`, `${en}/${zh}`].map((words): [string, SettingKey] => [headingKey(words), key as SettingKey]),
  ),
);

/** Which setting a row's first cell names; null: none of them. */
export function settingOf(text: string): SettingKey | null {
  return ITEMS.get(headingKey(text)) ?? null;
}

/** `headingLanguage` is the language of the scheme's headings, which the workbook is written in unless a setting says otherwise. null: no period. */
export function readSettings(table: SchemeTable<"settings">, headingLanguage: "zh" | "en", findings: Finding[]): Settings | null {
  const rows = rowsByItem(table, findings);
  const text = (key: SettingKey): string => {
    const row = rows.get(key);
    return row ? textIn(row, "value", findings) : "";
  };
  const number = (key: SettingKey, byDefault: number, lowest: number, highest: number): number => {
    const row = rows.get(key);
    const cell = row ? numberIn(row, "value", findings) : null;
    if (!row || cell?.kind !== "number") return byDefault;
    const inside = cell.value.gte(lowest) && cell.value.lte(highest) && cell.value.round(0, 0).eq(cell.value);
    checkRange(row, "value", inside, `${lowest}–${highest}`, findings);
    return inside ? cell.value.toNumber() : byDefault;
  };
  const decimals = (key: SettingKey, byDefault: number): Decimals => {
    const row = rows.get(key);
    if (row && choiceOf("decimalsNone", cellText(row.cell("value"))) === "none") return "none";
    return number(key, byDefault, 0, 6);
  };

  const period = readPeriod(rows.get("period"), table, findings);
  const threshold = readPercent(rows.get("threshold"), 80, 200, findings);
  const policyFloorScore = readPercent(rows.get("policyFloorScore"), 60, 100, findings);
  const languageRow = rows.get("language");
  const settings: Omit<Settings, "period"> = {
    company: text("company"),
    schemeName: text("schemeName"),
    version: text("version") || "1",
    threshold,
    mostLost: number("mostLost", 3, 0, 50),
    pointDecimals: decimals("pointDecimals", 2),
    rateDecimals: decimals("rateDecimals", 1),
    policies: readPolicies(rows, findings),
    policyFloorScore,
    language: (languageRow && choiceIn(languageRow, "value", "language", findings)) ?? headingLanguage,
    forcedDistribution: (rows.get("forcedDistribution") && choiceIn(rows.get("forcedDistribution")!, "value", "yesNo", findings)) === "yes",
    distributionFrom: number("distributionFrom", 0, 0, 1000),
    radar: (rows.get("radar") && choiceIn(rows.get("radar")!, "value", "yesNo", findings)) === "yes",
    notice: text("notice"),
  };
  return period && { ...settings, period };
}

function rowsByItem(table: SchemeTable<"settings">, findings: Finding[]): ReadonlyMap<SettingKey, SettingRow> {
  const rows = new Map<SettingKey, SettingRow>();
  for (const row of table.rows) {
    const item = requiredText(row, "item", findings);
    if (item === null) continue;
    const key = settingOf(item);
    const first = key && rows.get(key);
    if (key === null) findings.push(finding("settingUnknown", row.source("item"), { found: shortened(item) }));
    else if (first)
      findings.push(finding("duplicateCode", row.source("item"), { what: "setting", found: shortened(item), first: placeOf(first.source("item")) }));
    else rows.set(key, row);
  }
  return rows;
}

function readPeriod(row: SettingRow | undefined, table: SchemeTable<"settings">, findings: Finding[]): Settings["period"] | null {
  if (!row || isBlank(row.cell("value"))) {
    findings.push(finding("settingMissing", row ? row.source("value") : { sheet: table.sheet, cell: "" }, { setting: "period" }));
    return null;
  }
  const period = periodOfCell(row.cell("value"), null);
  if (!period) findings.push(finding("notAPeriod", row.source("value"), { found: shortened(cellText(row.cell("value"))) }));
  return period;
}

function readPercent(row: SettingRow | undefined, byDefault: number, highest: number, findings: Finding[]): Settings["threshold"] {
  const value = row ? percentIn(row, "value", findings) : null;
  if (!row || !value) return decimal(byDefault);
  checkRange(row, "value", value.gte(0) && value.lte(highest), `0–${highest}`, findings);
  return value;
}

function readPolicies(rows: ReadonlyMap<SettingKey, SettingRow>, findings: Finding[]): Policies {
  const policies = { ...DEFAULT_POLICIES };
  for (const state of ABSENT_STATES) {
    const row = rows.get(state);
    policies[state] = (row && choiceIn(row, "value", "policy", findings)) ?? DEFAULT_POLICIES[state];
  }
  return policies;
}
