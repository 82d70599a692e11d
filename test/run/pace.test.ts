/** Long work with pauses: the result is that of the work in one go, and what a pause throws ends it. */
import { atOnce, type Steps } from "../../src/kpi/steps";
import { paceWith } from "../../src/run/pace";

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
    expect(pauses).toBe(3);
    expect(await paceWith(undefined).run(counting(10, tick))).toBe(55);
    expect(atOnce(counting(10, tick))).toBe(55);
  });

  test("does not pause where little time went by.", async () => {
    let pauses = 0;
    const pace = paceWith(async () => void (pauses += 1));
    await pace.run(counting(2, tick));
    await pace.breathe();
    expect(pauses).toBe(0);
    clock += 50;
    await pace.breathe();
    expect(pauses).toBe(1);
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
    expect(steps).toBe(3);
  });
});
