/** Our own output validates: both samples scored, and drafts made up at random, written and then rewritten by others. */
import fc from "fast-check";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SheetDraft } from "../../src/sheets/draft";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { counts, minutes, proved } from "../support/fullCounts";
import { runCommandLine } from "../support/runCommandLine";
import { describeWith } from "../support/systemParts";
import { missingTargets } from "./packageChecks";
import { anyDraft } from "./randomDrafts";
import { collectParts, hasSchemas } from "./schemas";

const BLOCK = "kpi.random";

async function written(draft: SheetDraft): Promise<Uint8Array> {
  const workbook = newXlsx();
  await workbook.write([{ kind: "createSheet", name: "随机 <&> 'x", block: BLOCK, after: "last", draft }]);
  return workbook.toBytes();
}

async function rewritten(bytes: Uint8Array, draft: SheetDraft): Promise<Uint8Array> {
  const workbook = openXlsx(bytes);
  await workbook.write([{ kind: "rewriteBlock", block: BLOCK, draft }]);
  return workbook.toBytes();
}

/** What stands in the cells, as a file can hold it: there is no -0, and no text that is longer than a cell. */
function valuesOf(draft: SheetDraft): unknown[][] {
  return draft.rows.map((row) => row.map((cell) => (cell === undefined || cell.value === "" ? null : cell.value === 0 ? 0 : cell.value)));
}

async function valuesIn(bytes: Uint8Array, like: SheetDraft): Promise<unknown[][]> {
  const grid = (await openXlsx(bytes).read(["1"])).get("1")!;
  return like.rows.map((row, at) =>
    row.map((_, column) => {
      const { value } = grid.at(at, column);
      return value === "" ? null : value === 0 ? 0 : value;
    }),
  );
}

(hasSchemas ? describe : describe.skip)(`the schemas${hasSchemas ? "" : " (none beside the project)"}`, () => {
  describeWith(["xmllint"], "of ECMA-376", () => {
    test.each(["zh", "en"] as const)(
      "hold for every part of the %s sample, scored with formulas and with values",
      async (language) => {
        const folder = mkdtempSync(join(tmpdir(), "sample-schemas-"));
        try {
          const parts = collectParts();
          for (const values of [[], ["--values"]]) {
            const out = join(folder, `out${values.length}.xlsx`);
            const sample = join(__dirname, `../../assets/samples/province-${language}.xlsx`);
            expect((await runCommandLine(["score", sample, "--out", out, ...values])).status).toBe(0);
            const bytes = readFileSync(out);
            expect(missingTargets(bytes)).toEqual([]);
            parts.add(out, bytes);
          }
          expect(parts.invalid()).toEqual([]);
          expect(parts.count()).toBeGreaterThan(100);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      120_000,
    );

    test(
      "hold for every part of random drafts, which read back as they were drafted",
      async () => {
        const parts = collectParts();
        const drafts = fc.sample(anyDraft, { numRuns: counts(60, 3_000), seed: 20261122 });
        for (const [place, draft] of drafts.entries()) {
          const bytes = await written(draft);
          expect({ place, values: await valuesIn(bytes, draft) }).toEqual({ place, values: valuesOf(draft) });
          const next = drafts[(place + 1) % drafts.length]!;
          const again = await rewritten(bytes, next);
          expect({ place, values: await valuesIn(again, next) }).toEqual({ place, values: valuesOf(next) });
          expect({ place, missing: [...missingTargets(bytes), ...missingTargets(again)] }).toEqual({ place, missing: [] });
          // The same draft once more changes no byte.
          expect((await rewritten(again, next)) === again || Buffer.from(await rewritten(again, next)).equals(again)).toBe(true);
          parts.add(`draft ${place}`, bytes);
          parts.add(`draft ${place} rewritten`, again);
        }
        expect(parts.invalid()).toEqual([]);
        proved(`${parts.count()} different parts of ${drafts.length} random drafts, written and rewritten, validate`);
      },
      minutes(3),
    );
  });
});
