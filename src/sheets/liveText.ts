/**
 * A sentence with figures in it that is a formula and a text at once, so that the two can not say different things.
 *
 * Each figure is put down as a single sign that stands for it, the sentence is made from words and signs, and is then read in both ways.
 * A formula's texts take at most 255 characters each.
 */
import { quoted } from "./lineState";

export interface LiveText {
  readonly value: string;
  /** Without "=". null: there is nothing in it that lives. */
  readonly formula: string | null;
}

export interface LiveTexts {
  /** A sign for what `formula` gives, which now is `value`. */
  readonly figure: (value: string, formula: string) => string;
  /** A sign for one of two sentences, which may have signs in them. */
  readonly either: (condition: string, holds: boolean, then: string, otherwise: string) => string;
  readonly read: (text: string) => LiveText;
}

/** The signs are of the area that no alphabet uses. */
const FIRST_SIGN = 0xe000;
const LONGEST_TEXT = 255;

export function newLiveTexts(): LiveTexts {
  const known: { readonly value: string; readonly formula: string }[] = [];
  const signFor = (value: string, formula: string): string => String.fromCharCode(FIRST_SIGN + known.push({ value, formula }) - 1);
  const meant = (character: string): { readonly value: string; readonly formula: string } | undefined => known[character.charCodeAt(0) - FIRST_SIGN];

  const pieces = (text: string): string[] => {
    const found: string[] = [];
    let words = "";
    const closeWords = (): void => {
      for (let at = 0; at < words.length; at += LONGEST_TEXT) found.push(quoted(words.slice(at, at + LONGEST_TEXT)));
      words = "";
    };
    for (const character of text) {
      const figure = meant(character);
      if (!figure) {
        words += character;
        continue;
      }
      closeWords();
      found.push(figure.formula);
    }
    closeWords();
    return found;
  };
  const valueOf = (text: string): string => [...text].map((character) => meant(character)?.value ?? character).join("");
  const formulaOf = (text: string): string => (text === "" ? '""' : pieces(text).join("&"));

  return {
    figure: signFor,
    either: (condition, holds, then, otherwise) =>
      then === otherwise ? then : signFor(valueOf(holds ? then : otherwise), `IF(${condition},${formulaOf(then)},${formulaOf(otherwise)})`),
    read: (text) => ({ value: valueOf(text), formula: [...text].some((character) => meant(character)) ? formulaOf(text) : null }),
  };
}
