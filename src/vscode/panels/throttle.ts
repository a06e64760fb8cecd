/** A call that is made at most so often. */
export interface Throttle {
  /** Makes the call soon; several in a short time are one. */
  call(): void;
  /** Makes it at once, and no other one for what was before. */
  now(): void;
  cancel(): void;
}

/** As often as an eye can follow. */
const shortest = 100;

/** A call that takes long is made less often, so that it never takes more than a fifth of the time. */
export function createThrottle(work: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let next = 0;

  const cancel = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const now = (): void => {
    cancel();
    const started = performance.now();
    work();
    const ended = performance.now();
    next = ended + Math.max(shortest, 4 * (ended - started));
  };
  return {
    call: () => {
      timer ??= setTimeout(now, Math.max(0, next - performance.now()));
    },
    now,
    cancel,
  };
}
