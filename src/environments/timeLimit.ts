/** A time limit that does not count what a person takes to answer. */
export interface TimeLimit {
  /** Fires when the time is up. */
  readonly signal: AbortSignal;
  /** The clock stands still until the answer is there. */
  without<T>(answer: Promise<T>): Promise<T>;
  stop(): void;
}

export function startTimeLimit(milliseconds: number): TimeLimit {
  const abort = new AbortController();
  let left = milliseconds;
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    startedAt = performance.now();
    timer = setTimeout(() => {
      abort.abort();
    }, left).unref();
  };
  const stop = (): void => {
    clearTimeout(timer);
  };
  start();
  return {
    signal: abort.signal,
    async without(answer) {
      stop();
      left = Math.max(0, left - (performance.now() - startedAt));
      try {
        return await answer;
      } finally {
        start();
      }
    },
    stop,
  };
}
