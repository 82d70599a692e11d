/** Types of pages.mjs. */
export declare function helpPages(): ReadonlyMap<string, string>;
