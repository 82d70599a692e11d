/** Where the next point of each card is, for people and as JSON: docs/command-line.md lists every field. */
import type { Decimal } from "../kpi/decimal";
import type { Gain, GradeAhead, LineOutlook, NextPoints } from "../kpi/nextPoint";
import { periodKey } from "../kpi/period";
import type { Drafted } from "../run/draftScorecards";
import type { ShownPlaces } from "../text/nextPointWords";
import type { Words } from "../text/words";
import { findingReport } from "./report";

export function nextText(cards: readonly NextPoints[], places: ShownPlaces, { next }: Words): string {
  return cards
    .map((one) => {
      const grade = next.grade(one.grade, places);
      const lines = one.lines.flatMap((outlook): string[] => {
        const cliff = next.cliff(outlook, places);
        return [`  ${outlook.line.number}  ${outlook.line.line.name}`, `       ${next.line(outlook, places)}`, ...(cliff === null ? [] : [`       ${cliff}`])];
      });
      return [next.title(one, places), ...(grade === null ? [] : [grade]), "", ...lines].join("\n");
    })
    .join("\n\n");
}

export function nextReport(file: string, drafted: Drafted, cards: readonly NextPoints[], places: ShownPlaces, words: Words): object {
  const { scheme, period, checkCode } = drafted;
  return {
    version: 1,
    command: "next",
    file,
    period: period && periodKey(period),
    scheme: scheme && { name: scheme.settings.schemeName, version: scheme.settings.version, company: scheme.settings.company, checkCode },
    cards: cards.map(({ card, lines, grade }) => ({
      department: card.department.code,
      departmentName: card.department.name,
      template: card.template.code,
      templateName: card.template.name,
      points: number(card.points),
      rate: number(card.rate),
      state: card.state,
      grade: gradeReport(grade, places, words),
      lines: lines.map((outlook) => lineReport(outlook, places, words)),
    })),
    findings: scheme ? [] : drafted.findings.map((one) => findingReport(one, words)),
  };
}

function gradeReport(grade: GradeAhead, places: ShownPlaces, { next }: Words): object {
  const ahead = grade.kind === "next" ? grade : null;
  return {
    kind: grade.kind,
    now: "grade" in grade ? grade.grade.name : null,
    next: ahead?.next.name ?? null,
    from: number(ahead?.from),
    missingRate: number(ahead?.missingRate),
    missingPoints: number(ahead?.missingPoints),
    alone: ahead?.alone.map(({ line }) => line.code) ?? [],
    together: number(ahead?.together),
    enough: ahead?.enough ?? null,
    sentence: next.grade(grade, places),
  };
}

function lineReport(outlook: LineOutlook, places: ShownPlaces, { next }: Words): object {
  const { line, within } = outlook;
  const open = outlook.kind === "open" ? outlook : null;
  return {
    code: line.line.code,
    number: line.number,
    name: line.line.name,
    indicator: line.indicator.code,
    unit: line.indicator.unit,
    within: within.toNumber(),
    promises: open !== null,
    why: outlook.kind === "closed" ? outlook.why.kind : null,
    actual: number(open?.actual),
    step: number(open?.step),
    better: gainReport(open?.better),
    worse: gainReport(open?.worse),
    ahead:
      open?.ahead.map(({ place, figure, missing, gain, rate }) => ({
        place: place.kind === "anchor" ? place.anchor : place.kind,
        figure: figure.toNumber(),
        missing: missing.toNumber(),
        ...gainReport(gain),
        rate: number(rate),
      })) ?? [],
    cliff: open?.cliff ? { slip: open.cliff.slip.toNumber(), figure: open.cliff.figure.toNumber(), costs: open.cliff.costs.toNumber() } : null,
    sentence: next.line(outlook, places),
    warning: next.cliff(outlook, places),
  };
}

function gainReport(gain: Gain | null | undefined): { readonly points: number; readonly linePoints: number } | null {
  return gain ? { points: gain.card.toNumber(), linePoints: gain.line.toNumber() } : null;
}

function number(value: Decimal | null | undefined): number | null {
  return value === null || value === undefined ? null : value.toNumber();
}
