/** What has changed since the last run, and a run taken back, for people and as JSON: docs/command-line.md lists every field. */
import { ABSENT_STATES } from "../kpi/figure";
import { periodKey } from "../kpi/period";
import type { Settings } from "../kpi/scheme";
import type { Drafted } from "../run/draftScorecards";
import type { CardFacts, LineFacts, WhatChanged } from "../run/runFacts";
import type { Words } from "../text/words";
import { findingReport } from "./report";

/** `changed` null: nothing is kept of a last run. */
export function changesText(changed: WhatChanged | null, { pointDecimals }: Settings, { changes }: Words): string {
  if (!changed) return changes.noLastRun;
  const { cards, periodThen, periodNow } = changed;
  const told = cards.map((card) =>
    [`${card.name}  ${changes.card(card, pointDecimals)}`, ...card.lines.map((line) => `  ${changes.line(line, pointDecimals)}`)].join("\n"),
  );
  return [...(periodThen === periodNow ? [] : [changes.otherPeriod(periodThen)]), ...(told.length > 0 ? told : [changes.nothing])].join("\n");
}

export function changesReport(file: string, drafted: Drafted, changed: WhatChanged | null, words: Words): object {
  const { scheme, period, checkCode } = drafted;
  return {
    version: 1,
    command: "changes",
    file,
    period: period && periodKey(period),
    periodThen: changed?.periodThen ?? null,
    scheme: scheme && { name: scheme.settings.schemeName, version: scheme.settings.version, company: scheme.settings.company, checkCode },
    cards:
      changed?.cards.map(({ name, then, now, lines }) => ({
        department: (now ?? then)?.department,
        template: (now ?? then)?.template,
        name,
        then: then && standing(then),
        now: now && standing(now),
        lines: lines.map((line) => ({
          line: (line.now ?? line.then)?.code,
          name: line.name,
          changed: line.what,
          then: line.then && lineReport(line.then),
          now: line.now && lineReport(line.now),
        })),
      })) ?? null,
    findings: drafted.findings.map((one) => findingReport(one, words)),
  };
}

function standing({ points, rate, place, of, grade }: CardFacts): object {
  return { points: number(points), rate: number(rate), place, of, grade };
}

function lineReport({ figure, anchors, weight, points }: LineFacts): object {
  const state = ABSENT_STATES.find((one) => one === figure) ?? "value";
  return {
    state,
    figure: state === "value" ? number(figure) : null,
    anchors: Object.fromEntries(Object.entries(anchors).map(([name, value]) => [name, number(value)])),
    weight: number(weight),
    points: number(points),
  };
}

function number(text: string | null): number | null {
  return text === null ? null : Number(text);
}
