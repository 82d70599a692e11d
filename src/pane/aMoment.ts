/** The pause of long work: as short as it can be. */

/** Lets the screen be drawn and presses be heard. A timer would make the run wait for a second each time where its tab is not in front. */
export function aMoment(): Promise<void> {
  if (typeof MessageChannel === "undefined") return new Promise((resolve) => setTimeout(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
