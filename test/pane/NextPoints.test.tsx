/** @jest-environment jsdom */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { nextPoints } from "../../src/kpi/nextPoint";
import { NextPoints } from "../../src/pane/NextPoints";
import { WordsProvider } from "../../src/pane/paneContext";
import { zh } from "../../src/text/zh";
import { callCentre } from "../support/sampleSchemes";

test("a card's lines stand by the points within reach, with what each would bring, and the rest on demand", async () => {
  const { scheme, readings, cards } = callCentre("zh");
  const card = cards[0]!;
  const { container } = render(
    <WordsProvider value={zh}>
      <NextPoints card={card} scheme={scheme} readings={readings} />
    </WordsProvider>,
  );
  expect(await screen.findByRole("heading", { level: 2, name: "下一分在哪里" })).toBeTruthy();
  const found = nextPoints(card, { scheme, readings }).lines;
  const items = (): HTMLElement[] => screen.getAllByRole("listitem");
  expect(items()).toHaveLength(4);
  const places = { points: 2, rate: 1 } as const;
  items().forEach((item, at) => {
    expect(within(item).getByText(found[at]!.line.indicator.name)).toBeTruthy();
    expect(within(item).getByText(zh.next.line(found[at]!, places))).toBeTruthy();
  });
  await userEvent.click(screen.getByRole("button", { name: `显示其余 ${found.length - 4} 行` }));
  expect(items()).toHaveLength(found.length);
  expect(screen.getByText("缺报，暂不计分；先把数报来。")).toBeTruthy();
  expect((await axe.run(container, { rules: { "color-contrast": { enabled: false } } })).violations).toEqual([]);
});
