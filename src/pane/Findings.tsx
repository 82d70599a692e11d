/** What is wrong with the workbook: gravest first, each with its cell, and buttons that go from one cell to the next. */
import { Button, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDown20Regular, ChevronUp20Regular, ErrorCircle20Regular, Info20Regular, PauseCircle20Regular, Warning20Regular } from "@fluentui/react-icons";
import { type ReactElement, type ReactNode, useState } from "react";
import type { Finding, Severity } from "../kpi/finding";
import type { Source } from "../kpi/source";
import { sentenceOf } from "../text/findingSentence";
import { CellLink } from "./CellLink";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { ALERT_COLOUR } from "./paneTheme";
import { gravestFirst, severityCounts } from "./shownFigures";

/** So many at a time: a sheet that is wrong from top to bottom brings thousands. */
const AT_A_TIME = 50;

const SIGNS: Readonly<Record<Severity, ReactNode>> = {
  error: <ErrorCircle20Regular />,
  held: <PauseCircle20Regular />,
  warning: <Warning20Regular />,
  note: <Info20Regular />,
};

const useStyles = makeStyles({
  finding: { display: "flex", columnGap: tokens.spacingHorizontalS },
  selected: { marginLeft: "-8px", paddingLeft: "5px", borderLeft: `3px solid ${tokens.colorBrandStroke1}` },
  sign: { flexShrink: 0, height: "20px" },
  error: { color: ALERT_COLOUR },
  held: { color: ALERT_COLOUR },
  warning: { color: tokens.colorStatusWarningForeground3 },
  note: { color: tokens.colorNeutralForeground3 },
  body: { minWidth: 0 },
  place: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

export function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactElement {
  const { pane, goTo, selection } = usePane();
  const words = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const sorted = gravestFirst(findings);
  const [many, setMany] = useState(AT_A_TIME);
  const [at, setAt] = useState(-1);
  const step = (by: 1 | -1): void => {
    const places = sorted.flatMap((one, place) => (one.source ? [place] : []));
    const next = by === 1 ? places.find((place) => place > at) : places.findLast((place) => place < at);
    const target = next === undefined ? undefined : sorted[next];
    if (next === undefined || !target?.source) return;
    setAt(next);
    setMany((shown) => Math.max(shown, next + 1));
    goTo(target.source);
  };
  const reachable = (by: 1 | -1): boolean => sorted.some((one, place) => one.source !== null && (by === 1 ? place > at : place < at));

  if (sorted.length === 0) return <p className={shared.caption}>{pane.findings.none}</p>;
  return (
    <section className={shared.section} aria-label={pane.findings.title(sorted.length)}>
      <div className={shared.sectionHead}>
        <h2 className={shared.title}>{pane.findings.title(sorted.length)}</h2>
        <span>
          <Button
            appearance="subtle"
            title={pane.findings.previous}
            aria-label={pane.findings.previous}
            size="small"
            icon={<ChevronUp20Regular />}
            disabledFocusable={!reachable(-1)}
            onClick={() => step(-1)}
          />
          <Button
            appearance="subtle"
            title={pane.findings.next}
            aria-label={pane.findings.next}
            size="small"
            icon={<ChevronDown20Regular />}
            disabledFocusable={!reachable(1)}
            onClick={() => step(1)}
          />
        </span>
      </div>
      <p className={shared.caption}>{pane.findings.counts(severityCounts(sorted))}</p>
      {/* Whoever steps with the keyboard stays on the button, and hears where that led. */}
      <p className={shared.hidden} aria-live="polite">
        {at >= 0 && sorted[at] && `${pane.findings.place(at + 1, sorted.length)}${sentenceOf(sorted[at], words)}`}
      </p>
      <ol className={mergeClasses(shared.list, shared.topRule)}>
        {sorted.slice(0, many).map((one, place) => {
          const selected = place === at || (one.source !== null && samePlace(one.source, selection));
          return (
            <li key={place} className={mergeClasses(styles.finding, shared.row, selected && styles.selected)} aria-current={selected ? "true" : undefined}>
              <span
                className={mergeClasses(styles.sign, styles[one.severity])}
                role="img"
                aria-label={words.severities[one.severity]}
                title={words.severities[one.severity]}
              >
                {SIGNS[one.severity]}
              </span>
              <div className={styles.body}>
                <p className={shared.text}>{sentenceOf(one, words)}</p>
                {one.source && (
                  <p className={mergeClasses(shared.text, styles.place)}>
                    <CellLink place={one.source} />
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {sorted.length > many && (
        <Link as="button" onClick={() => setMany(many + AT_A_TIME)}>
          {pane.findings.more(sorted.length - many)}
        </Link>
      )}
    </section>
  );
}

function samePlace(one: Source, other: Source | null): boolean {
  return other !== null && one.cell !== "" && one.sheet === other.sheet && one.cell === other.cell;
}
