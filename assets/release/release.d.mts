/** Types of release.mjs. */
export interface Built {
  /** Holds pane and page. */
  readonly pages: string;
  /** The compiled command line. */
  readonly program: string;
}
export declare function build(folder: string, office: string | null): Built;
export declare function compile(program: string): void;
export declare function assemble(folder: string, built: Built, address: string | null): void;
export declare function manifestFaults(text: string, site: string): Promise<readonly string[]>;
export declare function filesOf(folder: string): string[];
