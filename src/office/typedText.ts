/** Text as it must be written so that it stays text: Excel treats what an add-in writes as if a person had typed it. */

const CELL_TEXT_LIMIT = 32_767;
/** Excel reads these as truth values, each in its own language. */
const TRUTH_VALUES = /^(true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|verdadeiro|waar|onwaar|prawda|fałsz|истина|ложь|sann|sant|usann|falskt|falsk)$/iu;
/** Figures of any script, Chinese numerals too, and the signs of dates, times, percentages and money. */
const FIGURES = /[\p{N}〇零一二三四五六七八九十百千万亿%％$¥￥€£]/u;

/** The text with a leading ' where Excel might otherwise make a number, date, formula or truth value of it; Excel does not show the '. */
export function typedText(text: string): string {
  if (text === "") return "'";
  const kept = fitting(text);
  const harmless = /^\p{L}/u.test(kept) && !FIGURES.test(kept) && !TRUTH_VALUES.test(kept.trim());
  return harmless ? kept : `'${kept}`;
}

/** As much of it as a cell can hold, never ending in half a character. */
export function fitting(text: string): string {
  if (text.length <= CELL_TEXT_LIMIT) return text;
  const cut = text.slice(0, CELL_TEXT_LIMIT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
