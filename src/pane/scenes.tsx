/** What the frame of the pane shows in each state of a run: which view stands in it, what its footer offers, and what is said to those who listen. Draws; decides nothing. */
import { Button, MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { ReactElement, ReactNode } from "react";
import type { Source } from "../kpi/source";
import { type Scorecard, linesOf } from "../kpi/scorecard";
import { blockOfSummary } from "../sheets/sheetNames";
import type { PaneWords } from "../text/paneWords";
import type { Words } from "../text/words";
import { CardView } from "./CardView";
import { Explanation } from "./Explanation";
import { Failure, faultText, outcomeTexts } from "./Failure";
import { FirstRun } from "./FirstRun";
import { Overview } from "./Overview";
import { Restore } from "./LastRun";
import type { Scene } from "./PaneFrame";
import { SchemeRemoval } from "./SchemeRemoval";
import { Preview, PreviewFooter } from "./Preview";
import { CancelButton, ReadingProgress, WritingProgress, stepName } from "./Progress";
import { Written, writtenText } from "./Written";
import type { Host } from "./host";
import { type PaneSurroundings, usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { type Result, type RunState, type View, wantsScheme, writeBar } from "./runState";
import { cardSheet, placeOnCard, sheetOfBlock, useSelectedLine } from "./selectedLine";
import { cardName, placeText } from "./shownFigures";
import type { RunActions } from "./useRun";

export interface Missed {
  readonly place: Source;
  readonly why: "hidden" | "gone";
}

export interface SceneProps {
  readonly state: RunState;
  readonly actions: RunActions;
  readonly host: Host;
  /** A cell that was asked for and could not be shown. */
  readonly missed: Missed | null;
  /** Somebody is typing in a cell, and Excel takes no requests. */
  readonly waiting: boolean;
}

/** What stands in the frame, of a run in this state. */
export function sceneOf(props: SceneProps, surroundings: PaneSurroundings, words: Words): Scene {
  const { title, back, contents, footer } = ofState(props, surroundings, words);
  return {
    title,
    onBack: back ? props.actions.back : undefined,
    footer,
    contents: (
      <>
        <Told {...props} title={title} />
        {contents}
      </>
    ),
  };
}

/** Above every view: what is said to those who listen, and what stands in the way. */
function Told({ state, actions, missed, waiting, title }: SceneProps & { readonly title: string }): ReactElement {
  const { pane, selection } = usePane();
  const words = useWords();
  const shared = usePaneStyles();
  useSelectedLine(state, selection, actions.show);
  return (
    <>
      <div role="status" aria-live="polite" className={shared.hidden}>
        {waiting ? pane.progress.cellBeingEdited : announcement(state, title, pane, words)}
      </div>
      {waiting && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{pane.progress.cellBeingEdited}</MessageBarBody>
        </MessageBar>
      )}
      {missed && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{pane.findings[missed.why](placeText(missed.place))}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

/** One view of a run, and whether there is a way back from it. */
interface ViewScene {
  readonly title: string;
  readonly back: boolean;
  readonly contents: ReactNode;
  readonly footer: ReactNode;
}

function ofState({ state, actions, host }: SceneProps, { pane, language, goTo }: PaneSurroundings, words: Words): ViewScene {
  const readAgain = (
    <Button appearance="primary" onClick={() => actions.begin()}>
      {pane.readAgain}
    </Button>
  );
  switch (state.kind) {
    case "start":
      return { title: pane.product, back: false, contents: state.cancelled ? <p style={{ margin: 0 }}>{pane.progress.cancelled}</p> : null, footer: readAgain };
    case "drafting":
      return {
        title: pane.progress.title.drafting,
        back: false,
        contents: <ReadingProgress steps={state.steps} share={state.share} since={state.since} />,
        footer: <CancelButton onCancel={actions.cancel} />,
      };
    case "drafted":
      if (wantsScheme(state.result)) {
        return {
          title: pane.product,
          back: false,
          contents: (
            <FirstRun
              findings={state.result.drafted.findings}
              onAddScheme={(starter) => actions.addScheme(language, starter)}
              onReadAgain={() => actions.begin()}
            />
          ),
          footer: null,
        };
      }
      if (state.view.kind === "restore") return restoreScene(actions, words);
      if (state.view.kind === "removal") return removalScene(actions, pane);
      return cardScene(state.result, state.view, false, actions, host, pane, goTo) ?? draftedScene(state, actions, pane);
    case "writing":
    case "addingScheme":
    case "restoring":
    case "removing":
      return {
        title: pane.progress.title[state.kind === "addingScheme" ? "scheme" : state.kind],
        back: false,
        contents: (
          <WritingProgress
            sheets={state.kind === "writing" ? state.result.ahead.sheets.filter((sheet) => sheet.state !== "same").length : null}
            since={state.since}
            share={state.kind === "addingScheme" || state.kind === "removing" ? null : state.share}
            stoppable={state.kind === "writing" && state.stoppable}
          />
        ),
        footer: state.kind === "writing" && state.stoppable ? <CancelButton onCancel={actions.cancel} /> : null,
      };
    case "restored":
      return {
        title: words.changes.restore.doneTitle,
        back: false,
        contents: (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{restoredText(state.sheets, words)}</MessageBarBody>
          </MessageBar>
        ),
        footer: readAgain,
      };
    case "written": {
      if (state.view.kind === "restore") return restoreScene(actions, words);
      if (state.view.kind === "removal") return removalScene(actions, pane);
      const ofCard = cardScene(state.result, state.view, true, actions, host, pane, goTo);
      if (ofCard) return ofCard;
      const summary = sheetOfBlock(blockOfSummary(), state.result, true);
      return {
        title: pane.written.title,
        back: false,
        contents: (
          <Written
            result={state.result}
            report={state.report}
            onOpen={(one) => actions.show(viewOf(one))}
            onRestore={() => actions.show(RESTORE)}
            onRemove={() => actions.show(REMOVAL)}
          />
        ),
        footer: (
          <>
            {summary !== null && (
              <Button appearance="primary" onClick={() => goTo({ sheet: summary, cell: "" })}>
                {pane.written.goToSummary}
              </Button>
            )}
            <Button onClick={() => actions.begin()}>{pane.readAgain}</Button>
          </>
        ),
      };
    }
    case "failed":
      return { title: pane.failed.title[state.at], back: false, contents: <Failure state={state} host={host} />, footer: readAgain };
  }
}

function draftedScene(state: Extract<RunState, { kind: "drafted" }>, actions: RunActions, pane: PaneWords): ViewScene {
  const { result, view } = state;
  const bar = writeBar(state);
  switch (view.kind) {
    case "preview":
      return {
        title: pane.ahead.title,
        back: true,
        contents: (
          <Preview
            result={result}
            bar={bar}
            agreed={state.agreed}
            onAgree={actions.agree}
            onContents={actions.writeAs}
            onOpen={(one) => actions.show(viewOf(one))}
            onRestore={() => actions.show(RESTORE)}
            onRemove={() => actions.show(REMOVAL)}
            focus={view.focus ?? null}
          />
        ),
        footer: <PreviewFooter bar={bar} onWrite={actions.write} onReadAgain={() => actions.begin()} />,
      };
    case "overview":
    case "card":
    case "line":
    case "restore":
    case "removal":
      return {
        title: pane.product,
        back: false,
        contents: (
          <Overview
            drafted={result.drafted}
            onRestore={result.lastRun?.restorable ? () => actions.show(RESTORE) : null}
            onRemove={() => actions.show(REMOVAL)}
          />
        ),
        footer: result.drafted.scheme ? (
          <>
            <Button appearance="primary" onClick={() => actions.show({ kind: "preview" })}>
              {pane.preview}
            </Button>
            <Button onClick={() => actions.begin()}>{pane.readAgain}</Button>
          </>
        ) : (
          <Button appearance="primary" onClick={() => actions.begin()}>
            {pane.readAgain}
          </Button>
        ),
      };
  }
}

function restoredText(sheets: number, { changes: { restore } }: Words): string {
  return sheets === 0 ? restore.nothingToRestore : restore.done(sheets);
}

const RESTORE: View = { kind: "restore" };
const REMOVAL: View = { kind: "removal" };

/** What is deleted depends on a choice made there, so its button stands beside it. */
function removalScene(actions: RunActions, pane: PaneWords): ViewScene {
  return {
    title: pane.removal.offer,
    back: true,
    contents: <SchemeRemoval look={actions.lookForScheme} onRemove={actions.removeScheme} />,
    footer: null,
  };
}

function restoreScene(actions: RunActions, words: Words): ViewScene {
  return {
    title: words.changes.restore.offer,
    back: true,
    contents: <Restore lookBack={actions.lookBack} />,
    footer: (
      <Button appearance="primary" onClick={actions.restore}>
        {words.changes.restore.run}
      </Button>
    ),
  };
}

/** A card, or one line of it; null: the view is of something else. A card that is not written yet has no sheet to go to. */
function cardScene(
  result: Result,
  view: View,
  written: boolean,
  actions: RunActions,
  host: Host,
  pane: PaneWords,
  goTo: (place: Source) => void,
): ViewScene | null {
  const { scheme, statedScheme, readings, cards } = result.drafted;
  const card = shownCard(result, view);
  if (!card || !scheme || !statedScheme) return null;
  const sheet = cardSheet(card, result, written);
  const line = view.kind === "line" ? linesOf(card.items).find((one) => one.line.code === view.line) : undefined;
  const place = line ? placeOnCard(card, line, result, written) : sheet === null ? null : { sheet, cell: "" };
  const toSheet = place && (
    <Button appearance="primary" onClick={() => goTo(place)}>
      {pane.card.goToSheet}
    </Button>
  );
  if (line) {
    return {
      title: pane.line.title,
      back: true,
      contents: <Explanation card={card} line={line} scheme={scheme} statedScheme={statedScheme} readings={readings} cards={cards} place={place} host={host} />,
      footer: toSheet,
    };
  }
  const contents = (
    <CardView card={card} scheme={scheme} readings={readings} onExplain={(one) => actions.show({ ...viewOf(card), kind: "line", line: one.line.code })} />
  );
  return { title: cardName(card), back: true, contents, footer: toSheet };
}

function shownCard({ drafted }: Result, view: View): Scorecard | null {
  if (view.kind !== "card" && view.kind !== "line") return null;
  return drafted.cards.find((card) => card.department.code === view.department && card.template.code === view.template) ?? null;
}

function viewOf({ department, template }: Scorecard): Extract<View, { readonly kind: "card" }> {
  return { kind: "card", department: department.code, template: template.code };
}

/** Said politely; a state says itself once, and so does each view of it. `title`: the view's. */
function announcement(state: RunState, title: string, pane: PaneWords, words: Words): string {
  switch (state.kind) {
    case "start":
      return state.cancelled ? pane.progress.cancelled : "";
    case "drafting": {
      const step = state.steps.at(-1);
      return step ? stepName(step.step, pane) : pane.progress.title.drafting;
    }
    case "drafted":
      if (wantsScheme(state.result)) return pane.first.title;
      if (state.view.kind !== "preview" && state.view.kind !== "overview") return title;
      return [...(state.view.kind === "preview" ? [title] : []), pane.findings.title(state.result.drafted.findings.length)].join(" · ");
    case "writing":
      return pane.progress.title.writing;
    case "addingScheme":
      return pane.progress.title.scheme;
    case "restoring":
      return pane.progress.title.restoring;
    case "removing":
      return pane.progress.title.removing;
    case "restored":
      return restoredText(state.sheets, words);
    case "written":
      return state.view.kind === "preview" ? writtenText(state.report, pane) : title;
    case "failed":
      return [faultText(state.fault, pane, words), ...outcomeTexts(state, pane)].join(" ");
  }
}
