import { oneAtATime } from "../../src/run/inTurn";

test("each request waits for the one before it, and one that fails holds up no other", async () => {
  const inTurn = oneAtATime();
  const told: string[] = [];
  const slow = (name: string) => async (): Promise<string> => {
    told.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    told.push(`${name} ends`);
    if (name === "B") throw new Error("given up");
    return name;
  };
  const asked = ["A", "B", "C"].map((name) => inTurn(slow(name)));
  const [first, second, third] = await Promise.allSettled(asked);
  expect(told).toEqual(["A begins", "A ends", "B begins", "B ends", "C begins", "C ends"]);
  expect([first!.status, second!.status, third!.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("queues do not wait for each other", async () => {
  const [one, other] = [oneAtATime(), oneAtATime()];
  void one(() => new Promise(() => undefined));
  expect(await other(() => Promise.resolve("done"))).toBe("done");
});
