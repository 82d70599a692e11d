/**
 * A formula as the calculation engine has to be told it, so that it comes to what Excel comes to.
 *
 * Three gaps of IronCalc 0.8.4 are closed here: ROUND, ROUNDUP and ROUNDDOWN take the last bits of a double for real (to Excel 1.005 is a half, to the engine a little less),
 * ISNUMBER of a range looks at no cell of it (a text is more than any number, so that a comparison says the same),
 * and a sheet whose name has signs such as "·" is lost to formulas once another sheet is added, so that sheets go by names of the engine's own.
 */

/** `formula` without the leading "=", and the same that comes back. `sheetFor`: the engine's name of a sheet; null: there is no such sheet. */
export function forEngine(formula: string, sheetFor: (name: string) => string | null): string {
  const named = formula.replace(
    /("(?:[^"]|"")*")|'((?:[^']|'')*)'!|(?<![\p{L}\p{N}_.#])([\p{L}_][\p{L}\p{N}_.]*)!/gu,
    (whole, text: string | undefined, quoted: string | undefined, plain: string | undefined) => {
      const sheet = text === undefined ? sheetFor(quoted?.replace(/''/g, "'") ?? plain!) : null;
      return sheet === null ? whole : `${sheet}!`;
    },
  );
  const parts = named.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[(),]|[^"'(),]+/g) ?? [];
  let at = 0;
  /** Up to the bracket that ends them. A list in braces comes apart like arguments, and is joined again in the same way. */
  const list = (): string[] => {
    const found = [""];
    for (; at < parts.length && parts[at] !== ")"; at += 1) {
      const part = parts[at]!;
      const last = found.pop()!;
      if (part === ",") found.push(last, "");
      else if (part === "(") {
        at += 1;
        found.push(called(last, list()));
      } else found.push(last + part);
    }
    return found;
  };
  return list().join(",");
}

/** Digits that a figure keeps behind the digit that is rounded: those beyond them are a machine's. */
const KEPT = 10;

const RANGE = /^\s*(?:[^()",:]+!)?\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+\s*$/u;

function called(before: string, given: readonly string[]): string {
  if (/(?<![\p{L}\p{N}_.])ISNUMBER$/u.test(before) && given.length === 1 && RANGE.test(given[0]!)) {
    return `${before.slice(0, -"ISNUMBER".length)}(${given[0]!}<9.9E+307)`;
  }
  const name = /(?<![\p{L}\p{N}_.])ROUND(?:UP|DOWN)?$/u.exec(before)?.[0];
  const [figure, decimals] = given;
  if (name === undefined || given.length !== 2 || !decimals?.trim()) return `${before}(${given.join(",")})`;
  const scale = `10^(${decimals})`;
  return `${before.slice(0, -name.length)}(${name}(ROUND((${figure})*${scale},${KEPT}),0)/${scale})`;
}
