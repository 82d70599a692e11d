/** A sheet drawn as Excel would draw it, for looking at: arrow keys and the mouse choose a cell, links lead on. White paper in the dark as well. */
import { Button, Link, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactElement,
  type RefObject,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Source } from "../kpi/source";
import { address, columnLetters } from "../sheets/grid";
import type { BorderLook } from "../sheets/marks";
import type { PageWords } from "../text/pageWords";
import { SheetChart } from "./SheetChart";
import type { ShownCell, ShownSheet } from "./shownSheet";

/** Drawn at once, so many that nobody waits for them to be drawn; buttons lead to the others. */
const MOST_ROWS = 120;
/** Rows that PageUp and PageDown go over. */
const PAGE = 20;
/** Pixels of the column with the rows' numbers. */
const NUMBERS = 44;

const useStyles = makeStyles({
  paper: {
    flexGrow: 1,
    minHeight: 0,
    overflow: "auto",
    backgroundColor: "#ffffff",
    color: "#1f2a37",
    // Paper is paper, unless somebody has asked for colours of their own.
    colorScheme: "light",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  table: {
    borderCollapse: "collapse",
    tableLayout: "fixed",
    ":focus-visible": { outlineStyle: "none" },
    ":focus-visible td[aria-selected='true']": { outlineColor: "Highlight", outlineWidth: "3px" },
  },
  head: {
    position: "sticky",
    zIndex: 2,
    height: "22px",
    padding: 0,
    fontSize: "11px",
    fontWeight: "normal",
    textAlign: "center",
    color: "#5a6675",
    backgroundColor: "#f5f7f9",
    // A border would stay behind with the table where the cell itself does not, and the cells below would show through.
    boxShadow: "0 0 0 1px #f5f7f9, inset -1px -1px 0 #d9dee4",
  },
  top: { top: 0 },
  side: { left: 0, zIndex: 1 },
  corner: { top: 0, left: 0, zIndex: 3 },
  cell: { padding: "0 3px", overflow: "hidden", lineHeight: 1.2, boxSizing: "border-box" },
  ruled: { border: "1px solid #e6e9ed" },
  runsOn: { overflow: "visible" },
  // Only where the sheet is sought out on the table itself; the outline lies inside, so that no neighbour hides it.
  selected: { outline: "2px solid #1f5fa8", outlineOffset: "-2px" },
  link: {
    fontFamily: "inherit",
    fontWeight: "inherit",
    fontSize: "inherit",
    lineHeight: "inherit",
    color: "inherit",
    textDecorationLine: "underline",
    textAlign: "inherit",
  },
  // Only this cell: a later cell's ground would cover the text that runs on from an earlier one, were they all positioned.
  anchor: { position: "relative" },
  more: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    padding: "6px 12px",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  count: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

export interface SheetViewProps {
  readonly name: string;
  readonly sheet: ShownSheet;
  /** Rows and columns from 0. */
  readonly selected: { readonly row: number; readonly column: number };
  readonly onSelect: (row: number, column: number) => void;
  readonly onFollow: (place: Source) => void;
  readonly words: PageWords;
}

export function SheetView({ name, sheet, selected, onSelect, onFollow, words }: SheetViewProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  const first = firstRowFor(selected.row);
  const [from, setFrom] = useState(first);
  // Somebody who leafs on keeps the rows that were asked for, until another cell is chosen.
  const [chosen, setChosen] = useState(selected);
  if (chosen !== selected) {
    setChosen(selected);
    setFrom(first);
  }
  const paper = useRef<HTMLDivElement>(null);
  const last = Math.min(from + MOST_ROWS, sheet.rowCount) - 1;
  const rows = useMemo(() => ({ of: sheet, shown: indexes(from, last).filter((row) => sheet.heightOf(row) > 0) }), [sheet, from, last]);
  const columns = useMemo(() => indexes(0, sheet.columnCount - 1).filter((column) => sheet.widthOf(column) > 0), [sheet]);
  // Thousands of cells are drawn in many short moments, in which somebody may press a button.
  const drawn = useDeferredValue(rows, NOTHING_DRAWN);
  const handlers = useRef({ onSelect, onFollow });
  useEffect(() => {
    handlers.current = { onSelect, onFollow };
  });

  useEffect(() => {
    paper.current?.querySelector(`[data-cell="${address(selected.row, selected.column)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected, drawn]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = movedTo(event, selected, rows.shown, columns, sheet.rowCount);
    if (to) {
      event.preventDefault();
      onSelect(to.row, to.column);
    } else if (event.key === "Enter" && event.target === event.currentTarget) {
      const link = sheet.at(selected.row, selected.column)?.link;
      if (link) onFollow(link);
    }
  };
  const width = columns.reduce((total, column) => total + sheet.widthOf(column), NUMBERS);
  return (
    <>
      <div ref={paper} className={styles.paper}>
        <table
          role="grid"
          aria-label={name}
          aria-readonly
          aria-rowcount={sheet.rowCount}
          aria-colcount={sheet.columnCount}
          tabIndex={0}
          aria-activedescendant={`${id}${address(selected.row, selected.column)}`}
          className={styles.table}
          style={{ width: `${width}px`, fontFamily: `"${sheet.font}", "Microsoft YaHei", Carlito, "PingFang SC", "Noto Sans CJK SC", sans-serif` }}
          onKeyDown={onKeyDown}
        >
          <colgroup>
            <col style={{ width: `${NUMBERS}px` }} />
            {columns.map((column) => (
              <col key={column} style={{ width: `${sheet.widthOf(column)}px` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <td className={mergeClasses(styles.head, styles.corner)} />
              {columns.map((column) => (
                <th key={column} scope="col" className={mergeClasses(styles.head, styles.top)}>
                  {columnLetters(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawn.of === sheet &&
              drawn.shown.map((row) => (
                <SheetRow
                  key={row}
                  id={id}
                  sheet={sheet}
                  row={row}
                  columns={columns}
                  selected={row === selected.row ? selected.column : null}
                  handlers={handlers}
                />
              ))}
          </tbody>
        </table>
      </div>
      {sheet.rowCount > MOST_ROWS && (
        <div className={styles.more}>
          <Button size="small" disabledFocusable={from === 0} onClick={() => setFrom(Math.max(from - MOST_ROWS, 0))}>
            {words.earlierRows}
          </Button>
          <Button size="small" disabledFocusable={last >= sheet.rowCount - 1} onClick={() => setFrom(from + MOST_ROWS)}>
            {words.laterRows}
          </Button>
          <span className={styles.count} role="status">
            {words.rows(from + 1, last + 1, sheet.rowCount)}
          </span>
        </div>
      )}
    </>
  );
}

interface SheetRowProps {
  readonly id: string;
  readonly sheet: ShownSheet;
  readonly row: number;
  readonly columns: readonly number[];
  /** The column that is chosen in this row; null: none is. */
  readonly selected: number | null;
  readonly handlers: RefObject<Pick<SheetViewProps, "onSelect" | "onFollow">>;
}

/** Drawn again only where the choice comes or goes. */
const SheetRow = memo(function SheetRow({ id, sheet, row, columns, selected, handlers }: SheetRowProps): ReactElement {
  const styles = useStyles();
  return (
    <tr aria-rowindex={row + 1} style={{ height: `${sheet.heightOf(row)}px` }}>
      <th scope="row" className={mergeClasses(styles.head, styles.side)}>
        {row + 1}
      </th>
      {columns.map((column) => {
        const cell = sheet.at(row, column);
        if (cell === null) return null;
        const here = column === selected;
        const charts = sheet.charts.filter(({ over }) => over.top === row && over.left === column);
        return (
          <td
            key={column}
            id={`${id}${address(row, column)}`}
            role="gridcell"
            data-cell={address(row, column)}
            aria-selected={here}
            colSpan={cell?.columns}
            rowSpan={cell?.rows}
            className={mergeClasses(
              styles.cell,
              sheet.gridlines && styles.ruled,
              cell?.runsOn && styles.runsOn,
              charts.length > 0 && mergeClasses(styles.anchor, styles.runsOn),
              here && styles.selected,
            )}
            style={cell && styleOf(cell)}
            onClick={() => handlers.current.onSelect(row, column)}
          >
            {cell?.link ? (
              <Link
                as="button"
                className={styles.link}
                onClick={(event) => {
                  // Or the cell would be chosen that has just been left.
                  event.stopPropagation();
                  handlers.current.onFollow(cell.link!);
                }}
              >
                {cell.text}
              </Link>
            ) : (
              cell?.text
            )}
            {charts.map((chart) => (
              <SheetChart
                key={chart.description}
                chart={chart}
                width={indexes(chart.over.left, chart.over.right).reduce((total, one) => total + sheet.widthOf(one), 0)}
                heights={indexes(chart.over.top, chart.over.bottom).map(sheet.heightOf)}
              />
            ))}
          </td>
        );
      })}
    </tr>
  );
});

/** Before the first rows of a sheet are there. */
const NOTHING_DRAWN: { readonly of: ShownSheet | null; readonly shown: readonly number[] } = { of: null, shown: [] };

function firstRowFor(row: number): number {
  return row - (row % MOST_ROWS);
}

function indexes(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, place) => first + place);
}

/** null: the key is not for moving. Hidden rows and columns are passed over. */
function movedTo(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  { row, column }: SheetViewProps["selected"],
  rows: readonly number[],
  columns: readonly number[],
  rowCount: number,
): SheetViewProps["selected"] | null {
  const far = ctrlKey || metaKey;
  const next = (among: readonly number[], from: number, by: number): number => {
    const place = among.indexOf(from);
    return among[Math.min(Math.max((place < 0 ? 0 : place) + by, 0), among.length - 1)] ?? from;
  };
  switch (key) {
    case "ArrowUp":
      return { row: row === rows[0] ? Math.max(row - 1, 0) : next(rows, row, -1), column };
    case "ArrowDown":
      return { row: row === rows.at(-1) ? Math.min(row + 1, Math.max(rowCount - 1, 0)) : next(rows, row, 1), column };
    case "ArrowLeft":
      return { row, column: next(columns, column, -1) };
    case "ArrowRight":
      return { row, column: next(columns, column, 1) };
    case "PageUp":
      return { row: Math.max(row - PAGE, 0), column };
    case "PageDown":
      return { row: Math.min(row + PAGE, Math.max(rowCount - 1, 0)), column };
    case "Home":
      return { row: far ? 0 : row, column: columns[0] ?? 0 };
    case "End":
      return { row: far ? Math.max(rowCount - 1, 0) : row, column: columns.at(-1) ?? 0 };
    default:
      return null;
  }
}

function styleOf({ look, bar, runsOn }: ShownCell): CSSProperties {
  const indent = look.indent * 9;
  return {
    fontSize: `${look.size}pt`,
    fontWeight: look.bold ? "bold" : undefined,
    color: `#${look.colour}`,
    backgroundColor: look.fill === null ? undefined : `#${look.fill}`,
    backgroundImage: bar
      ? `linear-gradient(to right, #${bar.colour} ${(bar.share * 100).toFixed(1)}%, transparent ${(bar.share * 100).toFixed(1)}%)`
      : undefined,
    textAlign: look.horizontal,
    verticalAlign: { center: "middle", top: "top", bottom: "bottom" }[look.vertical],
    whiteSpace: look.wrap ? "pre-wrap" : "pre",
    textOverflow: runsOn ? undefined : "ellipsis",
    paddingLeft: indent > 0 && look.horizontal === "left" ? `${3 + indent}px` : undefined,
    paddingRight: indent > 0 && look.horizontal === "right" ? `${3 + indent}px` : undefined,
    ...(look.top ? { borderTop: line(look.top) } : {}),
    ...(look.bottom ? { borderBottom: line(look.bottom) } : {}),
  };
}

function line({ style, colour }: BorderLook): string {
  return `${style === "medium" ? 2 : 1}px solid #${colour}`;
}
