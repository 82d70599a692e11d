/** 上次计分以来的变化，和恢复到上次写入之前。 */
import { ABSENT_STATES } from "../kpi/figure";
import type { LineFacts } from "../run/runFacts";
import { movedOf, shownPoints, signedChange } from "./changesWorking";
import type { ChangesWords } from "./changesWords";
import { sheetLabels } from "./sheetLabelsZh";

const NONE = "–";

function figureText({ figure, unit }: LineFacts): string {
  const state = ABSENT_STATES.find((one) => one === figure);
  return state ? sheetLabels.states[state].word : `${figure}${unit === "%" || unit === "‰" ? unit : unit === "" ? "" : ` ${unit}`}`;
}

export const changesZh: ChangesWords = {
  sheet: { sheetName: "上次计分", note: "绩效计分卡在这里记着上次写入了什么、写入之前是什么，用来恢复和比较。删掉这张表只会失去这两样。", cardSuffix: "记录" },
  heading: "上次计分以来的变化",
  nothing: "与上次计分相比没有变化。",
  noLastRun: "这个工作簿里没有上次计分的记录。",
  otherPeriod: (then) => `上次计的是 ${then}，期间不同，实际值自然不同。`,
  card: (change, decimals) => {
    const { then, now } = change;
    if (!then) return `新增，${shownPoints(now?.points ?? null, decimals, NONE)} 分`;
    if (!now) return `不再计分，上次 ${shownPoints(then.points, decimals, NONE)} 分`;
    const difference = signedChange(change, decimals);
    const total =
      then.points === now.points
        ? `${shownPoints(now.points, decimals, NONE)} 分`
        : `${shownPoints(then.points, decimals, NONE)} → ${shownPoints(now.points, decimals, NONE)} 分${difference && `（${difference}）`}`;
    const place = then.place === now.place ? [] : [`名次 ${then.place ?? NONE} → ${now.place ?? NONE}`];
    const grade = then.grade === now.grade ? [] : [`等级 ${then.grade ?? NONE} → ${now.grade ?? NONE}`];
    return [total, ...place, ...grade].join("，");
  },
  line: (change, decimals) => {
    const { name, then, now } = change;
    if (!then) return `${name}：新增的一行，${shownPoints(now?.points ?? null, decimals, NONE)} 分。`;
    if (!now) return `${name}：不再有这一行，上次 ${shownPoints(then.points, decimals, NONE)} 分。`;
    const moved = movedOf(change, figureText, NONE).map(({ aspect, anchor, then: was, now: is }) => {
      if (aspect === "rule") return "计分规则改了";
      const what = aspect === "figure" ? "实际值" : aspect === "weight" ? "权重" : sheetLabels.derivation.anchor(anchor!, "").trim();
      return `${what} ${was} → ${is}`;
    });
    const points = then.points === now.points ? [] : [`得分 ${shownPoints(then.points, decimals, NONE)} → ${shownPoints(now.points, decimals, NONE)}`];
    return `${name}：${[...moved, ...points].join("，")}。`;
  },
  showMore: (count) => `显示其余 ${count} 项`,
  restore: {
    offer: "恢复到上次写入之前",
    lead: "这些工作表将恢复成上次写入之前的样子，你自己的工作表和旁边的单元格不动。",
    looking: "正在查看…",
    nothingToRestore: "没有可以恢复的内容：记录不在了，或那些工作表已经删除。",
    emptied: "清空（上次新建）",
    edits: (count) => `上次写入之后有 ${count} 格被改过，恢复后换掉：`,
    cell: "单元格",
    stands: "现在",
    written: "上次写入",
    blank: "（空）",
    moreEdits: (count) => `还有 ${count} 格`,
    reversible: "恢复之后，再恢复一次就回到现在这样。",
    run: "恢复",
    doneTitle: "已恢复",
    done: (sheets) => `${sheets} 张工作表已恢复到上次写入之前。再恢复一次就能回来。`,
  },
};
