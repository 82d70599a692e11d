/**
 * The processor's time of this process, in milliseconds: unlike a clock it does not run on while the machine does something else.
 *
 * For tests that hostile input is refused within its limit; how fast the product is belongs into a bench that prints ratios.
 */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
