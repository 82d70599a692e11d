/**
 * A derived figure as a formula over the cells of its parts on the data table, where an absent part stands as the sign of its state.
 *
 * A difference of doubles is not the double of the difference: everything is rounded to twelve places, so that a target is met where the engine meets it.
 */
import type { Decimal } from "../../kpi/decimal";
import type { PartRole } from "../../kpi/derived";
import type { AbsentState, Derivation } from "../../kpi/figure";
import { parseAddress } from "../grid";
import { operand, plain } from "./ruleCells";

export interface DerivedCells {
  /** One per part, in their order: "$J$12". */
  readonly parts: readonly string[];
  /** The full mark of a gap that is no part: a cell or a number. */
  readonly full: string | null;
  /** A sign as it stands in a formula, with its quotes. */
  readonly sign: (state: AbsentState) => string;
  /** States that the parts may come to, the gravest first. */
  readonly states: readonly AbsentState[];
}

/** Without "=". */
export function derivedFormula({ derived, parts, direction }: Derivation, cells: DerivedCells): string {
  const { sign } = cells;
  const of = (role: PartRole): string[] => cells.parts.filter((_cell, place) => parts[place]!.role === role);
  const one = (role: PartRole): string => of(role)[0]!;
  const better = (own: string, other: string): string => (direction === "up" ? `${own}-${other}` : `${other}-${own}`);
  const undefinedSign = (zero: "hold" | "notApplicable"): string => sign(zero === "hold" ? "unreadable" : "notApplicable");
  const known = (formula: string): string => ifKnown(cells, formula);
  switch (derived.method) {
    case "ratio":
      return known(
        `IF(${one("denominator")}=0,${undefinedSign(derived.zero)},${settled(`${one("numerator")}*${operand(derived.factor)}/${one("denominator")}`)})`,
      );
    case "improvement":
      return known(settled(better(one("own"), one("base"))));
    case "relativeImprovement": {
      const quotient = settled(`${settled(better(one("own"), one("base")))}*100/ABS(${one("base")})`);
      return known(`IF(${one("base")}=0,${undefinedSign(derived.zero)},${quotient})`);
    }
    case "gapClosed": {
      const full = of("full")[0] ?? cells.full;
      if (full === null) return known(sign("unreadable"));
      // A quotient of two small differences would make much of what doubles leave behind.
      const gap = settled(better(full, one("base")));
      const change = settled(better(one("own"), one("base")));
      const noGap = derived.zero === "byChange" ? `IF(${change}>0,100,0)` : undefinedSign(derived.zero);
      return known(`IF(${gap}<=0,${noGap},${settled(`${change}*100/${gap}`)})`);
    }
    case "lead": {
      const rivals = of("rival").join(",");
      const rival = of("rival").length === 1 ? rivals : `${derived.by === "mean" ? "AVERAGE" : direction === "up" ? "MAX" : "MIN"}(${rivals})`;
      return known(settled(better(one("own"), rival)));
    }
    case "difference":
      return known(settled(`${one("first")}-${one("second")}`));
    case "sum":
      return ofTerms(cells, derived.absent, settled(`SUM(${cells.parts.join(",")})`));
    case "mean":
      return ofTerms(cells, derived.absent, settled(`AVERAGE(${cells.parts.join(",")})`));
    case "minimum":
      return ofTerms(cells, derived.absent, `MIN(${cells.parts.join(",")})`);
    case "weightedSum":
    case "weightedMean": {
      const weighted = cells.parts.map((cell, place) => `${operand(parts[place]!.factor!)}*N(${cell})`).join("+");
      if (derived.method === "weightedSum") return ofTerms(cells, derived.absent, settled(weighted));
      const weights = cells.parts.map((cell, place) => `${operand(parts[place]!.factor!)}*COUNT(${cell})`).join("+");
      return ofTerms(cells, derived.absent, settled(`(${weighted})/(${weights})`));
    }
    case "checklist": {
      const applying = `(${one("present")}+${one("action")})`;
      return known(`IF(${applying}=0,${sign("notApplicable")},${settled(`100*${one("present")}/${applying}`)})`);
    }
    case "survey": {
      const [answers, points] = [one("answers"), one("points")];
      const mapped = settled(`(${points}-${operand(derived.from)}*${answers})*100/(${answers}*${plain(derived.to.minus(derived.from))})`);
      return known(`IF(${answers}<${least(derived.leastAnswers)},${sign("suppressed")},${mapped})`);
    }
  }
}

function least(answers: Decimal): string {
  return plain(answers);
}

function settled(formula: string): string {
  return `ROUND(${formula},12)`;
}

/** The formula where every part is a number; else the sign of the gravest state among them. */
function ifKnown(cells: DerivedCells, formula: string): string {
  const all = [...cells.parts, ...(cells.full !== null && cells.full.includes("$") ? [cells.full] : [])];
  return `IF(COUNT(${all.join(",")})=${all.length},${formula},${gravest(cells, cells.states)})`;
}

/** Sums and means pass over what does not apply, and, where it is to be left out, over everything that is absent. */
function ofTerms(cells: DerivedCells, absent: "asAbsent" | "leaveOut", formula: string): string {
  const count = `COUNT(${cells.parts.join(",")})`;
  const { sign } = cells;
  if (absent === "leaveOut") return `IF(${count}>0,${formula},${gravest(cells, [...cells.states.filter((one) => one !== "notApplicable"), "notApplicable"])})`;
  const faults = cells.states.filter((state) => state !== "notApplicable");
  return faults.reduceRight(
    (rest, state) => `IF(${anyIs(cells.parts, sign(state))},${sign(state)},${rest})`,
    `IF(${count}>0,${formula},${sign("notApplicable")})`,
  );
}

function gravest({ parts, sign }: DerivedCells, states: readonly AbsentState[]): string {
  const [last = "missing", ...graver] = [...states].reverse();
  return graver.reduce((rest, state) => `IF(${anyIs(parts, sign(state))},${sign(state)},${rest})`, sign(last));
}

/** Whether one of the cells holds the sign: runs of them by COUNTIF, since three names are longer than a range. */
function anyIs(cells: readonly string[], sign: string): string {
  const conditions = runsOf(cells).map((run) =>
    run.length < 3 ? run.map((cell) => `${cell}=${sign}`).join(",") : `COUNTIF(${run[0]!}:${run.at(-1)!},${sign})>0`,
  );
  return cells.length === 1 ? conditions[0]! : `OR(${conditions.join(",")})`;
}

function runsOf(cells: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const cell of cells) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && follows(last, cell)) runs.at(-1)!.push(cell);
    else runs.push([cell]);
  }
  return runs;
}

function follows(one: string, next: string): boolean {
  const [from, to] = [one, next].map((cell) => parseAddress(cell.replace(/\$/g, "")));
  return from !== null && to !== null && from !== undefined && to !== undefined && from.column === to.column && from.row + 1 === to.row;
}
