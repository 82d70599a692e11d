/** Long work with pauses: the result is that of the work in one go, and what a pause throws ends it. */
import { atOnce, type Steps } from "../../src/kpi/steps";
import { paceWith, pauseWithin, sheetsDone } from "../../src/run/pace";

/** Each step takes so many milliseconds of a clock that only moves here. */
function* counting(steps: number, tick: () => void): Steps<number> {
  let sum = 0;
  for (let step = 1; step <= steps; step++) {
    tick();
    sum += step;
    yield;
  }
  return sum;
}

describe("work in steps", () => {
  let clock = 0;
  beforeEach(() => {
    clock = 0;
    jest.spyOn(Date, "now").mockImplementation(() => clock);
  });
  afterEach(() => jest.restoreAllMocks());
  const tick = (): void => void (clock += 20);

  test("comes to the same with pauses and without.", async () => {
    let pauses = 0;
    const pace = paceWith(async () => void (pauses += 1));
    expect(await pace.run(counting(10, tick))).toBe(55);
    expect(pauses).toBe(5);
    expect(await paceWith(undefined).run(counting(10, tick))).toBe(55);
    expect(atOnce(counting(10, tick))).toBe(55);
  });

  test("does not pause where little time went by.", async () => {
    let pauses = 0;
    const pace = paceWith(async () => void (pauses += 1));
    await pace.run(counting(1, tick));
    await pace.breathe();
    expect(pauses).toBe(0);
    clock += 30;
    await pace.breathe();
    expect(pauses).toBe(1);
  });

  test("says at each pause how far it has come, and never more than all of its part.", async () => {
    const shares: (number | undefined)[] = [];
    const pace = paceWith(async (share) => void shares.push(share));
    await pace.run(counting(8, tick), { from: 0.5, to: 1, steps: 4 });
    expect(shares).toEqual([0.75, 1, 1, 1]);
    shares.length = 0;
    const half = pauseWithin(async (share) => void shares.push(share), 0, 0.5);
    await paceWith(half).run(counting(4, tick), { from: 0, to: 1, steps: 4 });
    await paceWith(half).run(counting(4, tick));
    expect(shares).toEqual([0.25, 0.5, undefined, undefined]);
  });

  test("tells of many sheets how far it is, within a large one too, without ever going back.", () => {
    const done = sheetsDone(3);
    const first = done.of(0);
    const shares = [first(1), first(2)];
    const second = done.of(1);
    for (let step = 1; step <= 100; step++) shares.push(second(step));
    shares.push(done.of(2)(1), done.of(3)(0));
    shares.forEach((share, place) => expect(share).toBeGreaterThan(shares[place - 1] ?? 0));
    expect(shares.at(-1)).toBe(1);
  });

  test("ends where a pause says so.", async () => {
    let steps = 0;
    const pace = paceWith(async () => {
      throw new Error("given up");
    });
    await expect(
      pace.run(
        counting(100, () => {
          steps += 1;
          tick();
        }),
      ),
    ).rejects.toThrow("given up");
    expect(steps).toBe(2);
  });
});
