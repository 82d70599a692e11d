/** How a computed figure came about, in figures and signs, which are the same in every language. */
import type { Decimal } from "../kpi/decimal";
import type { PartRole } from "../kpi/derived";
import type { ExplainedDerivation } from "../kpi/explain";
import { roundTo } from "../kpi/rounding";
import { betterBy } from "../kpi/rules/direction";

/** "86 - 85.7"; null: one of the parts is no figure, or there is nothing to divide by. */
export function derivedWorking({ derivation, figure }: ExplainedDerivation): string | null {
  if (figure.state !== "value") return null;
  const { derived, parts, direction } = derivation;
  const values = (role: PartRole): Decimal[] =>
    parts.flatMap(({ role: own, reading }) => (own === role && reading?.figure.state === "value" ? [reading.figure.value] : []));
  const of = (role: PartRole): string => written(values(role)[0]!);
  const better = (own: string, other: string): string => (direction === "up" ? `${own} - ${other}` : `${other} - ${own}`);
  switch (derived.method) {
    case "ratio":
      return `${of("numerator")}${derived.factor.eq(1) ? "" : ` × ${written(derived.factor)}`} ÷ ${of("denominator")}`;
    case "improvement":
      return better(of("own"), of("base"));
    case "relativeImprovement":
      return `(${better(of("own"), of("base"))}) ÷ ${written(values("base")[0]!.abs())} × 100`;
    case "gapClosed": {
      const mark = values("full")[0] ?? derivation.full!.value;
      const full = written(mark);
      // No gap to close: better than the base or not is all that there is to say.
      if (betterBy(mark, values("base")[0]!, direction).lte(0)) return `${better(of("own"), of("base"))} ${figure.value.gt(0) ? "> 0 → 100" : "≤ 0 → 0"}`;
      return `(${better(of("own"), of("base"))}) ÷ (${better(full, of("base"))}) × 100`;
    }
    case "lead": {
      const rivals = values("rival");
      const best = rivals.reduce((one, other) => ((direction === "up" ? other.gt(one) : other.lt(one)) ? other : one));
      const mean = rivals.length === 1 ? written(best) : `(${rivals.map(written).join(" + ")}) ÷ ${rivals.length}`;
      return better(of("own"), derived.by === "best" ? written(best) : mean);
    }
    case "difference":
      return `${of("first")} - ${of("second")}`;
    case "sum":
      return values("term").map(written).join(" + ");
    case "mean":
      return `(${values("term").map(written).join(" + ")}) ÷ ${values("term").length}`;
    case "minimum":
      return `min(${values("term").map(written).join(", ")})`;
    case "weightedSum":
    case "weightedMean": {
      const known = parts.filter(({ reading }) => reading?.figure.state === "value");
      const weights = known.map(({ factor }) => written(factor!));
      const products = values("term").map((value, place) => `${weights[place]!} × ${written(value)}`);
      return derived.method === "weightedSum" ? products.join(" + ") : `(${products.join(" + ")}) ÷ (${weights.join(" + ")})`;
    }
    case "checklist":
      return `${of("present")} ÷ (${of("present")} + ${of("action")}) × 100`;
    case "survey":
      return `(${of("points")} ÷ ${of("answers")} - ${written(derived.from)}) ÷ (${written(derived.to)} - ${written(derived.from)}) × 100`;
  }
}

/** A negative figure in brackets; no more than six places of one that was computed itself. */
function written(value: Decimal): string {
  const text = roundTo(value, 6).toFixed();
  return value.lt(0) ? `(${text})` : text;
}
