/** A thing that is measured (指标). */
import type { Source } from "./source";

/** Which way is better: up, higher is better; down, lower is better. Always stated, never guessed from a name. */
export type Direction = "up" | "down";

export interface Indicator {
  readonly code: string;
  readonly name: string;
  /** "%", "分", "件", "小时", …; "" where there is none. */
  readonly unit: string;
  readonly direction: Direction;
  /** Other spellings under which sheets carry it. */
  readonly aliases: readonly string[];
  readonly definition: string;
  /** Of which indicator it is a member, and what the member itself is called. */
  readonly member?: { readonly of: string; readonly code: string; readonly names: readonly string[] };
  readonly source: Source;
}
