/**
 * For suites that need a program or a font beside Node.
 *
 * Without it a suite reports itself skipped, with the reason in its title; under CI=true it fails instead, so that a check is never lost unseen.
 */
import { SYSTEM_PARTS, installCommand, pythonWithOpenpyxl, type SystemPartName } from "./systemParts.mjs";

export type { SystemPartName };

/** `describe`, but only where all these parts are there. */
export function describeWith(parts: readonly SystemPartName[], title: string, suite: () => void): void {
  const missing = parts.filter((part) => !SYSTEM_PARTS[part].isThere());
  if (missing.length === 0) return describe(title, suite);

  const reason = `needs ${missing.map((part) => SYSTEM_PARTS[part].title).join(", ")}: ${installCommand(missing)}`;
  if (process.env["CI"] !== "true") return describe.skip(`${title} (${reason})`, suite);
  describe(title, () => {
    it("has the system parts that it needs", () => {
      throw new Error(reason);
    });
  });
}

/** The python that has openpyxl. Only inside of a suite that is described with "openpyxl". */
export function openpyxlPython(): string {
  const python = pythonWithOpenpyxl();
  if (python === null) throw new Error(`No python with openpyxl: ${installCommand(["openpyxl"])}`);
  return python;
}
