import { HELD, learningRoom, steadyRoom, type TripRoom, WANTED } from "../../src/office/tripRoom";

const MOST = 1_000_000;

/** A room after so many trips that are as full as it allows, of which each takes `way` and so many milliseconds per million bytes. */
async function after(trips: number, way: number, million: number, room?: TripRoom): Promise<TripRoom> {
  let now = 0;
  const clock = { now: () => now, after: () => () => undefined };
  const used = room ?? learningRoom(MOST, clock);
  for (let trip = 0; trip < trips; trip += 1)
    await used.timed(used.bytes, () => {
      now += way + (million * used.bytes) / 1e6;
      return Promise.resolve();
    });
  return used;
}

describe("the room of a trip", () => {
  it("begins with a quarter and grows to the whole where Excel is fast", async () => {
    expect((await after(0, 0, 0)).bytes).toBe(250_000);
    expect((await after(1, 5, 100)).bytes).toBe(500_000);
    expect((await after(5, 5, 100)).bytes).toBe(MOST);
  });

  it.each([
    [20, 2_000],
    [100, 5_000],
  ])("comes to what takes half a second where each trip costs %d ms and a megabyte %d ms", async (way, million) => {
    const { bytes } = await after(12, way, million);
    expect((bytes * million) / 1e6).toBeGreaterThan(0.7 * WANTED);
    expect((bytes * million) / 1e6).toBeLessThan(1.6 * WANTED);
  });

  it("never falls below a sixteenth, and learns anew when Excel is faster again", async () => {
    const room = await after(12, 0, 100_000);
    expect(room.bytes).toBe(MOST / 16);
  });

  it("learns nothing from a trip with little in it, but that even that was slow", async () => {
    let now = 0;
    const room = learningRoom(MOST, { now: () => now, after: () => () => undefined });
    await room.timed(1_000, () => Promise.resolve((now += 2)));
    expect(room.bytes).toBe(250_000);
    await room.timed(1_000, () => Promise.resolve((now += 3_000)));
    expect(room.bytes).toBe(125_000);
  });

  it("carries less for some time where a full trip holds our own thread, down to a quarter, and whatever else holds it teaches nothing", async () => {
    let halt = 0;
    const thread = { watch: () => () => halt };
    const room = learningRoom(MOST, { now: () => 0, after: () => () => undefined }, thread);
    const full = (): Promise<void> => room.timed(room.bytes, () => Promise.resolve());
    for (let trip = 0; trip < 5; trip += 1) await full();
    expect(room.bytes).toBe(MOST);
    halt = HELD + 1;
    await room.timed(1_000, () => Promise.resolve());
    expect(room.bytes).toBe(MOST);
    await full();
    expect(room.bytes).toBeCloseTo((2 * MOST) / 3, 3);
    for (let trip = 0; trip < 10; trip += 1) await full();
    expect(room.bytes).toBe(MOST / 4);
    halt = HELD;
    await full();
    expect(room.bytes).toBeCloseTo((MOST / 4) * 1.05, 3);
    for (let trip = 0; trip < 40; trip += 1) await full();
    expect(room.bytes).toBe(MOST);
  });

  it("stays as it is where it is told to, and lets errors through", async () => {
    const room = steadyRoom(6_000);
    expect((await after(3, 5_000, 5_000, room)).bytes).toBe(6_000);
    await expect(room.timed(1, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  });
});
