/**
 * Formulas, read and worked out: arithmetic, comparison, text joined with &, references within the workbook, lists in braces, and the functions that sheets of ours use.
 *
 * This is no calculation engine for everybody's formulas. What it does not know is thrown as a NotWorkedOut, and the cell keeps the result that it had.
 */
import { isCellError, parseAddress, type CellError, type CellValue } from "../../../src/sheets/grid";

export class NotWorkedOut extends Error {}

/** Where a formula stands, and how it sees other cells. */
export interface Scope {
  /** How far the formula was moved from where it was written: relative references move along. 0 for a cell's own formula. */
  readonly rows: number;
  readonly columns: number;
  /** `sheet` null: the formula's own. */
  value(sheet: string | null, row: number, column: number): CellValue;
}

export type Worked = CellValue | readonly (readonly CellValue[])[];
type Part = (scope: Scope) => Worked;

const TOKEN =
  /\s*(?:(?<number>\d+\.?\d*(?:E[+-]?\d+)?|\.\d+(?:E[+-]?\d+)?)(?![A-Z0-9.]*[!(])|(?<text>"(?:[^"]|"")*")|(?<error>#[A-Z0-9/]+[!?]?)|(?<reference>(?:(?:'(?:[^']|'')+'|[^\s'!()+\-*/^&=<>,;{}%":]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\p{L}\p{N}_(])|(?<name>[\p{L}_][\p{L}\p{N}_.]*)|(?<sign><>|<=|>=|[-+*/^&=<>(),;{}%]))/uy;

interface Token {
  readonly kind: "number" | "text" | "error" | "reference" | "name" | "sign";
  readonly text: string;
}

function tokens(formula: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (formula.slice(TOKEN.lastIndex).trim() !== "") {
    const start = TOKEN.lastIndex;
    const groups = TOKEN.exec(formula)?.groups;
    const named = groups && Object.entries(groups).find(([, text]) => text !== undefined);
    if (!named) throw new NotWorkedOut(`${formula.slice(start)} cannot be read`);
    found.push({ kind: named[0] as Token["kind"], text: named[1]! });
  }
  return found;
}

const known = new Map<string, Part>();

/** `formula` without the leading "=". */
export function workOut(formula: string, scope: Scope): CellValue {
  let part = known.get(formula);
  if (!part) known.set(formula, (part = parse(tokens(formula))));
  return single(part(scope));
}

/** From the loosest to the tightest; a sign before a figure binds tighter still. */
const LEVELS: readonly (readonly string[])[] = [["=", "<>", "<", ">", "<=", ">="], ["&"], ["+", "-"], ["*", "/"], ["^"]];

function parse(all: readonly Token[]): Part {
  let at = 0;
  const sign = (text: string): boolean => all[at]?.kind === "sign" && all[at]?.text === text;
  const take = (text: string): boolean => {
    if (!sign(text)) return false;
    at += 1;
    return true;
  };
  const need = (text: string): void => {
    if (!take(text)) throw new NotWorkedOut(`"${text}" is missing`);
  };

  function level(depth: number): Part {
    const signs = LEVELS[depth];
    if (!signs) return signed();
    let left = level(depth + 1);
    for (let next = all[at]; next?.kind === "sign" && signs.includes(next.text); next = all[at]) {
      at += 1;
      left = each(left, level(depth + 1), operation(next.text));
    }
    return left;
  }
  function signed(): Part {
    if (take("-")) return each(() => 0, signed(), operation("-"));
    if (take("+")) return signed();
    let inner = atom();
    while (take("%")) inner = each(inner, () => 100, operation("/"));
    return inner;
  }
  function atom(): Part {
    const token = all[at];
    at += 1;
    switch (token?.kind) {
      case "number":
        return constant(Number(token.text));
      case "text":
        return constant(token.text.slice(1, -1).replace(/""/g, '"'));
      case "error":
        return constant({ error: token.text });
      case "reference":
        return reference(token.text);
      case "name":
        return take("(") ? called(token.text.toUpperCase(), list(")")) : constant(truth(token.text));
      case "sign":
        if (token.text === "(") {
          const inner = level(0);
          need(")");
          return inner;
        }
        if (token.text === "{") return braces();
        throw new NotWorkedOut(`"${token.text}" was not expected`);
      case undefined:
        throw new NotWorkedOut("the formula ends too early");
    }
  }
  function list(end: string): Part[] {
    const parts: Part[] = [];
    if (take(end)) return parts;
    do parts.push(sign(",") || sign(end) ? constant(null) : level(0));
    while (take(","));
    need(end);
    return parts;
  }
  function braces(): Part {
    const rows: Part[][] = [[]];
    do {
      rows.at(-1)!.push(signed());
      if (take(";")) rows.push([]);
      else if (!take(",")) break;
    } while (at < all.length);
    need("}");
    return (scope) => rows.map((row) => row.map((part) => single(part(scope))));
  }

  const whole = level(0);
  if (at < all.length) throw new NotWorkedOut(`"${all[at]!.text}" was not expected`);
  return whole;
}

function constant(value: CellValue): Part {
  return () => value;
}

function truth(name: string): boolean {
  if (!/^(TRUE|FALSE)$/i.test(name)) throw new NotWorkedOut(`the name ${name} is not known`);
  return /^TRUE$/i.test(name);
}

function reference(text: string): Part {
  const cut = text.lastIndexOf("!");
  const sheet = cut < 0 ? null : text.slice(0, cut).replace(/^'|'$/g, "").replace(/''/g, "'");
  const [from, to = from] = text
    .slice(cut + 1)
    .split(":")
    .map((address) => ({ ...parseAddress(address)!, fixed: /^\$/.test(address), fixedRow: /\$\d/.test(address) }));
  if (!from || !to) throw new NotWorkedOut(`${text} is no reference`);
  return (scope) => {
    const place = (end: typeof from): { readonly row: number; readonly column: number } => ({
      row: end.row + (end.fixedRow ? 0 : scope.rows),
      column: end.column + (end.fixed ? 0 : scope.columns),
    });
    const first = place(from);
    const last = place(to);
    if (from === to) return scope.value(sheet, first.row, first.column);
    const span = (start: number, end: number): number[] => Array.from({ length: end - start + 1 }, (_, index) => start + index);
    return span(first.row, last.row).map((row) => span(first.column, last.column).map((column) => scope.value(sheet, row, column)));
  };
}

const isList = (worked: Worked): worked is readonly (readonly CellValue[])[] => Array.isArray(worked);

/** A list where one value is wanted gives its first. */
function single(worked: Worked): CellValue {
  return isList(worked) ? (worked[0]?.[0] ?? null) : worked;
}

/** Lists are worked out cell by cell; a single value goes with every cell. */
function each(left: Part, right: Part, work: (one: CellValue, other: CellValue) => CellValue): Part {
  return (scope) => {
    const one = left(scope);
    const other = right(scope);
    if (!isList(one) && !isList(other)) return work(one, other);
    const shape = isList(one) ? one : (other as readonly (readonly CellValue[])[]);
    const at = (worked: Worked, row: number, column: number): CellValue => (isList(worked) ? (worked[row]?.[column] ?? null) : worked);
    return shape.map((cells, row) => cells.map((_, column) => work(at(one, row, column), at(other, row, column))));
  };
}

const NO_VALUE: CellError = { error: "#VALUE!" };

/** What a value is as a figure: blank is 0, text that reads as a figure is one. */
function figure(value: CellValue): number | CellError {
  if (value === null) return 0;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (isCellError(value)) return value;
  return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : NO_VALUE;
}

function operation(sign: string): (one: CellValue, other: CellValue) => CellValue {
  return (one, other) => {
    if (isCellError(one)) return one;
    if (isCellError(other)) return other;
    if (sign === "&") return `${written(one)}${written(other)}`;
    if (LEVELS[0]!.includes(sign)) return compared(sign, order(one, other));
    const a = figure(one);
    const b = figure(other);
    if (typeof a !== "number") return a;
    if (typeof b !== "number") return b;
    if (sign === "/" && b === 0) return { error: "#DIV/0!" };
    // Excel takes a difference that is only the machine's for none at all.
    const near = (result: number): number => (Math.abs(result) < 1e-15 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : result);
    switch (sign) {
      case "+":
        return near(a + b);
      case "-":
        return near(a - b);
      case "*":
        return a * b;
      case "/":
        return a / b;
      default:
        return a ** b;
    }
  };
}

function written(value: CellValue): string {
  return value === null ? "" : typeof value === "boolean" ? String(value).toUpperCase() : String(value);
}

/** Figures stand before text, text before TRUE and FALSE; a blank is whatever it is compared with. */
function order(one: CellValue, other: CellValue): number {
  const blank = (beside: CellValue): CellValue => (typeof beside === "string" ? "" : typeof beside === "boolean" ? false : 0);
  const a = one ?? blank(other);
  const b = other ?? blank(one);
  const rank = (value: CellValue): number => (typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const left = typeof a === "string" ? a.toLowerCase() : Number(a);
  const right = typeof b === "string" ? b.toLowerCase() : Number(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function compared(sign: string, difference: number): boolean {
  switch (sign) {
    case "=":
      return difference === 0;
    case "<>":
      return difference !== 0;
    case "<":
      return difference < 0;
    case ">":
      return difference > 0;
    case "<=":
      return difference <= 0;
    default:
      return difference >= 0;
  }
}

/** An error among the figures ends the work; it is caught where the function was called. */
class Ended extends Error {
  constructor(readonly value: CellError) {
    super(value.error);
  }
}

function must(value: CellValue): number {
  const found = figure(value);
  if (typeof found !== "number") throw new Ended(found);
  return found;
}

/** The figures that SUM, MIN, MAX and COUNT see: in a list only figures count, alone also what reads as one. */
function figures(given: readonly Worked[]): number[] {
  return given.flatMap((worked) => {
    if (!isList(worked)) return worked === null ? [] : [must(worked)];
    return worked.flat().flatMap((value) => {
      if (isCellError(value)) throw new Ended(value);
      return typeof value === "number" ? [value] : [];
    });
  });
}

/** Half away from zero, on what Excel holds of a figure: 15 digits. */
export function rounded(amount: number, decimals: number, towards: (figure: number) => number): number {
  const scale = 10 ** Math.trunc(decimals);
  return (Math.sign(amount) * towards(Number((Math.abs(amount) * scale).toPrecision(15)))) / scale;
}

const yes = (value: CellValue): boolean => must(value) !== 0;

/** The last key that is not above what is looked for. */
function lookedUp(wanted: CellValue, keys: readonly CellValue[], results: readonly CellValue[]): CellValue {
  const place = keys.findLastIndex((key) => typeof key === typeof wanted && order(key, wanted) <= 0);
  return place < 0 ? { error: "#N/A" } : (results[place] ?? null);
}

const FUNCTIONS: Readonly<Record<string, (given: readonly Worked[]) => Worked>> = {
  SUM: (given) => figures(given).reduce((total, one) => total + one, 0),
  MIN: (given) => Math.min(...orZero(figures(given))),
  MAX: (given) => Math.max(...orZero(figures(given))),
  COUNT: (given) => given.flatMap((worked) => (isList(worked) ? worked.flat() : [worked])).filter((value) => typeof value === "number").length,
  SUMPRODUCT: (given) => {
    const lists = given.map((worked) => (isList(worked) ? worked.flat() : [worked]));
    return lists[0]!.reduce<number>((total, _, place) => total + lists.reduce((product, list) => product * factor(list[place] ?? null), 1), 0);
  },
  AND: (given) => given.flatMap((worked) => (isList(worked) ? worked.flat() : [worked])).every(yes),
  OR: (given) => given.flatMap((worked) => (isList(worked) ? worked.flat() : [worked])).some(yes),
  NOT: ([value]) => !yes(single(value ?? null)),
  ISNUMBER: ([value]) => typeof single(value ?? null) === "number",
  ISBLANK: ([value]) => single(value ?? null) === null,
  ISTEXT: ([value]) => typeof single(value ?? null) === "string",
  ABS: ([value]) => Math.abs(must(single(value ?? null))),
  INT: ([value]) => Math.floor(must(single(value ?? null))),
  ROUND: ([value, decimals]) => rounded(must(single(value ?? null)), must(single(decimals ?? null)), Math.round),
  ROUNDUP: ([value, decimals]) => rounded(must(single(value ?? null)), must(single(decimals ?? null)), Math.ceil),
  ROUNDDOWN: ([value, decimals]) => rounded(must(single(value ?? null)), must(single(decimals ?? null)), Math.floor),
  LOOKUP: ([wanted, keys, results = keys]) => {
    if (!isList(keys!) || !isList(results!)) throw new NotWorkedOut("LOOKUP without lists");
    return lookedUp(single(wanted ?? null), keys.flat(), results.flat());
  },
};

function orZero(found: readonly number[]): readonly number[] {
  return found.length > 0 ? found : [0];
}

/** To SUMPRODUCT text is 0, and an error stays one. */
function factor(value: CellValue): number {
  if (isCellError(value)) throw new Ended(value);
  return typeof value === "number" ? value : 0;
}

function called(name: string, parts: readonly Part[]): Part {
  if (name === "IF") return chosen(parts);
  if (name === "IFERROR") {
    return (scope) => {
      const first = single(parts[0]!(scope));
      return isCellError(first) ? (parts[1]?.(scope) ?? null) : first;
    };
  }
  const work = FUNCTIONS[name];
  if (!work) throw new NotWorkedOut(`${name} is not known`);
  return (scope) => {
    try {
      return work(parts.map((part) => part(scope)));
    } catch (fault) {
      if (fault instanceof Ended) return fault.value;
      throw fault;
    }
  };
}

/** Only the branch that is chosen is worked out. */
function chosen([condition, then, otherwise]: readonly Part[]): Part {
  return (scope) => {
    const value = figure(single(condition!(scope)));
    if (typeof value !== "number") return value;
    return value !== 0 ? (then?.(scope) ?? null) : otherwise ? otherwise(scope) : false;
  };
}
