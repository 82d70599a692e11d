/** @jest-environment jsdom */
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TextDecoder, TextEncoder } from "node:util";
import type { Memory } from "../../src/pane/host";
import { ScorePage } from "../../src/web/ScorePage";
import { newScheme } from "../../src/run/newScheme";
import { newXlsx, openXlsx } from "../../src/xlsx/portable";
import { compoundFile } from "../workbooks/compoundFile";

jest.setTimeout(90_000);
const PATIENCE = { timeout: 60_000 };
const SAMPLES = join(__dirname, "../../assets/samples");

const memory: Memory = { recall: () => null, keep: () => undefined };

// Every browser has them; jsdom does not.
Object.assign(globalThis, { TextDecoder, TextEncoder });

beforeAll(() => {
  // jsdom lays nothing out, and knows no widths: the page shows one half at a time.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as unknown as MediaQueryList;
  Element.prototype.scrollIntoView = () => undefined;
});

function open({ language = "zh-CN", confirm = (): boolean => true } = {}) {
  const download = jest.fn<void, [string, Uint8Array]>();
  const asked = jest.fn<boolean, [string]>(confirm);
  const shown = render(<ScorePage appearance={{ language, dark: false }} memory={memory} version="0.1.0" download={download} confirm={asked} />);
  return { ...shown, download, asked };
}

const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(SAMPLES, name)));

/** jsdom's File has no arrayBuffer of its own in some versions. */
function fileOf(name: string, bytes: Uint8Array<ArrayBuffer>): File {
  const file = new File([bytes], name);
  Object.defineProperty(file, "arrayBuffer", { value: async () => bytes.slice().buffer });
  return file;
}

/** A small workbook that can be scored; jsdom takes a minute over a whole province, which test/e2e/page.test.ts does in Chromium. */
async function starter(): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = newXlsx();
  await newScheme(workbook, "zh");
  return new Uint8Array(workbook.toBytes());
}

function drop(...files: readonly File[]): void {
  fireEvent.drop(window, { dataTransfer: { types: ["Files"], files } });
}

const press = async (name: string | RegExp): Promise<void> => userEvent.click(await screen.findByRole("button", { name }, PATIENCE));

async function faults(place: Element): Promise<string[]> {
  const { violations } = await axe.run(place, { rules: { "color-contrast": { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)}`);
}

describe("a file that cannot be opened", () => {
  const zip = new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8]);
  it.each<[string, Uint8Array, string, string]>([
    ["with a password", compoundFile(["EncryptedPackage", "EncryptionInfo"]), "“锁着.xlsx”有打开密码", "“锁着.xlsx” needs a password to open"],
    ["of the old format", compoundFile(["Workbook"]), "“锁着.xlsx”", "“锁着.xlsx” is in the old .xls format"],
    ["that is damaged", zip, "“锁着.xlsx”", "“锁着.xlsx” is damaged"],
    ["that is empty", new Uint8Array(), "“锁着.xlsx”", "“锁着.xlsx” is empty"],
    ["that is a text", new TextEncoder().encode("部门,得分"), "“锁着.xlsx”", "“锁着.xlsx” is not an .xlsx workbook"],
  ])("%s is refused as the command line does, in both languages", async (_what, bytes, chinese, english) => {
    open();
    drop(fileOf("锁着.xlsx", new Uint8Array(bytes)));
    expect((await screen.findByRole("alert", {}, PATIENCE)).textContent).toContain(chinese);
    await press("English");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain(english), PATIENCE);
  });

  it("is one of several: it asks for one at a time", async () => {
    open({ language: "en-GB" });
    drop(fileOf("a.xlsx", bytesOf("province-zh.xlsx")), fileOf("b.xlsx", bytesOf("province-en.xlsx")));
    expect((await screen.findByRole("alert")).textContent).toBe("One workbook at a time, please.");
  });

  it("is a sample that is not beside the page", async () => {
    global.fetch = jest.fn(async () => ({ ok: false }) as Response);
    open({ language: "en-GB" });
    await press("Open the English sample");
    expect((await screen.findByRole("alert", {}, PATIENCE)).textContent).toContain("“province-en.xlsx” cannot be read");
  });
});

it("takes a dropped workbook to a written and downloaded one, asks before it is let go of, and can run again", async () => {
  const { container, download, asked } = open({ confirm: () => false });
  expect(await faults(container)).toEqual([]);
  drop(fileOf("季度.xlsx", await starter()));
  await press("预览计分卡");
  const downloadButton = screen.getByRole("button", { name: "下载" });
  expect(downloadButton.getAttribute("aria-disabled")).toBe("true");
  // The summary stands beside the preview as it will look; without a width the page shows one half at a time.
  await press("工作表");
  expect((await screen.findByRole<HTMLSelectElement>("combobox", { name: "工作表" })).value).toBe("汇总");
  expect(screen.getByText("写入后的样子")).toBeTruthy();
  await waitFor(() => expect(screen.getByRole("grid", { name: "汇总" }).textContent).toContain("得分率"), PATIENCE);
  await press("计分");

  await press("写入计分卡");
  await screen.findByRole("heading", { level: 1, name: "已写入" }, PATIENCE);
  expect(screen.getByText("已写入，还没有下载")).toBeTruthy();
  const leaving = new Event("beforeunload", { cancelable: true });
  act(() => void window.dispatchEvent(leaving));
  expect(leaving.defaultPrevented).toBe(true);

  drop(fileOf("另一个.xlsx", await starter()));
  expect(asked).toHaveBeenCalledWith("计分结果“季度-scorecard.xlsx”还没有下载，确定不要了吗？");
  expect(screen.getByText("季度.xlsx")).toBeTruthy();

  await press("下载");
  await screen.findByText("已下载为“季度-scorecard.xlsx”", {}, PATIENCE);
  expect(download.mock.calls[0]![0]).toBe("季度-scorecard.xlsx");
  const survey = await openXlsx(download.mock.calls[0]![1]).survey();
  expect(survey.sheets.map(({ name }) => name)).toEqual(expect.arrayContaining(["汇总", "短木板清单", "示例部门", "数据", "核对"]));
  const after = new Event("beforeunload", { cancelable: true });
  act(() => void window.dispatchEvent(after));
  expect(after.defaultPrevented).toBe(false);

  await press("重新读取");
  await press("预览计分卡");
  expect(await screen.findByText("各张工作表已经是这些内容，不需要写入。", {}, PATIENCE)).toBeTruthy();
  expect(await faults(container)).toEqual([]);
});

it("shows the cell of a finding in its sheet, and goes on by the keyboard", async () => {
  global.fetch = jest.fn(async () => ({ ok: true, arrayBuffer: async () => (await starter()).buffer }) as Response);
  open();
  await press("打开中文示例");
  expect(global.fetch).toHaveBeenCalledWith("samples/province-zh.xlsx");
  // The starter scheme has no figures yet, which is a finding each.
  await userEvent.click(await screen.findByLabelText("转到 示例部门指标!D6", {}, PATIENCE));
  const grid = await screen.findByRole("grid", { name: "示例部门指标" }, PATIENCE);
  const selected = (): string | null => grid.querySelector("[aria-selected='true']")?.getAttribute("data-cell") ?? null;
  // Cells are drawn a moment after their sheet.
  await waitFor(() => expect(selected()).toBe("D6"), PATIENCE);
  expect(grid.textContent).toContain("投诉处理及时率");
  act(() => grid.focus());
  await userEvent.keyboard("{ArrowDown}{ArrowRight}{Home}{ArrowUp}");
  expect(selected()).toBe("A6");
  expect(grid.getAttribute("aria-activedescendant")).toBe(grid.querySelector("[aria-selected='true']")!.id);
});

it("begins a new workbook with the starter scheme, which is then there to be downloaded", async () => {
  const { download } = open({ language: "en-GB" });
  await press("Begin a new workbook");
  await press("Add starter scheme");
  await screen.findByRole("button", { name: "Preview scorecards" }, PATIENCE);
  await press("Download");
  await screen.findByText("Downloaded as “KPI.xlsx”", {}, PATIENCE);
  expect(download.mock.calls[0]![0]).toBe("KPI.xlsx");
  expect((await openXlsx(download.mock.calls[0]![1]).survey()).sheets.length).toBeGreaterThan(3);
});
