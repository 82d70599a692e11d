/** What the workbook holds: period, scheme, how many departments, indicators and readings, and what was found. */
import { MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { samePeriod } from "../kpi/period";
import { linesOf } from "../kpi/scorecard";
import type { Drafted } from "../run/draftScorecards";
import { Findings } from "./Findings";
import { RestoreOffer } from "./LastRun";
import { RemovalOffer } from "./SchemeRemoval";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { severityCounts } from "./shownFigures";

const useStyles = makeStyles({
  facts: { display: "grid", gridTemplateColumns: "auto minmax(0, 1fr)", columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXS, margin: 0 },
  value: { margin: 0, overflowWrap: "anywhere" },
});

interface OverviewProps {
  readonly drafted: Drafted;
  /** null: there is nothing to take back. */
  readonly onRestore: (() => void) | null;
  readonly onRemove: () => void;
}

export function Overview({ drafted, onRestore, onRemove }: OverviewProps): ReactElement {
  const { pane } = usePane();
  const { changes } = useWords();
  const errors = severityCounts(drafted.findings).error;
  return (
    <>
      {drafted.scheme ? (
        <Facts drafted={drafted} />
      ) : (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{pane.findings.broken(errors)}</MessageBarBody>
        </MessageBar>
      )}
      <Findings findings={drafted.findings} />
      {onRestore && <RestoreOffer label={changes.restore.offer} onRestore={onRestore} />}
      <RemovalOffer drafted={drafted} onRemove={onRemove} />
    </>
  );
}

function Facts({ drafted: { scheme, period, cards, readings } }: { readonly drafted: Drafted }): ReactElement | null {
  const { pane } = usePane();
  const words = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  if (!scheme || !period) return null;
  const lines = cards.flatMap((card) => linesOf(card.items));
  const now = readings.filter((one) => samePeriod(one.period, period));
  const missing = lines.filter((line) => line.figure.state === "missing").length;
  const facts: readonly (readonly [string, string])[] = [
    [pane.facts.period, words.sheetLabels.period(period)],
    [pane.facts.scheme, [scheme.settings.schemeName, scheme.settings.version].filter(Boolean).join(words.sheetLabels.dot)],
    [pane.facts.departments, pane.facts.departmentsAndCards(scheme.departments.length, cards.length)],
    [pane.facts.indicators, pane.facts.indicatorsAndLines(scheme.indicators.length, lines.length)],
    [pane.facts.figures, pane.facts.figuresAndMissing(now.filter((one) => one.figure.state === "value").length, missing)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.flatMap(([name, value]) => [
        <dt key={name} className={shared.faint}>
          {name}
        </dt>,
        <dd key={`${name}=`} className={styles.value}>
          {value}
        </dd>,
      ])}
    </dl>
  );
}
