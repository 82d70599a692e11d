import type { Workbook } from "../../src/run/workbook";
import { workbookThrough } from "../../src/run/workbookThrough";

const CALLS: { readonly [Name in keyof ReturnType<typeof workbookThrough>]: readonly unknown[] } = {
  survey: [async () => undefined],
  read: [["一", "二"], async () => undefined],
  readInParts: [["一"], function* () {}, async () => undefined],
  write: [[], async () => undefined],
  removeSheets: [["一"]],
};

/** A workbook that answers each question with what it was asked. */
function echo(): Workbook {
  return Object.fromEntries(Object.keys(CALLS).map((name) => [name, async (...asked: readonly unknown[]) => [name, ...asked]])) as unknown as Workbook;
}

describe("a workbook that is reached through a door", () => {
  it.each(Object.entries(CALLS))("is asked to %s with all that belongs to it, its pause too", async (name, asked) => {
    const through = workbookThrough((question) => question(echo())) as unknown as Record<string, (...all: readonly unknown[]) => Promise<unknown>>;
    expect(await through[name]!(...asked)).toEqual([name, ...asked]);
  });

  it("takes what its questions end with through the door's own way", async () => {
    const asked: string[] = [];
    const through = workbookThrough(async (question) => {
      asked.push("asked");
      return question({ ...echo(), survey: async () => Promise.reject(new Error("gone")) });
    });
    await expect(through.survey()).rejects.toThrow("gone");
    expect(asked).toEqual(["asked"]);
  });
});
