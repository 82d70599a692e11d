/** References that stay what they are when a formula is filled down or right. */
import { address, parseAddress, quoteSheet } from "../grid";

/** As nearly all come: within the first 702 columns and the first million rows but one. */
const PLAIN = /^([A-Z]{1,2})([1-9][0-9]{0,5})$/;

/** "B4" → "$B$4". */
export function fixed(cell: string): string {
  const plain = PLAIN.exec(cell);
  if (plain) return `$${plain[1]!}$${plain[2]!}`;
  const at = parseAddress(cell);
  return at ? address(at.row, at.column).replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2") : cell;
}

/** "'数据'!$J$6". */
export function onSheet(sheet: string, cell: string): string {
  return `${quoteSheet(sheet)}!${fixed(cell)}`;
}
