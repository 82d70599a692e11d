/** Faults put into the formulas of random workbooks are seen, each with its sheet and cell. */
import { counts, minutes, proved } from "../support/fullCounts";
import { type Fault, faultsIn, withFaults } from "../support/formulaFaults";
import { type ScoredFile, proveLive, scoredFile, told } from "../support/liveProof";
import { randomFile } from "../support/randomWorkbooks";
import { describeWith } from "../support/systemParts";

const WORKBOOKS = counts(4, 40);
const IN_ONE_CALL = 20;

describeWith(["libreOffice"], "formulas that somebody got wrong", () => {
  it(
    "are reported with their sheet and cell, one and all",
    async () => {
      const injected = new Map<string, number>();
      const unseen: string[] = [];
      let seen = 0;
      for (let first = 1; first <= WORKBOOKS; first += IN_ONE_CALL) {
        const files: ScoredFile[] = [];
        const faults: (readonly Fault[])[] = [];
        for (let seed = first; seed < Math.min(first + IN_ONE_CALL, WORKBOOKS + 1); seed += 1) {
          const name = `random workbook ${seed}`;
          const { bytes, period } = await randomFile(seed);
          const sound = await scoredFile(name, bytes, period);
          const own = faultsIn(sound, seed);
          faults.push(own);
          files.push(await scoredFile(name, bytes, period, (changes) => withFaults(changes, own)));
        }
        const proofs = await proveLive(files);
        proofs.forEach(({ disagreements }, place) => {
          for (const fault of faults[place]!) {
            injected.set(fault.name, (injected.get(fault.name) ?? 0) + 1);
            if (disagreements.some(({ sheet, cell }) => sheet === fault.sheet && cell === fault.cell)) seen += 1;
            else unseen.push(`${files[place]!.name}: ${fault.name}, ${fault.sheet}!${fault.cell}: =${fault.formula}`);
          }
        });
        expect(told(proofs[0]!.disagreements[0]!)).toMatch(/^random workbook \d+: .+![A-Z]+\d+ is .+ for .+: =/);
      }
      const all = [...injected.values()].reduce((sum, count) => sum + count, 0);
      proved(`Faults put into formulas: ${all}, seen with their cell: ${seen} (${[...injected].map(([name, count]) => `${name} ${count}`).join(" · ")})`);
      expect(unseen).toEqual([]);
      expect(injected.size).toBeGreaterThanOrEqual(counts(5, 10));
    },
    minutes(5),
  );
});
