/** What every part of the pane needs: the words, and the way to a cell. */
import { createContext, useContext } from "react";
import type { Source } from "../kpi/source";
import type { PaneWords } from "../text/paneWords";
import type { Words } from "../text/words";

export interface PaneSurroundings {
  readonly pane: PaneWords;
  readonly language: "zh" | "en";
  /** Shows a cell in the workbook; says so in the pane where it is gone. */
  readonly goTo: (place: Source) => void;
  /** The cell that is selected in the workbook; null: not known. */
  readonly selection: Source | null;
}

const PaneContext = createContext<PaneSurroundings | null>(null);

export const PaneProvider = PaneContext.Provider;

/** The words that the pane shares with the other doors: findings, faults, states. They come a moment after the pane's own. */
const WordsContext = createContext<Words | null>(null);

export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("A part of the pane speaks before its words are there");
  return words;
}

export function usePane(): PaneSurroundings {
  const surroundings = useContext(PaneContext);
  if (!surroundings) throw new Error("A part of the pane stands outside of it");
  return surroundings;
}
