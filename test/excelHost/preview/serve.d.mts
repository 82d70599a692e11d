/** Types of serve.mjs. */
import type { Server } from "node:https";

export interface Served {
  /** https://localhost and the port. */
  readonly origin: string;
  readonly server: Server;
}

export declare function officeFile(path: string): string;
export declare function buildPane(say?: (text: string) => void): Promise<void>;
export declare function buildPreview(): Promise<string>;
export declare function servePreview(options: { readonly page: string; readonly port?: number; readonly localOffice?: boolean }): Promise<Served>;
export declare function servePane(port: number): Promise<Served>;
export declare function withLocalOffice(page: string, origin: string): string;
