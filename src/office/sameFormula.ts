/**
 * Whether two formulas are one to Excel, which spells them its own way: capitals, and quotes round a sheet's name only where it must.
 * A newer Excel also puts @ before what might give a list, such as INDEX, where a file was written without a word about lists.
 */

export function sameFormula(a: string, b: string): boolean {
  return a === b || spelled(a) === spelled(b);
}

function spelled(formula: string): string {
  const parts = formula.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[^"']+/g) ?? [];
  return parts
    .map((part) => {
      if (part.startsWith('"')) return part;
      if (part.startsWith("'")) return part.slice(1, -1).replace(/''/g, "'").toUpperCase();
      return part.replace(/[\s@]+/g, "").toUpperCase();
    })
    .join("");
}
