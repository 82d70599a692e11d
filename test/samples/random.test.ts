/** Whole workbooks made up at random: every formula that we write is, in LibreOffice, what the engine computed. */
import { counts, inFull, minutes, proved } from "../support/fullCounts";
import { type Proof, type ScoredFile, inCalls, proveLive, scoredFile, told } from "../support/liveProof";
import { randomFile } from "../support/randomWorkbooks";
import { RULE_KINDS } from "../../src/kpi/rules/index";
import { WANTED_FEATURES, featuresOf } from "../support/schemeFeatures";
import { describeWith } from "../support/systemParts";

const SCHEMES = counts(12, 500);
/** Those that have found something once: a card of which all lines take off, with a least coverage; sixteen points of a curve, which the check sheet works out again. */
const FOUND_FAULTS = [148, 256];
/** How many go through LibreOffice in one call. */
const IN_ONE_CALL = 25;

interface Tally {
  schemes: number;
  cards: number;
  cells: number;
  shown: number;
  longestFormula: number;
  readonly features: Map<string, number>;
  readonly problems: string[];
}

async function proveSeeds(seeds: readonly number[], tally: Tally): Promise<void> {
  const files: ScoredFile[] = [];
  for (const seed of seeds) {
    const { bytes, period } = await randomFile(seed);
    files.push(await scoredFile(`random workbook ${seed}`, bytes, period));
  }
  const proofs = await proveLive(files);
  files.forEach((file, place) => count(file, proofs[place]!, tally));
}

function count(file: ScoredFile, proof: Proof, tally: Tally): void {
  tally.schemes += 1;
  tally.cards += file.drafted.cards.length;
  tally.cells += proof.cells;
  tally.shown += proof.shown;
  tally.longestFormula = Math.max(tally.longestFormula, proof.longestFormula);
  for (const feature of featuresOf(file)) tally.features.set(feature, (tally.features.get(feature) ?? 0) + 1);
  if (proof.spoilt !== proof.cells) tally.problems.push(`${file.name}: ${proof.spoilt} results were spoilt of ${proof.cells}`);
  tally.problems.push(...proof.disagreements.map(told));
}

describeWith(["libreOffice"], "random schemes, their results spoilt and worked out anew", () => {
  const tally: Tally = { schemes: 0, cards: 0, cells: 0, shown: 0, longestFormula: 0, features: new Map(), problems: [] };

  beforeAll(async () => {
    const seeds = [...Array.from({ length: SCHEMES }, (_seed, place) => place + 1), ...FOUND_FAULTS.filter((seed) => seed > SCHEMES)];
    await inCalls(seeds, IN_ONE_CALL, (some) => proveSeeds(some, tally));
    const features = [...tally.features].sort(([one], [other]) => (one < other ? -1 : 1)).map(([feature, schemes]) => `${feature} ${schemes}`);
    proved(
      [
        `Random schemes: ${tally.schemes} workbooks with ${tally.cards} cards; ${tally.cells} formula cells are what the engine has within 1e-9,`,
        `  and ${tally.shown} points, rates and totals as shown digit for digit; ${tally.problems.length} disagree. The longest formula has ${tally.longestFormula} signs.`,
        ...(inFull ? [`  Schemes with: ${features.join(" · ")}`] : []),
      ].join("\n"),
    );
  }, minutes(5));

  it("agree with the engine in every formula cell, and in every figure as shown", () => {
    expect(tally.problems.slice(0, 20)).toEqual([]);
    expect(tally.schemes).toBe(SCHEMES + FOUND_FAULTS.filter((seed) => seed > SCHEMES).length);
    expect(tally.cells).toBeGreaterThan(SCHEMES * 200);
  });

  it("have every kind of rule in them, and in full everything else that a scheme can have", () => {
    const wanted = inFull ? WANTED_FEATURES : RULE_KINDS.map((kind) => `rule ${kind}`);
    expect(wanted.filter((feature) => !tally.features.has(feature))).toEqual([]);
  });

  it("have no formula that is too long to be read in the formula bar", () => {
    expect(tally.longestFormula).toBeLessThan(1024);
  });
});
