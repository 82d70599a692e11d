/// <reference types="office-js" />
/** Showing a cell in Excel, and telling where somebody is and when somebody types. Beside the Workbook port, for the pane alone. */
import type { Source } from "../kpi/finding";
import { inTurn, newTrips, type TripOptions } from "./trips";

/** hidden: the sheet is there, but Excel cannot bring it to the front. */
export type Reached = "shown" | "hidden" | "gone";

export interface ExcelView {
  readonly goTo: (place: Source) => Promise<Reached>;
  readonly onSelection: (listener: (place: Source) => void) => () => void;
  readonly onEdited: (listener: () => void) => () => void;
}

export function excelView(options: TripOptions = {}): ExcelView {
  const trips = newTrips(options);
  return {
    goTo: (place) =>
      inTurn(async () => {
        const visibility = await trips.ask("read", place.sheet, (context) => {
          const sheet = context.workbook.worksheets.getItemOrNullObject(place.sheet);
          sheet.load("visibility");
          return () => (sheet.isNullObject ? null : sheet.visibility);
        });
        if (visibility === null) return "gone";
        if (visibility !== "Visible") return "hidden";
        await trips.ask("read", place.sheet, (context) => {
          const sheet = context.workbook.worksheets.getItem(place.sheet);
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
            if (sheet !== null && wanted()) listener({ sheet, cell: address.replace(/\$/g, "") });
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
