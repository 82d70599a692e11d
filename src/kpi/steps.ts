/** Long work in steps: a generator that yields wherever it may be set aside for a moment, so that whoever waits for it sees something move. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** All steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
