/** A bar that shows a rate: solid for what was won, outlined for the whole. Decoration only; the figure stands beside it. */
import { makeStyles, tokens } from "@fluentui/react-components";
import type { CSSProperties, ReactElement } from "react";
import type { Decimal } from "../kpi/decimal";
import { BAR_COLOUR } from "./paneTheme";

const useStyles = makeStyles({
  track: {
    position: "relative",
    display: "block",
    height: "6px",
    maxWidth: "72px",
    minWidth: "40px",
    boxSizing: "border-box",
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    "@media (forced-colors: active)": {
      borderTopColor: "CanvasText",
      borderBottomColor: "CanvasText",
      borderLeftColor: "CanvasText",
      borderRightColor: "CanvasText",
    },
  },
  fill: {
    position: "absolute",
    top: "-1px",
    bottom: "-1px",
    left: "-1px",
    backgroundColor: BAR_COLOUR,
    "@media (forced-colors: active)": { backgroundColor: "CanvasText", forcedColorAdjust: "none" },
  },
  target: {
    position: "absolute",
    top: "-4px",
    bottom: "-4px",
    width: "2px",
    backgroundColor: tokens.colorNeutralForeground1,
    "@media (forced-colors: active)": { backgroundColor: "CanvasText", forcedColorAdjust: "none" },
  },
});

interface PointsBarProps {
  /** In per cent; null: an empty track. */
  readonly rate: Decimal | null;
  /** The full length, in per cent. */
  readonly full: number;
  /** An upright line at 100 %. */
  readonly withTarget?: boolean;
}

export function PointsBar({ rate, full, withTarget = false }: PointsBarProps): ReactElement {
  const styles = useStyles();
  const length = Math.max(0, Math.min(1, (rate?.toNumber() ?? 0) / full));
  const fill: CSSProperties = { width: length === 0 ? 0 : `calc(${(length * 100).toFixed(2)}% + 2px)` };
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.fill} style={fill} />
      {withTarget && <span className={styles.target} style={{ left: `${(10_000 / full).toFixed(2)}%` }} />}
    </span>
  );
}
