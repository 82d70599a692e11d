/** The page with a workbook open: the pane on one side, the workbook's sheets on the other; on a narrow screen one of the two. */
import { Button, Select, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Source } from "../kpi/source";
import type { Appearance } from "../pane/Dressed";
import { aMoment } from "../pane/aMoment";
import { WorkbookPane } from "../pane/PaneApp";
import { useDrawnAgain } from "../pane/useDrawnAgain";
import type { Memory } from "../pane/host";
import { usePaneStyles } from "../pane/paneStyles";
import type { Preferences } from "../pane/preferences";
import type { RunState } from "../pane/runState";
import type { Survey } from "../run/workbook";
import { type Grid, address, parseAddress } from "../sheets/grid";
import type { PageWords } from "../text/pageWords";
import { SheetView } from "./SheetView";
import type { OpenedFile } from "./openedFile";
import { pageHost } from "./pageHost";
import { type ListedSheet, type ShownRun, listSheets, sheetOfView, shownOf } from "./sheetList";
import { sheetFromDraft, sheetFromGrid } from "./shownSheet";

const PANE_WIDTH = "400px";
const ROOM_FOR_BOTH = "(min-width: 860px)";
const BOTH = `@media ${ROOM_FOR_BOTH}`;
/** So low that halves which scroll by themselves would leave nothing of either. */
const LOW = "@media (max-height: 420px)";

const useStyles = makeStyles({
  page: { height: "100vh", display: "flex", flexDirection: "column", [LOW]: { height: "auto" } },
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "6px 12px",
    padding: "8px 16px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  names: { flexGrow: 1, minWidth: "120px", flexBasis: "200px" },
  buttons: { display: "flex", flexWrap: "wrap", gap: "8px", "@media (max-width: 480px)": { flexBasis: "100%", "& > button": { flexGrow: 1 } } },
  name: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere", ":focus-visible": { outlineOffset: "2px" } },
  halves: { flexGrow: 1, minHeight: 0, display: "flex", [LOW]: { minHeight: "100vh" } },
  half: { minWidth: 0, minHeight: 0, flexGrow: 1, flexBasis: 0, display: "flex", flexDirection: "column" },
  away: { display: "none", [BOTH]: { display: "flex" } },
  sheets: { order: 0, [LOW]: { height: "100vh" } },
  pane: {
    order: 1,
    overflowY: "auto",
    "--kpi-pane-height": "100%",
    [BOTH]: { flexGrow: 0, flexBasis: PANE_WIDTH, borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
    // The theme's own element stands between this half and the pane's frame.
    "& > .fui-FluentProvider": { height: "100%" },
  },
  switch: { display: "flex", columnGap: "4px", flexBasis: "100%", [BOTH]: { display: "none" }, "& > button": { flexGrow: 1 } },
  top: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "4px 12px", padding: "8px 16px" },
  list: { minWidth: "140px", maxWidth: "280px", flexGrow: 1 },
  empty: { padding: "16px" },
});

export interface OpenedViewProps {
  readonly file: OpenedFile;
  readonly words: PageWords;
  readonly appearance: Appearance;
  readonly memory: Memory;
  readonly preferences: Preferences;
  readonly onPreferences: (preferences: Preferences) => void;
  readonly version: string;
  /** "unchanged": nothing was written. The name that it went away under, once it was downloaded. */
  readonly saved: "unchanged" | "unsaved" | { readonly as: string };
  /** The file is being put together. */
  /** Per cent of a download that are put together; null: none is being made. */
  readonly packing: number | null;
  readonly onDownload: () => void;
  readonly onAnother: () => void;
}

/** The cell that is chosen, by its sheet's name. */
interface Chosen {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

export function OpenedView(props: OpenedViewProps): ReactElement {
  const { file, words, appearance, memory, preferences, onPreferences, version, saved, packing, onDownload, onAnother } = props;
  const styles = useStyles();
  const shared = usePaneStyles();
  const [front, setFront] = useState<"pane" | "sheets">("pane");
  const [shownRun, setShownRun] = useState<ShownRun | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useDrawnAgain(shownRun);
  const survey = useSurvey(file);
  const sheets = useMemo(() => listSheets(survey, shownRun), [survey, shownRun]);

  // The host outlives each rendering, and must see the sheets as they are when it is asked.
  const latest = useRef(sheets);
  latest.current = sheets;
  const host = useMemo(() => {
    const show = (place: Source): "shown" | "hidden" | "gone" => {
      const found = latest.current.find(({ name }) => name === place.sheet);
      if (!found) return "gone";
      if (found.hidden) return "hidden";
      setChosen({ sheet: found.name, ...(parseAddress(place.cell.split(":")[0]!) ?? { row: 0, column: 0 }) });
      setFront("sheets");
      return "shown";
    };
    return pageHost(show, words, version);
  }, [words, version]);

  const select = (sheet: string, row: number, column: number): void => setChosen({ sheet, row, column });
  useEffect(() => {
    if (chosen) host.select({ sheet: chosen.sheet, cell: address(chosen.row, chosen.column) });
  }, [host, chosen]);

  // Another view of the pane brings its own sheet to the front.
  const onState = useCallback((next: RunState) => setShownRun((before) => shownOf(next, before)), []);
  const view = shownRun && sheetOfView(shownRun, sheets);
  useEffect(() => {
    if (view !== null) setChosen((before) => (before?.sheet === view ? before : { sheet: view, row: 0, column: 0 }));
  }, [view]);

  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus(), [file]);

  const both = useRoomForBoth();
  // The pane brings the page's main part and its heading along; where it is away, the sheets have to be them.
  const Half = both || front === "pane" ? "section" : "main";

  const visible = sheets.filter(({ hidden }) => !hidden);
  const shown = sheets.find(({ name }) => name === chosen?.sheet) ?? visible[0] ?? null;
  return (
    <div className={styles.page}>
      <section className={styles.bar} aria-label={file.name}>
        <div className={styles.names}>
          <p ref={title} tabIndex={-1} className={styles.name}>
            {file.name}
          </p>
          <p className={shared.caption} role="status">
            {packing !== null
              ? words.packing
              : saved === "unchanged"
                ? words.unchanged
                : saved === "unsaved"
                  ? words.notDownloaded
                  : words.downloaded(saved.as)}
            {/* A screen reader is told once that it goes on. */}
            {packing !== null && <span aria-hidden="true"> {packing} %</span>}
          </p>
        </div>
        <div className={styles.buttons}>
          <Button
            size="small"
            appearance={saved === "unsaved" ? "primary" : "secondary"}
            disabledFocusable={saved === "unchanged" || packing !== null}
            onClick={onDownload}
          >
            {words.download}
          </Button>
          <Button size="small" onClick={onAnother}>
            {words.anotherFile}
          </Button>
        </div>
        <div className={styles.switch}>
          {(["pane", "sheets"] as const).map((half) => (
            <Button key={half} size="small" appearance={front === half ? "secondary" : "subtle"} aria-pressed={front === half} onClick={() => setFront(half)}>
              {half === "pane" ? words.scores : words.sheets}
            </Button>
          ))}
        </div>
      </section>
      <div className={styles.halves}>
        {/* No landmark around it: the pane has its own. */}
        <div className={mergeClasses(styles.half, styles.pane, front !== "pane" && styles.away)}>
          <WorkbookPane
            appearance={appearance}
            memory={memory}
            workbook={file.workbook}
            host={host}
            opensOn="overview"
            preferences={preferences}
            onPreferences={onPreferences}
            onState={onState}
          />
        </div>
        <Half className={mergeClasses(styles.half, styles.sheets, front !== "sheets" && styles.away)} aria-label={words.sheets}>
          {Half === "main" && <h1 className={shared.hidden}>{words.sheets}</h1>}
          {shown ? (
            <>
              <div className={styles.top}>
                <Select size="small" className={styles.list} aria-label={words.sheet} value={shown.name} onChange={(_event, { value }) => select(value, 0, 0)}>
                  {visible.map(({ name }) => (
                    <option key={name}>{name}</option>
                  ))}
                </Select>
                <span className={shared.caption}>
                  <strong>{shown.ahead ? words.asItWillBe : words.asItIs}</strong> · {words.readOnly}
                </span>
              </div>
              <Shown
                file={file}
                survey={survey}
                listed={shown}
                chosen={chosen?.sheet === shown.name ? chosen : null}
                onSelect={(row, column) => select(shown.name, row, column)}
                onFollow={(place) => void host.goTo(place)}
                words={words}
              />
            </>
          ) : (
            <p className={mergeClasses(shared.caption, styles.empty)}>{words.noSheet}</p>
          )}
        </Half>
      </div>
    </div>
  );
}

const FIRST_CELL = { row: 0, column: 0 } as const;

interface ShownProps {
  readonly file: OpenedFile;
  readonly survey: Survey | null;
  readonly listed: ListedSheet;
  readonly chosen: Chosen | null;
  readonly onSelect: (row: number, column: number) => void;
  readonly onFollow: (place: Source) => void;
  readonly words: PageWords;
}

function Shown({ file, survey, listed, chosen, onSelect, onFollow, words }: ShownProps): ReactElement | null {
  const grid = useGrid(file, survey, listed);
  const { lay } = listed;
  const sheet = useMemo(() => (lay ? sheetFromDraft(lay()) : grid && sheetFromGrid(grid)), [lay, grid]);
  if (!sheet) return null;
  return <SheetView name={listed.name} sheet={sheet} selected={chosen ?? FIRST_CELL} onSelect={onSelect} onFollow={onFollow} words={words} />;
}

function useRoomForBoth(): boolean {
  return useSyncExternalStore(onRoom, () => window.matchMedia(ROOM_FOR_BOTH).matches);
}

function onRoom(changed: () => void): () => void {
  const query = window.matchMedia(ROOM_FOR_BOTH);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Again after each write. A workbook that cannot be looked through has no sheets here; the pane says why. */
function useSurvey(file: OpenedFile): Survey | null {
  const [survey, setSurvey] = useState<Survey | null>(null);
  useEffect(() => {
    let current = true;
    const look = (): void => {
      file.workbook.survey(aMoment).then(
        (found) => current && setSurvey(found),
        () => current && setSurvey(null),
      );
    };
    look();
    const stop = file.onWritten(look);
    return () => {
      current = false;
      stop();
    };
  }, [file]);
  return survey;
}

/** null: on its way, or drawn from its draft, or not to be read; the pane says why. */
function useGrid(file: OpenedFile, survey: Survey | null, { id, lay, name }: ListedSheet): Grid | null {
  const [grid, setGrid] = useState<Grid | null>(null);
  useEffect(() => {
    if (id === null || lay) return undefined;
    let current = true;
    file.workbook.read([id], aMoment).then(
      (grids) => current && setGrid(grids.get(id) ?? null),
      () => current && setGrid(null),
    );
    return () => {
      current = false;
    };
  }, [file, survey, id, lay]);
  return grid?.sheet === name ? grid : null;
}
