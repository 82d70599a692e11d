/** References that stay what they are when a formula is filled down or right. */
import { address, parseAddress, quoteSheet } from "../grid";

/** "B4" → "$B$4". */
export function fixed(cell: string): string {
  const at = parseAddress(cell);
  return at ? address(at.row, at.column).replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2") : cell;
}

/** "'数据'!$J$6". */
export function onSheet(sheet: string, cell: string): string {
  return `${quoteSheet(sheet)}!${fixed(cell)}`;
}
