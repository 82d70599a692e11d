/** What is said about a card as a whole, below its total: its grade, and each veto with the figure that decides it. */
import { type Decimal, decimal } from "../kpi/decimal";
import type { AbsentState } from "../kpi/figure";
import { capOf, quotasOf } from "../kpi/grade";
import type { TreeNode } from "../kpi/template";
import type { Comparison, Veto, VetoOutcome } from "../kpi/veto";
import { COLUMN, type Plan, vetoPlaces } from "./cardPlan";
import { onSheet } from "./formulas/fixedCell";
import { operand, plain } from "./formulas/ruleCells";
import { fixedAddress, fixedColumn, heightFor, HEIGHTS, laidRow, type LaidRow, linesIn, textWidth } from "./layRows";
import type { PlaceCells } from "./layContext";
import { quoted, worded } from "./lineState";
import { cellNumber, figureFormat, limitFormat } from "./numberFormats";
import { charactersOf } from "./pageParts";

/** Where the verdicts stand: rows counted from 0. */
export interface VerdictPlaces {
  readonly grade: number | null;
  readonly vetoes: readonly { readonly outcome: VetoOutcome; readonly row: number }[];
}

/** The first of the columns right of the page holds 1 where the veto struck, the second 1 where nobody can tell. */
export interface VerdictFormulas {
  /** 1 or 0. */
  readonly struck: (veto: Veto) => string;
  /** How many vetoes nobody can tell; null: the card has none. */
  readonly undecided: string | null;
  /** The total with what the vetoes leave of it. */
  readonly under: (total: string) => string;
}

/** Right below the total. */
export function verdictPlaces({ card, context }: Plan, totalRow: number): VerdictPlaces {
  const graded = context.scheme.grades.length > 0;
  const first = totalRow + (graded ? 2 : 1);
  return { grade: graded ? totalRow + 1 : null, vetoes: card.vetoes.map((outcome, place) => ({ outcome, row: first + place })) };
}

export function verdictFormulas({ vetoes }: VerdictPlaces, working: number): VerdictFormulas {
  const rowOf = (veto: Veto): number => vetoes.find(({ outcome }) => outcome.veto === veto)!.row;
  const struck = (veto: Veto): string => fixedAddress(rowOf(veto), working);
  const [first, last] = [vetoes[0], vetoes[vetoes.length - 1]];
  return {
    struck,
    undecided: first && last ? `SUM(${fixedColumn(first.row, working + 1)}:${fixedColumn(last.row, working + 1)})` : null,
    under: (total) => {
      const limits = vetoes.flatMap(({ outcome: { veto } }) => {
        if (veto.effect === "totalZero") return [`IF(${struck(veto)}=1,0,9.9E+307)`];
        return veto.effect === "totalCap" && veto.value ? [`IF(${struck(veto)}=1,${plain(veto.value)},9.9E+307)`] : [];
      });
      return limits.length === 0 ? total : `MIN(${[total, ...limits].join(",")})`;
    },
  };
}

const SIGNS: Readonly<Record<Comparison, string>> = { atLeast: "≥", above: ">", atMost: "≤", below: "<", equal: "=" };
const OPERATORS: Readonly<Record<Comparison, string>> = { atLeast: ">=", above: ">", atMost: "<=", below: "<", equal: "=" };

export function vetoRows(plan: Plan, places: VerdictPlaces, working: number): LaidRow[] {
  return places.vetoes.map(({ outcome, row }) => vetoRow(plan, outcome, row, working));
}

function vetoRow({ card, context, stateColumn, width, widths }: Plan, { veto, reading, outcome }: VetoOutcome, row: number, working: number): LaidRow {
  const { labels, scheme, formulas, period } = context;
  const { veto: words } = labels.card;
  const { policies } = scheme.settings;
  const indicator = scheme.indicators.find(({ code }) => code === veto.indicator)!;
  const state: AbsentState | null = reading === null ? "missing" : reading.figure.state === "value" ? null : reading.figure.state;
  const figure = outcome.kind === "undecided" ? null : outcome.figure;
  const figurePlaces = vetoPlaces({ veto, reading, outcome });
  const format = figureFormat(indicator.unit, figurePlaces, cellNumber(veto.limit));

  const actual = fixedAddress(row, COLUMN.actual);
  const limit = fixedAddress(row, COLUMN.target);
  const source = formulas ? (context.readingCell?.(card.department.code, veto.indicator, period) ?? null) : null;
  // A carried figure is this period's own as soon as one is typed.
  const shown = source === null ? null : state !== null && figure ? `IF(COUNT(${source})=1,${source},${plain(figure)})` : source;
  const possible: readonly AbsentState[] = state === null ? ["missing", "unreadable"] : [state];
  const holding = possible.filter((one) => policies[one] === "hold" || policies[one] === "carry");
  const signs = holding.map((one) => `${actual}=${quoted(labels.states[one].sign)}`);
  const unsure = signs.length === 0 ? "0" : `IF(${signs.length > 1 ? `OR(${signs.join(",")})` : signs[0]!},1,0)`;
  const [struck, undecided] = [fixedAddress(row, working), fixedAddress(row, working + 1)];

  const { limitSource } = veto;
  const limitCell = limitSource.live ? onSheet(limitSource.sheet, limitSource.cell) : null;
  const found = outcome.kind === "struck" ? words.struck : outcome.kind === "passed" ? words.passed : words.undecided;
  const text = words.condition(
    veto.name,
    indicator.name === veto.name ? null : indicator.name,
    words.effect(veto.effect, veto.node === null ? null : nameOfNode(card.template.children, veto.node), veto.grade ?? veto.value?.toFixed() ?? null),
  );
  // Up to the limit the cells beside the name are blank, and the words run over them.
  const long = textWidth(text) > charactersOf(widths.slice(COLUMN.name, COLUMN.target));
  const lines = long ? linesIn(text, widths[COLUMN.name] ?? 29) : 1;
  const laid = laidRow("subtotal", width, heightFor(lines, HEIGHTS.subtotal), {
    [COLUMN.name]: {
      value: text,
      role: long ? "wrap" : "text",
    },
    [COLUMN.target]: {
      value: cellNumber(veto.limit),
      role: "secondNumber",
      format: limitFormat(SIGNS[veto.comparison], indicator.unit, figurePlaces, cellNumber(veto.limit)),
      ...(formulas && limitCell !== null ? { formula: limitSource.live!.times === 100 ? `ROUND(100*${limitCell},12)` : limitCell } : {}),
    },
    [COLUMN.actual]: {
      value: figure ? cellNumber(figure) : labels.states[state ?? "missing"].sign,
      role: "strongNumber",
      format,
      ...(shown === null ? {} : { formula: shown }),
    },
    [stateColumn]: {
      value: worded(found),
      role: outcome.kind === "passed" ? "second" : "strong",
      indent: 1,
      ...(formulas
        ? { formula: `IF(${undecided}=1,${quoted(worded(words.undecided))},IF(${struck}=1,${quoted(worded(words.struck))},${quoted(worded(words.passed))}))` }
        : {}),
    },
  });
  if (!formulas) return laid;
  const hidden = (value: number, formula: string): LaidRow["cells"][number] => ({ value, formula, mark: { row: "plain", role: "faintNumber" } });
  const strikes = `IF(COUNT(${actual},${limit})=2,IF(${actual}${OPERATORS[veto.comparison]}${limit},1,0),0)`;
  return {
    ...laid,
    cells: [...laid.cells, undefined, hidden(outcome.kind === "struck" ? 1 : 0, strikes), hidden(outcome.kind === "undecided" ? 1 : 0, unsure)],
  };
}

function nameOfNode(nodes: readonly TreeNode[], code: string): string | null {
  for (const node of nodes) {
    if (node.code === code) return node.name;
    const below = node.kind === "branch" ? nameOfNode(node.children, code) : null;
    if (below !== null) return below;
  }
  return null;
}

// --- Grades -----------------------------------------------------------------------------------------------------

interface GradeCells {
  /** The card's own rate, and how many lines hold it. */
  readonly rate: string;
  readonly held: string;
  readonly struck: VerdictFormulas["struck"];
  /** The first of the columns right of the page. */
  readonly working: number;
}

export function gradeRow(plan: Plan, row: number, cells: GradeCells | null): LaidRow {
  const { card, context, width } = plan;
  const { labels, scheme } = context;
  const { grade: words } = labels.card;
  const { grades } = scheme;
  const text = (place: number): string => words.text(grades[place]!.name, grades[place]!.coefficient?.toFixed() ?? null);
  const given = card.grade;
  const value = given ? text(grades.indexOf(given.grade)) : labels.dash;
  const remark = [given?.by === "quota" ? words.byQuota : "", given?.lifted ? words.lifted : "", given?.before ? words.lowered(given.before.name) : ""].filter(
    (part) => part !== "",
  );
  const live = cells && gradeFormulas(plan, row, cells, text);
  const laid = laidRow("subtotal", width, HEIGHTS.subtotal, {
    [COLUMN.name]: { value: words.caption, role: "text" },
    [COLUMN.points]: { value, role: "strong", ...(live ? { formula: live.grade } : {}) },
    // A sentence needs more room than the last column has: it runs over the blank cells between. A formula has a result, if only an empty text.
    [COLUMN.unit]: {
      value: remark.join(labels.comma) || (live?.remark ? "" : null),
      role: "caption",
      ...(live?.remark ? { formula: live.remark } : {}),
    },
  });
  return live ? { ...laid, cells: [...laid.cells, undefined, ...live.workings] } : laid;
}

/** `remark`: null where nothing can be remarked. `workings`: from the first of the columns right of the page. */
interface GradeFormulas {
  readonly grade: string;
  readonly remark: string | null;
  readonly workings: readonly LaidRow["cells"][number][];
}

/** Live as kpi/grade.ts grades; null: the summary that ranks the cards is not there, so that a share of them cannot be told. */
function gradeFormulas(plan: Plan, row: number, { rate, held, struck, working }: GradeCells, text: (place: number) => string): GradeFormulas | null {
  const { card, context } = plan;
  const { labels, scheme } = context;
  const { grades, settings } = scheme;
  const { grade: words } = labels.card;
  const ranked = context.placeCells?.(card) ?? null;
  if (settings.forcedDistribution && ranked === null) return null;

  const lowering = card.vetoes.filter(({ veto }) => veto.effect === "gradeDown").map(({ veto }) => `${operand(veto.value ?? decimal(1))}*${struck(veto)}`);
  const byRate = ["1", ...grades.slice(0, -1).map(({ from }) => (from === null ? "0" : `(${rate}<${plain(perCent(from))})`))].join("+");
  const capping = card.vetoes.flatMap(({ veto }) => {
    const best = veto.effect === "gradeCap" ? grades.findIndex(({ name }) => name === veto.grade) : 0;
    return best > 0 ? [`${best + 1}*${struck(veto)}`] : [];
  });
  const capFormula = capping.length === 0 ? "1" : `MAX(1,${capping.join(",")})`;
  const before = fixedAddress(row, working);
  // Where others take the places that a card is kept from, the summary has every card's, and so it stands in a cell of its own.
  const caps = ranked?.caps ?? null;
  const cap = caps === null ? capFormula : fixedAddress(row, working + 1);
  const quotas = settings.forcedDistribution && ranked ? quotaFormulas(plan, row, working + (caps === null ? 1 : 2), ranked, cap) : null;
  const left = capping.length === 0 ? before : `MAX(${before},${cap})`;
  const after = lowering.length === 0 ? left : `MIN(${grades.length},${[left, ...lowering].join("+")})`;
  const ungraded = `OR(COUNT(${rate})=0,${held}>0)`;
  const chosen = (place: string, of: (at: number) => string): string => `CHOOSE(${place},${grades.map((_, at) => quoted(of(at))).join(",")})`;

  const comma = quoted(labels.comma);
  const apart = (text: string): string => `${comma}&${text}`;
  // By quota the grade is one that is left to the card already; without the veto it had the one of its place.
  const uncapped = quotas === null ? before : `IF(${cap}>1,MIN(${before},IF(${quotas.forced},${quotas.gradeAt(ranked!.own)},${before})),${before})`;
  const own = capping.length === 0 || caps === null ? before : uncapped;
  const lowered = lowering.length + capping.length === 0 ? null : `IF(${after}>${own},${apart(chosen(own, (at) => words.lowered(grades[at]!.name)))},"")`;
  const drawn =
    quotas === null
      ? null
      : `IF(${quotas.forced},${apart(quoted(words.byQuota))}&IF(${quotas.lastOfTie}>${quotas.drawn},${apart(quoted(words.lifted))},""),"")`;
  const remarks = [drawn, lowered].filter((part) => part !== null);

  const place = card.grade ? grades.indexOf(card.grade.drawn) + 1 : labels.dash;
  const placed = quotas === null ? byRate : `IF(${quotas.forced},${quotas.drawn},${byRate})`;
  const hidden = (value: string | number, formula: string): LaidRow["cells"][number] => ({ value, formula, mark: { row: "plain", role: "faintNumber" } });
  return {
    grade: `IF(ISNUMBER(${before}),${chosen(after, text)},${quoted(labels.dash)})`,
    // Each part begins with a comma; the first one's is not shown.
    remark: remarks.length === 0 ? null : `IF(ISNUMBER(${before}),MID(${remarks.join("&")},${labels.comma.length + 1},99),"")`,
    workings: [
      hidden(place, `IF(${ungraded},${quoted(labels.dash)},${placed})`),
      ...(caps === null ? [] : [hidden(capOf(card, grades) + 1, capFormula)]),
      ...(quotas?.cells ?? []).map(({ value, formula }) => hidden(value, formula)),
    ],
  };
}

interface QuotaFormulas {
  /**
   * As many cells as grades for each step: its share of the group, the remainder of the share, and how many cards it takes.
   * Where vetoes keep cards from grades also how many of those before it may have it, and how many have it or a better one; and the same twice with those of equal rate.
   */
  readonly cells: readonly { readonly value: number; readonly formula: string }[];
  /** True where the group is large enough. */
  readonly forced: string;
  /** The grade, counted from 1, at a place of the group, whoever else is kept from it. */
  readonly gradeAt: (place: string) => string;
  /** The grade of the card, and what it would be behind all others of its rate. */
  readonly drawn: string;
  readonly lastOfTie: string;
}

/** The largest remainders of kpi/grade.ts, in cells of the grade's row from column `from` on. */
function quotaFormulas({ card, context }: Plan, row: number, from: number, { own, all, ranked, caps }: PlaceCells, cap: string): QuotaFormulas {
  const { grades, settings } = context.scheme;
  const size = `COUNT(${all})`;
  const at = (step: number, place: number): string => fixedAddress(row, from + step * grades.length + place);
  const range = (step: number, first: number, last: number): string => `${at(step, first)}:${at(step, last)}`;
  const end = grades.length - 1;
  const shares = grades.map(({ quota }) => (quota ?? decimal(0)).times(ranked).div(100));
  const takes = quotasOf(grades, ranked);
  const gradeAt = (place: string): string => ["(1", ...grades.slice(0, -1).map((_, grade) => `(${place}>SUM(${range(2, 0, grade)}))`)].join("+") + ")";

  // Of a step the cells of who may have each grade, and of who has it or a better one; `ahead` counts those before the card.
  const may = (step: number, now: number[], sign: "<" | "<="): QuotaFormulas["cells"] => {
    const self = sign === "<" ? "" : `-(${cap}<=`;
    const counts = grades.map((_, place) => now.filter((one) => one <= place + 1).length);
    let taken = 0;
    const had = counts.map((count, place) => (taken = Math.min(taken + takes[place]!, count)));
    return [
      ...counts.map((value, place) => {
        const counted = `SUMPRODUCT(ISNUMBER(${all})*(${all}${sign}${own})*(${caps!.cells}<=${place + 1}))${self === "" ? "" : `${self}${place + 1})`}`;
        return { value, formula: `IF(ISNUMBER(${own}),${counted},0)` };
      }),
      ...had.map((value, place) => ({
        value,
        formula: `MIN(${place === 0 ? "" : `${at(step + 1, place - 1)}+`}${at(2, place)},${at(step, place)})`,
      })),
    ];
  };
  const drawnBy = (step: number): string =>
    grades.slice(0, -1).reduceRight((rest, _, place) => {
      const room = `${at(step, place)}<${place === 0 ? "" : `${at(step + 1, place - 1)}+`}${at(2, place)}`;
      return `IF(AND(${place + 1}>=${cap},${room}),${place + 1},${rest})`;
    }, String(grades.length));
  const mine = card.rank && { place: card.rank.place, cap: capOf(card, grades) + 1 };
  const ahead = mine && caps ? caps.now.filter(({ place }) => place < mine.place) : [];
  const aheadCaps = ahead.map((one) => one.cap);
  const ofItsRate = mine && caps ? caps.now.filter(({ place }) => place === mine.place).map((one) => one.cap) : [];
  const tied = ofItsRate.filter((_, at) => at !== ofItsRate.indexOf(mine?.cap ?? 0));

  return {
    cells: [
      ...grades.map(({ quota }, place) => ({ value: cellNumber(shares[place]!), formula: `ROUND(${size}*${plain((quota ?? decimal(0)).div(100))},9)` })),
      ...grades.map((_, place) => ({ value: cellNumber(shares[place]!.mod(1)), formula: `ROUND(${at(0, place)}-INT(${at(0, place)}),9)` })),
      ...grades.map((_, place) => {
        const before = [
          `SUMPRODUCT((${range(1, 0, end)}>${at(1, place)})*1)`,
          ...(place === 0 ? [] : [`SUMPRODUCT((${range(1, 0, place - 1)}=${at(1, place)})*1)`]),
        ].join("+");
        const left = `${size}-SUMPRODUCT(INT(${range(0, 0, end)}))`;
        return { value: takes[place]!, formula: `INT(${at(0, place)})+IF(${before}<${left},1,0)` };
      }),
      ...(caps === null ? [] : [...may(3, aheadCaps, "<"), ...may(5, [...aheadCaps, ...tied], "<=")]),
    ],
    forced: `${size}>=${settings.distributionFrom}`,
    gradeAt,
    drawn: caps === null ? gradeAt(own) : drawnBy(3),
    lastOfTie: caps === null ? gradeAt(`(${own}+COUNTIF(${all},${own})-1)`) : drawnBy(5),
  };
}

function perCent(rate: Decimal): Decimal {
  return rate.div(100);
}
