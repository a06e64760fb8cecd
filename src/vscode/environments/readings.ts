export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((phase: string) => void) | undefined;
}

/** Readings under way, one for each name: whoever asks for the same joins it. */
export interface Readings<T> {
  isUnderWay(name: string): boolean;
  /** Starts a reading or joins it. The signal stops it for everybody who waits. */
  read(name: string, options: ReadOptions): Promise<T>;
  cancel(name: string): void;
  cancelAll(): void;
}

interface Reading<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  readonly listeners: Set<(phase: string) => void>;
}

/** What a reading stops at, and whom it tells how it goes. */
interface WorkOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (phase: string) => void;
}

export function createReadings<T>(work: (name: string, options: WorkOptions) => Promise<T>): Readings<T> {
  const readings = new Map<string, Reading<T>>();

  const start = (name: string): Reading<T> => {
    const abort = new AbortController();
    const listeners = new Set<(phase: string) => void>();
    const onProgress = (phase: string): void => {
      for (const listener of listeners) listener(phase);
    };
    const result = work(name, { signal: abort.signal, onProgress }).finally(() => readings.delete(name));
    const reading = { result, abort, listeners };
    // Nobody may be waiting; the state tells the failure all the same.
    result.catch(() => undefined);
    readings.set(name, reading);
    return reading;
  };

  return {
    isUnderWay: (name) => readings.has(name),
    read: async (name, { signal, onProgress }) => {
      const reading = readings.get(name) ?? start(name);
      if (onProgress !== undefined) reading.listeners.add(onProgress);
      const cancel = (): void => reading.abort.abort();
      if (signal?.aborted === true) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        return await reading.result;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    cancel: (name) => readings.get(name)?.abort.abort(),
    cancelAll: () => {
      for (const { abort } of readings.values()) abort.abort();
    },
  };
}
