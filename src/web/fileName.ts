/** What the result is called, so that it never takes the place of the file that it came from. */

/** "季度.xlsx" → "季度-scorecard.xlsx", and "季度-scorecard.xlsx" → "季度-scorecard-2.xlsx"; "季度-scorecard (1).xlsx" is what a browser made of the first. */
export function resultName(opened: string): string {
  const [, stem = opened, extension = ".xlsx"] = /^(.*)(\.xls[xm])$/i.exec(opened) ?? [];
  const again = /^(.*-scorecard)(?:-(\d+))?(?: ?\(\d+\))?$/.exec(stem);
  return again ? `${again[1]}-${Number(again[2] ?? 1) + 1}${extension}` : `${stem}-scorecard${extension}`;
}
