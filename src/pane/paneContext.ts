/** What every part of the pane needs: the words, and the way to a cell. */
import { createContext, useContext } from "react";
import type { Source } from "../kpi/finding";
import type { PaneLanguage } from "../text/paneWords";

export interface PaneSurroundings extends PaneLanguage {
  readonly language: "zh" | "en";
  /** Shows a cell in the workbook; says so in the pane where it is gone. */
  readonly goTo: (place: Source) => void;
  /** The cell that is selected in the workbook; null: not known. */
  readonly selection: Source | null;
}

const PaneContext = createContext<PaneSurroundings | null>(null);

export const PaneProvider = PaneContext.Provider;

export function usePane(): PaneSurroundings {
  const surroundings = useContext(PaneContext);
  if (!surroundings) throw new Error("A part of the pane stands outside of it");
  return surroundings;
}
