/** The words that stand on generated sheets, in one language. Passed to the lay-out functions; spelled out in text/zh.ts and text/en.ts. */
export interface SheetLabels {
  readonly language: "zh" | "en";
}
