/** @jest-environment jsdom */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { PaneApp } from "../../src/pane/PaneApp";
import type { Memory } from "../../src/pane/host";
import type { Workbook } from "../../src/run/workbook";
import { memoryWorkbook } from "../support/memoryWorkbook";
import { QUIET_HOST } from "./preview/scenes";

jest.setTimeout(60_000);

const NO_MEMORY: Memory = { recall: () => null, keep: () => undefined };
const WAIT = { timeout: 20_000 };

const open = (workbook: Workbook) =>
  render(<PaneApp appearance={{ language: "zh-CN", dark: false }} memory={NO_MEMORY} workbook={workbook} host={QUIET_HOST} opensOn="overview" />);

const button = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole("button", { name }, WAIT);
const press = async (name: string | RegExp): Promise<void> => userEvent.click(await button(name));
const heading = (level: number, name: string): Promise<HTMLElement> => screen.findByRole("heading", { level, name }, WAIT);
const names = async (workbook: Workbook): Promise<string[]> => (await workbook.survey()).sheets.map(({ name }) => name);

describe("taking back a template's sheets", () => {
  it("is offered as soon as they were added, lists them, and leads back to where one began", async () => {
    const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
    const { container } = open(workbook);
    await press(/^呼叫中心/);
    await button("写入计分卡");
    await press("删除模板的工作表");
    await heading(1, "删除模板的工作表");
    const list = (await heading(2, "模板带来的，没有改过")).closest("section")!;
    const brought = (await names(workbook)).slice(1);
    expect(
      within(list)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent),
    ).toEqual(brought);
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await press(`删除 ${brought.length} 张工作表`);
    await heading(2, "这个工作簿里还没有方案");
    expect(await names(workbook)).toEqual(["会议纪要"]);
  });

  it("is offered after writing too, keeps what was filled in unless the box is ticked, and going back deletes nothing", async () => {
    const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
    const { unmount } = open(workbook);
    await press(/^呼叫中心/);
    await press("写入计分卡");
    await heading(1, "已写入");
    await press("删除模板的工作表");
    expect(await heading(2, "由它写出的")).toBeTruthy();
    await press("返回");
    await heading(1, "已写入");
    unmount();

    const figures = (await names(workbook)).find((name) => name.includes("数据") && name !== "数据") ?? (await names(workbook))[1]!;
    workbook.type(figures, "E6", 77.7);
    open(workbook);
    await press("删除模板的工作表");
    const changed = (await heading(2, "这 1 张添加之后改过，默认保留：")).closest("section")!;
    expect(
      within(changed)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent),
    ).toEqual([figures]);
    const all = (await names(workbook)).length - 1;
    expect(await button(`删除 ${all - 1} 张工作表`)).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "改过的也删除" }));
    await press(`删除 ${all} 张工作表`);
    await heading(2, "这个工作簿里还没有方案");
    expect(await names(workbook)).toEqual(["会议纪要"]);
  });

  it("is not offered any more once the notice of the template is out of the settings", async () => {
    const workbook = memoryWorkbook({ 会议纪要: [["本月例会"]] });
    const { unmount } = open(workbook);
    await press(/^呼叫中心/);
    await button("删除模板的工作表");
    unmount();
    const settings = (await workbook.survey()).sheets.find(({ name }) => name === "设置")!;
    const grid = (await workbook.read([settings.id])).get(settings.id)!;
    const row = Array.from({ length: grid.rowCount }, (_row, place) => place).find((place) => String(grid.at(place, 1).value).includes("示例"))!;
    workbook.type("设置", `B${row + 1}`, "");
    open(workbook);
    await button("预览计分卡");
    expect(screen.queryByRole("button", { name: "删除模板的工作表" })).toBeNull();
  });
});
