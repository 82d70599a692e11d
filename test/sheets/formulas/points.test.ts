/** Points, rates and re-shared full points, recalculated by LibreOffice, are what the engine computes. */
import { decimal } from "../../../src/kpi/decimal";
import { roundTo } from "../../../src/kpi/rounding";
import type { TreeNode } from "../../../src/kpi/template";
import { sharePoints } from "../../../src/kpi/weights";
import { fullPointsFormula, type Sibling, statedPointsFormula } from "../../../src/sheets/formulas/fullPoints";
import { branchRateFormula, pointsFormula, rateFormula } from "../../../src/sheets/formulas/points";
import { roundingFormula } from "../../../src/sheets/formulas/rounding";
import { newXlsx } from "../../../src/xlsx/portable";
import { counts, proved } from "../../support/fullCounts";
import { recalculated } from "../../support/libreOffice";
import { type PlainCell, plainSheet } from "../../support/plainSheet";
import { randomFrom } from "../../support/ruleCases";
import { branch, line, percent, points } from "../../support/schemes";
import { describeWith } from "../../support/systemParts";

/** A tree as it stands on a card, a row per node, and what the engine gives each node. */
interface LaidNode {
  readonly node: TreeNode;
  readonly weight: number;
  readonly stays: boolean;
  readonly parentRow: number;
  readonly siblingRows: readonly number[];
  readonly stated: number;
  readonly full: number | null;
}

const COLUMN = { full: "O", weight: "D", stays: "Q", stated: "P" };
const cell = (column: string, row: number): string => `$${column}${row + 1}`;
const siblingAt = (row: number): Sibling => ({ weightCell: cell(COLUMN.weight, row), staysCell: cell(COLUMN.stays, row) });

function randomTree(random: () => number, depth: number): TreeNode[] {
  const inPoints = random() < 0.5;
  return Array.from({ length: 1 + Math.floor(random() * 6) }, (_, place) => {
    const weight = decimal(1 + Math.floor(random() * 400)).div(10);
    const share = inPoints ? points(weight.toString()) : percent(weight.toString());
    return depth < 3 && random() < 0.35 ? branch(`B${place}`, share, randomTree(random, depth + 1)) : line(`L${place}`, share);
  });
}

/** Row 0 holds the whole card. */
function layTree(children: readonly TreeNode[], whole: number, staying: ReadonlySet<TreeNode>): LaidNode[] {
  const laid: LaidNode[] = [];
  const stays = (node: TreeNode): boolean => (node.kind === "line" ? staying.has(node) : node.children.some(stays));
  const walk = (nodes: readonly TreeNode[], parentRow: number, stated: ReturnType<typeof decimal>, full: ReturnType<typeof decimal> | null): void => {
    const statedShares = sharePoints(nodes, stated, () => true, "sum");
    const shares = full ? sharePoints(nodes, full, stays, "sum") : nodes.map(() => null);
    const siblingRows: number[] = [];
    nodes.forEach((node, place) => {
      const row = laid.length + 1;
      siblingRows.push(row);
      const share = node.share!;
      laid.push({
        node,
        weight: (share.kind === "points" ? share.points : share.percent).toNumber(),
        stays: stays(node),
        parentRow,
        siblingRows,
        stated: statedShares[place]!.toNumber(),
        full: shares[place]?.toNumber() ?? null,
      });
      if (node.kind === "branch") walk(node.children, row, statedShares[place]!, shares[place] ?? null);
    });
  };
  walk(children, 0, decimal(whole), decimal(whole));
  return laid;
}

function treeSheet(laid: readonly LaidNode[], whole: number): readonly (readonly PlainCell[])[] {
  // A is 0: D holds weights, O full points, P stated points, Q the marks.
  const row = (weight: PlainCell, full: PlainCell, stated: PlainCell, stays: PlainCell): readonly PlainCell[] => [
    ...Array.from({ length: 3 }, () => null),
    weight,
    ...Array.from({ length: 10 }, () => null),
    full,
    stated,
    stays,
  ];
  return [
    row(null, whole, whole, 1),
    ...laid.map((one, place) => {
      const siblings = one.siblingRows.map(siblingAt);
      const own = siblingAt(place + 1);
      return row(
        one.weight,
        { formula: fullPointsFormula(cell(COLUMN.full, one.parentRow), own, siblings, '"–"') },
        { formula: statedPointsFormula(cell(COLUMN.stated, one.parentRow), own, siblings) },
        one.stays ? 1 : 0,
      );
    }),
  ];
}

const TREES = counts(60, 360);

describeWith(["libreOffice"], "in LibreOffice", () => {
  it("full points come down random trees as the engine shares them out, with lines left out", async () => {
    const random = randomFrom(81);
    const trees = Array.from({ length: TREES }, () => {
      const children = randomTree(random, 0);
      const lines = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => (node.kind === "line" ? [node] : lines(node.children)));
      const staying = new Set(lines(children).filter(() => random() < 0.75));
      const whole = 60 + Math.floor(random() * 60);
      return { whole, laid: layTree(children, whole, staying) };
    });
    const workbook = newXlsx();
    await workbook.write(
      trees.map(
        ({ laid, whole }, place) =>
          ({ kind: "createSheet", name: `Tree ${place}`, block: null, after: "last", draft: plainSheet(treeSheet(laid, whole)) }) as const,
      ),
    );
    const [book] = await recalculated([workbook.toBytes()]);
    let compared = 0;
    trees.forEach(({ laid }, place) => {
      const grid = book!.get(`Tree ${place}`)!;
      laid.forEach((one, position) => {
        const [full, stated] = [grid.at(position + 1, 14).value, grid.at(position + 1, 15).value];
        compared += 2;
        if (one.full === null) expect(full).toBe("–");
        else expect(Math.abs(Number(full) - one.full)).toBeLessThanOrEqual(1e-9);
        expect(Math.abs(Number(stated) - one.stated)).toBeLessThanOrEqual(1e-9);
      });
    });
    proved(
      `Full points: ${compared} formulas compared in ${TREES} trees, ${trees.flatMap(({ laid }) => laid.filter((one) => !one.stays)).length} nodes left out`,
    );
    expect(compared).toBeGreaterThan(500);
  }, 300_000);

  it("exact ties, which a plain ROUND would get wrong, are rounded as the engine rounds them", async () => {
    const random = randomFrom(82);
    // Full points and scores whose product ends in a 5 right behind the second place.
    const ties = Array.from({ length: 1500 }, () => {
      const full = decimal(1 + Math.floor(random() * 400)).div(20);
      const score = decimal(2 * Math.floor(random() * 600) + 1).div(10);
      return { full, score };
    });
    const workbook = newXlsx();
    const rows = ties.map(({ full, score }, row): readonly PlainCell[] => [
      full.toNumber(),
      score.toNumber(),
      { formula: pointsFormula(`$B${row + 1}`, `$A${row + 1}`, 2, "won") },
      { formula: pointsFormula(`$B${row + 1}`, `$A${row + 1}`, 2, "lost") },
      { formula: branchRateFormula(`$B${row + 1}`, `$A${row + 1}`, 1) },
      { formula: rateFormula(`$B${row + 1}`, 0) },
    ]);
    await workbook.write([{ kind: "createSheet", name: "Ties", block: null, after: "last", draft: plainSheet(rows) }]);
    const [book] = await recalculated([workbook.toBytes()]);
    const grid = book!.get("Ties")!;
    ties.forEach(({ full, score }, row) => {
      expect([2, 3, 4, 5].map((column) => grid.at(row, column).value)).toEqual([
        roundTo(full.times(score).div(100), 2).toNumber(),
        roundTo(full.times(score.minus(100)).div(100), 2).toNumber(),
        Number(roundTo(score.times(100).div(full), 1).div(100).toString()),
        roundTo(score, 0).div(100).toNumber(),
      ]);
    });
  }, 300_000);

  it("what holds no number gives no points and no rate, and no full points no rate", async () => {
    const workbook = newXlsx();
    const rows: readonly (readonly PlainCell[])[] = [
      ["×", 10, { formula: pointsFormula("$A1", "$B1", 2, "won") }, { formula: rateFormula("$A1", 1) }],
      [90, "–", { formula: pointsFormula("$A2", "$B2", 2, "won", '"–"') }, { formula: branchRateFormula("$A2", "$B2", 1, '"–"') }],
      [90, 0, { formula: pointsFormula("$A3", "$B3", 2, "won") }, { formula: branchRateFormula("$A3", "$B3", 1) }],
      [null, null, { formula: pointsFormula("$A4", "$B4", 2, "won") }, { formula: rateFormula("$A4", 1) }],
    ];
    await workbook.write([{ kind: "createSheet", name: "None", block: null, after: "last", draft: plainSheet(rows) }]);
    const [book] = await recalculated([workbook.toBytes()]);
    const grid = book!.get("None")!;
    expect(rows.map((_, row) => [2, 3].map((column) => grid.at(row, column).value))).toEqual([
      ["×", "×"],
      ["–", "–"],
      [0, "×"],
      ["×", "×"],
    ]);
  }, 300_000);
});

describe("the text of a formula", () => {
  test("of rounding is the double ROUND, and nothing where nothing is rounded", () => {
    expect(roundingFormula("$A1/3", 2)).toBe("ROUND(ROUND($A1/3,10),2)");
    expect(roundingFormula("$A1/3", "none")).toBe("$A1/3");
  });

  test("of full points takes neighbouring rows together and adds the others one by one", () => {
    expect(fullPointsFormula("$O9", siblingAt(10), [9, 10, 11, 14, 16].map(siblingAt), '"–"')).toBe(
      'IF($D11*$Q11=0,"–",$O9*$D11/(SUMPRODUCT($D10:$D12,$Q10:$Q12)+$D15*$Q15+$D17*$Q17))',
    );
    expect(statedPointsFormula("$P9", siblingAt(10), [9, 10, 11, 14].map(siblingAt))).toBe("IF(N($D11)=0,0,$P9*$D11/SUM($D10:$D12,$D15))");
  });

  test("of full points stays under 1,024 characters with forty branches that are no neighbours", () => {
    const siblings = Array.from({ length: 40 }, (_, place) => siblingAt(1000 + place * 3));
    expect(fullPointsFormula("$O9", siblings[0]!, siblings, '"–"').length).toBeLessThan(1024);
  });
});
