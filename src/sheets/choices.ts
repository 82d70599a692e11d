/** The words for a choice in the cells of the scheme's sheets, in both languages. */
import { tidy } from "./plainText";
import { CHOICES } from "./schemeColumns";

export type ChoiceGroup = keyof typeof CHOICES;
export type ChoiceOf<G extends ChoiceGroup> = keyof (typeof CHOICES)[G];

/** Which choice a word stands for; the choice's own key is understood too. null: none of them. */
export function choiceOf<G extends ChoiceGroup>(group: G, text: string): ChoiceOf<G> | null {
  const wanted = tidy(text);
  for (const [choice, words] of wordsOf(group)) {
    if (tidy(choice) === wanted || words.some((word) => tidy(word) === wanted)) return choice as ChoiceOf<G>;
  }
  return null;
}

/** The word that we write for a choice: its first one in that language. */
export function choiceWord<G extends ChoiceGroup>(group: G, choice: ChoiceOf<G>, language: "zh" | "en"): string {
  const words = wordsOf(group).find(([one]) => one === choice)![1];
  return words.find((word) => isChinese(word) === (language === "zh"))!;
}

/** The words that we write for all choices of a group. */
export function choiceWords(group: ChoiceGroup, language: "zh" | "en"): string[] {
  return wordsOf(group).map(([, words]) => words.find((word) => isChinese(word) === (language === "zh"))!);
}

function wordsOf(group: ChoiceGroup): readonly (readonly [string, readonly string[]])[] {
  return Object.entries(CHOICES[group]);
}

export function isChinese(text: string): boolean {
  return /[\u3400-\u9fff]/.test(text);
}
