/// <reference types="office-js" />
/** Deletes sheets of the workbook that is open in Excel, in one trip. Excel cannot undo it. */
import { blockPlaces } from "../run/blockPlaces";
import { WorkbookError } from "../run/workbookError";
import type { SheetId } from "../run/workbook";
import { surveyWorkbook, WORKBOOK } from "./survey";
import type { Trips } from "./trips";

export async function removeSheets(trips: Trips, ids: readonly SheetId[]): Promise<void> {
  if (ids.length === 0) return;
  const survey = await surveyWorkbook(trips, false);
  if (survey.structureProtected) throw new WorkbookError("structureProtected", WORKBOOK);
  const going = ids.map((id) => {
    const sheet = survey.sheets.find((one) => one.id === id);
    if (!sheet) throw new Error(`No sheet has the id ${id}.`);
    return sheet;
  });
  if (!survey.sheets.some((sheet) => sheet.visibility === "visible" && !ids.includes(sheet.id))) throw new Error("A workbook needs a visible sheet.");
  const places = blockPlaces(survey);
  const blocks = survey.names.filter(({ name, sheet }) => sheet === null && ids.includes(places.get(name.toLowerCase())?.sheet.id ?? ""));
  await trips.ask("write", going[0]!.name, (context) => {
    // A name is deleted while it still has its sheet: afterwards it would stay behind and refer to nothing.
    blocks.forEach(({ name }) => context.workbook.names.getItem(name).delete());
    going.forEach(({ id, visibility }) => {
      const sheet = context.workbook.worksheets.getItem(id);
      // Excel does not delete what it hides so deeply.
      if (visibility === "veryHidden") sheet.visibility = "Hidden";
      sheet.delete();
    });
    return () => undefined;
  });
}
