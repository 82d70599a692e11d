/// <reference types="office-js" />
/** Showing a cell in Excel, and telling where somebody is and when somebody types. Beside the Workbook port, for the pane alone. */
import type { Source } from "../kpi/source";
import { inTurn, newTrips, type TripOptions } from "./trips";

/** hidden: the sheet is there, but Excel cannot bring it to the front. */
export type Reached = "shown" | "hidden" | "gone";

export interface ExcelView {
  /** `id`: the sheet's, where it is known: it stays the same while a sheet is renamed. */
  readonly goTo: (place: Source, id?: string) => Promise<Reached>;
  /** `id`: the sheet's. */
  readonly onSelection: (listener: (place: Source, id: string) => void) => () => void;
  readonly onEdited: (listener: () => void) => () => void;
}

export function excelView(options: TripOptions = {}): ExcelView {
  const trips = newTrips(options);
  return {
    goTo: (place, id) =>
      inTurn(async () => {
        const found = await trips.ask("read", place.sheet, (context) => {
          // By its id first: another sheet may have taken the name.
          const sheets = [...(id === undefined ? [] : [id]), place.sheet].map((key) => context.workbook.worksheets.getItemOrNullObject(key));
          sheets.forEach((sheet) => sheet.load("id,visibility"));
          return () => {
            const sheet = sheets.find(({ isNullObject }) => !isNullObject);
            return sheet ? { id: sheet.id, visibility: sheet.visibility } : null;
          };
        });
        if (found === null) return "gone";
        if (found.visibility !== "Visible") return "hidden";
        await trips.ask("read", place.sheet, (context) => {
          const sheet = context.workbook.worksheets.getItem(found.id);
          sheet.activate();
          sheet.getRange(place.cell === "" ? "A1" : place.cell).select();
          return () => undefined;
        });
        return "shown";
      }),

    onSelection(listener) {
      // Somebody may run over many cells while Excel is busy; only the last of them is looked up.
      let newest = 0;
      return subscribed((context, wanted) =>
        context.workbook.worksheets.onSelectionChanged.add(async ({ worksheetId, address }) => {
          const mine = (newest += 1);
          await inTurn(async () => {
            if (mine !== newest) return;
            const sheet = await trips.ask("read", worksheetId, (asked) => {
              const found = asked.workbook.worksheets.getItemOrNullObject(worksheetId);
              found.load("name");
              return () => (found.isNullObject ? null : found.name);
            });
            if (sheet !== null && wanted()) listener({ sheet, cell: address.replace(/\$/g, "") }, worksheetId);
          });
        }),
      );
    },

    onEdited: (listener) =>
      subscribed((context, wanted) =>
        context.workbook.worksheets.onChanged.add(async ({ triggerSource }) => {
          // Known since ExcelApi 1.14; before that our own writing is told like anybody's, which at worst asks for one more reading.
          if (triggerSource !== "ThisLocalAddin" && wanted()) listener();
        }),
      ),
  };
}

/** Subscribes when Excel is free, and takes the subscription back, whichever of the two is asked for first. */
function subscribed<T>(add: (context: Excel.RequestContext, wanted: () => boolean) => OfficeExtension.EventHandlerResult<T>): () => void {
  // Excel may tell of something for a while after nobody wants to hear it.
  let wanted = true;
  const standing = inTurn(() =>
    Excel.run(async (context) => {
      const result = add(context, () => wanted);
      await context.sync();
      return result;
    }),
  );
  const taken = async (): Promise<void> => {
    const result = await standing;
    await inTurn(() =>
      Excel.run(result.context, async (context) => {
        result.remove();
        await context.sync();
      }),
    );
  };
  // A view without its events is poorer, not wrong: nothing is highlighted, and somebody reads again by hand.
  standing.catch(() => undefined);
  return () => {
    wanted = false;
    taken().catch(() => undefined);
  };
}
