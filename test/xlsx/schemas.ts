/** Parts against the schemas of ECMA-376 that lie beside the project, many to a call: loading a schema takes longer than looking at a part. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openZip } from "../../src/xlsx/portable";
import { readZipEntry } from "../../src/xlsx/zip";

const SCHEMAS = join(__dirname, "../../../shared/ooxml-xsd");
export const hasSchemas = existsSync(SCHEMAS);

const PER_CALL = 300;

/** Collects the parts of whole packages, each different one once. */
export interface PartCollection {
  readonly add: (name: string, bytes: Uint8Array) => void;
  /** What is wrong, a line each: "name path: what xmllint says". */
  readonly invalid: () => string[];
  readonly count: () => number;
}

export function collectParts(): PartCollection {
  const bySchema = new Map<string, Map<string, string>>();
  return {
    add: (name, bytes) => {
      const zip = openZip(bytes);
      for (const path of zip.entries.keys()) {
        const schema = schemaOf(path);
        if (schema === null) continue;
        // The schemas do not know xml:space, though Excel itself writes it.
        const text = new TextDecoder().decode(readZipEntry(zip, path)).replace(/ xml:space="preserve"/g, "");
        const parts = bySchema.get(schema) ?? new Map<string, string>();
        bySchema.set(schema, parts);
        if (!parts.has(text)) parts.set(text, `${name} ${path}`);
      }
    },
    invalid: () => [...bySchema].flatMap(([schema, parts]) => invalidOf(schema, [...parts])),
    count: () => [...bySchema.values()].reduce((total, parts) => total + parts.size, 0),
  };
}

/** null: there is no schema for it. That of core properties takes Dublin Core from the network, and the part is three elements long. */
function schemaOf(path: string): string | null {
  if (path === "[Content_Types].xml") return "opc-xsd/opc-contentTypes.xsd";
  if (path.endsWith(".rels")) return "opc-xsd/opc-relationships.xsd";
  if (path === "docProps/app.xml") return "shared-documentPropertiesExtended.xsd";
  if (/^xl\/charts\/[^/]+\.xml$/.test(path)) return "dml-chart.xsd";
  if (/^xl\/drawings\/[^/]+\.xml$/.test(path)) return "dml-spreadsheetDrawing.xsd";
  return /^xl\/(workbook|styles|(worksheets|tables)\/[^/]+)\.xml$/.test(path) ? "sml.xsd" : null;
}

function invalidOf(schema: string, parts: readonly (readonly [text: string, name: string])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "schemas-"));
  try {
    parts.forEach(([text], place) => writeFileSync(join(folder, `${place}.xml`), text));
    const wrong: string[] = [];
    for (let from = 0; from < parts.length; from += PER_CALL) {
      const files = parts.slice(from, from + PER_CALL).map((_, place) => `${from + place}.xml`);
      const run = spawnSync("xmllint", ["--nonet", "--noout", "--schema", join(SCHEMAS, schema), ...files], {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      if (run.error) throw run.error;
      const said = run.stderr.split("\n");
      const valid = new Set(said.filter((line) => line.endsWith(" validates")).map((line) => line.slice(0, -" validates".length)));
      // A part that is not well-formed neither validates nor fails to.
      for (const file of files.filter((one) => !valid.has(one)))
        wrong.push(`${parts[Number.parseInt(file, 10)]![1]}: ${said.find((line) => line.startsWith(`${file}:`)) ?? `${file} was not looked at`}`);
    }
    return wrong;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
