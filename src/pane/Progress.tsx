/** What a run is doing: the steps with their counts, which one is in hand, and how long it has taken. */
import { Button, ProgressBar, Spinner, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Regular, Circle20Regular } from "@fluentui/react-icons";
import { type ReactElement, useEffect, useState } from "react";
import { usePane } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import type { PaneStep, StepMark } from "./runState";
import { clock } from "./shownFigures";
import type { PaneWords } from "../text/paneWords";

/** In the order in which a run takes them. */
const READING_STEPS: readonly PaneStep[] = ["survey", "read", "check", "score", "layOut", "compare"];

export function stepName(step: PaneStep, pane: PaneWords): string {
  return step === "compare" ? pane.progress.compare : pane.progress.steps[step];
}

const useStyles = makeStyles({
  step: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  sign: { flexShrink: 0, width: "20px", display: "flex", justifyContent: "center" },
  done: { color: tokens.colorStatusSuccessForeground1 },
  name: { flexGrow: 1, minWidth: 0 },
});

interface ReadingProps {
  readonly steps: readonly StepMark[];
  /** How much of the last of them is done, 0–1. */
  readonly share: number;
  readonly since: number;
}

export function ReadingProgress({ steps, share, since }: ReadingProps): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const current = steps.at(-1)?.step ?? "survey";
  const at = READING_STEPS.indexOf(current);
  return (
    <section className={shared.section} aria-busy="true">
      <Moving name={stepName(current, pane)} since={since} share={(at + share) / READING_STEPS.length} />
      <ol className={shared.list}>
        {READING_STEPS.map((step, place) => {
          const mark = steps.find((one) => one.step === step);
          const count = mark && mark.count > 0 && step !== "compare" ? pane.progress.counts[step](mark.count) : "";
          return (
            <li key={step} className={mergeClasses(styles.step, shared.row)} aria-current={place === at ? "step" : undefined}>
              <span className={styles.sign}>
                {place < at ? (
                  <CheckmarkCircle20Regular className={styles.done} aria-hidden />
                ) : place === at ? (
                  <Spinner size="extra-tiny" aria-label={pane.progress.running} />
                ) : (
                  <Circle20Regular aria-hidden />
                )}
              </span>
              <span className={mergeClasses(styles.name, place === at && shared.strong, place > at && shared.faint)}>{stepName(step, pane)}</span>
              <span className={mergeClasses(shared.figure, shared.faint)}>{count}</span>
              <span className={shared.hidden}>{place < at ? pane.progress.done : place === at ? pane.progress.running : pane.progress.waiting}</span>
            </li>
          );
        })}
      </ol>
      <p className={shared.caption}>{pane.progress.cancelNote}</p>
    </section>
  );
}

interface WritingProps {
  readonly sheets: number | null;
  readonly since: number;
  /** 0–1; null: not known. */
  readonly share: number | null;
  /** It may be given up, and then nothing of it is written. */
  readonly stoppable: boolean;
}

/** Writing is one step: Excel takes all sheets at once, so that no formula ever refers to a sheet that is not there. */
export function WritingProgress({ sheets, since, share, stoppable }: WritingProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  return (
    <section className={shared.section} aria-busy="true">
      <Moving name={pane.progress.steps.write} since={since} share={share} count={sheets === null ? "" : pane.progress.counts.write(sheets)} />
      <p className={shared.caption}>{stoppable ? pane.progress.stoppableNote : pane.progress.writingNote}</p>
    </section>
  );
}

export function CancelButton({ onCancel }: { readonly onCancel: () => void }): ReactElement {
  return <Button onClick={onCancel}>{usePane().pane.progress.cancel}</Button>;
}

interface MovingProps {
  readonly name: string;
  readonly since: number;
  /** 0–1; null: not known. */
  readonly share: number | null;
  readonly count?: string;
}

function Moving({ name, since, share, count = "" }: MovingProps): ReactElement {
  const { pane } = usePane();
  const shared = usePaneStyles();
  return (
    <>
      <h2 className={shared.title}>{name}</h2>
      <ProgressBar {...(share === null ? {} : { value: share })} aria-label={name} />
      <p className={mergeClasses(shared.caption, shared.sectionHead)}>
        <span>{count}</span>
        <span className={shared.figure}>{pane.progress.elapsed(clock(useElapsed(since)))}</span>
      </p>
    </>
  );
}

const SECOND = 1000;

/** Milliseconds since, told as each second begins. */
function useElapsed(since: number): number {
  const [now, setNow] = useState(since);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const at = Date.now();
      setNow(at);
      timer = setTimeout(tick, SECOND - ((at - since) % SECOND));
    };
    tick();
    return () => clearTimeout(timer);
  }, [since]);
  return now - since;
}
