import { officeWorkbook } from "../../src/office/officeWorkbook";
import { workbookContract } from "../contract/workbook";
import { PROFILES, type ExcelHost, type HostProfile } from "../excelHost/excelHost";
import { startExcel } from "../setup-officejs";
import { withDraftedResults } from "../support/excelResults";

/** Nothing newer than the manifest's ExcelApi 1.13. */
const MANIFEST: HostProfile = { ...PROFILES.ltsc2021, excelApi: 13 };
let hosts: ExcelHost[] = [];

afterEach(() => {
  expect(hosts.flatMap((host) => [...host.missing])).toEqual([]);
  hosts = [];
});

workbookContract("the workbook open in Excel", async () => {
  const host = startExcel(MANIFEST);
  hosts.push(host);
  return {
    workbook: withDraftedResults(host, officeWorkbook()),
    type: async (workbook, sheet, cell, value) => {
      host.workbook.Worksheets.at(sheet).GetRange(cell).Values = [[value]];
      return workbook;
    },
    protect: async (workbook, sheet) => {
      host.workbook.Worksheets.at(sheet).Protection.Protect();
      return workbook;
    },
  };
});
