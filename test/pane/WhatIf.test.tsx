/** @jest-environment jsdom */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { decimal } from "../../src/kpi/decimal";
import { type Scorecard, linesOf } from "../../src/kpi/scorecard";
import { whatIf } from "../../src/kpi/whatIf";
import { WordsProvider } from "../../src/pane/paneContext";
import { shown } from "../../src/pane/shownFigures";
import { WhatIf } from "../../src/pane/WhatIf";
import { en } from "../../src/text/en";
import type { Words } from "../../src/text/words";
import { zh } from "../../src/text/zh";
import { callCentre, province } from "../support/sampleSchemes";

function opened(sample: ReturnType<typeof province>, card: Scorecard, number: string, words: Words = zh) {
  const { scheme, readings, cards } = sample;
  const line = linesOf(card.items).find((one) => one.number === number)!;
  const context = { scheme, statedScheme: scheme, readings, cards };
  const { container } = render(
    <WordsProvider value={words}>
      <WhatIf card={card} line={line} {...context} />
    </WordsProvider>,
  );
  return { container, line, context };
}

const live = (): string => document.querySelector("[aria-live]")?.textContent ?? "";

test("a figure that is typed says at once what the card comes to, and reset takes it back", async () => {
  const sample = callCentre("zh");
  const card = sample.cards[0]!;
  const { container, line, context } = opened(sample, card, "3.2");
  await waitFor(() => expect(live()).toBe(`总分不变，${shown(card.points!, 2)}。`));
  const actual = screen.getByRole("spinbutton", { name: "实际值" });
  if (line.figure.state !== "value") throw new Error("The line has no figure");
  const better = line.figure.value.plus(2);
  await userEvent.clear(actual);
  await userEvent.type(actual, better.toString());
  const { before, after } = whatIf(card, line, { actual: better }, context);
  expect(after.points!.gt(before.points!)).toBe(true);
  await waitFor(() => expect(live()).toContain(`总分 ${shown(before.points!, 2)} → ${shown(after.points!, 2)}（+`));
  const row = screen.getByRole("row", { name: /^总分/ });
  expect(
    within(row)
      .getAllByRole("cell")
      .map(({ textContent }) => textContent?.replace("*", "")),
  ).toEqual([shown(before.points!, 2), shown(after.points!, 2)]);
  expect(screen.getByText("只在这里试算，工作簿不会改动。")).toBeTruthy();
  expect((await axe.run(container, { rules: { "color-contrast": { enabled: false } } })).violations).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: "恢复原值" }));
  expect((screen.getByRole("spinbutton", { name: "实际值" }) as HTMLInputElement).value).toBe(line.figure.value.toString());
  await waitFor(() => expect(live()).toContain("总分不变"));
});

test("a target says how many cards share it, a weight that its siblings give way", async () => {
  const sample = province();
  const card = sample.cards.find(({ rank }) => (rank?.of ?? 0) > 5)!;
  const line = linesOf(card.items).find(({ anchors, outcome }) => anchors.target && outcome.kind === "scored")!;
  const { context } = opened(sample, card, line.number, en);
  const target = screen.getByRole("spinbutton", { name: "Target" });
  await userEvent.clear(target);
  await userEvent.type(target, line.anchors.target!.times("0.9").toString());
  const { shared } = whatIf(card, line, { target: line.anchors.target!.times("0.9") }, context);
  expect(shared).toBeGreaterThan(0);
  expect(await screen.findByText(new RegExp(`^${shared} other cards share it|^One other card`))).toBeTruthy();
  expect(screen.queryByText(/give way/)).toBeNull();
  await userEvent.type(screen.getByRole("spinbutton", { name: /^Weight/ }), "9");
  expect(await screen.findByText(/give way/)).toBeTruthy();
});

test("what is no number is said, and the figure that stands is taken", async () => {
  const sample = callCentre("zh");
  const card = sample.cards[0]!;
  opened(sample, card, "3.2");
  await userEvent.clear(screen.getByRole("spinbutton", { name: "实际值" }));
  expect(await screen.findByText("“实际值”里不是可用的数字，按原值试算。")).toBeTruthy();
  await waitFor(() => expect(live()).toContain("总分不变"));
  const weight = screen.getByRole("spinbutton", { name: /^权重/ });
  await userEvent.clear(weight);
  await userEvent.type(weight, "-3");
  expect(await screen.findByText(/^“权重.+不是可用的数字/)).toBeTruthy();
});

test("a line without a figure can be tried with one, and a target that breaks the rule says so", async () => {
  const sample = callCentre("zh");
  const card = sample.cards[0]!;
  const absent = linesOf(card.items).find(({ figure }) => figure.state === "missing")!;
  const { context } = opened(sample, card, absent.number);
  const actual = screen.getByRole("spinbutton", { name: "实际值" });
  expect((actual as HTMLInputElement).value).toBe("");
  expect(screen.queryByText(/不是可用的数字/)).toBeNull();
  const tried = absent.anchors.target ?? decimal(1);
  await userEvent.type(actual, tried.toString());
  const { before, after } = whatIf(card, absent, { actual: tried }, context);
  await waitFor(() => expect(live()).toContain(`${shown(before.points!, 2)} → ${shown(after.points!, 2)}`));
});
