/** The smallest add-in that uses the office adapter: for a test that the adapter works in a frame, by way of the real office.js. */
import { officeWorkbook } from "../../../src/office/officeWorkbook";
import type { DraftCell, SheetDraft } from "../../../src/sheets/draft";

const line = (value: DraftCell["value"]): DraftCell => ({ value, mark: { row: "line", role: "text" } });

const draft: SheetDraft = {
  rows: [["部门", "得分"].map((value): DraftCell => ({ value, mark: { row: "head", role: "text" } })), ["客服中心", 90].map(line), ["=1+1", "003"].map(line)],
  columnWidths: [20, 10],
  rowHeights: [],
  merges: [],
  conditionalFormats: [],
  tables: [],
  gridlines: false,
  font: "Calibri",
  print: { orientation: "portrait", footer: { left: "", centre: "", right: "" }, breaksAfter: [] },
};

function say(text: string): void {
  document.getElementById("out")!.textContent = text;
}

void Office.onReady(({ host, platform }) => {
  say(`ready ${host} ${platform} ${Office.context.requirements.isSetSupported("ExcelApi", "1.13")}`);
  const go = document.getElementById("go") as HTMLButtonElement;
  go.disabled = false;
  go.onclick = async () => {
    try {
      const workbook = officeWorkbook();
      const survey = await workbook.survey();
      await workbook.write([{ kind: "createSheet", name: "成绩", block: "kpi.card.trial", after: "last", draft }]);
      const again = await workbook.write([{ kind: "rewriteBlock", block: "kpi.card.trial", draft }]);
      say(`done ${survey.sheets.map((sheet) => sheet.name).join()} ${again.sheets[0]!.cellsChanged}`);
    } catch (error) {
      say(`failed ${String(error)}`);
    }
  };
});
