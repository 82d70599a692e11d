/** The notes at the foot of a card: how points add up and are rounded, and what was done about absent figures. Each line's own rule stands in cardDerivations.ts. */
import { computedAnchors } from "../kpi/computedTarget";
import { ABSENT_STATES, type AbsentState } from "../kpi/figure";
import type { RuleParameters, ScoringRule } from "../kpi/rules/index";
import type { Policy } from "../kpi/scheme";
import { type Scorecard, type ScoredLine, linesOf } from "../kpi/scorecard";
import type { Branch, TreeNode } from "../kpi/template";
import type { CardFormulas } from "./cardFormulas";
import type { LayContext } from "./layContext";
import type { SheetLabels } from "./labels";
import { closedSentence } from "./pageParts";

/** `withNext`: the card says where its next point is. */
export function cardNotes(card: Scorecard, context: LayContext, formulas: CardFormulas | null, withNext: boolean): string[] {
  const { labels, scheme, checkCode } = context;
  const { settings } = scheme;
  const lines = linesOf(card.items);
  const thresholds = new Set(lines.map((line) => line.threshold.toString()));
  return [
    ...(lines.some((line) => line.indicator.direction === "down" || line.gap !== null) ? [labels.notes.direction] : []),
    ...targetNotes(lines, labels),
    ...rollUpNotes(card, labels),
    labels.notes.rounding(settings.pointDecimals, thresholds.size === 1 ? `${lines[0]!.threshold.toFixed()}%` : null),
    ...absenceNotes(lines, labels),
    ...(formulas ? fixedNotes(card, lines, labels, formulas, withNext) : []),
    [closedSentence(settings.notice, labels), labels.notes.scheme(settings.schemeName, settings.version, checkCode)]
      .filter((part) => part !== "")
      .join(labels.gap),
  ];
}

export function ruleSentence(rule: ScoringRule, labels: SheetLabels): string {
  // Each kind is paired with a sentence for that very kind, which the compiler cannot follow through an index.
  const sentence = (labels.rules[rule.kind].sentence as (of: RuleParameters) => string)(rule);
  return rule.rounding ? `${sentence}${labels.gap}${labels.roundedScore(rule.rounding)}` : sentence;
}

/** How the targets came about that were worked out; of each line those that its rule looks at. */
function targetNotes(lines: readonly ScoredLine[], labels: SheetLabels): string[] {
  const told = lines.flatMap((line) => {
    const anchors = computedAnchors(line.line.rule, line.anchorSources);
    return anchors.length === 0 ? [] : [{ line: `${line.number} ${line.line.name}`, anchors }];
  });
  return told.length === 0 ? [] : [labels.computedTargets.note(told)];
}

function rollUpNotes(card: Scorecard, labels: SheetLabels): string[] {
  const branches = (nodes: readonly TreeNode[]): Branch[] => nodes.flatMap((node) => (node.kind === "branch" ? [node, ...branches(node.children)] : []));
  const whole = card.template.rollUp === "sum" ? [] : [labels.notes.rollUp(card.template.rollUp, null)];
  return [
    ...whole,
    ...branches(card.template.children).flatMap((branch) => (branch.rollUp === "sum" ? [] : [labels.notes.rollUp(branch.rollUp, branch.name)])),
  ];
}

/** States that were treated alike share a sentence. */
function absenceNotes(lines: readonly ScoredLine[], labels: SheetLabels): string[] {
  const treated = new Map<string, { readonly policy: Policy; readonly carried: boolean; readonly states: Set<AbsentState> }>();
  for (const line of lines) {
    if (line.figure.state === "value" || line.policy === null) continue;
    const carried = line.outcome.kind === "scored" && line.outcome.basis === "carried";
    const key = `${line.policy} ${carried}`;
    const known = treated.get(key);
    if (known) known.states.add(line.figure.state);
    else treated.set(key, { policy: line.policy, carried, states: new Set([line.figure.state]) });
  }
  const sentences = [...treated.values()].map(({ policy, carried, states }) =>
    labels.notes.policy(
      ABSENT_STATES.filter((state) => states.has(state)).map((state) => labels.states[state]),
      policy,
      carried,
    ),
  );
  const unscored = lines.some((line) => line.outcome.kind === "held" && line.outcome.why === "scheme");
  return [...sentences, ...(unscored ? [labels.notes.notScored] : [])];
}

/** What does not follow when something is changed in the sheets. */
function fixedNotes(card: Scorecard, lines: readonly ScoredLine[], labels: SheetLabels, formulas: CardFormulas, withNext: boolean): string[] {
  const fixed = [
    ...lines.flatMap((line) => (line.figure.state !== "value" && line.scoredFigure ? [labels.notes.carriedFigure(line.line.name)] : [])),
    ...formulas.fixedTargets.map(({ line, anchor }) => labels.computedTargets.fixed(line, anchor)),
    ...formulas.fixedPoints.map((name) => labels.notes.pointsOf(name ?? card.template.name)),
    ...(formulas.coverage === null ? [labels.card.coverage] : []),
  ];
  const possible = card.state === "incomplete" ? [labels.card.possible] : [];
  const history = card.history.length > 0 ? [labels.notes.fixedHistory] : [];
  return [
    labels.notes.fixed([...fixed, ...possible, labels.notes.fixedSentence, labels.notes.fixedList, ...(withNext ? [labels.notes.fixedNext] : []), ...history]),
  ];
}
