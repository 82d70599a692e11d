/** A finding in words. */
import type { Finding } from "../kpi/finding";
import type { Words } from "./words";

/** What is wrong and what to do, without the place. */
export function sentenceOf<F extends Finding>(one: F, words: Words): string {
  // Each sentence takes the particulars of its own code, which an index by code hides from the compiler.
  const sentence = words.findings[one.code] as (details: F["details"]) => string;
  return sentence(one.details);
}
