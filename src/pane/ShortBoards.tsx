/** The lines that pull their departments down, most points lost first; each leads to its reading. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useMemo, useState } from "react";
import { sum } from "../kpi/decimal";
import type { Settings } from "../kpi/scheme";
import { type ShortBoard, shortBoardsOf } from "../kpi/shortBoard";
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import { CellLink } from "./CellLink";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { cardName, percent, shown } from "./shownFigures";

const AT_FIRST = 8;

const useStyles = makeStyles({
  board: { display: "flex", columnGap: tokens.spacingHorizontalS },
  sign: { flexShrink: 0, width: "14px", textAlign: "center" },
  body: { flexGrow: 1, minWidth: 0 },
  lost: { flexShrink: 0, textAlign: "right" },
});

interface ShortBoardsProps {
  readonly cards: readonly Scorecard[];
  readonly settings: Settings;
  /** One department's own: its name need not be said with each. */
  readonly ofOne?: boolean;
}

export function ShortBoards({ cards, settings, ofOne = false }: ShortBoardsProps): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const [many, setMany] = useState(AT_FIRST);
  // Drawn again with every step of a progress, while thousands of lines would be put in order.
  const boards = useMemo(() => shortBoardsOf(cards), [cards]);
  if (boards.length === 0) return <p className={shared.caption}>{pane.shortBoards.none}</p>;
  const below = boards.filter(({ line }) => line.belowThreshold);
  const lost = shown(sum(below.map(({ line }) => line.lost!)), settings.pointDecimals);
  return (
    <section className={shared.section}>
      <h2 className={shared.title}>{pane.shortBoards.title(below.length, lost)}</h2>
      <ul className={mergeClasses(shared.list, shared.topRule)}>
        {boards.slice(0, many).map((board) => (
          <li key={`${board.card.department.code} ${board.card.template.code} ${board.line.number}`} className={mergeClasses(styles.board, shared.row)}>
            <span className={mergeClasses(styles.sign, board.line.belowThreshold ? shared.alert : shared.faint)} aria-hidden>
              {board.line.belowThreshold ? "▼" : "●"}
            </span>
            <div className={styles.body}>
              <p className={mergeClasses(shared.text, shared.strong)}>{nameOf(board, ofOne)}</p>
              <p className={shared.caption}>
                {reasonOf(board.line, settings, pane)}
                {board.line.reading && (
                  <>
                    {" · "}
                    <CellLink place={board.line.reading.source} />
                  </>
                )}
              </p>
            </div>
            <span className={mergeClasses(styles.lost, shared.figure)}>{pane.shortBoards.lost(shown(board.line.lost!, settings.pointDecimals))}</span>
          </li>
        ))}
      </ul>
      {boards.length > many && (
        <Link as="button" onClick={() => setMany(boards.length)}>
          {pane.shortBoards.showMore(boards.length - many)}
        </Link>
      )}
    </section>
  );
}

function nameOf({ card, line }: ShortBoard, ofOne: boolean): string {
  return ofOne ? line.indicator.name : `${cardName(card)} · ${line.indicator.name}`;
}

function reasonOf(line: ScoredLine, settings: Settings, pane: ReturnType<typeof usePane>["pane"]): string {
  return line.belowThreshold && line.rate
    ? pane.shortBoards.rate(percent(line.rate, settings.rateDecimals), `${line.threshold.toString()}%`)
    : pane.shortBoards.most;
}
