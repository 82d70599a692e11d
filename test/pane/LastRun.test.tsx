/** @jest-environment jsdom */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { PaneApp } from "../../src/pane/PaneApp";
import type { Memory } from "../../src/pane/host";
import { newScheme } from "../../src/run/newScheme";
import type { Workbook } from "../../src/run/workbook";
import { WorkbookError } from "../../src/run/workbookError";
import { type MemoryWorkbook, memoryWorkbook } from "../support/memoryWorkbook";
import { QUIET_HOST } from "./preview/scenes";

jest.setTimeout(30_000);

const NO_MEMORY: Memory = { recall: () => null, keep: () => undefined };

const open = (workbook: Workbook, opensOn: "overview" | "preview" = "preview") =>
  render(<PaneApp appearance={{ language: "zh-CN", dark: false }} memory={NO_MEMORY} workbook={workbook} host={QUIET_HOST} opensOn={opensOn} />);

const button = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole("button", { name }, { timeout: 10_000 });
const press = async (name: string | RegExp): Promise<void> => userEvent.click(await button(name));
const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { level: 1, name }, { timeout: 10_000 });

async function book(): Promise<MemoryWorkbook> {
  const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
  await newScheme(workbook, "zh");
  for (const [cell, value] of [
    ["D5", 86],
    ["D6", 97],
    ["D7", 3.4],
    ["D8", 1],
  ] as const)
    workbook.type("示例部门指标", cell, value);
  return workbook;
}

async function cardOf(workbook: Workbook): Promise<string> {
  const sheet = (await workbook.survey()).sheets.find(({ name }) => name === "示例部门")!;
  const grid = (await workbook.read([sheet.id])).get(sheet.id)!;
  const rows = Array.from({ length: grid.rowCount }, (_row, row) => Array.from({ length: grid.columnCount }, (_cell, column) => grid.at(row, column)));
  return JSON.stringify(rows);
}

async function written(workbook: MemoryWorkbook): Promise<void> {
  const { unmount } = open(workbook);
  await press("写入计分卡");
  await heading("已写入");
  unmount();
}

describe("what changed since the last run", () => {
  it("is not told before there was one, and is nothing right after it", async () => {
    const workbook = await book();
    const { unmount } = open(workbook);
    await button("写入计分卡");
    expect(screen.queryByText("上次计分以来的变化")).toBeNull();
    unmount();
    await written(workbook);
    open(workbook);
    expect(await screen.findByText("与上次计分相比没有变化。", {}, { timeout: 10_000 })).toBeTruthy();
  });

  it("is told in the preview, per department with its lines, and once more after writing", async () => {
    const workbook = await book();
    await written(workbook);
    workbook.type("示例部门指标", "D5", 80);
    open(workbook);
    const title = await screen.findByRole("heading", { level: 2, name: "上次计分以来的变化" }, { timeout: 10_000 });
    const section = title.closest("section")!;
    expect(within(section).getByText(/^\d+\.\d\d → \d+\.\d\d 分（-\d/)).toBeTruthy();
    expect(within(section).getByText(/^客户满意度：实际值 86% → 80%，得分 .+ → .+。$/)).toBeTruthy();
    await press("写入计分卡");
    expect(await screen.findByText(/^客户满意度：实际值 86% → 80%/, {}, { timeout: 10_000 })).toBeTruthy();
  });
});

describe("restoring what stood before the last run", () => {
  it("shows what it will do, does it, and takes itself back, also after the pane was closed", async () => {
    const workbook = await book();
    await written(workbook);
    const first = await cardOf(workbook);
    workbook.type("示例部门指标", "D5", 80);
    await written(workbook);
    const second = await cardOf(workbook);
    expect(second).not.toBe(first);
    workbook.type("示例部门", "C3", "后来写的");

    const { container, unmount } = open(workbook, "overview");
    const write = jest.spyOn(workbook, "write");
    await press("恢复到上次写入之前");
    await heading("恢复到上次写入之前");
    const list = await screen.findByRole("list");
    expect(within(list).getByText("示例部门")).toBeTruthy();
    const edits = await screen.findByRole("table", { name: "上次写入之后有 1 格被改过，恢复后换掉：" });
    expect(within(edits).getByText("后来写的")).toBeTruthy();
    expect(write).not.toHaveBeenCalled();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await press("恢复");
    await heading("已恢复");
    expect(screen.getByRole("status").textContent).toContain("已恢复到上次写入之前");
    // What the figures are now is the user's own, so the results of formulas follow it.
    expect(JSON.parse(await cardOf(workbook))).toEqual(JSON.parse(first));
    unmount();

    open(workbook, "overview");
    await press("恢复到上次写入之前");
    await screen.findByRole("list");
    await press("恢复");
    await heading("已恢复");
    expect(await cardOf(workbook)).toContain("后来写的");
    workbook.type("示例部门", "C3", null);
    expect(JSON.parse(await cardOf(workbook))).toEqual(JSON.parse(second));
  });

  it("is offered right after writing, and going back leaves everything as it is", async () => {
    const workbook = await book();
    open(workbook);
    await press("写入计分卡");
    await heading("已写入");
    await press("恢复到上次写入之前");
    expect((await screen.findAllByText("清空（上次新建）", {}, { timeout: 10_000 })).length).toBe(5);
    await press("返回");
    await heading("已写入");
  });

  it("says so where the record is gone meanwhile, and where Excel refuses", async () => {
    const workbook = await book();
    await written(workbook);
    open(workbook, "overview");
    await button("恢复到上次写入之前");
    const write = jest.spyOn(workbook, "write").mockRejectedValueOnce(new WorkbookError("sheetProtected", "汇总"));
    await press("恢复到上次写入之前");
    await screen.findByRole("list");
    await press("恢复");
    await heading("没有恢复完");
    write.mockRestore();
    await press("重新读取");
    await press("恢复到上次写入之前");
    await screen.findByRole("list");
    workbook.deleteSheet("上次计分");
    await press("恢复");
    await waitFor(() => expect(screen.getAllByText(/没有可以恢复的内容/)).not.toHaveLength(0));
  });
});
