/** What is missing to the next grade, in English; the card and the pane share it. */
import type { GradeAhead, GradeGap } from "../kpi/nextPoint";
import type { Veto } from "../kpi/veto";
import { exact, rounded } from "./explainWorking";
import { NAMED_ALONE, type ShownPlaces } from "./nextPointWords";

const named = (vetoes: readonly Veto[]): string => `the veto${vetoes.length === 1 ? "" : "es"} ${vetoes.map(({ name }) => `“${name}”`).join(", ")}`;
const does = (vetoes: readonly Veto[], one: string, many: string): string => `${named(vetoes)} ${vetoes.length === 1 ? one : many}`;

/** null: the scheme has no grades. What lines can do by themselves is said only where they were looked at. */
export function gradeGapEn(grade: GradeGap | GradeAhead, { points, rate }: ShownPlaces): string | null {
  switch (grade.kind) {
    case "notGraded":
      return null;
    case "incomplete":
      return "Not graded yet: a line is held.";
    case "best":
      return `Has the best grade, “${grade.grade.name}”.`;
    case "quota": {
      const lowered = grade.lowering.length > 0 ? `${does(grade.lowering, "has lowered it", "have lowered it")}; ` : "";
      return `Now “${grade.grade.name}”; ${lowered}grades are distributed by quota, so that the next one depends on others.`;
    }
    case "vetoed":
      return `Now “${grade.grade.name}”; ${does(grade.lowering, "strikes, and no higher grade can be had while it does", "strike, and no higher grade can be had while they do")}.`;
    case "next": {
      const needs = `${rounded(grade.missingPoints, points)} points to “${grade.next.name}” (${exact(grade.from)}%, ${rounded(grade.missingRate, rate)} percentage points away)`;
      const lowered =
        grade.lowering.length > 0 ? `reckoned with ${named(grade.lowering)}, which ${grade.lowering.length === 1 ? "lowers" : "lower"} the grade` : "";
      const capped = grade.capping.length > 0 ? `out of reach while ${does(grade.capping, "keeps the total down", "keep the total down")}` : "";
      const own = "alone" in grade && (grade.capping.length === 0 || grade.enough) ? [aloneText(grade), togetherText(grade, points)] : [];
      return `${[`Now “${grade.grade.name}”`, needs, lowered, capped, ...own].filter((part) => part !== "").join("; ")}.`;
    }
  }
}

type Next = Extract<GradeAhead, { readonly kind: "next" }>;

function aloneText({ alone, enough }: Next): string {
  const names = alone.slice(0, NAMED_ALONE).map((one) => one.line.name);
  const more = alone.length > NAMED_ALONE ? ` and ${alone.length - NAMED_ALONE} more` : "";
  return names.length > 0 ? `any one of these is enough: ${names.join(", ")}${more}` : enough ? "no line is enough by itself" : "";
}

function togetherText({ enough, together }: Next, points: ShownPlaces["points"]): string {
  return enough ? "" : `every line at its best makes ${rounded(together, points)} points, which is not enough`;
}
