/** One card: the total and what it rests on, its short boards, and every line with its reading, most points lost first. A line's name opens how it was scored. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, Suspense, lazy } from "react";
import type { Reading } from "../kpi/figure";
import type { Scheme, Settings } from "../kpi/scheme";
import { type Scorecard, type ScoredLine, linesOf } from "../kpi/scorecard";
import { CellLink } from "./CellLink";
import { PointsBar } from "./PointsBar";
import { useTableStyles } from "./Ranking";
import { ShortBoards } from "./ShortBoards";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { byLoss, percent, rateChange, reading, shown, signed } from "./shownFigures";

/** Small, but what it asks for scores cards: that is not needed before one is looked at. */
const NextPoints = lazy(async () => ({ default: (await import("./NextPoints")).NextPoints }));

/** A line's bar shows up to 120 %, so that it has room for what is better than the target. */
const FULL_BAR = 120;

const useStyles = makeStyles({
  keyFigures: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", columnGap: "20px", rowGap: tokens.spacingVerticalS, margin: 0 },
  keyFigure: { display: "flex", flexDirection: "column" },
  big: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
  of: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  value: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
});

interface CardViewProps {
  readonly card: Scorecard;
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
  readonly onExplain: (line: ScoredLine) => void;
}

export function CardView({ card, scheme, readings, onExplain }: CardViewProps): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const { settings } = scheme;
  const change = rateChange(card);
  const small: readonly (readonly [string, string])[] = [
    ...(card.rate ? [[pane.card.rate, percent(card.rate, settings.rateDecimals)] as const] : []),
    ...(change ? [[pane.card.change, signed(change, settings.rateDecimals)] as const] : []),
    [pane.card.coverage, percent(card.coverage, 1)],
    ...(card.rank ? [[pane.card.place, pane.card.placeOf(card.rank.place, card.rank.of)] as const] : []),
  ];
  return (
    <>
      <section className={shared.section}>
        {card.points ? (
          <dl className={styles.keyFigures}>
            <div className={styles.keyFigure}>
              <dt className={shared.caption}>{card.state === "incomplete" ? pane.card.totalSoFar : pane.card.total}</dt>
              <dd className={styles.big}>
                {shown(card.points, settings.pointDecimals)} <span className={styles.of}>/ {card.fullPoints.toString()}</span>
              </dd>
            </div>
            {small.map(([name, value]) => (
              <div key={name} className={styles.keyFigure}>
                <dt className={shared.caption}>{name}</dt>
                <dd className={styles.value}>{value}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className={shared.text}>{pane.card.nothingApplies}</p>
        )}
        {card.state === "incomplete" && card.lowest && card.highest && (
          <p className={shared.caption}>{pane.card.possible(shown(card.lowest, settings.pointDecimals), shown(card.highest, settings.pointDecimals))}</p>
        )}
        {!card.policyPoints.eq(0) && <p className={shared.caption}>{pane.card.policyPoints(shown(card.policyPoints, settings.pointDecimals))}</p>}
      </section>
      <ShortBoards cards={[card]} settings={settings} ofOne />
      <Lines lines={byLoss(linesOf(card.items))} settings={settings} onExplain={onExplain} />
      <Suspense fallback={null}>
        <NextPoints card={card} scheme={scheme} readings={readings} />
      </Suspense>
    </>
  );
}

interface LinesProps extends Pick<CardViewProps, "onExplain"> {
  readonly settings: Settings;
  readonly lines: readonly ScoredLine[];
}

function Lines({ lines, settings, onExplain }: LinesProps): ReactElement {
  const { pane } = usePane();
  const styles = useTableStyles();
  const shared = usePaneStyles();
  return (
    <section className={shared.section}>
      <div className={shared.sectionHead}>
        <h2 className={shared.title}>{pane.card.lines}</h2>
        <span className={shared.caption}>{pane.card.mostLostFirst}</span>
      </div>
      <table className={styles.table} aria-label={pane.card.lines}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.head, styles.cell)}>
              {pane.card.indicator}
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.cell, styles.number)}>
              {pane.card.actual}
            </th>
            <td className={mergeClasses(styles.head, styles.cell, styles.wideOnly)} />
            <th scope="col" className={mergeClasses(styles.head, styles.cell, styles.number)}>
              {pane.card.points}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.number} line={line} settings={settings} onExplain={onExplain} />
          ))}
        </tbody>
      </table>
      <p className={shared.caption}>{pane.card.barNote}</p>
    </section>
  );
}

function LineRow({ line, settings, onExplain }: Omit<LinesProps, "lines"> & { readonly line: ScoredLine }): ReactElement {
  const { pane } = usePane();
  const words = useWords();
  const styles = useTableStyles();
  const shared = usePaneStyles();
  const points = line.outcome.kind === "scored" ? shown(line.outcome.points, settings.pointDecimals) : pane.ranking.noFigure;
  return (
    <tr className={styles.line}>
      <th scope="row" className={mergeClasses(styles.cell, styles.name)} style={{ fontWeight: "inherit" }}>
        {line.belowThreshold && (
          <span className={shared.alert} role="img" aria-label={words.sheetLabels.shortBoard.word}>
            ▼{" "}
          </span>
        )}
        <Link
          as="button"
          className={mergeClasses(styles.link, line.belowThreshold && shared.strong)}
          aria-label={pane.card.explain(line.indicator.name)}
          onClick={() => onExplain(line)}
        >
          {line.indicator.name}
        </Link>
        <span className={styles.narrowOnly}>{line.rate && <PointsBar rate={line.rate} full={FULL_BAR} withTarget />}</span>
        {line.rate && <span className={shared.hidden}>{pane.ranking.rate(percent(line.rate, settings.rateDecimals))}</span>}
      </th>
      <td className={mergeClasses(styles.cell, styles.number)}>
        <Actual line={line} />
      </td>
      <td className={mergeClasses(styles.cell, styles.wideOnly)} style={{ width: "18%", verticalAlign: "middle" }}>
        {line.rate && <PointsBar rate={line.rate} full={FULL_BAR} withTarget />}
      </td>
      <td className={mergeClasses(styles.cell, styles.number)}>
        <span className={shared.strong}>{points}</span>
        {line.fullPoints && <span className={shared.faint}> / {shown(line.fullPoints, settings.pointDecimals)}</span>}
      </td>
    </tr>
  );
}

/** The figure that was read, or the state that stands for it; a line that is held for its target says so. */
function Actual({ line }: { readonly line: ScoredLine }): ReactElement {
  const { pane, language } = usePane();
  const words = useWords();
  const shared = usePaneStyles();
  const { figure, indicator, outcome, reading: read } = line;
  const text =
    figure.state === "value"
      ? reading(figure.value, indicator.unit, language)
      : `${words.sheetLabels.states[figure.state].sign} ${pane.card.states[figure.state]}`;
  return (
    <>
      {read ? <CellLink place={read.source} text={text} /> : <span className={shared.faint}>{text}</span>}
      {outcome.kind === "held" && outcome.why === "scheme" && <span className={shared.caption}> {pane.card.notScored}</span>}
    </>
  );
}
