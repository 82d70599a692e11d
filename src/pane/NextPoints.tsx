/** Where the card's next point is: what is missing to the next grade, and the lines with most points within reach. Comes when a card is first opened. */
import { Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useEffect, useState } from "react";
import type { Reading } from "../kpi/figure";
import { type LineOutlook, type NextPoints as Found, lookForNextPoints } from "../kpi/nextPoint";
import type { Scheme } from "../kpi/scheme";
import type { Scorecard } from "../kpi/scorecard";
import { useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { shown } from "./shownFigures";

const AT_FIRST = 4;

const useStyles = makeStyles({
  head: { display: "flex", justifyContent: "space-between", columnGap: tokens.spacingHorizontalS },
  within: { flexShrink: 0, textAlign: "right" },
  name: { minWidth: 0, overflowWrap: "anywhere" },
});

interface NextPointsProps {
  readonly card: Scorecard;
  readonly scheme: Scheme;
  readonly readings: readonly Reading[];
}

export function NextPoints({ card, scheme, readings }: NextPointsProps): ReactElement | null {
  const { next } = useWords();
  const shared = usePaneStyles();
  const [many, setMany] = useState(AT_FIRST);
  const found = useFound(card, scheme, readings);
  if (!found || card.points === null) return null;
  const { settings } = scheme;
  const places = { points: settings.pointDecimals, rate: settings.rateDecimals };
  const grade = next.grade(found.grade, places);
  return (
    <section className={shared.section}>
      <h2 className={shared.title}>{next.heading}</h2>
      {grade !== null && <p className={shared.text}>{grade}</p>}
      <ul className={mergeClasses(shared.list, shared.topRule)}>
        {found.lines.slice(0, many).map((outlook) => (
          <li key={outlook.line.number} className={shared.row}>
            <Outlook outlook={outlook} scheme={scheme} />
          </li>
        ))}
      </ul>
      {found.lines.length > many && (
        <Link as="button" onClick={() => setMany(found.lines.length)}>
          {next.showMore(found.lines.length - many)}
        </Link>
      )}
    </section>
  );
}

/** So long, in milliseconds, the search holds the pane's thread in one go. */
const SLICE = 50;

/** Worked out once the card stands, a few lines at a time: each line is scored again some dozen times. null: on its way. */
function useFound(card: Scorecard, scheme: Scheme, readings: readonly Reading[]): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    const search = lookForNextPoints(card, { scheme, readings });
    const goOn = (): void => {
      const until = performance.now() + SLICE;
      let step = search.next();
      while (!step.done && performance.now() < until) step = search.next();
      if (step.done) setFound(step.value);
      else soon = setTimeout(goOn, 0);
    };
    let soon = setTimeout(goOn, 0);
    return () => clearTimeout(soon);
  }, [card, scheme, readings]);
  return found?.card === card ? found : null;
}

interface OutlookProps extends Pick<NextPointsProps, "scheme"> {
  readonly outlook: LineOutlook;
}

function Outlook({ outlook, scheme: { settings } }: OutlookProps): ReactElement {
  const { next } = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const places = { points: settings.pointDecimals, rate: settings.rateDecimals };
  const { line, within } = outlook;
  const cliff = next.cliff(outlook, places);
  return (
    <>
      <div className={styles.head}>
        <span className={mergeClasses(styles.name, shared.strong)}>{line.indicator.name}</span>
        {within.gt(0) && <span className={mergeClasses(styles.within, shared.figure)}>{next.within(shown(within, settings.pointDecimals))}</span>}
      </div>
      <p className={mergeClasses(shared.caption, shared.text)}>{next.line(outlook, places)}</p>
      {cliff !== null && <p className={mergeClasses(shared.text, shared.alert)}>{cliff}</p>}
    </>
  );
}
