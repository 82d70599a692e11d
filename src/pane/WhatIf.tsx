/** What if: the line's actual, target or weight moved in fields of the pane, and what the card comes to then. Nothing is written; comes when somebody opens it. */
import { Button, Input, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useEffect, useId, useMemo, useState } from "react";
import { type Decimal, decimal } from "../kpi/decimal";
import type { Settings } from "../kpi/scheme";
import { RULE_COLUMNS } from "../kpi/rules/index";
import type { Scorecard, ScoredLine } from "../kpi/scorecard";
import { type Standing, type Trial, type Tried, type WhatIfContext, tryOut } from "../kpi/whatIf";
import { sentenceOf } from "../text/findingSentence";
import type { WhatIfWords } from "../text/whatIfWords";
import { useTableStyles } from "./Ranking";
import { useWords } from "./paneContext";
import { usePaneStyles } from "./paneStyles";
import { percent, shown, signed } from "./shownFigures";

const useStyles = makeStyles({
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(116px, 1fr))", gap: tokens.spacingHorizontalM, alignItems: "end" },
  field: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  input: { minWidth: 0, width: "100%" },
  foot: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXS },
});

interface WhatIfProps extends WhatIfContext {
  readonly card: Scorecard;
  readonly line: ScoredLine;
}

type FieldName = keyof Trial;

/** A field as it stands before anybody moves it. */
interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly unit: string;
  /** null: there is no figure yet. */
  readonly value: Decimal | null;
  /** What one press of an arrow moves it by. */
  readonly step: string;
}

export function WhatIf({ card, line, scheme, statedScheme, readings, cards }: WhatIfProps): ReactElement {
  const words = useWords();
  const { whatIf } = words;
  const styles = useStyles();
  const shared = usePaneStyles();
  const fields = useMemo(() => fieldsOf(line, whatIf), [line, whatIf]);
  const [typed, setTyped] = useState<Readonly<Partial<Record<FieldName, string>>>>({});
  const trial = useMemo(() => trialOf(fields, typed), [fields, typed]);
  const context = useMemo(() => ({ scheme, statedScheme, readings, cards }), [scheme, statedScheme, readings, cards]);
  const tried = useTried(card, line, trial, context);
  const wrong = fields.filter((field) => isWrong(field, typed[field.name]));
  return (
    <>
      <div className={styles.fields}>
        {fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            text={typed[field.name] ?? textOf(field.value)}
            wrong={wrong.includes(field)}
            onText={(text) => setTyped({ ...typed, [field.name]: text })}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <Button size="small" disabledFocusable={Object.keys(typed).length === 0} onClick={() => setTyped({})}>
          {whatIf.reset}
        </Button>
        <span className={shared.caption}>{whatIf.nothingWritten}</span>
      </div>
      {wrong.map((field) => (
        <p key={field.name} className={mergeClasses(shared.text, shared.alert)}>
          {whatIf.notANumber(field.label)}
        </p>
      ))}
      <p className={mergeClasses(shared.text, shared.strong)} aria-live="polite">
        {tried ? inShort(tried, scheme.settings, whatIf) : whatIf.working}
      </p>
      {tried?.held && <p className={mergeClasses(shared.text, shared.alert)}>{sentenceOf(tried.held, words)}</p>}
      {tried && <Beside tried={tried} settings={scheme.settings} graded={scheme.grades.length > 0} />}
      {tried && tried.shared > 0 && <p className={shared.caption}>{whatIf.shared(tried.shared)}</p>}
      {trial.share !== undefined && line.line.role === "score" && !line.deducts && <p className={shared.caption}>{whatIf.siblings}</p>}
    </>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly text: string;
  readonly wrong: boolean;
  readonly onText: (text: string) => void;
}

/** A number field of the browser's own: its arrows and keys are those that everybody knows. */
function FieldInput({ field, text, wrong, onText }: FieldInputProps): ReactElement {
  const styles = useStyles();
  const shared = usePaneStyles();
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={shared.caption}>
        {field.label}
      </label>
      <Input
        id={id}
        className={styles.input}
        input={{ style: { minWidth: 0, width: "100%" } }}
        type="number"
        step={field.step}
        value={text}
        aria-invalid={wrong}
        contentAfter={field.unit === "" ? null : <span className={shared.faint}>{field.unit}</span>}
        onChange={(_event, data) => onText(data.value)}
      />
    </div>
  );
}

function fieldsOf(line: ScoredLine, words: WhatIfWords): readonly Field[] {
  const { indicator, anchors, figure } = line;
  const { required, optional } = RULE_COLUMNS[line.line.rule.kind];
  const { share } = line.line;
  const actual = figure.state === "value" ? figure.value : null;
  const places = Math.max(...[actual, ...Object.values(anchors)].map((value) => (value ? placesOf(value) : 0)));
  const usesTarget = [...required, ...optional].some((anchor) => anchor === "target");
  const amount = share.kind === "points" ? share.points : share.percent;
  return [
    { name: "actual", label: words.actual, unit: indicator.unit, value: actual, step: stepOf(places) },
    ...(usesTarget && anchors.target
      ? [{ name: "target" as const, label: words.target, unit: indicator.unit, value: anchors.target, step: stepOf(places) }]
      : []),
    { name: "share", label: share.kind === "points" ? words.points : words.percent, unit: "", value: amount, step: stepOf(placesOf(amount)) },
  ];
}

/** Places after the point, six at most. */
function placesOf(value: Decimal): number {
  return value.round(6).toFixed().split(".")[1]?.length ?? 0;
}

function stepOf(places: number): string {
  return decimal(10).pow(-places).toFixed();
}

function textOf(value: Decimal | null): string {
  return value ? value.round(10).toFixed() : "";
}

/** null: no number. */
function numberIn(text: string): Decimal | null {
  return /^[-+]?\d{1,15}(\.\d{1,15})?$/.test(text) ? decimal(text) : null;
}

/** Left blank counts as not tried where nothing stood there before. */
function isWrong({ name, value }: Field, text: string | undefined): boolean {
  if (text === undefined || (text === "" && value === null)) return false;
  const number = numberIn(text);
  return number === null || (name === "share" && number.lt(0));
}

function trialOf(fields: readonly Field[], typed: Readonly<Partial<Record<FieldName, string>>>): Trial {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = typed[field.name];
      if (text === undefined || isWrong(field, text)) return [];
      const number = numberIn(text);
      return number === null || (field.value && number.eq(field.value)) ? [] : [[field.name, number] as const];
    }),
  );
}

/** Milliseconds that typing has to rest, and that the pane's thread is held for in one go. */
const REST = 120;
const SLICE = 50;

/** What stood before stays until the new one is there. null: none is there yet. */
function useTried(card: Scorecard, line: ScoredLine, trial: Trial, context: WhatIfContext): Tried | null {
  const [found, setFound] = useState<Tried | null>(null);
  useEffect(() => {
    const work = tryOut(card, line, trial, context);
    const goOn = (): void => {
      const until = performance.now() + SLICE;
      let step = work.next();
      while (!step.done && performance.now() < until) step = work.next();
      if (step.done) setFound(step.value);
      else soon = setTimeout(goOn, 0);
    };
    let soon = setTimeout(goOn, Object.keys(trial).length === 0 ? 0 : REST);
    return () => clearTimeout(soon);
  }, [card, line, trial, context]);
  return found;
}

function inShort({ before, after }: Tried, { pointDecimals }: Settings, words: WhatIfWords): string {
  const total = (value: Decimal | null): string => (value ? shown(value, pointDecimals) : words.none);
  const moves = before.points && after.points ? !before.points.eq(after.points) : before.points !== after.points;
  const change = before.points && after.points ? signed(after.points.minus(before.points), pointDecimals) : words.none;
  const grades = [before, after].map(({ grade }) => grade?.grade.name ?? words.none) as [string, string];
  const parts = [
    moves ? words.totalMoves(total(before.points), total(after.points), change) : words.totalStays(total(after.points)),
    ...(before.rank && after.rank && before.rank.place !== after.rank.place ? [words.placeMoves(before.rank.place, after.rank.place)] : []),
    ...(grades[0] !== grades[1] ? [words.gradeMoves(...grades)] : []),
  ];
  return words.sentence(parts);
}

function Beside({ tried, settings, graded }: { readonly tried: Tried; readonly settings: Settings; readonly graded: boolean }): ReactElement {
  const { whatIf } = useWords();
  const styles = useTableStyles();
  const shared = usePaneStyles();
  const { pointDecimals, rateDecimals } = settings;
  const points = (value: Decimal | null): string => (value ? shown(value, pointDecimals) : whatIf.none);
  const rows: readonly (readonly [string, (standing: Standing) => string])[] = [
    [whatIf.linePoints, ({ line }) => (line.fullPoints ? `${points(line.points)} / ${points(line.fullPoints)}` : points(line.points))],
    [whatIf.total, (standing) => `${points(standing.points)}${standing.state === "incomplete" ? "*" : ""}`],
    [whatIf.rate, ({ rate }) => (rate ? percent(rate, rateDecimals) : whatIf.none)],
    [whatIf.place, ({ rank }) => (rank ? whatIf.placeOf(rank.place, rank.of) : whatIf.none)],
    ...(graded ? [[whatIf.grade, ({ grade }: Standing) => grade?.grade.name ?? whatIf.none] as const] : []),
  ];
  const soFar = [tried.before, tried.after].some(({ state }) => state === "incomplete");
  return (
    <>
      <table className={styles.table} aria-label={whatIf.heading}>
        <thead>
          <tr>
            {[whatIf.what, whatIf.now, whatIf.then].map((head, place) => (
              <th key={head} scope="col" className={mergeClasses(styles.head, styles.cell, place > 0 && styles.number)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, told]) => {
            const [now, then] = [told(tried.before), told(tried.after)];
            return (
              <tr key={name} className={styles.line}>
                <th scope="row" className={mergeClasses(styles.cell, styles.name)} style={{ fontWeight: "inherit" }}>
                  {name}
                </th>
                <td className={mergeClasses(styles.cell, styles.number)}>{now}</td>
                <td className={mergeClasses(styles.cell, styles.number, now !== then && shared.strong)}>{then}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {soFar && <p className={shared.caption}>{whatIf.soFar}</p>}
    </>
  );
}
