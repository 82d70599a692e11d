/** Types of systemParts.mjs, which runs before anything is compiled. */
export interface SystemPart {
  readonly title: string;
  /** Debian's package that holds it. */
  readonly package: string;
  isThere(): boolean;
}
export declare const SYSTEM_PARTS: Readonly<Record<"libreOffice" | "pdftoppm" | "openpyxl" | "xmllint" | "notoCjk" | "carlito" | "chromium", SystemPart>>;
export type SystemPartName = keyof typeof SYSTEM_PARTS;
export declare function pythonWithOpenpyxl(): string | null;
export declare function missingParts(): SystemPartName[];
export declare function installCommand(parts: readonly SystemPartName[]): string;
export declare function canInstall(): boolean;
export declare function installParts(parts: readonly SystemPartName[]): string | null;
