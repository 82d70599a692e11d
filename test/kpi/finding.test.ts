/** What is wrong with a sheet or a scheme, and how grave it is. */
import { finding, usualSeverity } from "../../src/kpi/finding";
import { NOWHERE } from "../support/schemes";

test("a finding is as grave as its code, unless whoever says it knows better", () => {
  const details = { department: "东", line: "投诉率", anchors: "floor=90 target=85", wanted: "floor<target<stretch" };
  expect(finding("anchorsOutOfOrder", NOWHERE, details)).toEqual({ code: "anchorsOutOfOrder", severity: "held", source: NOWHERE, details });
  expect(finding("anchorsOutOfOrder", NOWHERE, details, "warning").severity).toBe("warning");
  expect((["anchorsOutOfOrder", "weightNotPositive", "derivedTyped", "scoreCliff"] as const).map(usualSeverity)).toEqual(["held", "error", "warning", "note"]);
});
