/** Types of sampleBytes.mjs. */
import type { Language } from "./province.mjs";

export declare function sampleBytes(language: Language): Promise<Uint8Array>;
