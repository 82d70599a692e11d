/** What a download is called. */
import { resultName } from "../../src/web/fileName";

it.each([
  ["季度.xlsx", "季度-scorecard.xlsx"],
  ["Q3 2026.XLSM", "Q3 2026-scorecard.XLSM"],
  ["季度-scorecard.xlsx", "季度-scorecard-2.xlsx"],
  ["季度-scorecard-2.xlsx", "季度-scorecard-3.xlsx"],
  ["季度-scorecard (1).xlsx", "季度-scorecard-2.xlsx"],
  ["archive.v2.xlsx", "archive.v2-scorecard.xlsx"],
  ["noextension", "noextension-scorecard.xlsx"],
])("calls what comes of %s %s, never the same", (opened, result) => {
  expect(resultName(opened)).toBe(result);
  expect(result).not.toBe(opened);
});
