/** The icons' drawing, for those who check it. */
export const SIZES: readonly number[];
export const ICONS: readonly (readonly [source: string, name: string])[];
/** The bytes of a PNG of so many pixels. */
export function drawIcon(svg: string, size: number): Uint8Array;
