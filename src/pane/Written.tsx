/** After a write: what was written, and what the figures say. */
import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Scorecard } from "../kpi/scorecard";
import type { WriteReport } from "../run/workbook";
import type { PaneWords } from "../text/paneWords";
import { Changes } from "./LastRun";
import { Ranking } from "./Ranking";
import { RemovalOffer } from "./SchemeRemoval";
import { ShortBoards } from "./ShortBoards";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import type { Result } from "./runState";

export function writtenText({ sheets }: WriteReport, pane: PaneWords): string {
  const created = sheets.filter((sheet) => sheet.created).length;
  const changed = sheets.filter((sheet) => !sheet.created && sheet.cellsChanged > 0).length;
  const cells = sheets.reduce((total, sheet) => total + sheet.cellsChanged, 0);
  return created === 0 && cells === 0 ? pane.written.unchanged : pane.written.message(created, changed, cells);
}

function wroteAnything({ sheets }: WriteReport): boolean {
  return sheets.some(({ created, cellsChanged }) => created || cellsChanged > 0);
}

interface WrittenProps {
  readonly result: Result;
  readonly report: WriteReport;
  readonly onOpen: (card: Scorecard) => void;
  readonly onRestore: () => void;
  readonly onRemove: () => void;
}

export function Written({ result: { drafted, contents, lastRun }, report, onOpen, onRestore, onRemove }: WrittenProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  return (
    <>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>{writtenText(report, pane)}</MessageBarBody>
      </MessageBar>
      <Ranking drafted={drafted} onOpen={onOpen} />
      {drafted.scheme && <ShortBoards cards={drafted.cards} settings={drafted.scheme.settings} />}
      <p className={shared.caption}>{pane.written.calculated[contents]}</p>
      {drafted.scheme && (
        <Changes
          lastRun={{ changed: lastRun?.changed ?? null, restorable: wroteAnything(report) || (lastRun?.restorable ?? false) }}
          pointDecimals={drafted.scheme.settings.pointDecimals}
          onRestore={onRestore}
        />
      )}
      <RemovalOffer drafted={drafted} onRemove={onRemove} />
    </>
  );
}
