/**
 * The manifest for the address that the add-in is served from: `node set-address.mjs https://kpi.example.com/excel`, in a release's folder.
 *
 * Needs Node.js and nothing else, so that whoever runs the host can do it; the build uses the same function.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the manifest says that the add-in is while somebody works on it. */
export const DEVELOPMENT_ADDRESS = "https://localhost:3000";

/** The manifest as it names another host. `address`: https, perhaps with a folder, nothing behind it. */
export function manifestFor(text, address) {
  const bare = address.replace(/\/+$/, "");
  if (!URL.canParse(bare) || !/^https:\/\/[^\s"'<>&?#/][^\s"'<>&?#]*$/.test(bare))
    throw new Error(`“${address}” is no address for the add-in: it has to be https, perhaps with a folder, such as https://kpi.example.com/excel`);
  return text.replaceAll(DEVELOPMENT_ADDRESS, bare);
}

function main() {
  const folder = dirname(fileURLToPath(import.meta.url));
  const address = process.argv[2];
  if (address === undefined) {
    console.error("Use: node set-address.mjs https://kpi.example.com/excel");
    process.exitCode = 2;
    return;
  }
  try {
    writeFileSync(join(folder, "manifest.xml"), manifestFor(readFileSync(join(folder, "manifest-template.xml"), "utf8"), address));
    console.log(`manifest.xml is for ${address}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) main();
