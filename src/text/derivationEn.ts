/** How a line came to its points, in English: the words of the cards' table and of the longer derivation alike. */
import { HUNDRED, type Decimal } from "../kpi/decimal";
import type { ScoreRounding } from "../kpi/rounding";
import type { Policy } from "../kpi/scheme";
import type { DerivationLabels } from "../sheets/derivationLabels";
import { anchorName } from "./findingNames";

const score = (value: Decimal): string => (value.eq(HUNDRED) ? "full" : value.toFixed());
const caps = (highest: Decimal | null, lowest: Decimal | null): string =>
  `${highest ? `, at most ${highest.toFixed()}` : ""}${lowest && !lowest.eq(0) ? `, at least ${lowest.toFixed()}` : ""}`;

const rounded = ({ step, way }: ScoreRounding): string =>
  `score rounded ${{ half: "to the nearest", down: "down to a", up: "up to a" }[way]} multiple of ${step.toFixed()}`;

const BEYOND = {
  held: { held: "nothing beyond", line: "on beyond the latter" },
  line: { held: "on beyond the former", line: "on beyond both" },
} as const;

const standardOfKind: DerivationLabels["standardOf"] = (rule, { floor, target, stretch, worst, best, full, upper }, direction, zeroTarget) => {
  const atLeast = direction === "up" ? "≥" : "≤";
  const [worse, better] = direction === "up" ? ["below", "above"] : ["above", "below"];
  switch (rule.kind) {
    case "threeAnchors": {
      if (!floor || !target) return null;
      const below = rule.belowFloor === "zero" ? `${rule.floorScore.toFixed()} from ${floor}` : `${rule.floorScore.toFixed()} at ${floor} and on down to 0`;
      const top = stretch ? `at most ${rule.stretchScore.toFixed()}, from ${stretch}` : `at most ${rule.targetScore.toFixed()}`;
      return `${atLeast}${target} ${score(rule.targetScore)}, ${below}, linear, ${top}`;
    }
    case "ratio": {
      if (!target) return null;
      if (direction === "down" && zeroTarget) return `≤0 ${score(rule.cap?.lt(HUNDRED) ? rule.cap : HUNDRED)}, otherwise nothing${caps(null, rule.floorCap)}`;
      const shortfall = direction === "up" ? `actual - ${target}` : `${target} - actual`;
      const how =
        rule.form === "signed"
          ? `1 + (${shortfall}) ÷ |${target}|`
          : direction === "up"
            ? `actual ÷ ${target}`
            : rule.form === "mirrored"
              ? `2 - actual ÷ ${target}`
              : `${target} ÷ actual`;
      return `Rate = ${how}${caps(rule.cap, rule.floorCap)}`;
    }
    case "deduction": {
      if (!target || (rule.reference === "full" && !full)) return null;
      const by = {
        target: `|actual - ${target}| ÷ |${target}|`,
        zero: `actual ÷ ${target}`,
        full: `(${full} - actual) ÷ (${full} - ${target})`,
      }[rule.reference];
      return `${atLeast}${target} nothing off, otherwise the line's points × ${by}${rule.maxLoss ? `, at most ${rule.maxLoss.toFixed()} points` : ""}`;
    }
    case "clampedRange":
      if (!worst || !best) return null;
      return `${worst} ${rule.worstScore.eq(0) ? "nothing" : rule.worstScore.toFixed()}, ${best} ${score(rule.bestScore)}, ${rule.scale === "log" ? "logarithmic" : "linear"}, ${BEYOND[rule.beyondWorst][rule.beyondBest]}${caps(rule.cap, rule.floorCap)}`;
    case "closestToTarget": {
      if (!target || !rule.tolerance) return null;
      const of = (size: Decimal): string => (rule.toleranceMeans === "units" ? size.toFixed() : `${size.toFixed()}% of the target`);
      const off = rule.toleranceAbove ? `${of(rule.tolerance)} below or ${of(rule.toleranceAbove)} above` : `${of(rule.tolerance)} off it`;
      return `${upper ? `${target} to ${upper}` : target} full, 0 at ${off}, linear`;
    }
    case "perUnit": {
      if (!target) return null;
      const step = rule.stepMeans === "units" ? rule.step.toFixed() : `${rule.step.toFixed()}% of the target`;
      const count = { exact: "", floor: ", whole steps only", ceil: ", part of a step counts as one" }[rule.counting];
      const up = rule.perStepUp.eq(0) ? "" : `, ${rule.perStepUp.toFixed()} on top for each ${step} ${better}`;
      return `${target} ${score(rule.base)}, ${rule.perStep.toFixed()} off for each ${step} ${worse}${up}${count}${caps(rule.cap, rule.floorCap)}`;
    }
    case "passFail":
      return target ? `${atLeast}${target} ${score(rule.passScore)}, otherwise ${rule.failScore.toFixed()}` : null;
    case "piecewise": {
      const worst = direction === "up" ? rule.points[0] : rule.points[rule.points.length - 1];
      if (!worst) return null;
      const ends = rule.beyondWorst === "zero" ? `0 ${worse} ${worst.at.toFixed()}` : "level beyond both ends";
      return `${rule.points.map((point) => `${score(point.score)} at ${point.at.toFixed()}`).join(", ")}, linear, ${ends}`;
    }
    case "bands":
    case "rank":
    case "events":
    case "weightedEvents":
    case "given":
      return null;
  }
};

const standardOf: DerivationLabels["standardOf"] = (rule, ...line) => {
  const standard = standardOfKind(rule, ...line);
  return standard !== null && rule.rounding ? `${standard}, ${rounded(rule.rounding)}` : standard;
};

const DONE: Readonly<Record<Policy, string>> = {
  reShare: "not scored",
  zero: "scored as zero by the scheme",
  full: "given full points by the scheme",
  floorScore: "given the floor score by the scheme",
  carry: "an earlier figure carried",
  hold: "not scored yet",
};

export const derivation: DerivationLabels = {
  section: "How each line was scored",
  standard: "Standard",
  derivation: "How its points came about",
  source: "Source",
  standardOf,
  rounded,
  anchor: (name, figure) => `${anchorName(name, "en")} ${figure}`,
  and: ", ",
  aside: (text) => ` (${text})`,
  leadsTo: " → ",
  earned: (rate, full, points) => `${rate}% of ${full} points = ${points}`,
  takenOff: (points) => `${points} points off`,
  nothingOff: "nothing off",
  heldAtBaseScore: "another line missed its base score",
  sinceBefore: (change, _against, period) => `; ${change} on ${period}`,
  absent: (state, policy, from) => `${state.toLowerCase()}, ${from === null ? DONE[policy] : `carried from ${from}`}`,
  unscored: (state, policy) => {
    if (policy === "reShare") return `${state.toLowerCase()}, ${DONE.reShare}, its weight is shared among the rest of its group`;
    return policy === "carry"
      ? `${state.toLowerCase()}, no earlier figure to carry, not scored yet`
      : `${state.toLowerCase()}, not scored until the figure comes`;
  },
  carriedNextTime: (state) => `${state.toLowerCase()}, not scored until the next run carries an earlier figure`,
  fixed: " (a fixed text, which does not follow the sheet)",
};
