/** Why a line stands among the short boards, in a sign and a few words. */
import type { ScoredLine } from "../kpi/scorecard";
import type { SheetLabels } from "./labels";

/** "▼ 低于 80%", "● 失分前 3"; a line that is both wears both signs. */
export function reasonOf(line: ScoredLine, labels: SheetLabels, mostLost: number): string {
  const { shortBoards: words, shortBoard, amongMostLost } = labels;
  if (!line.belowThreshold) return `${amongMostLost.sign} ${words.topLost(mostLost)}`;
  return `${shortBoard.sign} ${words.below(`${line.threshold.toFixed()}%`)}${line.amongMostLost ? ` ${amongMostLost.sign}` : ""}`;
}
