/** What went wrong, what is written and what is not, the ways on, and details to copy that hold no cell contents. */
import { Link, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useState } from "react";
import type { Words } from "../text/words";
import type { PaneWords } from "../text/paneWords";
import { stepName } from "./Progress";
import type { Fault } from "./fault";
import type { Host, HostFacts } from "./host";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import type { RunState } from "./runState";

type Failed = Extract<RunState, { kind: "failed" }>;

const useStyles = makeStyles({
  details: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    padding: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  value: { margin: 0, overflowWrap: "anywhere" },
});

/** What the fault means, in a sentence. */
export function faultText(fault: Fault, pane: PaneWords, words: Words): string {
  return fault.code === "unexpected" ? pane.failed.unexpected : words.errors[fault.code](fault.detail);
}

/** How far it came, one sentence each. Only a write can have come anywhere. */
export function outcomeTexts({ at, outcome }: Failed, pane: PaneWords): readonly string[] {
  if (at === "drafting") return [pane.failed.nothingWritten];
  if (!outcome) return [pane.failed.notSeen];
  const { written, untouched, unsure } = outcome;
  return [
    unsure.length > 0 || untouched.length > 0
      ? written.length === 0 && unsure.length === 0
        ? pane.failed.nothingWritten
        : pane.failed.partlyWritten(written.length, untouched.length)
      : pane.failed.allWritten,
    ...(unsure.length > 0 ? [pane.failed.unsure(unsure.join(", "))] : []),
  ];
}

export function Failure({ state, host }: { readonly state: Failed; readonly host: Host }): ReactElement {
  const { pane } = usePane();
  const words = useWords();
  const shared = usePaneStyles();
  return (
    <>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{faultText(state.fault, pane, words)}</MessageBarTitle>
          {outcomeTexts(state, pane).join(" ")}
        </MessageBarBody>
      </MessageBar>
      <section className={shared.section}>
        <h2 className={shared.title}>{pane.failed.whatNow}</h2>
        <ul className={mergeClasses(shared.list, shared.topRule)}>
          <WayOn title={pane.failed.check} body={pane.failed.checkBody} />
          {state.at === "writing" && <WayOn title={pane.failed.again} body={pane.failed.againBody} />}
        </ul>
      </section>
      <Details state={state} host={host} />
    </>
  );
}

function WayOn({ title, body }: { readonly title: string; readonly body: string }): ReactElement {
  const shared = usePaneStyles();
  return (
    <li className={shared.row}>
      <p className={mergeClasses(shared.text, shared.strong)}>{title}</p>
      <p className={shared.caption}>{body}</p>
    </li>
  );
}

/** Names and values; never a cell's contents. */
export function detailRows({ fault, step }: Failed, facts: HostFacts, pane: PaneWords): readonly (readonly [string, string])[] {
  return [
    ...(step ? [[pane.failed.step, stepName(step, pane)] as const] : []),
    [pane.failed.code, fault.code],
    ...(fault.detail === "" ? [] : [[pane.failed.about, fault.detail] as const]),
    [pane.failed.host, facts.program],
    [pane.failed.version, `${facts.version}, ${facts.api}`],
    ...(fault.code === "unexpected" && fault.trace.length > 0 ? [[pane.failed.trace, fault.trace.join("\n")] as const] : []),
  ];
}

function Details({ state, host }: { readonly state: Failed; readonly host: Host }): ReactElement {
  const { pane } = usePane();
  const styles = useStyles();
  const shared = usePaneStyles();
  const [copied, setCopied] = useState<boolean | null>(null);
  const rows = detailRows(state, host.facts(), pane);
  const copy = async (): Promise<void> => setCopied(await host.copy(rows.map(([name, value]) => `${name}: ${value}`).join("\n")));
  return (
    <section className={shared.section}>
      <div className={shared.sectionHead}>
        <h2 className={shared.title}>{pane.failed.details}</h2>
        <Link as="button" onClick={() => void copy()}>
          {pane.failed.copy}
        </Link>
      </div>
      <dl className={styles.details}>
        {rows.flatMap(([name, value]) => [
          <dt key={name} className={shared.faint}>
            {name}
          </dt>,
          <dd key={`${name}=`} className={styles.value}>
            {value}
          </dd>,
        ])}
      </dl>
      <p className={shared.caption} role="status">
        {copied === null ? pane.failed.noContents : copied ? pane.failed.copied : pane.failed.copyRefused}
      </p>
    </section>
  );
}
