/**
 * Whole workbooks made up from a number: settings, weight trees, rules of every kind, targets, departments, bindings and figures in all states,
 * on the same sheets that a new workbook gets. The same number gives the same workbook.
 *
 * What is made up is sound as a scheme, so that it is scored; figures, and some anchors, are as bad as in life.
 */
import { type Decimal, ZERO, decimal, sum } from "../../src/kpi/decimal";
import { ABSENT_STATES, type AbsentState } from "../../src/kpi/figure";
import { type Direction } from "../../src/kpi/indicator";
import { type Period, type PeriodKind, parsePeriod, periodKey, previousPeriod } from "../../src/kpi/period";
import { RULE_COLUMNS, RULE_KINDS, deducts, scoreByRule, type Faces, type RuleKind, type ScoringRule } from "../../src/kpi/rules/index";
import { POLICIES } from "../../src/kpi/scheme";
import { ANCHOR_NAMES, type AnchorName, type Anchors } from "../../src/kpi/target";
import type { LineRole, RollUp } from "../../src/kpi/template";
import { COMPARISONS, VETO_EFFECTS } from "../../src/kpi/veto";
import type { Change } from "../../src/run/workbook";
import { type ChoiceGroup, type ChoiceOf, choiceWord } from "../../src/sheets/choices";
import type { DraftCell } from "../../src/sheets/draft";
import { type InputCell, type NamedDraft, layIndicatorSheet, layScheme } from "../../src/sheets/layScheme";
import { CHOICES, SCHEME_SHEETS, SETTING_ITEMS, type SchemeTables, type SettingKey } from "../../src/sheets/schemeColumns";
import { randomCases, randomFrom } from "./ruleCases";
import { ruleOf } from "./schemes";
import { newXlsx } from "../../src/xlsx/portable";

export interface RandomWorkbook {
  readonly seed: number;
  /** As text, to be scored; not always the latest that has figures. */
  readonly period: string;
  readonly sheets: readonly NamedDraft[];
}

/** As a file, before anything was scored, and the period to score. */
export async function randomFile(seed: number): Promise<{ readonly bytes: Uint8Array; readonly period: string }> {
  const workbook = newXlsx();
  const { sheets, period } = randomWorkbook(seed);
  await workbook.write(sheets.map(({ name, draft }): Change => ({ kind: "createSheet", name, block: null, after: "last", draft })));
  return { bytes: workbook.toBytes(), period };
}

const ROLL_UPS = Object.keys(CHOICES.rollUp) as (keyof typeof CHOICES.rollUp)[];

type Row = Record<string, string | number | null>;
type Language = "zh" | "en";

/** What a rule has beside its own row and its parameters. A new kind does not compile until it is said. */
const OWN_BANDS: Faces<boolean> = {
  threeAnchors: false,
  ratio: false,
  deduction: false,
  clampedRange: false,
  closestToTarget: false,
  bands: true,
  piecewise: true,
  perUnit: false,
  rank: false,
  events: false,
  weightedEvents: false,
  passFail: false,
  given: false,
};

const UNITS: Readonly<Record<Language, readonly string[]>> = {
  zh: ["%", "%", "分", "件", "小时", "件/万户", ""],
  en: ["%", "%", "points", "cases", "hours", "per 1,000", ""],
};
const NOUNS: Readonly<Record<Language, readonly string[]>> = {
  zh: ["客户满意度", "投诉处理及时率", "投诉率", "网络质量", "营业服务", "修复时长", "积分回馈参与率", "资费透明度"],
  en: ["Satisfaction", "Handled in time", "Complaint rate", "Network quality", "Shop service", "Repair time", "Loyalty", "Bill clarity"],
};
/** What formulas, wildcards and file formats stumble over. */
const SIGNS = ['"甲"', "a*b", "乙?", "~丙", "it's", "<丁>", "x&y", "&amp;", "é", "50%"];
const PLACES: Readonly<Record<Language, readonly string[]>> = {
  zh: ["太原", "大同", "阳泉", "长治", "晋城", "朔州", "晋中", "运城"],
  en: ["North", "South", "East", "West", "Harbour", "Airport", "Old town", "Hills"],
};
const HOSTILE_PLACES = ["O'Brien & Co", "城区 (一)", "A1", "R1C1", "2026 店", "1+1", "-乙-", "Sheet!"];

const STATE_SIGNS: Readonly<Record<AbsentState, readonly InputCell[]>> = {
  notApplicable: ["/", "不适用", "N/A", "—"],
  notDue: ["…", "未到期", "Not due"],
  missing: [null, null, "未报", "□"],
  unreadable: ["待定", "详见附件", "#DIV/0!", "约85"],
  suppressed: ["样本不足", "Sample too small"],
};

const MEMBER_NAMES: Readonly<Record<Language, readonly string[]>> = {
  zh: ["全球通", "神州行", "动感地带"],
  en: ["Gold", "Silver", "Youth"],
};

interface Dice {
  readonly whole: (from: number, to: number) => number;
  readonly chance: (share: number) => boolean;
  readonly oneOf: <T>(choices: readonly T[]) => T;
}

function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  return { whole, chance: (share) => random() < share, oneOf: (choices) => choices[whole(0, choices.length - 1)]! };
}

interface MadeIndicator {
  readonly code: string;
  readonly name: string;
  readonly alias: string | null;
  readonly unit: string;
  readonly direction: Direction;
  readonly kind: RuleKind;
  readonly anchors: Anchors;
  /** Figures that are worth a try: edges, and what lies near them. */
  readonly tries: readonly Decimal[];
  /** Fractions shown as percentages. */
  readonly asPercent: boolean;
  /** The target stands on the departments' own sheets, and nowhere else. */
  readonly targetOnSheets: boolean;
  /** Of a derived indicator, what it is computed from; empty for one that is reported. */
  readonly parts: readonly MadeIndicator[];
  /** Counted from the rows of a sheet of its own, and reported on none; null: it is not. */
  readonly counted: "checklist" | "survey" | null;
  /** One member of another indicator, or what others are members of; null: neither. */
  readonly membership: "member" | "whole" | null;
}

interface MadeNode {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly children: readonly MadeNode[];
  readonly rollUp: RollUp;
  /** null: a branch. */
  readonly line: { readonly rule: ScoringRule; readonly ruleText: string; readonly indicator: MadeIndicator; readonly role: LineRole } | null;
}

interface MadeTemplate {
  readonly code: string;
  readonly name: string;
  readonly nodes: readonly MadeNode[];
  readonly row: Row;
}

interface MadeDepartment {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly sheet: string;
  readonly templates: readonly MadeTemplate[];
}

/** How bad this workbook's anchors and figures are. */
interface Mood {
  readonly trouble: number;
  readonly absence: number;
}

export function randomWorkbook(seed: number): RandomWorkbook {
  const dice = diceFrom(seed * 7919 + 13);
  const { whole, chance, oneOf } = dice;
  const language: Language = chance(0.6) ? "zh" : "en";
  const word = <G extends ChoiceGroup>(group: G, choice: ChoiceOf<G>): string => choiceWord(group, choice, language);
  const none = language === "zh" ? "无" : "none";
  const mood: Mood = { trouble: oneOf([0, 0, 0.02, 0.12]), absence: oneOf([0, 0.03, 0.1, 0.3]) };
  const { periods, scored } = madePeriods(dice);
  const hostile = chance(0.3);

  // --- Rules and indicators ---------------------------------------------------------------------------------------

  const rules: Row[] = [];
  const bands: Row[] = [];
  const derived: Row[] = [];
  const members: Row[] = [];
  const indicators: MadeIndicator[] = [];
  let turn = seed;

  /** Of a kind with its defaults, or with parameters of its own in the rules' table. */
  const listed = (rule: ScoringRule): { readonly rule: ScoringRule; readonly ruleText: string } => {
    if (!OWN_BANDS[rule.kind] && chance(0.2)) return { rule: ruleOf(rule.kind), ruleText: word("ruleKind", rule.kind) };
    const code = `R${rules.length + 1}`;
    const name = chance(0.5) ? `${word("ruleKind", rule.kind)} ${rules.length + 1}` : "";
    const parameters = Object.entries(RULE_COLUMNS[rule.kind].parameters).map(([parameter, spec]) => {
      const value = (rule as unknown as Record<string, Decimal | string | null>)[parameter] ?? null;
      // Choices are named as their columns are.
      if (spec.type === "choice") return [parameter, word(parameter as "form", value as "direct")] as const;
      // Where none is the default a blank cell says so.
      return [parameter, value === null ? (spec.byDefault === null ? null : none) : Number(value.toString())] as const;
    });
    const rounding = chance(0.12) ? ({ step: decimal(oneOf(["10", "5", "0.1", "2.5"])), way: oneOf(["half", "down", "up"] as const) } as const) : null;
    const rounded = rounding ? { scoreStep: cellOf(rounding.step), scoreWay: word("scoreWay", rounding.way) } : {};
    rules.push({ code, name: name === "" ? null : name, kind: word("ruleKind", rule.kind), ...Object.fromEntries(parameters), ...rounded });
    if (rule.kind === "bands")
      for (const { from, to, score } of rule.bands) bands.push({ rule: code, from: cellOf(from), to: cellOf(to), score: cellOf(score) });
    if (rule.kind === "piecewise") for (const { at, score } of rule.points) bands.push({ rule: code, from: cellOf(at), to: null, score: cellOf(score) });
    return { rule: { ...rule, rounding }, ruleText: name !== "" && chance(0.3) ? name : code };
  };

  const newIndicator = (
    kind: RuleKind,
    anchors: Anchors,
    direction: Direction,
    tries: readonly Decimal[],
    parts: readonly MadeIndicator[] = [],
    more: Partial<MadeIndicator> = {},
  ): MadeIndicator => {
    const number = indicators.length + 1;
    const noun = oneOf(NOUNS[language]);
    const unit = oneOf(UNITS[language]);
    const made: MadeIndicator = {
      code: `K${number}`,
      name: `${noun}${hostile && chance(0.3) ? ` ${oneOf(SIGNS)} ` : ""}${language === "zh" ? "" : " "}${number}`,
      alias: chance(0.15) ? `${noun} alias ${number}` : null,
      unit,
      direction,
      kind,
      anchors,
      tries,
      asPercent: unit === "%" && chance(0.5),
      targetOnSheets: anchors.target !== undefined && chance(0.08),
      parts,
      counted: null,
      membership: null,
      ...more,
    };
    indicators.push(made);
    return made;
  };

  /** A rule and an indicator that fit each other, or that do not, where there is trouble. */
  const madeLine = (kind: RuleKind): NonNullable<MadeNode["line"]> => {
    const known = indicators.filter((one) => one.kind === kind && one.membership !== "whole");
    const cases = randomCases(kind, 12, whole(1, 1e9));
    const sound = cases.filter((one) => {
      const result = scoreByRule(one.rule, one);
      return result.kind === "score" && result.score.abs().lt(1e6);
    });
    const chosen = sound.length > 0 && !chance(mood.trouble) ? oneOf(sound) : oneOf(cases);
    const own = { ...listed(chosen.rule), role: "score" as const };
    if (known.length > 0 && chance(0.1)) return { ...own, indicator: oneOf(known) };
    if (chance(0.08)) return { ...own, indicator: derivedIndicator(kind, chosen) };
    const tries = triesOf(chosen.actual, chosen.anchors, own.rule, dice);
    if (chance(0.05)) return { ...own, indicator: withMembers(kind, chosen, tries) };
    return { ...own, indicator: newIndicator(kind, chosen.anchors, chosen.direction, tries) };
  };

  /** An indicator with members: one of these by itself, all of them rolled up, or the improvement of one, which nobody writes a row for. */
  const withMembers = (
    kind: RuleKind,
    { anchors, direction }: { readonly anchors: Anchors; readonly direction: Direction },
    tries: readonly Decimal[],
  ): MadeIndicator => {
    const use = oneOf(["member", "rollUp", "improvement"] as const);
    const some = MEMBER_NAMES[language].slice(0, whole(2, 3));
    const all = newIndicator(kind, use === "rollUp" ? anchors : {}, direction, [], [], { membership: "whole", alias: null, targetOnSheets: false });
    const memberOf = (of: MadeIndicator, place: number, more: Partial<MadeIndicator>): MadeIndicator => {
      const own = { code: `${of.code}.M${place}`, name: `${of.name}·${some[place]!}`, alias: chance(0.3) ? `${of.name}-${some[place]!}` : null };
      const shared = { unit: of.unit, asPercent: of.asPercent, targetOnSheets: false, membership: "member" as const };
      return newIndicator(kind, {}, of.direction, tries, [], { ...shared, ...own, ...more });
    };
    const weighted = chance(0.5);
    some.forEach((name, place) => members.push({ indicator: all.code, code: `M${place}`, name, weight: weighted ? oneOf([1, 2.5, 40]) : null }));
    const own = some.map((_name, place) => memberOf(all, place, use === "member" ? { anchors } : {}));
    if (use === "member") return oneOf(own);
    if (use === "rollUp") {
      const method = oneOf(["sum", "mean", "minimum", ...(weighted ? (["weightedMean", "weightedSum"] as const) : [])] as const);
      derived.push({
        indicator: all.code,
        method: word("method", method),
        sources: `${all.code}.*`,
        absentParts: word("absentParts", oneOf(["asAbsent", "leaveOut"])),
      });
      const computed = { ...all, parts: own };
      indicators.splice(indicators.indexOf(all), 1, computed);
      return computed;
    }
    const improvement = newIndicator(kind, {}, "up", [], [], { membership: "whole", unit: all.unit, alias: null, targetOnSheets: false });
    derived.push({ indicator: improvement.code, method: word("method", "improvement"), sources: all.code, base: null });
    const place = whole(0, some.length - 1);
    return memberOf(improvement, place, { anchors, tries: [], parts: [own[place]!] });
  };

  /** Computed from one to three others, which are reported and stand on no card of their own. */
  const derivedIndicator = (kind: RuleKind, { anchors, actual }: { readonly anchors: Anchors; readonly actual: Decimal }): MadeIndicator => {
    const method = oneOf([
      "ratio",
      "improvement",
      "relativeImprovement",
      "gapClosed",
      "lead",
      "difference",
      "sum",
      "mean",
      "minimum",
      "weightedSum",
      "weightedMean",
      "checklist",
      "survey",
    ] as const);
    // The items of a checklist stand in a sheet of their own, or two indicators are its counts.
    const counted = method === "survey" || (method === "checklist" && chance(0.6)) ? method : null;
    const weighted = method === "weightedSum" || method === "weightedMean";
    const some = method === "sum" || method === "mean" || method === "minimum" || weighted;
    const two = method === "ratio" || method === "lead" || method === "difference" || method === "checklist";
    const parts = Array.from({ length: counted ? 0 : some ? whole(2, 3) : two ? 2 : 1 }, () =>
      newIndicator(
        "given",
        {},
        oneOf(["up", "down"]),
        method === "checklist" ? [0, 1, 2, 7].map((count) => decimal(count)) : [0, 0.5, 1, 1.5, 2].map((factor) => actual.abs().plus(1).times(factor).round(4)),
      ),
    );
    const made = newIndicator(kind, anchors, "up", [], parts, { counted });
    const [first, second] = parts;
    const comma = language === "zh" ? "、" : ", ";
    const quotient = method === "ratio" || method === "relativeImprovement" || method === "gapClosed";
    derived.push({
      indicator: made.code,
      method: word("method", method),
      sources: counted ? null : (two ? [first!] : parts).map(({ code }) => code).join(comma),
      against: two && !counted ? second!.code : null,
      factors: weighted ? parts.map(() => oneOf(["0.1", "0.5", "2"])).join(comma) : null,
      base: method === "improvement" || method === "relativeImprovement" ? word("base", oneOf(["previous", "previous", "lastYear"])) : null,
      full:
        method === "gapClosed"
          ? cellOf(
              actual
                .abs()
                .plus(1)
                .times(oneOf([3, 1.5, 1]))
                .round(2),
            )
          : null,
      // The base may have reached the full mark.
      zeroBase:
        method === "gapClosed"
          ? word("zeroGap", oneOf(["hold", "notApplicable", "byChange"]))
          : quotient
            ? word("zeroBase", oneOf(["hold", "notApplicable"]))
            : null,
      absentParts: some ? word("absentParts", oneOf(["asAbsent", "leaveOut"])) : null,
      ...(method === "survey" ? { scaleFrom: oneOf([null, 0]), scaleTo: oneOf([null, 5]), leastAnswers: oneOf([null, 1, 25]) } : {}),
    });
    return made;
  };

  // --- Templates --------------------------------------------------------------------------------------------------

  const tree: Row[] = [];
  const quorum = (): Row => ({ minItems: chance(0.06) ? whole(1, 2) : null, minCoverage: chance(0.06) ? oneOf([30, 50, 80]) : null });
  const madeTemplate = (number: number): MadeTemplate => {
    const code = `T${number}`;
    const deepest = whole(1, 5);
    const most = whole(2, 11);
    let lines = 0;
    let count = 0;
    const grow = (depth: number, parent: string | null): MadeNode[] => {
      const size = depth === 1 ? whole(1, 5) : whole(1, 3);
      const nodes: MadeNode[] = [];
      for (let place = 0; place < size && (lines < most || place === 0); place += 1) {
        count += 1;
        const own = `${code}.${count}`;
        const isBranch = depth < deepest && lines < most && chance(depth === 1 ? 0.65 : 0.5);
        const children = isBranch ? grow(depth + 1, own) : [];
        if (!isBranch) lines += 1;
        const kind = RULE_KINDS[(turn += whole(1, 2)) % RULE_KINDS.length]!;
        const line = isBranch ? null : madeLine(kind);
        const rollUp: RollUp = isBranch ? oneOf([...ROLL_UPS, "sum", "sum"]) : "sum";
        const name = line && chance(0.6) ? line.indicator.name : `${language === "zh" ? "项目" : "Item"} ${own}`;
        nodes.push({ code: own, name, parent, children, rollUp, line });
      }
      return nodes;
    };
    const nodes = grow(1, null);
    // What is added or taken off outside of the full points stands on the first level.
    const earning = nodes.some((node) => !takesNoShare(node));
    for (let again = earning && chance(0.3) ? whole(1, 2) : 0; again > 0; again -= 1) {
      count += 1;
      const line = madeLine(oneOf(RULE_KINDS.filter((kind) => !deducts(ruleOf(kind)))));
      const own = `${code}.${count}`;
      nodes.push({ code: own, name: own, parent: null, children: [], rollUp: "sum", line: { ...line, role: oneOf(["bonus", "deduct"]) } });
    }
    const baseScores = chance(0.2) ? ["G1", "G1", "G2"] : [];
    const fullPoints = decimal(oneOf(["35", "30", "75", "100", "60", "27.5", "12", "33.33"]));
    const allDeduct = nodes.every(takesNoShare);
    const someDeduct = leaves(nodes).some((node) => node.line!.role === "score" && takesNoShare(node));
    const startPoints = allDeduct ? fullPoints : someDeduct && chance(0.5) ? fullPoints.times(oneOf(["0.2", "0.5"])) : ZERO;
    const rollUp = oneOf<RollUp>([...ROLL_UPS, "sum", "sum"]);
    shareOut(nodes, fullPoints.minus(startPoints), rollUp, (node, share) => {
      tree.push({
        template: chance(0.9) ? code : `${language === "zh" ? "考核表" : "Template"} ${number}`,
        code: node.code,
        parent: node.parent,
        name: node.name,
        ...share,
        rollUp: node.line ? null : node.rollUp === "sum" && chance(0.5) ? null : word("rollUp", node.rollUp),
        indicator: node.line ? oneOf([node.line.indicator.code, node.line.indicator.name]) : null,
        rule: node.line?.ruleText ?? null,
        threshold: chance(0.12) ? oneOf([60, 85, 62.5, 100]) : null,
        duty: node.line && chance(0.1) ? "X" : null,
        role: node.line && node.line.role !== "score" ? word("role", node.line.role) : null,
        ...(node.line && !takesNoShare(node) && baseScores.length > 0 && chance(0.6) ? { baseGroup: oneOf(baseScores), baseScore: oneOf([60, 80, 100]) } : {}),
        ...(node.line || takesNoShare(node) ? {} : quorum()),
        ...(node.line || takesNoShare(node) || !chance(0.08)
          ? {}
          : { scoreStep: oneOf([10, 5, 0.1]), scoreWay: word("scoreWay", oneOf(["half", "down", "up"])) }),
      });
    });
    return {
      code,
      name: `${language === "zh" ? "考核表" : "Template"} ${number}`,
      nodes,
      row: {
        code,
        name: `${language === "zh" ? "考核表" : "Template"} ${number}`,
        fullPoints: cellOf(fullPoints),
        startPoints: allDeduct && chance(0.5) ? null : startPoints.eq(0) ? null : cellOf(startPoints),
        totalFloor: chance(0.25) ? oneOf([0, 10, -5]) : null,
        bonusCap: chance(0.15) ? oneOf([1, 3]) : null,
        deductionCap: chance(0.15) ? oneOf([1, 3]) : null,
        ...quorum(),
        rollUp: rollUp === "sum" && chance(0.5) ? null : word("rollUp", rollUp),
      },
    };
  };

  const shareOut = (nodes: readonly MadeNode[], points: Decimal | null, rollUp: RollUp, lay: (node: MadeNode, share: Row) => void): void => {
    const sharing = nodes.filter((node) => !takesNoShare(node));
    const inPoints = points !== null && places(points) <= 6 && points.gt(sharing.length) && chance(0.4);
    const anyWeights = rollUp === "weightedMean" || rollUp === "geometricMean";
    const parts = anyWeights ? sharing.map(() => decimal(whole(1, 500)).div(10)) : parted(inPoints ? points : decimal(100), sharing.length, dice);
    const all = sum(parts);
    for (const node of nodes) {
      const at = sharing.indexOf(node);
      const part = parts[at];
      if (!part) {
        lay(node, { weight: null, points: node.line ? oneOf([1, 2.5, 5, 10, 0.3]) : null });
        if (!node.line) shareOut(node.children, ZERO, node.rollUp, lay);
        continue;
      }
      // Where the best counts, each may come to count for the whole, and none has a weight.
      if (rollUp === "maximum") {
        lay(node, { weight: null, points: null });
        if (!node.line) shareOut(node.children, points, node.rollUp, lay);
        continue;
      }
      lay(node, inPoints ? { points: cellOf(part), weight: null } : { weight: chance(0.05) ? `${part.toFixed()}%` : cellOf(part), points: null });
      if (node.line) continue;
      // Under a weighted mean a part of the whole may have no last decimal, and then nobody can state its parts in points.
      const own = points === null || anyWeights ? null : points.times(part).div(all);
      shareOut(node.children, own && places(own) <= 8 ? own : null, node.rollUp, lay);
    }
  };

  const templates = Array.from({ length: whole(1, 3) }, (_template, place) => madeTemplate(place + 1));

  // --- Departments, bindings --------------------------------------------------------------------------------------

  const longList = chance(0.25);
  const names = [...PLACES[language]];
  const departments = Array.from({ length: whole(2, chance(0.3) ? 6 : 3) }, (_department, place): MadeDepartment => {
    const shortName = hostile && chance(0.4) ? HOSTILE_PLACES[place]! : names[place]!;
    const sheet = chance(0.2) ? `${language === "zh" ? "数据" : "Figures"} ${place}'x` : shortName;
    const first = oneOf(templates);
    const others = templates.filter((one) => one !== first && chance(0.35));
    return { code: `D${place + 1}`, name: `${shortName}${language === "zh" ? "分公司" : " branch"}`, shortName, sheet, templates: [first, ...others] };
  });
  const groups = chance(0.5) ? ["A", "B"] : [];
  const bindings: Row[] = [];
  const measured = new Map<MadeDepartment, Map<MadeIndicator, ScoringRule>>();
  for (const department of departments) {
    const own = new Map<MadeIndicator, ScoringRule>();
    measured.set(department, own);
    for (const template of department.templates) {
      for (const { code, line } of leaves(template.nodes)) {
        if (!line) continue;
        const spare = chance(0.08) && isReported(line.indicator) ? bound(line, dice) : null;
        const indicator = spare ? newIndicator(line.indicator.kind, spare.anchors, spare.direction, spare.tries) : line.indicator;
        if (spare)
          bindings.push({ department: oneOf([department.code, department.shortName]), template: template.code, line: code, indicator: indicator.code });
        for (const one of indicator.parts.length > 0 ? indicator.parts : [indicator]) if (!own.has(one)) own.set(one, line.rule);
      }
    }
  }

  // --- Vetoes and grades --------------------------------------------------------------------------------------------

  const stated = templates.filter((one) => departments.some(({ templates: used }) => used.includes(one)) || chance(0.5));
  const grades: Row[] = chance(0.35)
    ? [
        { name: "A", from: 95, coefficient: 1.2, quota: 20 },
        { name: "B", from: 80, coefficient: 1, quota: 40 },
        { name: "C", from: 60, coefficient: 0.8, quota: 30 },
        { name: "D", from: null, coefficient: 0.5, quota: 10 },
      ]
    : [];
  const vetoes: Row[] = Array.from({ length: chance(0.3) ? whole(1, 3) : 0 }, (_veto, place) => {
    const template = oneOf(stated);
    const { indicator } = oneOf(leaves(template.nodes)).line!;
    const branches = allNodes(template.nodes).filter((node) => !node.line && !takesNoShare(node));
    const effect = oneOf(VETO_EFFECTS.filter((one) => (one !== "branchZero" || branches.length > 0) && (one !== "gradeCap" || grades.length > 0)));
    const node = effect === "lineZero" ? oneOf(leaves(template.nodes)).code : effect === "branchZero" ? oneOf(branches).code : null;
    return {
      code: `V${place + 1}`,
      name: chance(0.5) ? `veto ${place + 1}` : null,
      template: node !== null || chance(0.5) ? template.code : null,
      indicator: indicator.code,
      comparison: word("comparison", oneOf(COMPARISONS)),
      limit: cellOf(indicator.tries.length > 0 ? oneOf(indicator.tries) : decimal(1)),
      effect: word("effect", effect),
      node,
      value: effect === "totalCap" ? oneOf([5, 10.5]) : effect === "gradeDown" ? oneOf([1, 2]) : effect === "gradeCap" ? oneOf(["B", "C", "D"]) : null,
    };
  });

  // --- Targets ----------------------------------------------------------------------------------------------------

  const targets: Row[] = [];
  const percentRows = new Set<number>();
  const addTarget = (indicator: MadeIndicator, scope: Row, anchors: Anchors): void => {
    if (Object.keys(anchors).length === 0) return;
    const percent = indicator.asPercent && chance(0.8);
    if (percent) percentRows.add(targets.length);
    const cells = ANCHOR_NAMES.flatMap((name) => {
      const value = anchors[name];
      if (!value) return [];
      const text = !percent && chance(0.04) ? `${value.toFixed()}${indicator.unit === "%" ? "%" : ""}` : cellOf(value);
      return [[name, text] as const];
    });
    targets.push({ indicator: oneOf([indicator.code, indicator.name]), ...scope, ...Object.fromEntries(cells) });
  };
  const users = (indicator: MadeIndicator): readonly MadeDepartment[] => departments.filter((one) => measured.get(one)!.has(indicator.parts[0] ?? indicator));
  /** Parts that are rounded nowhere would not add up. */
  const decimalsOf = (method: ComputedMethod): string | number | null =>
    oneOf([null, 1, 2, ...(method === "shareByWeight" ? [] : [word("decimalsNone", "none")])]);
  for (const indicator of indicators) {
    const { target: _target, ...others } = indicator.anchors;
    const method = chance(0.1) ? computedTarget(indicator, dice) : null;
    if (method) {
      targets.push({ indicator: indicator.code, ...method.parameters, method: word("targetMethod", method.method), decimals: decimalsOf(method.method) });
      continue;
    }
    addTarget(indicator, {}, indicator.targetOnSheets && !longList ? others : indicator.anchors);
    const scopes = new Set<string>(["{}"]);
    for (let again = whole(0, 3); again > 0 && chance(0.5); again -= 1) {
      const department = oneOf(users(indicator).length > 0 ? users(indicator) : departments);
      const template = oneOf(department.templates);
      const line = leaves(template.nodes).find((node) => node.line?.indicator === indicator);
      const scope: Row = {
        ...(chance(0.5) ? { department: department.code } : {}),
        ...(chance(0.3) ? { template: template.code } : {}),
        ...(line && chance(0.3) ? { line: line.code } : {}),
        ...(chance(0.4) ? { period: periodKey(oneOf(periods)) } : {}),
      };
      const key = JSON.stringify(scope);
      if (scopes.has(key)) continue;
      scopes.add(key);
      addTarget(indicator, scope, shifted(indicator.anchors, dice));
    }
  }

  // --- Figures ----------------------------------------------------------------------------------------------------

  const figureOf = (indicator: MadeIndicator, rule: ScoringRule): InputCell => {
    if (chance(mood.absence)) return oneOf(STATE_SIGNS[oneOf(ABSENT_STATES)]);
    const value = soundFigure(indicator, rule, chance(mood.trouble), dice);
    return figureCell(value, indicator, dice);
  };

  const rowsOf = (department: MadeDepartment): { readonly indicator: MadeIndicator; readonly cells: readonly InputCell[] }[] =>
    [...measured.get(department)!].flatMap(([indicator, rule]) => {
      if (indicator.counted || chance(mood.absence / 4)) return [];
      const row = { indicator, cells: periods.map(() => figureOf(indicator, rule)) };
      // The same again, so that its label no longer tells one row from all others.
      return chance(0.02) ? [row, row] : [row];
    });
  // --- Items of checklists and surveys ------------------------------------------------------------------------------

  const items: Record<"checklist" | "survey", Row[]> = { checklist: [], survey: [] };
  for (const department of departments)
    for (const indicator of measured.get(department)!.keys()) {
      const { counted } = indicator;
      if (!counted) continue;
      for (const period of periods) {
        if (chance(mood.absence / 4)) continue;
        for (let item = whole(1, 4); item > 0; item -= 1) {
          const shared = {
            department: oneOf([department.code, department.shortName]),
            period: periodKey(period),
            indicator: oneOf([indicator.code, indicator.name]),
          };
          const bad = chance(mood.absence / 3) ? oneOf([null, "待定"]) : undefined;
          if (counted === "checklist") {
            const state = word("itemState", oneOf(["present", "present", "action", "notApplicable"]));
            items.checklist.push({ ...shared, item: `item ${item}`, state: bad === undefined ? state : bad });
          } else {
            const score = chance(0.06) ? "/" : oneOf([1, 2, 3.5, 4.25, 5, 8]);
            items.survey.push({ ...shared, item: `question ${item}`, score: bad === undefined ? score : bad, answers: oneOf([0, 1, 7, 10, 30]) });
          }
        }
      }
    }
  const labelOf = (indicator: MadeIndicator): string => (indicator.alias !== null && chance(0.5) ? indicator.alias : indicator.name);

  const heads = language === "zh" ? ["指标名称", "单位", "目标值"] : ["Indicator", "Unit", "Target"];
  const sheets: NamedDraft[] = longList
    ? [
        layIndicatorSheet(
          language === "zh" ? "全部数据" : "All figures",
          language === "zh" ? "全部数据" : "All figures",
          "",
          language === "zh" ? ["部门", "考核指标", "期间", "单位", "实际值"] : ["Department", "Indicator", "Period", "Unit", "Actual"],
          departments.flatMap((department) =>
            rowsOf(department).flatMap(({ indicator, cells }) =>
              cells.map((cell, place): InputCell[] => [department.shortName, labelOf(indicator), periodKey(periods[place]!), indicator.unit, cell]),
            ),
          ),
          language,
        ),
      ]
    : departments.map((department) =>
        layIndicatorSheet(
          department.sheet,
          department.name,
          "",
          [...heads, ...periods.map(periodKey)],
          rowsOf(department).map(({ indicator, cells }): InputCell[] => [
            labelOf(indicator),
            indicator.unit,
            indicator.targetOnSheets && indicator.anchors.target ? plainCell(indicator.anchors.target, indicator.asPercent) : null,
            ...cells,
          ]),
          language,
        ),
      );

  // --- The scheme's sheets ----------------------------------------------------------------------------------------

  const decimals = (choices: readonly (number | "none")[]): string | number => {
    const chosen = oneOf(choices);
    return chosen === "none" ? word("decimalsNone", "none") : chosen;
  };
  const policies = chance(0.4)
    ? {}
    : Object.fromEntries(ABSENT_STATES.filter(() => chance(0.7)).map((state): [AbsentState, string] => [state, word("policy", oneOf(POLICIES))]));
  const settings: Partial<Record<SettingKey, string | number>> = {
    period: periodKey(scored),
    language: word("language", language),
    version: `v${seed}`,
    threshold: oneOf([80, 80, 60, 62.5, 90, 100]),
    mostLost: oneOf([0, 1, 3, 5]),
    pointDecimals: decimals([2, 2, 2, 1, 0, 3, 4, 6, "none"]),
    rateDecimals: decimals([1, 1, 1, 0, 2, 3, "none"]),
    policyFloorScore: oneOf([60, 0, 50, 72.5]),
    ...(grades.length > 0 && chance(0.5) ? { forcedDistribution: word("yesNo", "yes"), distributionFrom: oneOf([0, 2, 4]) } : {}),
    ...(seed % 4 === 1 ? { radar: word("yesNo", "yes") } : {}),
    ...policies,
  };
  const tables: SchemeTables = {
    settings: Object.entries(settings).map(([item, value]) => ({ item: SETTING_ITEMS[item as SettingKey][language], value })),
    departments: departments.map((one) => ({
      code: one.code,
      kind: null,
      name: one.name,
      shortName: one.shortName,
      templates: one.templates.map(({ code, name }) => oneOf([code, name])).join(language === "zh" ? "、" : ", "),
      rankingGroup: groups.length > 0 && chance(0.7) ? oneOf(groups) : null,
      sheet: one.sheet === one.shortName ? null : one.sheet,
      shareWeight: whole(1, 9) * 5,
    })),
    indicators: indicators
      .filter(({ membership }) => membership !== "member")
      .map(({ code, name, unit, direction, alias }) => ({ code, name, unit, direction: word("direction", direction), aliases: alias })),
    templates: stated.map(({ row }) => row),
    tree: [],
    rules,
    bands,
    targets,
    bindings,
    ...(vetoes.length > 0 ? { vetoes } : {}),
    ...(grades.length > 0 ? { grades } : {}),
    ...(derived.length > 0 ? { derived } : {}),
    ...(members.length > 0 ? { members } : {}),
    ...(items.checklist.length > 0 ? { checklist: items.checklist } : {}),
    ...(items.survey.length > 0 ? { survey: items.survey } : {}),
  };
  const codes = new Set(stated.map(({ code }) => code));
  const withTree: SchemeTables = { ...tables, tree: tree.filter((row) => codes.has(String(row["code"]).split(".")[0]!)) };
  const scheme = layScheme(withTree, language).map((sheet) => (sheet.name === SCHEME_SHEETS.targets[language] ? asPercentages(sheet, percentRows) : sheet));
  return { seed, period: periodKey(scored), sheets: [...scheme, ...sheets] };
}

// --- Trees --------------------------------------------------------------------------------------------------------

/** What deducts, and what stands outside of the full points. */
function takesNoShare(node: MadeNode): boolean {
  return node.line ? node.line.role !== "score" || deducts(node.line.rule) : node.children.every(takesNoShare);
}

function allNodes(nodes: readonly MadeNode[]): MadeNode[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.children)]);
}

function leaves(nodes: readonly MadeNode[]): MadeNode[] {
  return nodes.flatMap((node) => (node.line ? [node] : leaves(node.children)));
}

function places(value: Decimal): number {
  return (value.toFixed().split(".")[1] ?? "").length;
}

/** Parts above 0 that add up to the whole exactly. */
function parted(whole: Decimal, count: number, { whole: between, oneOf }: Dice): Decimal[] {
  const finest = Math.max(places(whole), oneOf([0, 1, 2]));
  const units = Number(whole.times(10 ** finest).toFixed());
  let left = units;
  return Array.from({ length: count }, (_part, place) => {
    const after = count - place - 1;
    const fair = Math.max(1, Math.floor((2 * left) / (after + 1)));
    const own = after === 0 ? left : Math.min(left - after, between(1, fair));
    left -= own;
    return decimal(own).div(10 ** finest);
  });
}

function madePeriods({ oneOf, whole, chance }: Dice): { readonly periods: readonly Period[]; readonly scored: Period } {
  const kind = oneOf<PeriodKind>(["quarter", "quarter", "quarter", "month", "halfYear", "year"]);
  const newest = { quarter: `2026Q${whole(1, 4)}`, month: `2026-${String(whole(1, 12)).padStart(2, "0")}`, halfYear: `2026H${whole(1, 2)}`, year: "2026" }[
    kind
  ];
  const last = parsePeriod(newest, null)!;
  const before = previousPeriod(last);
  const periods = chance(0.7) ? [previousPeriod(before), before, last] : [before, last];
  // Now and then a later period has figures already.
  return { periods, scored: chance(0.85) ? last : before };
}

// --- Figures ------------------------------------------------------------------------------------------------------

function cellOf(value: Decimal | null): number | null {
  return value === null ? null : Number(value.toFixed());
}

/** Values near which something happens. */
function triesOf(actual: Decimal, anchors: Anchors, rule: ScoringRule, { whole, oneOf }: Dice): Decimal[] {
  const own = rule.kind === "bands" ? rule.bands.flatMap(({ from, to }) => [from, to]) : rule.kind === "piecewise" ? rule.points.map(({ at }) => at) : [];
  const edges = [actual, ...Object.values(anchors), ...own].filter((edge) => edge !== null);
  const between = edges.flatMap((edge, place) => {
    const other = edges[place + 1];
    return other ? [edge.plus(other.minus(edge).times(whole(1, 99)).div(100))] : [];
  });
  const near = edges.flatMap((edge) => [edge, edge.plus(oneOf(["0.01", "-0.01", "0.5", "-1.25", "0.0001", "3", "-7"]))]);
  return [...between, ...between, ...near, decimal(whole(0, 9)), decimal(whole(0, 1)), ZERO];
}

/** A figure that the rule scores, or, where `anyhow`, whatever comes first. */
function soundFigure(indicator: MadeIndicator, rule: ScoringRule, anyhow: boolean, dice: Dice): Decimal {
  const fullPoints = decimal(1);
  let last = ZERO;
  for (let attempt = 0; attempt < 15; attempt += 1) {
    last = rule.kind === "given" ? decimal(dice.whole(0, 30)).div(10) : dice.oneOf(indicator.tries);
    if (anyhow) return last;
    // How many points a line has is not known here; given ones are small enough for most.
    const result = scoreByRule(rule, {
      actual: last,
      anchors: indicator.anchors,
      direction: indicator.direction,
      fullPoints: rule.kind === "given" ? decimal(1e6) : fullPoints,
      // Who else is ranked is not known here either.
      peers: [last],
    });
    if (result.kind === "score" && result.score.abs().lt(1e6)) return last;
  }
  return last;
}

function plainCell(value: Decimal, asPercent: boolean): InputCell {
  if (!asPercent) return cellOf(value);
  return { value: Number(`${value.toFixed()}e-2`), format: "0.00%" };
}

/** As people write it: mostly a number, now and then as text with its unit. */
function figureCell(value: Decimal, indicator: MadeIndicator, { chance, oneOf }: Dice): InputCell {
  const text = value.toFixed();
  if (chance(0.08)) {
    if (indicator.unit === "%") return oneOf([`${text}%`, `${text}％`, text]);
    if (value.gte(0) && indicator.unit !== "") return oneOf([`${text}${indicator.unit}`, ` ${text} `]);
    return text;
  }
  return plainCell(value, indicator.asPercent && chance(0.9));
}

type ComputedMethod = keyof typeof CHOICES.targetMethod;
const FROM_FIGURES: readonly ComputedMethod[] = [
  "previousPlus",
  "previousTimes",
  "percentile",
  "bestPlus",
  "worstPlus",
  "meanPlus",
  "deviations",
  "recentMeanPlus",
  "recentMeanTimes",
  "betterRecentPlus",
  "worseRecentPlus",
  "shareByWeight",
];

interface ComputedTarget {
  readonly method: ComputedMethod;
  readonly parameters: Row;
}

/** A target that is worked out from figures, with what stands under its anchors' headings; null: the rule has no use for such a one. */
function computedTarget({ anchors, direction }: MadeIndicator, { oneOf }: Dice): ComputedTarget | null {
  const names = Object.keys(anchors) as AnchorName[];
  const order = (["floor", "target", "stretch"] as const).filter((name) => names.includes(name));
  if (!names.includes("target") || order.length < names.length) return null;
  const method = oneOf(FROM_FIGURES.filter((one) => one !== "shareByWeight" || names.length === 1));
  const better = direction === "up" ? 1 : -1;
  const steps = { floor: -better, target: 0, stretch: better };
  const parameterOf = (name: (typeof order)[number]): number => {
    if (method === "previousTimes" || method === "recentMeanTimes") return 1 + steps[name] / 8;
    if (method === "deviations") return { floor: -1.5, target: 0, stretch: 1 }[name];
    if (method === "percentile") return { floor: 10, target: 50, stretch: 90 }[name];
    return method === "shareByWeight" ? 100 : 2.5 * steps[name];
  };
  // Random workbooks have two or three periods, so that a mean is of two.
  const basis = /[rR]ecent/.test(method) ? { basis: oneOf(["2", "前2期", "2 periods"]) } : {};
  return { method, parameters: { ...Object.fromEntries(order.map((name) => [name, parameterOf(name)])), ...basis } };
}

/** A figure of it stands on the departments' own sheets. */
function isReported({ parts, counted, membership }: MadeIndicator): boolean {
  return parts.length === 0 && counted === null && membership === null;
}

/** Another indicator that the same rule can score. */
function bound(line: NonNullable<MadeNode["line"]>, dice: Dice): Pick<MadeIndicator, "anchors" | "direction" | "tries"> {
  const { anchors, direction, tries } = line.indicator;
  const by = decimal(dice.oneOf(["0", "1", "2.5"]));
  return { anchors: moved(anchors, by), direction, tries: tries.map((one) => one.plus(by)) };
}

function moved(anchors: Anchors, by: Decimal): Anchors {
  return Object.fromEntries(Object.entries(anchors).map(([name, value]) => [name, value.plus(by)]));
}

/** For a row that is more specific: all anchors moved alike, or one of them by itself. */
function shifted(anchors: Anchors, { oneOf, chance }: Dice): Anchors {
  const by = decimal(oneOf(["0.5", "1", "-0.5", "0.01", "-2"]));
  if (chance(0.6)) return moved(anchors, by);
  const names = Object.keys(anchors) as AnchorName[];
  if (names.length === 0) return {};
  const name = oneOf(names);
  return { [name]: anchors[name]!.plus(decimal(oneOf(["0.001", "-0.001"]))) };
}

/** The anchors of these rows (counted from 0) as fractions shown as percentages. */
function asPercentages({ name, draft }: NamedDraft, rows: ReadonlySet<number>): NamedDraft {
  const keys = Object.keys(SCHEME_SHEETS.targets.columns);
  const anchors = new Set(ANCHOR_NAMES.map((anchor) => keys.indexOf(anchor)));
  const first = draft.rows.length - Math.max(1, draft.rows.length - 4);
  const cell = (one: DraftCell | undefined): DraftCell | undefined =>
    typeof one?.value === "number" ? { ...one, value: Number(`${decimal(one.value).toFixed()}e-2`), format: "0.00%" } : one;
  return {
    name,
    draft: {
      ...draft,
      rows: draft.rows.map((cells, row) => (rows.has(row - first) ? cells.map((one, column) => (anchors.has(column) ? cell(one) : one)) : cells)),
    },
  };
}
