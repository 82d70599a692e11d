/**
 * The members of indicators (成员): brands, customer groups, business processes, complaint types. Each becomes an indicator of its own.
 *
 * What is computed from an indicator with members by 改善 or 领先 has the same members, so that nobody types those of a member.
 */
import type { Decimal } from "../kpi/decimal";
import { type DerivedIndicator, type DerivedMethod, sourcesOf } from "../kpi/derived";
import { type Finding, finding } from "../kpi/finding";
import type { Indicator } from "../kpi/indicator";
import { choiceOf } from "./choices";
import { type Directory, type Entry, directoryOf, placeOf } from "./directory";
import type { SchemeTable } from "./findTable";
import { cellText, listed, shortened, tidy } from "./plainText";
import { checkRange, numberIn, requiredText, textIn } from "./schemeCells";

export interface Member {
  readonly code: string;
  readonly names: readonly string[];
  readonly weight: Decimal | null;
}

export interface IndicatorMembers {
  /** Those of the sheet, and every member behind them. */
  readonly indicators: Directory<Indicator>;
  /** The members of an indicator in the order of their sheet; empty where it has none. */
  readonly membersOf: (indicator: string) => readonly { readonly indicator: string; readonly weight: Decimal | null }[];
  /** The rows of the derived indicators' sheet, and one for each member of those whose source has members. */
  readonly withMembers: (derived: readonly DerivedIndicator[]) => readonly DerivedIndicator[];
}

/** "CSAT.QQT" */
function memberCode(indicator: string, member: string): string {
  return `${indicator}.${member}`;
}

export function readMembers(
  entries: readonly Entry<Indicator>[],
  table: SchemeTable<"members"> | null,
  derived: SchemeTable<"derived"> | null,
  findings: Finding[],
): IndicatorMembers {
  // Doubled names are said once, by the directory of all.
  const wholes = directoryOf(entries, "indicator", "indicatorName", []);
  const stated = readRows(table, wholes, findings);
  const members = withImplied(stated, derived, wholes);
  const taken = new Set(entries.flatMap(({ code, names }) => [code, ...names].map(tidy)));
  const own = [...members].flatMap(([code, list]) => {
    const whole = wholes.find(code)!;
    return list.map((member) => memberEntry(whole, member, taken));
  });
  return {
    indicators: directoryOf([...entries, ...own], "indicator", "indicatorName", findings),
    membersOf: (indicator) => (members.get(indicator) ?? []).map(({ code, weight }) => ({ indicator: memberCode(indicator, code), weight })),
    withMembers: (all) => {
      const present = new Set(all.map((one) => one.indicator));
      const added = all
        .filter(({ method }) => PER_MEMBER.includes(method))
        .flatMap((one) => (members.get(one.indicator) ?? []).flatMap((member) => ofMember(one, member, members)));
      return [...all, ...added.filter(({ indicator }) => !present.has(indicator))];
    },
  };
}

function readRows(table: SchemeTable<"members"> | null, wholes: Directory<Indicator>, findings: Finding[]): Map<string, readonly Member[]> {
  const members = new Map<string, readonly Member[]>();
  const first = new Map<string, string>();
  for (const row of table?.rows ?? []) {
    const text = requiredText(row, "indicator", findings);
    const indicator = text === null ? null : wholes.find(text);
    if (text !== null && !indicator) findings.push(finding("unknownReference", row.source("indicator"), { what: "indicator", found: shortened(text) }));
    const code = requiredText(row, "code", findings);
    const name = requiredText(row, "name", findings);
    const weight = numberIn(row, "weight", findings);
    if (weight.kind === "number") checkRange(row, "weight", weight.value.gt(0), "> 0", findings);
    const aliasCell = row.cell("aliases").value;
    const aliases = listed(typeof aliasCell === "string" ? aliasCell : textIn(row, "aliases", findings));
    if (!indicator || code === null || name === null) continue;
    const list = members.get(indicator.code) ?? [];
    const key = tidy(memberCode(indicator.code, code));
    const earlier = first.get(key);
    if (earlier !== undefined) {
      findings.push(finding("duplicateCode", row.source("code"), { what: "indicator", found: memberCode(indicator.code, code), first: earlier }));
      continue;
    }
    first.set(key, placeOf(row.source("code")));
    members.set(indicator.code, [...list, { code, names: [name, ...aliases], weight: weight.kind === "number" ? weight.value : null }]);
  }
  return members;
}

/** Methods that go for each member alike; a sum or mean may well be the roll-up over them. */
const PER_MEMBER: readonly DerivedMethod[] = ["improvement", "relativeImprovement", "gapClosed", "lead", "ratio", "difference"];

/** An improvement of an improvement has its members too, so it goes on until nothing is added. */
function withImplied(
  stated: ReadonlyMap<string, readonly Member[]>,
  derived: SchemeTable<"derived"> | null,
  wholes: Directory<Indicator>,
): ReadonlyMap<string, readonly Member[]> {
  const members = new Map(stated);
  const rows = (derived?.rows ?? []).flatMap((row) => {
    const method = choiceOf("method", cellText(row.cell("method")));
    const [indicator, source] = [wholes.find(cellText(row.cell("indicator"))), wholes.find(cellText(row.cell("sources")))];
    return indicator && source && method !== null && PER_MEMBER.includes(method) ? [{ indicator: indicator.code, source: source.code }] : [];
  });
  for (let before = -1; before < members.size;) {
    before = members.size;
    for (const { indicator, source } of rows) {
      const of = members.get(source);
      if (of && !members.has(indicator)) members.set(indicator, of);
    }
  }
  return members;
}

/** `taken`: what other indicators are called already; a member's own spellings give way to them. */
function memberEntry(whole: Indicator, { code, names }: Member, taken: Set<string>): Entry<Indicator> {
  const name = `${whole.name}·${names[0]!}`;
  const spellings = [whole.name, ...whole.aliases].flatMap((of) => names.flatMap((own) => [`${of}·${own}`, `${own}${of}`, `${of}(${own})`, `${of}-${own}`]));
  const aliases = [...new Map(spellings.map((spelling) => [tidy(spelling), spelling])).values()].filter(
    (spelling) => tidy(spelling) !== tidy(name) && !taken.has(tidy(spelling)),
  );
  for (const spelling of [name, ...aliases]) taken.add(tidy(spelling));
  const own = memberCode(whole.code, code);
  const member = { of: whole.code, code, names };
  return { item: { ...whole, code: own, name, aliases, member }, code: own, names: [name, ...aliases], source: whole.source };
}

/** The same, of the member: the source's own, and of others where they have that member. Empty where no source has it: sheets give that figure. */
function ofMember(derived: DerivedIndicator, { code }: Member, members: ReadonlyMap<string, readonly Member[]>): readonly DerivedIndicator[] {
  const has = (indicator: string): boolean => members.get(indicator)?.some((one) => one.code === code) ?? false;
  const own = (indicator: string): string => (has(indicator) ? memberCode(indicator, code) : indicator);
  if (!sourcesOf(derived).some(has)) return [];
  const shared = { indicator: memberCode(derived.indicator, code) };
  switch (derived.method) {
    case "improvement":
    case "relativeImprovement":
      return [{ ...derived, ...shared, of: own(derived.of) }];
    case "gapClosed": {
      const { full } = derived;
      return [{ ...derived, ...shared, of: own(derived.of), full: full.kind === "indicator" ? { kind: "indicator", indicator: own(full.indicator) } : full }];
    }
    case "lead": {
      const { rivals } = derived;
      return [
        {
          ...derived,
          ...shared,
          of: own(derived.of),
          rivals: rivals.kind === "indicators" ? { kind: "indicators", indicators: rivals.indicators.map(own) } : rivals,
        },
      ];
    }
    case "ratio":
      return [{ ...derived, ...shared, numerator: own(derived.numerator), denominator: own(derived.denominator) }];
    case "difference":
      return [{ ...derived, ...shared, first: own(derived.first), second: own(derived.second) }];
    case "sum":
    case "mean":
    case "minimum":
    case "weightedSum":
    case "weightedMean":
    case "checklist":
    case "survey":
      return [];
  }
}
