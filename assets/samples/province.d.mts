/** Types of province.mjs, the sample's data. */
export type Language = "zh" | "en";
export type SampleCell = string | number | null;
export type SampleRow = Readonly<Record<string, SampleCell>>;

export interface SampleSheet {
  readonly name: string;
  readonly title: string;
  readonly remark: string;
  readonly heads: readonly string[];
  /** In characters. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly { readonly value: SampleCell; readonly format?: string }[])[];
  readonly notes: readonly string[];
}

export declare const PERIODS: readonly string[];
export declare const NOTICE: Readonly<Record<Language, string>>;

/** One record per row, cells by the column's key of src/sheets/schemeColumns.ts. */
export declare function provinceTables(
  language: Language,
): Readonly<
  Record<
    "settings" | "departments" | "indicators" | "templates" | "tree" | "rules" | "bands" | "targets" | "bindings" | "derived" | "vetoes" | "grades",
    readonly SampleRow[]
  >
>;
export declare function provinceSheets(language: Language): readonly SampleSheet[];
