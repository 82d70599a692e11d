/** What a run found, as stable JSON: docs/command-line.md lists every field. Points and rates are plain numbers, rounded as on the card. */
import type { Decimal } from "../kpi/decimal";
import type { Finding } from "../kpi/finding";
import { periodKey } from "../kpi/period";
import { type Scorecard, type ScoredItem, type ScoredLine, linesOf } from "../kpi/scorecard";
import type { Drafted } from "../run/draftScorecards";
import type { WriteReport } from "../run/workbook";
import { sentenceOf } from "../text/findingSentence";
import type { Words } from "../text/words";

export interface Written {
  readonly file: string;
  readonly report: WriteReport;
}

/** Version 1 of the report; a field may be added, none is renamed or dropped within it. */
export function reportOf(command: string, file: string, drafted: Drafted, written: Written | null, words: Words): object {
  const { scheme, period } = drafted;
  return {
    version: 1,
    command,
    file,
    period: period && periodKey(period),
    scheme: scheme && {
      name: scheme.settings.schemeName,
      version: scheme.settings.version,
      company: scheme.settings.company,
      checkCode: drafted.checkCode,
    },
    departments: drafted.cards.map(cardReport),
    findings: drafted.findings.map((one) => findingReport(one, words)),
    written: written && {
      file: written.file,
      cellsChanged: written.report.sheets.reduce((total, sheet) => total + sheet.cellsChanged, 0),
      sheets: written.report.sheets,
    },
  };
}

export function findingReport(one: Finding, words: Words): object {
  return { code: one.code, severity: one.severity, sheet: one.source?.sheet ?? null, cell: one.source?.cell || null, message: sentenceOf(one, words) };
}

function number(value: Decimal | null | undefined): number | null {
  return value === null || value === undefined ? null : value.toNumber();
}

function cardReport(card: Scorecard): object {
  return {
    code: card.department.code,
    name: card.department.name,
    template: card.template.code,
    templateName: card.template.name,
    points: number(card.points),
    fullPoints: number(card.fullPoints),
    rate: number(card.rate),
    coverage: number(card.coverage.round(4)),
    state: card.state,
    rankingGroup: card.rankingGroup,
    rank: card.rank?.place ?? null,
    rankedOf: card.rank?.of ?? null,
    policyPoints: number(card.policyPoints),
    lowest: number(card.lowest),
    highest: number(card.highest),
    adjustments: Object.fromEntries(Object.entries(card.adjustments).map(([name, value]) => [name, number(value as Decimal)])),
    vetoes: card.vetoes.map(({ veto, reading, outcome }) => ({
      code: veto.code,
      name: veto.name,
      effect: veto.effect,
      outcome: outcome.kind,
      figure: outcome.kind === "undecided" ? null : number(outcome.figure),
      source: reading?.source ?? null,
    })),
    pointsBeforeVeto: number(card.pointsBeforeVeto),
    grade: card.grade && {
      name: card.grade.grade.name,
      coefficient: number(card.grade.grade.coefficient),
      by: card.grade.by,
      lifted: card.grade.lifted,
      before: card.grade.before?.name ?? null,
    },
    before: card.before && { points: number(card.before.points), rate: number(card.before.rate), rank: card.before.place },
    branches: branchReports(card.items),
    lines: linesOf(card.items).map(lineReport),
  };
}

function branchReports(items: readonly ScoredItem[]): object[] {
  return items.flatMap((item) =>
    item.kind === "line"
      ? []
      : [
          {
            code: item.branch.code,
            number: item.number,
            path: item.path,
            weight: number(item.weight),
            fullPoints: number(item.fullPoints),
            points: number(item.points),
            rate: number(item.rate),
            held: item.held,
          },
          ...branchReports(item.children),
        ],
  );
}

function lineReport(item: ScoredLine): object {
  const { outcome } = item;
  const scored = outcome.kind === "scored" ? outcome : null;
  return {
    code: item.line.code,
    number: item.number,
    path: item.path,
    indicator: item.indicator.code,
    indicatorName: item.indicator.name,
    unit: item.indicator.unit,
    direction: item.indicator.direction,
    rule: item.line.rule.kind,
    state: item.figure.state,
    actual: item.figure.state === "value" ? number(item.figure.value) : null,
    target: number(item.anchors.target),
    anchors: Object.fromEntries(Object.entries(item.anchors).map(([name, value]) => [name, number(value)])),
    weight: number(item.weight),
    fullPoints: number(item.fullPoints),
    role: item.line.role,
    outcome: outcome.kind,
    basis: scored?.basis ?? null,
    policy: item.policy,
    ownScore: number(item.ownScore),
    lowered: item.lowered?.by ?? null,
    outranked: item.outranked,
    score: number(scored?.score),
    rate: number(item.rate),
    points: number(scored?.points),
    lost: number(item.lost),
    threshold: number(item.threshold),
    shortBoard: item.belowThreshold,
    mostLost: item.amongMostLost,
    shortSince: item.shortSince && periodKey(item.shortSince),
    previous: number(item.previous),
    change: number(item.change),
    gap: number(item.gap),
    duty: item.line.duty,
    source: item.reading?.source ?? null,
  };
}
