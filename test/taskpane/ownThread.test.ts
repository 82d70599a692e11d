import { OWN_THREAD } from "../../src/taskpane/ownThread";

describe("our own thread", () => {
  const forMilliseconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count));

  it("is known to have been held by as long as nothing else got its turn, also at the very end of a watch", async () => {
    const hold = (count: number): void => {
      for (const since = performance.now(); performance.now() - since < count;);
    };
    const between = OWN_THREAD.watch();
    await forMilliseconds(60);
    hold(300);
    await forMilliseconds(60);
    expect(between()).toBeGreaterThan(270);
    const atTheEnd = OWN_THREAD.watch();
    await forMilliseconds(60);
    hold(300);
    expect(atTheEnd()).toBeGreaterThan(270);
  });
});
