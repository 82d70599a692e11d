/** Long work in steps: a generator that yields wherever it may be set aside for a moment, so that whoever waits for it sees something move. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does one thing after the other, so many of them in a step. */
export function* eachInSteps<T>(things: readonly T[], inAStep: number, work: (thing: T, place: number) => void): Steps<void> {
  for (let place = 0; place < things.length; place += 1) {
    if (place > 0 && place % inAStep === 0) yield;
    work(things[place]!, place);
  }
}

/** What is made of each, in their order. */
export function* mappedInSteps<T, Made>(things: readonly T[], inAStep: number, make: (thing: T, place: number) => Made): Steps<Made[]> {
  const made: Made[] = [];
  yield* eachInSteps(things, inAStep, (thing, place) => void made.push(make(thing, place)));
  return made;
}

/** The greatest number that is made of any of them, or `least`. */
export function* greatestInSteps<T>(things: readonly T[], inAStep: number, least: number, numberOf: (thing: T) => number): Steps<number> {
  let greatest = least;
  yield* eachInSteps(things, inAStep, (thing) => {
    greatest = Math.max(greatest, numberOf(thing));
  });
  return greatest;
}

/** All steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
