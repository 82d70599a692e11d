/** What a write would do, before it is done: how many sheets are new, changed and the same, what stands in the way, and the ranking that would be written. */
import { Button, Checkbox, MessageBar, MessageBarBody, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, type ReactNode, useDeferredValue, useMemo } from "react";
import type { Scorecard } from "../kpi/scorecard";
import { sentenceOf } from "../text/findingSentence";
import type { PaneWords } from "../text/paneWords";
import type { Words } from "../text/words";
import { CellLink } from "./CellLink";
import { Ranking, useTableStyles } from "./Ranking";
import { RemovalOffer } from "./SchemeRemoval";
import { ShortBoards } from "./ShortBoards";
import { ContentsSwitch } from "./ContentsSwitch";
import { Changes } from "./LastRun";
import type { SheetAhead } from "./lookAhead";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import type { Question, Stopper } from "./preflight";
import type { CellContents, Result, WriteBar } from "./runState";

const useStyles = makeStyles({
  counts: {
    display: "grid",
    gridTemplateColumns: "repeat(3, minmax(0, 1fr))",
    margin: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  count: {
    display: "flex",
    flexDirection: "column-reverse",
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    paddingLeft: tokens.spacingHorizontalS,
    ":first-child": { paddingLeft: 0 },
  },
  ruled: { borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
  number: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  notices: { margin: 0, paddingLeft: "18px" },
  sheet: { display: "flex", justifyContent: "space-between", columnGap: tokens.spacingHorizontalS },
  sheetName: { minWidth: 0, overflowWrap: "anywhere" },
  state: { flexShrink: 0 },
  summary: { cursor: "pointer", "& > span": { display: "inline-flex", width: "calc(100% - 18px)", verticalAlign: "top" } },
  value: { overflowWrap: "anywhere", textAlign: "left", fontSize: tokens.fontSizeBase200 },
});

export interface PreviewProps {
  readonly result: Result;
  readonly bar: WriteBar | null;
  readonly agreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
  readonly onContents: (contents: CellContents) => void;
  readonly onOpen: (card: Scorecard) => void;
  readonly onRestore: () => void;
  readonly onRemove: () => void;
  readonly focus: "contents" | null;
}

export function Preview({
  result: { drafted, ahead, preflight, contents, lastRun },
  bar,
  agreed,
  onAgree,
  onContents,
  onOpen,
  onRestore,
  onRemove,
  focus,
}: PreviewProps): ReactElement {
  const { pane } = usePane();
  const words = useWords();
  const shared = usePaneStyles();
  return (
    <>
      <p className={shared.text}>{pane.ahead.nothingWritten}</p>
      <Counts sheets={ahead.sheets} />
      {bar === "stale" && <Notice intent="warning">{pane.ahead.stale}</Notice>}
      {bar === "nothing" && <Notice intent="info">{pane.ahead.nothingToWrite}</Notice>}
      {(preflight.stops.length > 0 || preflight.asks.length > 0) && (
        <section className={shared.section}>
          <h2 className={shared.title}>{pane.ahead.beforeWriting}</h2>
          {preflight.stops.map((stop, place) => (
            <Notice key={place} intent="error">
              {stopText(stop, pane)}
            </Notice>
          ))}
          {preflight.asks.map((question, place) => (
            <Notice key={place} intent="warning">
              {questionText(question, pane, words)}
            </Notice>
          ))}
          {preflight.stops.length === 0 && bar !== "stale" && (
            <Checkbox label={pane.ahead.agree} checked={agreed} onChange={(_event, { checked }) => onAgree(checked === true)} />
          )}
        </section>
      )}
      <ContentsSwitch contents={contents} onContents={onContents} focused={focus === "contents"} />
      {lastRun && drafted.scheme && <Changes lastRun={lastRun} pointDecimals={drafted.scheme.settings.pointDecimals} onRestore={onRestore} />}
      <Ranking drafted={drafted} onOpen={onOpen} />
      {drafted.scheme && <ShortBoards cards={drafted.cards} settings={drafted.scheme.settings} />}
      <Sheets sheets={ahead.sheets} />
      <RemovalOffer drafted={drafted} onRemove={onRemove} />
    </>
  );
}

interface PreviewFooterProps {
  readonly bar: WriteBar | null;
  readonly onWrite: () => void;
  readonly onReadAgain: () => void;
}

/** One primary button: to write, or to read again where writing has to wait. */
export function PreviewFooter({ bar, onWrite, onReadAgain }: PreviewFooterProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  if (bar === "stale" || bar === "stops" || bar === "nothing" || bar === "broken") {
    return (
      <Button appearance="primary" onClick={onReadAgain}>
        {pane.readAgain}
      </Button>
    );
  }
  return (
    <>
      <Button
        appearance="primary"
        disabledFocusable={bar === "agree"}
        onClick={onWrite}
        {...(bar === "agree" ? { "aria-describedby": "kpi-agree-first" } : {})}
      >
        {pane.ahead.write}
      </Button>
      <Button onClick={onReadAgain}>{pane.readAgain}</Button>
      {bar === "agree" && (
        <span id="kpi-agree-first" className={shared.caption}>
          {pane.ahead.agreeFirst}
        </span>
      )}
    </>
  );
}

function Notice({ intent, children }: { readonly intent: "error" | "warning" | "info"; readonly children: ReactNode }): ReactElement {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

function Counts({ sheets }: { readonly sheets: readonly SheetAhead[] }): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const count = (state: SheetAhead["state"]): number => sheets.filter((sheet) => sheet.state === state).length;
  const counts: readonly (readonly [number, string])[] = [
    [count("new"), pane.ahead.newSheets],
    [count("changed"), pane.ahead.changedSheets],
    [count("same"), pane.ahead.sameSheets],
  ];
  return (
    <dl className={styles.counts}>
      {counts.map(([number, name], place) => (
        <div key={name} className={mergeClasses(styles.count, place > 0 && styles.ruled)}>
          <dt className={shared.caption}>{name}</dt>
          <dd className={mergeClasses(styles.number, shared.figure)}>{number}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Drawn with the rest of the page. */
const SHEETS_AT_FIRST = 10;

function Sheets({ sheets }: { readonly sheets: readonly SheetAhead[] }): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  // Hundreds of sheets with their differences are drawn in many short moments, in which somebody may press a button.
  const first = useMemo(() => sheets.slice(0, SHEETS_AT_FIRST), [sheets]);
  const drawn = useDeferredValue(sheets, first);
  return (
    <section className={shared.section}>
      <h2 className={shared.title}>{pane.ahead.sheetsTitle}</h2>
      <ul className={mergeClasses(shared.list, shared.topRule)}>
        {drawn.map((sheet) => (
          <li key={sheet.block ?? sheet.name} className={shared.row}>
            <SheetRow sheet={sheet} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SheetRow({ sheet }: { readonly sheet: SheetAhead }): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const state = sheet.state === "changed" ? pane.ahead.states.changed(sheet.cells) : pane.ahead.states[sheet.state];
  const line = (
    <span className={styles.sheet}>
      <span className={styles.sheetName}>{sheet.name}</span>
      <span className={mergeClasses(styles.state, sheet.state === "same" && shared.faint)}>{state}</span>
    </span>
  );
  if (sheet.differences.length === 0) return line;
  return (
    <details>
      <summary className={styles.summary}>{line}</summary>
      <Differences sheet={sheet} />
    </details>
  );
}

function Differences({ sheet }: { readonly sheet: SheetAhead }): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const table = useTableStyles();
  const shared = usePaneStyles();
  const rest = sheet.cells - sheet.differences.length;
  const text = (content: string): ReactNode => (content === "" ? <span className={shared.faint}>{pane.ahead.blank}</span> : content);
  return (
    <>
      <table className={table.table} style={{ tableLayout: "fixed" }} aria-label={pane.ahead.differences}>
        <thead>
          <tr>
            {[pane.ahead.cell, pane.ahead.before, pane.ahead.after].map((head) => (
              <th key={head} scope="col" className={mergeClasses(table.head, table.cell)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.differences.map(({ cell, before, after }) => (
            <tr key={cell} className={table.line}>
              <td className={mergeClasses(table.cell, styles.value)}>
                <CellLink place={{ sheet: sheet.name, cell }} text={cell} />
              </td>
              <td className={mergeClasses(table.cell, styles.value)}>{text(before)}</td>
              <td className={mergeClasses(table.cell, styles.value)}>{text(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className={shared.caption}>{pane.ahead.moreDifferences(rest)}</p>}
    </>
  );
}

function stopText(stop: Stopper, pane: PaneWords): string {
  switch (stop.kind) {
    case "structureProtected":
      return pane.ahead.stops.structureProtected;
    case "sheetProtected":
      return pane.ahead.stops.sheetProtected(stop.sheet);
    case "sheetFiltered":
      return pane.ahead.stops.sheetFiltered(stop.sheet);
    case "cellsMerged":
      return pane.ahead.stops.cellsMerged(stop.sheet, stop.areas);
  }
}

function questionText(question: Question, pane: PaneWords, words: Words): string {
  switch (question.kind) {
    case "caution":
      return sentenceOf(question.finding, words);
    case "manualCalculation":
      return pane.ahead.asks.manualCalculation;
    case "nameTaken":
      return pane.ahead.asks.nameTaken(question.wanted, question.taken);
    case "nameNotHidden":
      return pane.ahead.asks.nameNotHidden(question.name, question.place);
    case "sheetHidden":
      return pane.ahead.asks.sheetHidden(question.sheet);
  }
}
