/**
 * How one line of a card came to its points: figures, the derivation in one sentence and step by step, and the cells that it rests on.
 *
 * What works the derivation out comes when somebody first asks for one; the component itself is small, and shares all it draws with with the card.
 */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDown20Regular, ChevronUp20Regular } from "@fluentui/react-icons";
import { type ReactElement, Suspense, lazy, useEffect, useId, useState } from "react";
import type { Explanation as Explained } from "../kpi/explain";
import type { Reading } from "../kpi/figure";
import type { Source } from "../kpi/source";
import type { Scheme } from "../kpi/scheme";
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import { CellLink } from "./CellLink";
import { PointsBar } from "./PointsBar";
import type { Host } from "./host";
import { usePane, useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { cardName, percent, shown } from "./shownFigures";

/** It scores cards, which is not needed before somebody tries something. */
const WhatIf = lazy(async () => ({ default: (await import("./WhatIf")).WhatIf }));

/** Up to 120 %, as on the card. */
const FULL_BAR = 120;

const useStyles = makeStyles({
  figures: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", columnGap: "20px", rowGap: tokens.spacingVerticalS, margin: 0 },
  figure: { display: "flex", flexDirection: "column" },
  big: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: "tabular-nums",
  },
  of: { fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground3 },
  value: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  steps: { margin: 0, paddingLeft: "22px", overflowWrap: "anywhere", "& > li": { paddingBottom: tokens.spacingVerticalS } },
  places: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXS, margin: 0 },
  place: { margin: 0, minWidth: 0, overflowWrap: "anywhere" },
});

export interface ExplanationProps {
  readonly card: Scorecard;
  readonly line: ScoredLine;
  readonly scheme: Scheme;
  /** With its targets still to be worked out. */
  readonly statedScheme: Scheme;
  readonly readings: readonly Reading[];
  /** All cards of the period. */
  readonly cards: readonly Scorecard[];
  /** Where the line stands on its card's sheet; null: it is not written yet. */
  readonly place: Source | null;
  readonly host: Host;
}

export function Explanation({ card, line, scheme, statedScheme, readings, cards, place, host }: ExplanationProps): ReactElement {
  const { pane } = usePane();
  const words = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const { settings } = scheme;
  const explanation = useExplained({ card, line, scheme, readings });
  const { outcome } = line;
  const path = [cardName(card), ...line.path.slice(line.path[0] === card.template.name ? 1 : 0)];
  const small: readonly (readonly [string, string])[] = [
    ...(line.rate ? [[pane.line.rate, percent(line.rate, settings.rateDecimals)] as const] : []),
    ...(line.lost ? [[pane.line.lost, shown(line.lost, settings.pointDecimals)] as const] : []),
  ];
  return (
    <>
      <section className={shared.section}>
        <p className={mergeClasses(shared.caption, shared.text)}>{path.join(" › ")}</p>
        <dl className={styles.figures}>
          <div className={styles.figure}>
            <dt className={shared.caption}>{pane.line.points}</dt>
            <dd className={styles.big}>
              {outcome.kind === "scored" ? shown(outcome.points, settings.pointDecimals) : pane.ranking.noFigure}
              {line.fullPoints && <span className={styles.of}> / {shown(line.fullPoints, settings.pointDecimals)}</span>}
            </dd>
          </div>
          {small.map(([name, value]) => (
            <div key={name} className={styles.figure}>
              <dt className={shared.caption}>{name}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
        {line.rate && <PointsBar rate={line.rate} full={FULL_BAR} withTarget />}
        {/* Said politely: somebody who selects a line on the sheet is not looking at the pane. */}
        <p className={shared.text} aria-live="polite">
          {explanation ? words.explain.inShort(explanation) : pane.line.waiting}
        </p>
      </section>
      <Trying
        key={`${card.department.code} ${card.template.code} ${line.line.code}`}
        card={card}
        line={line}
        scheme={scheme}
        statedScheme={statedScheme}
        readings={readings}
        cards={cards}
      />
      {explanation && (
        <>
          <section className={shared.section}>
            <h2 className={shared.title}>{pane.line.steps}</h2>
            <ol className={styles.steps}>
              {words.explain.steps(explanation).map((step) => (
                // Steps come numbered, for the command line; here the list numbers them.
                <li key={step}>{step.replace(/^\d+\. /, "")}</li>
              ))}
            </ol>
          </section>
          <Places explanation={explanation} place={place} />
          <Copy explanation={explanation} host={host} />
        </>
      )}
    </>
  );
}

/** Closed until somebody asks for it. */
function Trying(props: Omit<ExplanationProps, "place" | "host">): ReactElement {
  const { whatIf } = useWords();
  const shared = usePaneStyles();
  const [open, setOpen] = useState(false);
  const place = useId();
  return (
    <section className={shared.section}>
      <div>
        <Button
          size="small"
          icon={open ? <ChevronUp20Regular /> : <ChevronDown20Regular />}
          aria-expanded={open}
          aria-controls={place}
          onClick={() => setOpen(!open)}
        >
          {whatIf.heading}
        </Button>
      </div>
      <div id={place} className={shared.section}>
        {open && (
          <Suspense fallback={null}>
            <WhatIf {...props} />
          </Suspense>
        )}
      </div>
    </section>
  );
}

/** null: on its way. */
function useExplained({ card, line, scheme, readings }: Pick<ExplanationProps, "card" | "line" | "scheme" | "readings">): Explained | null {
  const [told, setTold] = useState<{ readonly of: ScoredLine; readonly explanation: Explained } | { readonly failure: Error } | null>(null);
  useEffect(() => {
    let current = true;
    Promise.all([import("../kpi/explain"), import("../kpi/nextPoint")]).then(
      ([{ explainLine }, { lineAhead }]) => {
        if (!current) return;
        const ahead = lineAhead(card, line, { scheme, readings });
        setTold({ of: line, explanation: explainLine(card, line, { scheme, readings, ahead }) });
      },
      (failure: unknown) => current && setTold({ failure: failure instanceof Error ? failure : new Error(String(failure)) }),
    );
    return () => {
      current = false;
    };
  }, [card, line, scheme, readings]);
  // A part of the program that does not come is our fault, which the door shows.
  if (told && "failure" in told) throw told.failure;
  return told?.of === line ? told.explanation : null;
}

/** The cells behind the line, each a link. */
function Places({ explanation, place }: { readonly explanation: Explained; readonly place: Source | null }): ReactElement | null {
  const { pane } = usePane();
  const words = useWords();
  const styles = useStyles();
  const shared = usePaneStyles();
  const { figure, anchors } = explanation;
  const named: readonly (readonly [string, Source | null | undefined])[] = [
    [pane.line.source, figure.source],
    [pane.line.carried, figure.carriedFrom?.source],
    ...anchors.map(({ name, source }) => [capital(words.sheetLabels.derivation.anchor(name, "").trim()), source] as const),
    [pane.line.onCard, place],
  ];
  const places = named.flatMap(([name, source]) => (source ? [{ name, source }] : []));
  if (places.length === 0) return null;
  return (
    <section className={shared.section}>
      <h2 className={shared.title}>{pane.line.where}</h2>
      <dl className={styles.places}>
        {places.map(({ name, source }) => (
          <Place key={name} name={name} source={source} />
        ))}
      </dl>
      {place && <p className={shared.caption}>{pane.line.selectNote}</p>}
    </section>
  );
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function Place({ name, source }: { readonly name: string; readonly source: Source }): ReactElement {
  const styles = useStyles();
  const shared = usePaneStyles();
  return (
    <>
      <dt className={shared.caption}>{name}</dt>
      <dd className={styles.place}>
        <CellLink place={source} />
      </dd>
    </>
  );
}

function Copy({ explanation, host }: { readonly explanation: Explained; readonly host: Host }): ReactElement {
  const { pane } = usePane();
  const words = useWords();
  const shared = usePaneStyles();
  const [said, setSaid] = useState("");
  const { title, inShort, steps } = words.explain;
  const copy = async (): Promise<void> => {
    const copied = await host.copy([title(explanation), inShort(explanation), ...steps(explanation)].join("\n"));
    setSaid(copied ? pane.line.copied : pane.line.copyRefused);
  };
  return (
    <section className={shared.section}>
      <div>
        <Button size="small" onClick={() => void copy()}>
          {pane.line.copy}
        </Button>
      </div>
      <p className={shared.caption} aria-live="polite">
        {said}
      </p>
    </section>
  );
}
