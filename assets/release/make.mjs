/**
 * `npm run release`: makes dist/release.
 *
 *   npm run release -- --address https://kpi.example.com/excel   with the manifest for that address; KPI_ADDRESS says the same
 *   npm run release -- --office 21vianet                         Office.js from 21Vianet; "public" unless told otherwise, or the address of a folder of your own
 *   npm run release -- --out FOLDER                              into another folder
 *   npm run release -- --verify                                  builds everything a second time and compares every file
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { assemble, build, filesOf, manifestFaults } from "./release.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

async function main() {
  const { values } = parseArgs({ options: { address: { type: "string" }, office: { type: "string" }, out: { type: "string" }, verify: { type: "boolean" } } });
  const address = values.address ?? process.env.KPI_ADDRESS ?? null;
  const folder = values.out ?? join(ROOT, "dist/release");
  const temporary = mkdtempSync(join(tmpdir(), "kpi-release-build-"));
  try {
    console.log("Building pane, page and command line …");
    rmSync(folder, { recursive: true, force: true });
    assemble(folder, build(join(temporary, "first"), values.office ?? null), address);
    if (address !== null) {
      const faults = await manifestFaults(readFileSync(join(folder, "manifest.xml"), "utf8"), join(folder, "site"));
      if (faults.length > 0) throw new Error(`The manifest is wrong:\n${faults.join("\n")}`);
    }
    const files = filesOf(folder);
    console.log(`${folder}: ${files.length} files`);
    console.log(
      address === null ? "No manifest.xml, as no --address was given; set-address.mjs makes one." : `manifest.xml is for ${address} and has no fault.`,
    );
    if (values.verify) {
      console.log("Building again …");
      const again = join(temporary, "again");
      assemble(again, build(join(temporary, "second"), values.office ?? null), address);
      const [first, second] = [folder, again].map((one) => readFileSync(join(one, "SHA256SUMS"), "utf8"));
      if (first !== second) throw new Error(`The two builds differ:\n${differences(first, second).join("\n")}`);
      console.log(`Both builds are the same in all ${files.length} files.`);
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function differences(first, second) {
  const lines = (text) => new Set(text.trim().split("\n"));
  const [one, other] = [lines(first), lines(second)];
  return [...one].filter((line) => !other.has(line)).map((line) => line.slice(66));
}

await main();
