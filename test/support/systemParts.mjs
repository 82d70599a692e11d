/**
 * The programs and fonts that some tests need beside Node: which there are, and how the missing ones are installed.
 * One truth for `npm test`, which installs them where it can, and for the suites, which report themselves skipped without them.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian's python first: a version manager's own python3 may stand before it in PATH and lack openpyxl. */
const PYTHONS = ["/usr/bin/python3", "python3"];

function runs(command, args) {
  return spawnSync(command, args, { stdio: "ignore", timeout: 60_000 }).status === 0;
}

function inPath(command) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      // Not in this folder: the next one may have it.
      return false;
    }
  });
}

function hasFont(family) {
  const listed = spawnSync("fc-list", [":", "family"], { encoding: "utf8", timeout: 60_000 });
  return listed.status === 0 && listed.stdout.includes(family);
}

/** The python that has openpyxl; null where none has. */
export function pythonWithOpenpyxl() {
  return PYTHONS.find((python) => runs(python, ["-c", "import openpyxl"])) ?? null;
}

export const SYSTEM_PARTS = {
  libreOffice: { title: "LibreOffice Calc", package: "libreoffice-calc-nogui", isThere: () => inPath("soffice") },
  pdftoppm: { title: "pdftoppm", package: "poppler-utils", isThere: () => inPath("pdftoppm") },
  openpyxl: { title: "Python with openpyxl", package: "python3-openpyxl", isThere: () => pythonWithOpenpyxl() !== null },
  xmllint: { title: "xmllint", package: "libxml2-utils", isThere: () => inPath("xmllint") },
  notoCjk: { title: "the font Noto Sans CJK", package: "fonts-noto-cjk", isThere: () => hasFont("Noto Sans CJK SC") },
  carlito: { title: "the font Carlito", package: "fonts-crosextra-carlito", isThere: () => hasFont("Carlito") },
  chromium: { title: "Chromium", package: "chromium", isThere: () => inPath("chromium") },
};

/** Keys of SYSTEM_PARTS that are not there. */
export function missingParts() {
  return Object.keys(SYSTEM_PARTS).filter((key) => !SYSTEM_PARTS[key].isThere());
}

/** "apt-get install …" for these parts, as a person would type it. */
export function installCommand(parts) {
  return `apt-get install -y --no-install-recommends ${parts.map((key) => SYSTEM_PARTS[key].package).join(" ")}`;
}

/** Only root on a Debian can be helped without being asked for a password. */
export function canInstall() {
  return process.getuid?.() === 0 && inPath("apt-get");
}

/** Installs these parts. Returns what apt-get said where it failed; null where it did not. */
export function installParts(parts) {
  const packages = parts.map((key) => SYSTEM_PARTS[key].package);
  const steps = [["update"], ["install", "-y", "--no-install-recommends", ...packages]];
  for (const args of steps) {
    const step = spawnSync("apt-get", args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 900_000,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (step.status !== 0) return `apt-get ${args.join(" ")}\n${step.error ?? ""}${step.stdout}${step.stderr}`;
  }
  return null;
}
