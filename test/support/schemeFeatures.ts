/** What a scored workbook exercised, so that a proof can say not only how much it compared but what. */
import { DERIVED_METHODS, seriesOf } from "../../src/kpi/derived";
import { ABSENT_STATES } from "../../src/kpi/figure";
import { RULE_KINDS } from "../../src/kpi/rules/index";
import { POLICIES } from "../../src/kpi/scheme";
import { type ScoredBranch, type ScoredItem, linesOf } from "../../src/kpi/scorecard";
import { type Quorum, ROLL_UPS, type RollUp, type ScorecardTemplate } from "../../src/kpi/template";
import { VETO_EFFECTS } from "../../src/kpi/veto";
import { isAdjustment, takesNoShare } from "../../src/kpi/weights";
import { allItems, shareOf } from "../../src/sheets/cardPlan";
import type { ScoredFile } from "./liveProof";

const DEEPEST = 5;

/** What 500 random schemes must all have had in them. */
export const WANTED_FEATURES: readonly string[] = [
  ...RULE_KINDS.map((kind) => `rule ${kind}`),
  ...ROLL_UPS.flatMap((rollUp) => [`total by ${rollUp}`, `branch by ${rollUp}`, `${rollUp} with a held line`, `${rollUp} with a line left out`]),
  ...ABSENT_STATES.map((state) => `figure ${state}`),
  ...POLICIES.map((policy) => `policy ${policy}`),
  ...Array.from({ length: DEEPEST }, (_level, place) => `depth ${place + 1}`),
  "weights in per cent",
  "weights in points",
  "per cent and points in one tree",
  "a branch left out",
  "a branch that only deducts",
  "start points",
  "total floor",
  "total at its floor",
  "points without rounding",
  "rates without rounding",
  "carried figure",
  "rate exactly on the threshold",
  "threshold of its own",
  "several cards of one department",
  "ranking group",
  "shared place",
  "incomplete card",
  "change on the period before",
  "binding",
  "target for a department",
  "target for a line",
  "target for a template",
  "target for a period",
  "target from a department's own sheet",
  "percent format",
  "figure parsed from text",
  "figure found by its label",
  "figure taken by its cell",
  "bonus line",
  "deduct line",
  "base scores",
  "minimum of items or coverage",
  "line rounded to a step",
  "branch rounded to a step",
  ...VETO_EFFECTS.map((effect) => `veto ${effect}`),
  "veto undecided",
  "grade by rate",
  "grade by quota",
  "target worked out",
  "target by deviations",
  "target by recentMeanPlus",
  "target by recentMeanTimes",
  "target by betterRecentPlus",
  "target by worseRecentPlus",
  "target not rounded",
  ...DERIVED_METHODS.map((method) => `derived by ${method}`),
  "gap by change",
  "items of a checklist",
  "member on a card",
  "derived of a member",
  "roll-up over members",
  "Chinese",
  "English",
];

export function featuresOf({ drafted: { scheme, cards, readings } }: ScoredFile): ReadonlySet<string> {
  const found = new Set<string>();
  const note = (feature: string, here: boolean): void => {
    if (here) found.add(feature);
  };
  if (!scheme) return found;
  const { settings, targets } = scheme;
  note(settings.language === "zh" ? "Chinese" : "English", true);
  note("points without rounding", settings.pointDecimals === "none");
  note("rates without rounding", settings.rateDecimals === "none");
  note("binding", scheme.bindings.length > 0);
  note(
    "ranking group",
    scheme.departments.some((one) => one.rankingGroup !== null),
  );
  note(
    "several cards of one department",
    scheme.departments.some((one) => one.templates.length > 1),
  );
  note(
    "target for a department",
    targets.some((row) => row.department !== null && !row.fromSheet),
  );
  note(
    "target for a line",
    targets.some((row) => row.line !== null),
  );
  note(
    "target for a template",
    targets.some((row) => row.template !== null),
  );
  note(
    "target for a period",
    targets.some((row) => row.period !== null && !row.fromSheet),
  );
  note(
    "target from a department's own sheet",
    targets.some((row) => row.fromSheet),
  );
  note(
    "percent format",
    readings.some((one) => one.percentFormat),
  );
  note(
    "figure parsed from text",
    readings.some((one) => one.figure.state === "value" && one.parsedFrom !== null),
  );
  note(
    "figure found by its label",
    readings.some((one) => one.live?.lookup),
  );
  note(
    "figure taken by its cell",
    readings.some((one) => one.live?.lookup === null),
  );
  const onCards = new Set(cards.flatMap((card) => linesOf(card.items).map((line) => line.indicator.code)));
  for (const one of scheme.derived) {
    note(`derived by ${one.method}`, onCards.has(one.indicator));
    note("derived of a member", onCards.has(one.indicator) && one.indicator.includes("."));
    note("roll-up over members", onCards.has(one.indicator) && "terms" in one && one.terms.every(({ indicator }) => indicator.startsWith(`${one.indicator}.`)));
    note("items of a checklist", onCards.has(one.indicator) && one.method === "checklist" && seriesOf(one.present) !== null);
  }
  for (const { figure, derivation } of readings) {
    const by = derivation?.derived;
    note("gap by change", by?.method === "gapClosed" && by.zero === "byChange" && onCards.has(by.indicator) && figure.state === "value");
  }
  note(
    "member on a card",
    cards.some((card) => linesOf(card.items).some(({ indicator }) => indicator.member && !scheme.derived.some((one) => one.indicator === indicator.code))),
  );
  const places = cards.flatMap((card) => (card.rank ? [`${card.rankingGroup} ${card.rank.place}`] : []));
  note("shared place", new Set(places).size < places.length);

  for (const card of cards) {
    note("incomplete card", card.state === "incomplete");
    note("change on the period before", card.before !== null);
    for (const { veto, outcome } of card.vetoes) {
      note(`veto ${veto.effect}`, outcome.kind === "struck");
      note("veto undecided", outcome.kind === "undecided");
    }
    note(`grade by ${card.grade?.by ?? ""}`, card.grade !== null);
    note("minimum of items or coverage", asks(card.template.quorum));
    note("start points", card.template.startPoints.gt(0));
    note("total floor", card.template.totalFloor !== null);
    note("total at its floor", card.template.totalFloor !== null && card.points !== null && card.points.eq(card.template.totalFloor));
    noteRollUp(note, "total", card.template, card.items);
    const kinds = new Set(allItems(card.items).map((item) => shareOf(item).kind));
    note("weights in per cent", kinds.has("percent"));
    note("weights in points", kinds.has("points"));
    note("per cent and points in one tree", kinds.has("percent") && kinds.has("points"));
    for (const item of allItems(card.items)) {
      note(`depth ${item.number.split(".").length}`, true);
      if (item.kind === "branch") {
        noteRollUp(note, "branch", item.branch, item.children);
        note("a branch left out", item.points === null);
        note("a branch that only deducts", takesNoShare(item.branch) && !item.branch.children.some(isAdjustment));
        note("minimum of items or coverage", asks(item.branch.quorum));
        note("branch rounded to a step", item.branch.rounding !== null && item.points !== null);
      }
    }
    for (const line of linesOf(card.items)) {
      note(`rule ${line.line.rule.kind}`, line.outcome.kind === "scored" && line.outcome.basis === "measured");
      note(`figure ${line.figure.state}`, true);
      note(`policy ${line.policy ?? ""}`, line.policy !== null);
      note("carried figure", line.outcome.kind === "scored" && line.outcome.basis === "carried");
      note("rate exactly on the threshold", line.rate?.eq(line.threshold) ?? false);
      note("line rounded to a step", line.line.rule.rounding !== null && line.outcome.kind === "scored");
      note("base scores", line.line.baseScore !== null);
      note(`${line.line.role} line`, true);
      note(
        "target worked out",
        Object.values(line.anchorSources).some((source) => source.workedOut),
      );
      for (const { workedOut } of Object.values(line.anchorSources)) if (workedOut) note(`target by ${workedOut.method}`, true);
      note(
        "target not rounded",
        Object.values(line.anchorSources).some((source) => source.workedOut?.decimals === "none"),
      );
      note("threshold of its own", !line.threshold.eq(settings.threshold));
      note("held by an anchor or an edge", line.outcome.kind === "held" && line.outcome.why === "scheme");
    }
  }
  return found;
}

function asks({ items, coverage }: Quorum): boolean {
  return items !== null || coverage !== null;
}

function noteRollUp(
  note: (feature: string, here: boolean) => void,
  of: "total" | "branch",
  { rollUp }: { readonly rollUp: RollUp } & Pick<ScorecardTemplate | ScoredBranch["branch"], "children">,
  items: readonly ScoredItem[],
): void {
  const lines = linesOf(items).filter((line) => !line.deducts);
  note(`${of} by ${rollUp}`, true);
  note(
    `${rollUp} with a held line`,
    lines.some((line) => line.outcome.kind === "held"),
  );
  note(`${rollUp} with a line left out`, lines.some((line) => line.outcome.kind === "leftOut") && lines.some((line) => line.outcome.kind !== "leftOut"));
}
