/** The cards ranked within their groups: points on full points, change of the rate, number of short boards. A name opens its card. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useState } from "react";
import type { Settings } from "../kpi/scheme";
import { type Scorecard, linesOf } from "../kpi/scorecard";
import type { Drafted } from "../run/draftScorecards";
import { PointsBar } from "./PointsBar";
import { usePane, useWords } from "./paneContext";
import { NARROW, WIDE, usePaneStyles } from "./paneStyles";
import { cardName, percent, rateChange, shown, signed } from "./shownFigures";

/** So many of a group before the rest is asked for. */
const AT_FIRST = 6;

export const useTableStyles = makeStyles({
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "auto" },
  head: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    textAlign: "left",
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  cell: { paddingTop: "5px", paddingBottom: "5px", paddingLeft: 0, paddingRight: "6px", verticalAlign: "top", ":last-child": { paddingRight: 0 } },
  /** Where a word is too long for a narrow pane it is broken, and never makes the table wider; there is room for one like “Change”. */
  figureHead: {
    [NARROW]: { whiteSpace: "normal", wordBreak: "break-word", minWidth: "4em", maxWidth: "58px" },
  },
  shortHead: { [NARROW]: { minWidth: "3em" } },
  /** In the narrowest pane the heads' words need the room; the card has the full points. */
  full: { "@media (max-width: 299px)": { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" } },
  line: { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  number: { textAlign: "right", whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  link: { fontSize: "inherit", lineHeight: "inherit", textAlign: "left", overflowWrap: "anywhere" },
  // Wide enough for a short name; only a long word is broken.
  name: { overflowWrap: "anywhere", minWidth: "5em", textAlign: "left" },
  group: { backgroundColor: tokens.colorNeutralBackground2, fontWeight: tokens.fontWeightSemibold, textAlign: "left", paddingLeft: "4px" },
  wideOnly: { [NARROW]: { display: "none" } },
  narrowOnly: { display: "block", paddingTop: "5px", paddingBottom: "4px", [WIDE]: { display: "none" } },
});

interface RankingProps {
  readonly drafted: Drafted;
  readonly onOpen: (card: Scorecard) => void;
}

export function Ranking({ drafted: { cards, scheme, period }, onOpen }: RankingProps): ReactElement | null {
  const { pane } = usePane();
  const words = useWords();
  const styles = useTableStyles();
  const shared = usePaneStyles();
  if (!scheme || !period) return null;
  const groups = [...new Set(cards.map((card) => card.rankingGroup))];
  const anySoFar = cards.some((card) => card.state === "incomplete");
  const anyChange = cards.some((card) => rateChange(card) !== null);
  return (
    <section className={shared.section}>
      <div className={shared.sectionHead}>
        <h2 className={shared.title}>{pane.ranking.title}</h2>
        <span className={shared.caption}>{words.sheetLabels.period(period)}</span>
      </div>
      <table className={styles.table} aria-label={pane.ranking.title}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.head, styles.cell)}>
              <span className={shared.hidden}>{pane.ranking.place}</span>
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.cell)}>
              {pane.ranking.department}
            </th>
            <td className={mergeClasses(styles.head, styles.cell, styles.wideOnly)} />
            <th scope="col" className={mergeClasses(styles.head, styles.cell, styles.number, styles.figureHead)}>
              {pane.ranking.points}
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.cell, styles.number, styles.figureHead)}>
              {pane.ranking.change}
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.cell, styles.number, styles.figureHead, styles.shortHead)}>
              {pane.ranking.short}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <RankingGroup
            key={group}
            name={groups.length > 1 ? group : null}
            cards={cards.filter((card) => card.rankingGroup === group)}
            settings={scheme.settings}
            onOpen={onOpen}
          />
        ))}
      </table>
      {anySoFar && <p className={shared.caption}>{pane.ranking.soFarNote}</p>}
      {anyChange && <p className={shared.caption}>{pane.ranking.changeNote}</p>}
    </section>
  );
}

interface GroupProps {
  /** null: there is only one, and it needs no name. */
  readonly name: string | null;
  readonly cards: readonly Scorecard[];
  readonly settings: Settings;
  readonly onOpen: (card: Scorecard) => void;
}

function RankingGroup({ name, cards, settings, onOpen }: GroupProps): ReactElement {
  const { pane } = usePane();
  const styles = useTableStyles();
  const [all, setAll] = useState(false);
  const sorted = [...cards].sort((one, other) => (one.rank?.place ?? Infinity) - (other.rank?.place ?? Infinity) || 0);
  const visible = all ? sorted : sorted.slice(0, AT_FIRST);
  return (
    <tbody>
      {name !== null && (
        <tr>
          <th scope="rowgroup" colSpan={6} className={mergeClasses(styles.cell, styles.group, styles.line)}>
            {name}
          </th>
        </tr>
      )}
      {visible.map((card) => (
        <RankedCard key={`${card.department.code} ${card.template.code}`} card={card} settings={settings} onOpen={onOpen} />
      ))}
      {visible.length < sorted.length && (
        <tr>
          <td colSpan={6} className={styles.cell}>
            <Link as="button" onClick={() => setAll(true)}>
              {pane.ranking.showMore(sorted.length - visible.length)}
            </Link>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function RankedCard({
  card,
  settings,
  onOpen,
}: {
  readonly card: Scorecard;
  readonly settings: Settings;
  readonly onOpen: (card: Scorecard) => void;
}): ReactElement {
  const { pane } = usePane();
  const styles = useTableStyles();
  const shared = usePaneStyles();
  const change = rateChange(card);
  const short = linesOf(card.items).filter((line) => line.belowThreshold).length;
  const none = <span className={shared.faint}>{pane.ranking.noFigure}</span>;
  return (
    <tr className={styles.line}>
      <td className={mergeClasses(styles.cell, shared.faint, shared.figure)}>{card.rank?.place ?? pane.ranking.noFigure}</td>
      <th scope="row" className={mergeClasses(styles.cell, styles.name)}>
        <Link as="button" appearance="subtle" onClick={() => onOpen(card)}>
          {cardName(card)}
        </Link>
        <span className={styles.narrowOnly}>
          <PointsBar rate={card.rate} full={100} />
        </span>
        {card.rate && <span className={shared.hidden}>{pane.ranking.rate(percent(card.rate, settings.rateDecimals))}</span>}
      </th>
      <td className={mergeClasses(styles.cell, styles.wideOnly)} style={{ width: "15%", verticalAlign: "middle" }}>
        <PointsBar rate={card.rate} full={100} />
      </td>
      <td className={mergeClasses(styles.cell, styles.number)}>
        {card.points ? (
          <>
            <span className={shared.strong}>{shown(card.points, settings.pointDecimals)}</span>
            {card.state === "incomplete" && "*"}
            <span className={mergeClasses(shared.faint, styles.full)}> / {card.fullPoints.toString()}</span>
          </>
        ) : (
          none
        )}
      </td>
      <td className={mergeClasses(styles.cell, styles.number, change?.lt(0) && shared.alert)}>{change ? signed(change, settings.rateDecimals) : none}</td>
      <td className={mergeClasses(styles.cell, styles.number, short > 0 && shared.alert)}>{short > 0 ? `▼ ${short}` : none}</td>
    </tr>
  );
}
