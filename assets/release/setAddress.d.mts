/** The manifest for the address that the add-in is served from. */
export declare const DEVELOPMENT_ADDRESS: string;
export declare function manifestFor(text: string, address: string): string;
