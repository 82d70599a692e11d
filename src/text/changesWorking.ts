/** What both languages take of a change alike: figures as text, before and after. */
import { decimal } from "../kpi/decimal";
import { ANCHOR_NAMES, type AnchorName } from "../kpi/target";
import type { CardChange, LineAspect, LineChange, LineFacts } from "../run/runFacts";

/** Points as they are shown; null: there are none. */
export function shownPoints(points: string | null, decimals: number | "none", none: string): string {
  if (points === null) return none;
  return decimals === "none" ? decimal(points).round(4).toString() : decimal(points).toFixed(decimals);
}

/** "+7.20"; "" where one of the two is not known, or nothing changed. */
export function signedChange({ then, now }: Pick<CardChange, "then" | "now">, decimals: number | "none"): string {
  if (!then?.points || !now?.points) return "";
  const change = decimal(now.points).minus(then.points);
  if (change.eq(0)) return "";
  return `${change.gt(0) ? "+" : ""}${shownPoints(change.toString(), decimals, "")}`;
}

/** Each thing that changed of a line, with its two texts. */
export interface Moved {
  readonly aspect: LineAspect;
  /** Only of an anchor. */
  readonly anchor: AnchorName | null;
  readonly then: string;
  readonly now: string;
}

export function movedOf({ then, now, what }: LineChange, figure: (line: LineFacts) => string, none: string): readonly Moved[] {
  if (!then || !now) return [];
  return what.flatMap((aspect): readonly Moved[] => {
    switch (aspect) {
      case "figure":
        return [{ aspect, anchor: null, then: figure(then), now: figure(now) }];
      case "weight":
        return [{ aspect, anchor: null, then: percent(then.weight, none), now: percent(now.weight, none) }];
      case "rule":
        return [{ aspect, anchor: null, then: "", now: "" }];
      case "anchors":
        return ANCHOR_NAMES.filter((anchor) => then.anchors[anchor] !== now.anchors[anchor]).map((anchor) => ({
          aspect,
          anchor,
          then: then.anchors[anchor] ?? none,
          now: now.anchors[anchor] ?? none,
        }));
    }
  });
}

function percent(weight: string | null, none: string): string {
  return weight === null ? none : `${decimal(weight).round(2).toString()}%`;
}
