/** How a line came to its points, in Chinese: the words of the cards' table and of the longer derivation alike. */
import { HUNDRED, type Decimal } from "../kpi/decimal";
import type { ScoreRounding } from "../kpi/rounding";
import type { Policy } from "../kpi/scheme";
import type { DerivationLabels } from "../sheets/derivationLabels";
import { anchorName } from "./findingNames";

const scores = (score: Decimal): string => (score.eq(HUNDRED) ? "得满分" : `得 ${score.toFixed()} 分`);
const caps = (highest: Decimal | null, lowest: Decimal | null): string =>
  `${highest ? `，封顶 ${highest.toFixed()}` : ""}${lowest && !lowest.eq(0) ? `，最低 ${lowest.toFixed()}` : ""}`;

const rounded = ({ step, way }: ScoreRounding): string => `得分按 ${step.toFixed()} 的整数倍${{ half: "四舍五入", down: "舍去", up: "进位" }[way]}`;

const BEYOND = {
  held: { held: "不超出两端", line: "好于后者不封顶" },
  line: { held: "差于前者按线延伸", line: "两端以外按线延伸" },
} as const;

const standardOfKind: DerivationLabels["standardOf"] = (rule, { floor, target, stretch, worst, best, full, upper }, direction, zeroTarget) => {
  const atLeast = direction === "up" ? "≥" : "≤";
  const [worse, better] = direction === "up" ? ["低", "高"] : ["高", "低"];
  switch (rule.kind) {
    case "threeAnchors": {
      if (!floor || !target) return null;
      const below = rule.belowFloor === "zero" ? `${floor} 起 ${rule.floorScore.toFixed()} 分` : `${floor} 为 ${rule.floorScore.toFixed()} 分、再差顺延到 0`;
      const top = stretch ? `${stretch} 起封顶 ${rule.stretchScore.toFixed()}` : `封顶 ${rule.targetScore.toFixed()}`;
      return `${atLeast}${target} ${scores(rule.targetScore)}，${below}，线性，${top}`;
    }
    case "ratio": {
      if (!target) return null;
      if (direction === "down" && zeroTarget) return `≤0 ${scores(rule.cap?.lt(HUNDRED) ? rule.cap : HUNDRED)}，否则不得分${caps(null, rule.floorCap)}`;
      const shortfall = direction === "up" ? `实际 - ${target}` : `${target} - 实际`;
      const how =
        rule.form === "signed"
          ? `1 + (${shortfall}) ÷ |${target}|`
          : direction === "up"
            ? `实际 ÷ ${target}`
            : rule.form === "mirrored"
              ? `2 - 实际 ÷ ${target}`
              : `${target} ÷ 实际`;
      return `得分率 = ${how}${caps(rule.cap, rule.floorCap)}`;
    }
    case "deduction": {
      if (!target || (rule.reference === "full" && !full)) return null;
      const by = {
        target: `|实际 - ${target}| ÷ |${target}|`,
        zero: `实际 ÷ ${target}`,
        full: `(${full} - 实际) ÷ (${full} - ${target})`,
      }[rule.reference];
      return `${atLeast}${target} 不扣，否则扣“分值 × ${by}”${rule.maxLoss ? `，最多扣 ${rule.maxLoss.toFixed()} 分` : ""}`;
    }
    case "clampedRange":
      if (!worst || !best) return null;
      return `${worst} 得 ${rule.worstScore.toFixed()} 分，${best} ${scores(rule.bestScore)}，${rule.scale === "log" ? "对数刻度" : "线性"}，${BEYOND[rule.beyondWorst][rule.beyondBest]}${caps(rule.cap, rule.floorCap)}`;
    case "closestToTarget": {
      if (!target || !rule.tolerance) return null;
      const of = (size: Decimal): string => (rule.toleranceMeans === "units" ? ` ${size.toFixed()} ` : `目标的 ${size.toFixed()}% `);
      const off = rule.toleranceAbove ? `低${of(rule.tolerance)}、高${of(rule.toleranceAbove)}` : `偏离${of(rule.tolerance)}`;
      return `${upper ? `${target} 至 ${upper}` : target} 得满分，${off}降到 0，线性`;
    }
    case "perUnit": {
      if (!target) return null;
      const step = rule.stepMeans === "units" ? ` ${rule.step.toFixed()} ` : `目标的 ${rule.step.toFixed()}% `;
      const count = { exact: "", floor: "，不足一档不计", ceil: "，不足一档按一档计" }[rule.counting];
      const up = rule.perStepUp.eq(0) ? "" : `，每${better}${step}加 ${rule.perStepUp.toFixed()} 分`;
      return `${target} ${scores(rule.base)}，每${worse}${step}扣 ${rule.perStep.toFixed()} 分${up}${count}${caps(rule.cap, rule.floorCap)}`;
    }
    case "passFail":
      return target ? `${atLeast}${target} ${scores(rule.passScore)}，否则 ${rule.failScore.toFixed()} 分` : null;
    case "piecewise": {
      const worst = direction === "up" ? rule.points[0] : rule.points[rule.points.length - 1];
      if (!worst) return null;
      const ends = rule.beyondWorst === "zero" ? `差于 ${worst.at.toFixed()} 不得分` : "两端以外得分不变";
      return `${rule.points.map(({ at, score }) => `${at.toFixed()} ${scores(score)}`).join("，")}，线性，${ends}`;
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
  return standard !== null && rule.rounding ? `${standard}，${rounded(rule.rounding)}` : standard;
};

const DONE: Readonly<Record<Policy, string>> = {
  reShare: "不计分",
  zero: "按方案计零分",
  full: "按方案计满分",
  floorScore: "按方案计保底分",
  carry: "沿用此前的值",
  hold: "暂不计分",
};

export const derivation: DerivationLabels = {
  section: "逐项计分说明",
  standard: "评分标准",
  derivation: "得分由来",
  source: "数据来源",
  standardOf,
  rounded,
  anchor: (name, figure) => `${name === "full" ? "满值" : anchorName(name, "zh").replace(/值$/, "")} ${figure}`,
  and: "，",
  aside: (text) => `（${text}）`,
  leadsTo: " → ",
  earned: (score, full, points) => `${score}% × ${full} 分 = ${points} 分`,
  takenOff: (points) => `扣 ${points} 分`,
  nothingOff: "不扣分",
  heldAtBaseScore: "同组有指标未达基础分",
  sinceBefore: (change, against) => `；${against} ${change}`,
  absent: (state, policy, from) => `${state}，${from === null ? DONE[policy] : `沿用 ${from}`}`,
  unscored: (state, policy) => {
    if (policy === "reShare") return `${state}，${DONE.reShare}，权重由同组其余指标分摊`;
    return policy === "carry" ? `${state}，没有可沿用的值，暂不计分` : `${state}，${DONE[policy]}，补齐后重算`;
  },
  carriedNextTime: (state) => `${state}，暂不计分，重新评分时沿用此前的值`,
  fixed: "（固定文字，不随表变动）",
};
