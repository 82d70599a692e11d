/** @jest-environment jsdom */
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { Source } from "../../src/kpi/source";
import type { Appearance } from "../../src/pane/Dressed";
import { BarePane, PaneApp } from "../../src/pane/PaneApp";
import type { Host, Memory } from "../../src/pane/host";
import type { Workbook } from "../../src/run/workbook";
import { WorkbookError } from "../../src/run/workbookError";
import { newScheme } from "../../src/run/newScheme";
import { STARTERS } from "../../src/run/starters/list";
import { memoryWorkbook } from "../support/memoryWorkbook";
import { QUIET_HOST } from "./preview/scenes";

jest.setTimeout(30_000);

/** A host whose events the test fires. */
function hostOf(more: Partial<Host> = {}) {
  const fired: { edited: () => void; waiting: (waiting: boolean) => void; selection: (place: Source, id?: string) => void } = {
    edited: () => {},
    waiting: () => {},
    selection: () => {},
  };
  const goTo = jest.fn<Promise<"shown" | "hidden" | "gone">, [Source]>(async () => "shown");
  const host: Host = {
    ...QUIET_HOST,
    goTo,
    onEdited: (listener) => ((fired.edited = listener), () => undefined),
    onWaiting: (listener) => ((fired.waiting = listener), () => undefined),
    onSelection: (listener) => ((fired.selection = listener), () => undefined),
    ...more,
  };
  return { host, goTo, fired };
}

function memoryOf(kept: Record<string, string> = {}): Memory & { readonly kept: Record<string, string> } {
  return { kept, recall: (choice) => kept[choice] ?? null, keep: (choice, value) => void (kept[choice] = value) };
}

function open(workbook: Workbook, { host = hostOf().host, memory = memoryOf(), language = "zh-CN", opensOn = "overview" as "overview" | "preview" } = {}) {
  const appearance: Appearance = { language, dark: false };
  return render(<PaneApp appearance={appearance} memory={memory} workbook={workbook} host={host} opensOn={opensOn} />);
}

const button = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole("button", { name }, { timeout: 10_000 });
const press = async (name: string | RegExp): Promise<void> => userEvent.click(await button(name));

async function starterBook(options: Parameters<typeof memoryWorkbook>[1] = {}) {
  const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] }, options);
  await newScheme(workbook, "zh");
  return workbook;
}

describe("from an empty workbook to written cards", () => {
  it("takes five presses, and nothing is written before the last of each kind", async () => {
    const workbook = memoryWorkbook({ Sheet1: [["无关"]] });
    const write = jest.spyOn(workbook, "write");
    open(workbook);
    expect(await screen.findByRole("heading", { name: "这个工作簿里还没有方案" }, { timeout: 10_000 })).toBeTruthy();
    expect(write).not.toHaveBeenCalled();

    await press("写入起步方案");
    await press("预览计分卡");
    expect(screen.getByText("还没有写入任何内容。")).toBeTruthy();
    expect(write).toHaveBeenCalledTimes(1);
    expect((await workbook.survey()).sheets.map(({ name }) => name)).not.toContain("汇总");

    await press("写入计分卡");
    expect(await screen.findByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
    expect(screen.getByRole("status").textContent).toContain("新建 5 张工作表");
    expect((await workbook.survey()).sheets.map(({ name }) => name)).toEqual(expect.arrayContaining(["汇总", "短木板清单", "示例部门", "数据"]));
  });

  it.each(STARTERS.map(({ key, name }) => [key, name[0]] as const))("takes two presses with the template %s, and the card is complete", async (_key, name) => {
    const workbook = memoryWorkbook({ Sheet1: [["无关"]] });
    const write = jest.spyOn(workbook, "write");
    const { container } = open(workbook);
    const template = await button(new RegExp(`^${name}`));
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(write).not.toHaveBeenCalled();
    await userEvent.click(template);
    const writeCards = await button("写入计分卡");
    expect(screen.getByText("还没有写入任何内容。")).toBeTruthy();
    expect((await workbook.survey()).sheets.map((sheet) => sheet.name)).not.toContain("汇总");
    await userEvent.click(writeCards);
    expect(await screen.findByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
    const { sheets } = await workbook.survey();
    expect(sheets.map((sheet) => sheet.name)).toEqual(expect.arrayContaining(["Sheet1", "设置", "权重树", "汇总", "短木板清单", "数据"]));
    expect(screen.queryByText(/暂计/)).toBeNull();
  });

  it("finds nothing to write the second time", async () => {
    const workbook = await starterBook();
    open(workbook, { opensOn: "preview" });
    await press("写入计分卡");
    await press("重新读取");
    await press("预览计分卡");
    expect(screen.getByText("各张工作表已经是这些内容，不需要写入。")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "写入计分卡" })).toBeNull();
  });

  it("leads to the summary, to a card and to a reading", async () => {
    const { host, goTo } = hostOf();
    open(await starterBook(), { host, opensOn: "preview" });
    await press("写入计分卡");
    await press("转到汇总");
    expect(goTo).toHaveBeenLastCalledWith({ sheet: "汇总", cell: "" });
    await press("示例部门");
    await press("转到计分卡");
    expect(goTo).toHaveBeenLastCalledWith({ sheet: "示例部门", cell: "" });
    await press("返回");
    expect(screen.getByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
  });
});

describe("how a line was scored", () => {
  const LINE = "客户满意度";
  const cardSheetOf = async (workbook: Workbook) => {
    const sheet = (await workbook.survey()).sheets.find((one) => one.name === "示例部门")!;
    return (await workbook.read([sheet.id])).get(sheet.id)!;
  };
  const rowOf = async (workbook: Workbook, number: string): Promise<number> => {
    const grid = await cardSheetOf(workbook);
    return Array.from({ length: grid.rowCount }, (_row, row) => row).find((row) => grid.at(row, 0).value === number)!;
  };

  it("is told with its cells as links, and can be copied", async () => {
    const copy = jest.fn(async (_text: string) => true);
    const { host, goTo } = hostOf({ copy });
    const workbook = await starterBook();
    const { container } = open(workbook, { host, opensOn: "preview" });
    await press("写入计分卡");
    await press("示例部门");
    await press(new RegExp(`^${LINE}，看它的得分由来$`));
    expect(await screen.findByRole("heading", { level: 1, name: "得分由来" })).toBeTruthy();
    const sentence = await screen.findByText(new RegExp(`^${LINE}.+`), { selector: "p[aria-live]" }, { timeout: 10_000 });
    expect(sentence.getAttribute("aria-live")).toBe("polite");
    expect(screen.getAllByRole("listitem").length).toBeGreaterThan(6);
    expect(screen.getByText(/^依据：/)).toBeTruthy();
    // The actual's cell, the anchors' and the line's own on its card lead there.
    await userEvent.click((await screen.findAllByRole("button", { name: /^转到 / })).at(-1)!);
    expect(goTo.mock.lastCall![0]).toEqual({ sheet: "示例部门", cell: `A${(await rowOf(workbook, "1.1")) + 1}` });
    await press("转到计分卡");
    expect(goTo.mock.lastCall![0]).toEqual({ sheet: "示例部门", cell: `A${(await rowOf(workbook, "1.1")) + 1}` });
    await press("复制说明");
    expect(copy.mock.lastCall![0]).toMatch(/\d+\. 依据：/);
    expect(await screen.findByText("已复制。")).toBeTruthy();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    // Back leads to the card, and from there to where the card was opened.
    await press("返回");
    expect(screen.getByRole("heading", { level: 1, name: "示例部门" })).toBeTruthy();
    await press("返回");
    expect(screen.getByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
  });

  it("is shown when the line is selected on its card's sheet, once the selection rests, and nothing is written", async () => {
    const { host, fired } = hostOf();
    const workbook = await starterBook();
    open(workbook, { host, opensOn: "preview" });
    await press("写入计分卡");
    expect(await screen.findByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
    const write = jest.spyOn(workbook, "write");
    const first = await rowOf(workbook, "1.1");
    const second = await rowOf(workbook, "1.2");
    const nameIn = async (row: number): Promise<string> => String((await cardSheetOf(workbook)).at(row, 1).value);

    act(() => fired.selection({ sheet: "示例部门", cell: `H${first + 1}` }));
    act(() => fired.selection({ sheet: "示例部门", cell: `H${second + 1}:J${second + 1}` }));
    expect(screen.queryByRole("heading", { level: 1, name: "得分由来" })).toBeNull();
    expect(await screen.findByRole("heading", { level: 1, name: "得分由来" }, { timeout: 5000 })).toBeTruthy();
    expect(await screen.findByText(new RegExp(`^${await nameIn(second)}.+`), { selector: "p[aria-live]" }, { timeout: 5000 })).toBeTruthy();

    // The same line where it is explained on the sheet, then a cell of no line, and going back is not undone.
    act(() => fired.selection({ sheet: "示例部门", cell: `B${first + 1}` }));
    expect(await screen.findByText(new RegExp(`^${await nameIn(first)}.+`), { selector: "p[aria-live]" }, { timeout: 5000 })).toBeTruthy();
    await press("返回");
    act(() => fired.selection({ sheet: "示例部门", cell: "A1" }));
    act(() => fired.selection({ sheet: "会议纪要", cell: `A${first + 1}` }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(screen.getByRole("heading", { level: 1, name: "示例部门" })).toBeTruthy();
    expect(write).not.toHaveBeenCalled();
  });

  it("does not take the preview away from somebody who is deciding there", async () => {
    const { host, fired } = hostOf();
    const workbook = await starterBook();
    open(workbook, { host, opensOn: "preview" });
    await press("写入计分卡");
    await press("重新读取");
    await press("预览计分卡");
    const row = await rowOf(workbook, "1.1");
    act(() => fired.selection({ sheet: "示例部门", cell: `A${row + 1}` }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(screen.getByRole("heading", { level: 1, name: "预览" })).toBeTruthy();
  });
});

describe("what is written into the cells", () => {
  const formulasOf = async (workbook: Workbook, name: string): Promise<number> => {
    const sheet = (await workbook.survey()).sheets.find((one) => one.name === name)!;
    const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
    const rows = Array.from({ length: grid.rowCount }, (_row, row) => row);
    return rows
      .flatMap((row) => Array.from({ length: grid.columnCount }, (_column, column) => grid.at(row, column)))
      .filter((cell) => cell.formula !== undefined).length;
  };
  const choice = (): Promise<HTMLElement> => screen.findByRole("switch", { name: "写数值，不写公式" }, { timeout: 10_000 });

  it("is formulas, and the second time nothing", async () => {
    const workbook = await starterBook();
    open(workbook, { opensOn: "preview" });
    expect(((await choice()) as HTMLInputElement).checked).toBe(false);
    expect(screen.getByText("得分写成公式：改了实际值、目标或权重，得分随之更新。")).toBeTruthy();
    await press("写入计分卡");
    expect(await screen.findByText(/^得分是公式/)).toBeTruthy();
    expect(await formulasOf(workbook, "示例部门")).toBeGreaterThan(10);
    await press("重新读取");
    await press("预览计分卡");
    expect(screen.getByText("各张工作表已经是这些内容，不需要写入。")).toBeTruthy();
  });

  it("is values where they are chosen, which is remembered, and formulas again when they are", async () => {
    // Nothing is drawn here that could have the keyboard once what had it is gone.
    jest.spyOn(document, "hasFocus").mockReturnValue(true);
    const workbook = await starterBook();
    const memory = memoryOf();
    const { unmount } = open(workbook, { opensOn: "preview", memory });
    await userEvent.click(await choice());
    await waitFor(async () => expect(((await choice()) as HTMLInputElement).checked).toBe(true));
    expect(screen.getByRole("heading", { level: 1, name: "预览" })).toBeTruthy();
    expect(screen.getByText("得分写成数值：再次计分之前不会变。")).toBeTruthy();
    // It went away while all was read again, and the keyboard is back where it was.
    expect(document.activeElement).toBe(await choice());
    await press("写入计分卡");
    expect(await screen.findByText("得分是数值：改了实际值或方案之后，请重新计分。")).toBeTruthy();
    expect(await formulasOf(workbook, "示例部门")).toBe(0);
    expect(memory.kept["contents"]).toBe("values");
    unmount();

    open(workbook, { opensOn: "preview", memory });
    expect(((await choice()) as HTMLInputElement).checked).toBe(true);
    expect(screen.getByText("各张工作表已经是这些内容，不需要写入。")).toBeTruthy();
    await userEvent.click(await choice());
    await press("写入计分卡");
    expect(await screen.findByText(/^得分是公式/)).toBeTruthy();
    expect(await formulasOf(workbook, "示例部门")).toBeGreaterThan(10);
    expect(memory.kept["contents"]).toBe("formulas");
  });
});

describe("findings", () => {
  it("are listed with their cells, and the next button goes through them", async () => {
    const workbook = await starterBook();
    workbook.type("示例部门指标", "D5", "待定");
    const { host, goTo, fired } = hostOf();
    open(workbook, { host });
    const link = await button("转到 示例部门指标!D5");
    await userEvent.click(link);
    const { sheets } = await workbook.survey();
    expect(goTo).toHaveBeenLastCalledWith({ sheet: "示例部门指标", cell: "D5" }, sheets.find(({ name }) => name === "示例部门指标")!.id);
    goTo.mockClear();
    await press("下一处");
    expect(goTo).toHaveBeenCalledTimes(1);
    act(() => fired.selection({ sheet: "示例部门指标", cell: "D5" }));
    expect(link.closest("li")?.getAttribute("aria-current")).toBe("true");
  });

  it("are gone through with the keyboard alone, each said, also after their sheet was renamed", async () => {
    const workbook = await starterBook();
    for (const cell of ["D5", "D6", "D7"]) workbook.type("示例部门指标", cell, "待定");
    const { id } = (await workbook.survey()).sheets.find(({ name }) => name === "示例部门指标")!;
    const { host, goTo } = hostOf();
    open(workbook, { host });
    const next = await button("下一处");
    workbook.rename("示例部门指标", "指标 2026");
    next.focus();
    const said = new Set<string>();
    for (const cell of ["D5", "D6", "D7"]) {
      await userEvent.keyboard("{Enter}");
      expect(goTo).toHaveBeenLastCalledWith({ sheet: "示例部门指标", cell }, id);
      expect(document.activeElement).toBe(next);
      said.add([...document.querySelectorAll("[aria-live]")].map(({ textContent }) => textContent).join());
    }
    expect(said.size).toBe(3);
    expect([...said].every((text) => /第 \d 处，共 \d+ 处。.*待定/.test(text))).toBe(true);
    await userEvent.keyboard("{Shift>}{Tab}{/Shift} ");
    expect(goTo).toHaveBeenLastCalledWith({ sheet: "示例部门指标", cell: "D6" }, id);
  });

  it.each([
    ["gone" as const, "已经不在了"],
    ["hidden" as const, "在隐藏的工作表上"],
  ])("say so when the cell is %s", async (reached, words) => {
    const workbook = await starterBook();
    workbook.type("示例部门指标", "D5", "待定");
    open(workbook, { host: hostOf({ goTo: async () => reached }).host });
    await press("转到 示例部门指标!D5");
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
  });

  it("of a broken scheme stop the preview", async () => {
    const workbook = await starterBook();
    const sheet = (await workbook.survey()).sheets.find(({ name }) => name === "权重树")!;
    const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
    for (let row = 0; row < grid.rowCount; row += 1) {
      for (let column = 0; column < grid.columnCount; column += 1)
        if (grid.at(row, column).value === 60) workbook.type("权重树", `${String.fromCharCode(65 + column)}${row + 1}`, 50);
    }
    open(workbook);
    expect(await screen.findByText(/方案有 \d+ 处错误/, {}, { timeout: 10_000 })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "预览计分卡" })).toBeNull();
  });
});

describe("before writing", () => {
  it("waits until somebody has agreed", async () => {
    const workbook = await starterBook({ calculationMode: "manual" });
    const write = jest.spyOn(workbook, "write");
    open(workbook, { opensOn: "preview" });
    await press("写入计分卡");
    expect(write).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("checkbox", { name: "已看过，继续写入" }));
    await press("写入计分卡");
    expect(await screen.findByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
    expect(write).toHaveBeenCalledTimes(1);
  });

  it("asks to read again after an edit, and then shows the preview again", async () => {
    const { host, fired } = hostOf();
    open(await starterBook(), { host, opensOn: "preview" });
    await button("写入计分卡");
    act(() => fired.edited());
    expect(screen.getByText(/读取之后工作簿有改动/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "写入计分卡" })).toBeNull();
    await press("重新读取");
    expect(await button("写入计分卡")).toBeTruthy();
  });

  it("says that a cell is being edited for as long as it is", async () => {
    const { host, fired } = hostOf();
    open(await starterBook(), { host });
    await button("预览计分卡");
    act(() => fired.waiting(true));
    expect(screen.getAllByText(/有单元格正在编辑/)).not.toHaveLength(0);
    act(() => fired.waiting(false));
    expect(screen.queryByText(/有单元格正在编辑/)).toBeNull();
  });
});

describe("faults", () => {
  it("while reading leave everything as it was, and the next try begins anew", async () => {
    const workbook = await starterBook();
    const survey = jest.spyOn(workbook, "survey").mockRejectedValueOnce(new WorkbookError("cellEditMode", ""));
    open(workbook);
    expect(await screen.findByRole("heading", { level: 1, name: "没有读完" })).toBeTruthy();
    expect(screen.getAllByText(/没有写入任何内容/)).not.toHaveLength(0);
    survey.mockRestore();
    await press("重新读取");
    expect(await button("预览计分卡")).toBeTruthy();
  });

  it("while writing say what is written and what is not, as seen by looking again", async () => {
    const workbook = await starterBook();
    const whole = workbook.write;
    workbook.write = async (changes) => {
      // What is kept of the last run, and two sheets.
      await whole(changes.slice(0, 3));
      throw new WorkbookError("accessDenied", "汇总");
    };
    open(workbook, { opensOn: "preview" });
    await press("写入计分卡");
    expect(await screen.findByRole("heading", { level: 1, name: "没有写完" })).toBeTruthy();
    expect(screen.getAllByText(/2 张已写好，3 张没有改动/)).not.toHaveLength(0);
    workbook.write = whole;
    await press("重新读取");
    await press("预览计分卡");
    await press("写入计分卡");
    expect(await screen.findByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
  });

  it("copy details without a cell's contents", async () => {
    const secret = "机密42.5";
    const workbook = await starterBook();
    jest.spyOn(workbook, "read").mockRejectedValue(new TypeError(`cannot read ${secret}`));
    const copied: string[] = [];
    const { host } = hostOf({ copy: async (text) => (copied.push(text), true) });
    open(workbook, { host });
    await press("复制");
    await screen.findByText("已复制");
    expect(copied[0]).toContain("unexpected");
    expect(copied[0]).toContain("TypeError");
    expect(copied[0]).toContain("ExcelApi 1.17");
    expect(copied[0]).not.toContain(secret);
    expect(document.body.textContent).not.toContain(secret);
  });
});

describe("cancel", () => {
  it("leaves what is being written where that leaves no trace, and it can be written afterwards", async () => {
    const workbook = await starterBook();
    const names = async (): Promise<readonly string[]> => (await workbook.survey()).sheets.map(({ name }) => name);
    const before = await names();
    let endless = true;
    const file: Workbook = {
      ...workbook,
      writesWhole: true,
      write: async (changes, pause) => {
        while (endless) await pause?.(0.4);
        return workbook.write(changes);
      },
    };
    open(file, { opensOn: "preview" });
    await press("写入计分卡");
    expect(await screen.findByText("正在生成文件。现在取消，什么都不会写入。")).toBeTruthy();
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).not.toBeNull();
    await press("取消");
    expect(await screen.findAllByText("已取消，没有写入任何内容。")).not.toEqual([]);
    expect(await names()).toEqual(before);
    endless = false;
    await press("重新读取");
    await press("预览计分卡");
    await press("写入计分卡");
    expect(await screen.findByRole("heading", { level: 1, name: "已写入" })).toBeTruthy();
    expect(await names()).toContain("汇总");
  });

  it("is not offered while Excel writes", async () => {
    const workbook = await starterBook();
    open({ ...workbook, write: () => new Promise(() => undefined) }, { opensOn: "preview" });
    await press("写入计分卡");
    expect(await screen.findByText(/写入不能中途停下/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "取消" })).toBeNull();
  });

  it("leaves what is being read, and its late answer changes nothing", async () => {
    const workbook = await starterBook();
    const survey = await workbook.survey();
    let answer = (): void => undefined;
    jest.spyOn(workbook, "survey").mockImplementation(() => new Promise((resolve) => (answer = () => resolve(survey))));
    open(workbook);
    await press("取消");
    expect(screen.getAllByText("已取消，没有写入任何内容。")).not.toHaveLength(0);
    await act(async () => answer());
    expect(screen.getAllByText("已取消，没有写入任何内容。")).not.toHaveLength(0);
  });
});

describe("language and colours", () => {
  it.each([
    ["zh-CN", "预览计分卡"],
    ["zh-TW", "预览计分卡"],
    ["en-US", "Preview scorecards"],
    ["fr-FR", "Preview scorecards"],
  ])("follow an Excel in %s", async (language, name) => {
    open(await starterBook(), { language });
    expect(await button(name)).toBeTruthy();
  });

  it("can be chosen, and are remembered", async () => {
    const memory = memoryOf();
    open(await starterBook(), { memory });
    await button("预览计分卡");
    await press("语言与颜色");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "语言" }), "en");
    expect(await button("Preview scorecards")).toBeTruthy();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Colours" }), "dark");
    expect(memory.kept).toEqual({ language: "en", theme: "dark" });
    expect(document.documentElement.lang).toBe("en-GB");
  });
});

it("says what it is in a plain browser", () => {
  render(<BarePane why="browser" appearance={{ language: "en-GB", dark: true }} memory={memoryOf()} />);
  expect(screen.getByRole("heading", { name: "Open this in Excel" })).toBeTruthy();
});

it("is announced and passable for those who do not see it", async () => {
  const { container } = open(await starterBook(), { opensOn: "preview" });
  await button("写入计分卡");
  await waitFor(() => expect(screen.getByRole("status").textContent).toContain("发现"));
  // There is no drawing in this environment, so contrast is looked at in Chromium.
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

describe("the frame", () => {
  it("stays from the first moment on: choices that were opened while the pane was loading are open after the reading, and the keyboard is where it was", async () => {
    open(await starterBook());
    const choices = screen.getByRole("button", { name: "语言与颜色" });
    // Nothing but the frame is there yet.
    expect(screen.queryByRole("button", { name: "重新读取" })).toBeNull();
    act(() => choices.focus());
    await userEvent.keyboard("{Enter}");
    await button("重新读取");
    expect(choices.isConnected).toBe(true);
    expect(choices.getAttribute("aria-expanded")).toBe("true");
    expect(document.activeElement).toBe(choices);
    expect(screen.getByRole("link", { name: "帮助" }).getAttribute("href")).toBe("help/zh/index.html");
  });
});

describe("by the keyboard", () => {
  it("leads in one step past everything to the button that writes", async () => {
    open(await starterBook(), { opensOn: "preview" });
    const write = await button("写入计分卡");
    await userEvent.tab();
    const skip = screen.getByRole("button", { name: "跳到下面的按钮" });
    expect(document.activeElement).toBe(skip);
    await userEvent.keyboard("{Enter}");
    expect(document.activeElement).toBe(write);
  });
});

describe("a sheet that was renamed since it was read", () => {
  it("still has its finding marked when its cell is selected, and one that took its name has not", async () => {
    const workbook = await starterBook();
    workbook.type("示例部门指标", "D5", "待定");
    const { host, fired } = hostOf();
    open(workbook, { host });
    const finding = (await screen.findByText(/待定/, {}, { timeout: 10_000 })).closest("li")!;
    const { id } = (await workbook.survey()).sheets.find(({ name }) => name === "示例部门指标")!;
    act(() => fired.selection({ sheet: "一季度指标", cell: "D5" }, id));
    expect(finding.getAttribute("aria-current")).toBe("true");
    act(() => fired.selection({ sheet: "示例部门指标", cell: "D5" }, "another"));
    expect(finding.getAttribute("aria-current")).toBeNull();
    // A door that does not know ids goes by the name.
    act(() => fired.selection({ sheet: "示例部门指标", cell: "D5" }));
    expect(finding.getAttribute("aria-current")).toBe("true");
  });
});
