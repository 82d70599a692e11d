/** The last run, as the workbook keeps it: what has changed since, and what taking it back would do. */
import { Button, Link, MessageBar, MessageBarBody, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useEffect, useState } from "react";
import type { Decimals } from "../kpi/rounding";
import type { EditSince, Restorable } from "../run/lastRun";
import type { CardChange, WhatChanged } from "../run/runFacts";
import { CellLink } from "./CellLink";
import { useTableStyles } from "./Ranking";
import { useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import type { LastRunSeen } from "./runState";

const AT_FIRST = 5;

const useStyles = makeStyles({
  summary: { cursor: "pointer", "& > span": { display: "inline-block", width: "calc(100% - 18px)", verticalAlign: "top" } },
  lines: { margin: 0, paddingLeft: "22px", paddingTop: tokens.spacingVerticalXS, overflowWrap: "anywhere" },
  sheet: { display: "flex", justifyContent: "space-between", columnGap: tokens.spacingHorizontalS },
  name: { minWidth: 0, overflowWrap: "anywhere" },
  value: { overflowWrap: "anywhere", textAlign: "left", fontSize: tokens.fontSizeBase200 },
});

interface ChangesProps {
  readonly lastRun: LastRunSeen;
  readonly pointDecimals: Decimals;
  readonly onRestore: () => void;
}

/** Every card whose total or lines are others than the last run found, and the way back. */
export function Changes({ lastRun, pointDecimals, onRestore }: ChangesProps): ReactElement {
  const { changes } = useWords();
  const shared = usePaneStyles();
  return (
    <section className={shared.section}>
      {lastRun.changed && <ChangedCards changed={lastRun.changed} pointDecimals={pointDecimals} />}
      {lastRun.restorable && <RestoreOffer label={changes.restore.offer} onRestore={onRestore} />}
    </section>
  );
}

export function RestoreOffer({ label, onRestore }: { readonly label: string; readonly onRestore: () => void }): ReactElement {
  return (
    <div>
      <Button size="small" onClick={onRestore}>
        {label}
      </Button>
    </div>
  );
}

function ChangedCards({ changed, pointDecimals }: { readonly changed: WhatChanged; readonly pointDecimals: Decimals }): ReactElement {
  const { changes } = useWords();
  const shared = usePaneStyles();
  const [many, setMany] = useState(AT_FIRST);
  const { cards, periodThen, periodNow } = changed;
  return (
    <>
      <h2 className={shared.title}>{changes.heading}</h2>
      {periodThen !== periodNow && <p className={shared.caption}>{changes.otherPeriod(periodThen)}</p>}
      {cards.length === 0 ? (
        <p className={shared.caption}>{changes.nothing}</p>
      ) : (
        <ul className={mergeClasses(shared.list, shared.topRule)}>
          {cards.slice(0, many).map((card) => (
            <li key={`${(card.now ?? card.then)?.department ?? ""} ${(card.now ?? card.then)?.template ?? ""}`} className={shared.row}>
              <ChangedCard card={card} pointDecimals={pointDecimals} />
            </li>
          ))}
        </ul>
      )}
      {cards.length > many && (
        <Link as="button" onClick={() => setMany(cards.length)}>
          {changes.showMore(cards.length - many)}
        </Link>
      )}
    </>
  );
}

function ChangedCard({ card, pointDecimals }: { readonly card: CardChange; readonly pointDecimals: Decimals }): ReactElement {
  const { changes } = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const line = (
    <span>
      <span className={shared.strong}>{card.name}</span> <span className={shared.figure}>{changes.card(card, pointDecimals)}</span>
    </span>
  );
  if (card.lines.length === 0) return line;
  return (
    <details>
      <summary className={styles.summary}>{line}</summary>
      <ul className={styles.lines}>
        {card.lines.map((one) => (
          <li key={(one.now ?? one.then)?.code}>{changes.line(one, pointDecimals)}</li>
        ))}
      </ul>
    </details>
  );
}

// --- Taking it back ---------------------------------------------------------------------------------------------

/** What restoring would do, before anybody does it. */
export function Restore({ lookBack }: { readonly lookBack: () => Promise<Restorable | null> }): ReactElement {
  const { changes } = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const seen = useSeen(lookBack);
  if (!seen) return <p className={shared.caption}>{changes.restore.looking}</p>;
  const { back } = seen;
  if (!back) {
    return (
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{changes.restore.nothingToRestore}</MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <>
      <p className={shared.text}>{changes.restore.lead}</p>
      <ul className={mergeClasses(shared.list, shared.topRule)}>
        {back.sheets.map(({ name, emptied }) => (
          <li key={name} className={shared.row}>
            <span className={styles.sheet}>
              <span className={styles.name}>{name}</span>
              {emptied && <span className={shared.faint}>{changes.restore.emptied}</span>}
            </span>
          </li>
        ))}
      </ul>
      {back.editCount > 0 && <Edits back={back} />}
      <p className={shared.caption}>{changes.restore.reversible}</p>
    </>
  );
}

/** null: still looking. */
function useSeen(lookBack: () => Promise<Restorable | null>): { readonly back: Restorable | null } | null {
  const [seen, setSeen] = useState<{ readonly back: Restorable | null } | { readonly failure: Error } | null>(null);
  useEffect(() => {
    let current = true;
    lookBack().then(
      (back) => current && setSeen({ back }),
      (failure: unknown) => current && setSeen({ failure: failure instanceof Error ? failure : new Error(String(failure)) }),
    );
    return () => {
      current = false;
    };
  }, [lookBack]);
  // A workbook that cannot be read any more has nothing to restore; reading again says why.
  return seen && "failure" in seen ? { back: null } : seen;
}

function Edits({ back: { edits, editCount } }: { readonly back: Restorable }): ReactElement {
  const { changes } = useWords();
  const styles = useStyles();
  const table = useTableStyles();
  const shared = usePaneStyles();
  const { restore } = changes;
  const text = (content: string): string => (content === "" ? restore.blank : content);
  const texts = ({ stands, written }: EditSince): readonly string[] => [text(stands), text(written)];
  return (
    <section className={shared.section}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{restore.edits(editCount)}</MessageBarBody>
      </MessageBar>
      <table className={table.table} style={{ tableLayout: "fixed" }} aria-label={restore.edits(editCount)}>
        <thead>
          <tr>
            {[restore.cell, restore.stands, restore.written].map((head) => (
              <th key={head} scope="col" className={mergeClasses(table.head, table.cell)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {edits.map((edit) => (
            <tr key={`${edit.sheet}!${edit.cell}`} className={table.line}>
              <td className={mergeClasses(table.cell, styles.value)}>
                <CellLink place={edit} />
              </td>
              {texts(edit).map((one, place) => (
                <td key={place} className={mergeClasses(table.cell, styles.value)}>
                  {one}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {editCount > edits.length && <p className={shared.caption}>{restore.moreEdits(editCount - edits.length)}</p>}
    </section>
  );
}
