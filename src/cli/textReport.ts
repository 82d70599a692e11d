/** What a run found, for people at a terminal. */
import { type Finding, type Severity } from "../kpi/finding";
import { linesOf } from "../kpi/scorecard";
import { isCaution } from "../run/cautions";
import type { Drafted } from "../run/draftScorecards";
import { sentenceOf } from "../text/findingSentence";
import type { Words } from "../text/words";

const BY_GRAVITY: readonly Severity[] = ["error", "held", "warning", "note"];

/** A ranking as a table, group by group. */
export function rankingLines(drafted: Drafted, words: Words): string[] {
  const { scheme, period, cards } = drafted;
  if (!scheme || !period) return [];
  const { columns, soFar, notApplicable, headline } = words.commandLine;
  const groups = [...new Set(cards.map((card) => card.rankingGroup))];
  const graded = scheme.grades.length > 0;
  const head = [
    columns.place,
    columns.department,
    columns.points,
    columns.full,
    columns.rate,
    columns.coverage,
    columns.shortBoards,
    ...(graded ? [words.sheetLabels.card.grade.caption] : []),
  ];
  const places = scheme.settings.pointDecimals === "none" ? 4 : scheme.settings.pointDecimals;
  const ratePlaces = scheme.settings.rateDecimals === "none" ? 4 : scheme.settings.rateDecimals;
  const rows = groups.flatMap((group) =>
    cards
      .filter((card) => card.rankingGroup === group)
      .sort((one, other) => (one.rank?.place ?? Infinity) - (other.rank?.place ?? Infinity))
      .map((card) => [
        card.rank ? `${card.rank.place}/${card.rank.of}` : "–",
        card.department.templates.length > 1 ? `${card.department.shortName}·${card.template.name}` : card.department.shortName,
        card.points ? `${card.points.toFixed(places)}${card.state === "incomplete" ? "*" : ""}` : notApplicable,
        card.fullPoints.toString(),
        card.rate ? `${card.rate.toFixed(ratePlaces)}%` : "–",
        `${card.coverage.toFixed(1)}%`,
        String(linesOf(card.items).filter((line) => line.belowThreshold).length || "–"),
        ...(graded ? [card.grade?.grade.name ?? "–"] : []),
      ]),
  );
  const anySoFar = cards.some((card) => card.state === "incomplete");
  return [
    headline(words.sheetLabels.period(period), cards.length, scheme.settings.schemeName, scheme.settings.version, drafted.checkCode),
    "",
    ...tableLines([head, ...rows]),
    ...(anySoFar ? [`* ${soFar}`] : []),
  ];
}

/** What is said before a writing, a line each. */
export function cautionLines(findings: readonly Finding[], words: Words): string[] {
  return findings.filter(isCaution).map((one) => `[${words.severities[one.severity]}] ${sentenceOf(one, words)}\n`);
}

/** Gravest first, in the order in which they were found; `most` of them, and how many more there are. */
export function findingLines(findings: readonly Finding[], words: Words, most = Infinity): string[] {
  if (findings.length === 0) return [words.commandLine.noFindings];
  const sorted = BY_GRAVITY.flatMap((severity) => findings.filter((one) => one.severity === severity));
  const counts = Object.fromEntries(BY_GRAVITY.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]));
  const shown = sorted.slice(0, most).map((one) => `  [${words.severities[one.severity]}] ${placeOf(one)}${sentenceOf(one, words)}`);
  const rest = sorted.length - shown.length;
  // Every severity is a key of the record that was just made.
  return [words.commandLine.findingCounts(counts as Record<Severity, number>), ...shown, ...(rest > 0 ? [`  ${words.commandLine.andMore(rest)}`] : [])];
}

function placeOf({ source }: Finding): string {
  if (!source) return "";
  return source.cell === "" ? `${source.sheet}: ` : `${source.sheet}!${source.cell}: `;
}

/** Text left, figures right; a Chinese character is two columns wide. */
function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((text, column) => {
        const padding = " ".repeat(widths[column]! - widthOf(text));
        return column === 1 ? text + padding : padding + text;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Columns on a terminal. */
function widthOf(text: string): number {
  return [...text].reduce(
    (width, sign) => width + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(sign) ? 2 : 1),
    0,
  );
}
