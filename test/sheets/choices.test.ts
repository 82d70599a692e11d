/** The words of choices, as people type them and as a cell offers them. */
import { type ChoiceGroup, choiceOf, choiceWords } from "../../src/sheets/choices";
import { CHOICES } from "../../src/sheets/schemeColumns";

/** Excel takes no longer list in a cell's own rule, and no word with a comma in it. */
const LONGEST_LIST = 255;

describe.each(Object.keys(CHOICES) as ChoiceGroup[])("the choice %s", (group) => {
  test.each(["zh", "en"] as const)("can be offered by a cell in %s", (language) => {
    const words = choiceWords(group, language);
    expect(words.filter((word) => !word || word.includes(","))).toEqual([]);
    expect(words.join(",").length).toBeLessThanOrEqual(LONGEST_LIST);
  });

  test("has no word that means two things", () => {
    const entries = Object.entries<readonly string[]>(CHOICES[group]);
    expect(entries.flatMap(([choice, words]) => words.filter((word) => choiceOf(group, word) !== choice))).toEqual([]);
  });
});
