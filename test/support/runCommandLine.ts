/** The command line in this process: what it said, and how it ended. */
import { main } from "../../src/cli/main";

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export async function runCommandLine(argv: readonly string[], language: "zh" | "en" = "en"): Promise<Ended> {
  let out = "";
  let err = "";
  const status = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    errIsTerminal: false,
    language,
  });
  return { status, out, err };
}
