/**
 * A language that nobody speaks: the English words with accents, in brackets, and two fifths longer, so that what is cut off, or was never a word of ours, shows at once.
 * It is made of the words themselves and never shipped.
 */
const ACCENTS: Readonly<Record<string, string>> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  c: "ç",
  n: "ñ",
  y: "ý",
  A: "Á",
  E: "É",
  I: "Í",
  O: "Ó",
  U: "Ú",
  C: "Ç",
  N: "Ñ",
};

/** Not words, though they stand among them. */
const KEPT: ReadonlySet<string> = new Set(["language", "guidePage", "helpPage"]);

export function pseudoText(text: string): string {
  if (!/\p{L}{2}/u.test(text)) return text;
  const longer = text.replace(/\p{L}{3,}/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)));
  return `[${[...longer].map((letter) => ACCENTS[letter] ?? letter).join("")}]`;
}

/** Changes a set of words in place, sentences that are functions among them. */
export function makePseudo(words: object, seen: Set<object> = new Set()): void {
  if (seen.has(words)) return;
  seen.add(words);
  const open = words as Record<string, unknown>;
  for (const [key, value] of Object.entries(open)) {
    if (KEPT.has(key)) continue;
    if (typeof value === "string") open[key] = pseudoText(value);
    else if (typeof value === "function") open[key] = (...given: unknown[]): unknown => said(value(...given));
    else if (typeof value === "object" && value !== null) makePseudo(value, seen);
  }
}

function said(value: unknown): unknown {
  if (typeof value === "string") return pseudoText(value);
  return Array.isArray(value) ? value.map(said) : value;
}
