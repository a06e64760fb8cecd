import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { WorkerInput } from './workerMessages.ts';
import type { ThreadSession } from './workerSession.ts';

/** In milliseconds: long enough for what follows on a reading, short enough for a thread's 100 MB. */
const keptFor = 10_000;

const kept = new Map<string, { readonly thread: ThreadSession; readonly timer: NodeJS.Timeout }>();

/**
 * What tells a loaded database from another one: its files as they are on the disk, and the texts that stand in for
 * them; and what its session was opened with. Undefined where a file cannot be looked at.
 */
export async function threadKey(
  { files, texts, cacheFolder }: WorkerInput,
  openedWith: readonly unknown[],
): Promise<string | undefined> {
  try {
    const states = await Promise.all(
      files.map(async (file) => {
        const { ino, size, mtimeNs } = await stat(file, { bigint: true });
        return `${String(ino)} ${String(size)} ${String(mtimeNs)}`;
      }),
    );
    return createHash('sha256')
      .update(JSON.stringify([cacheFolder, files, texts, states, openedWith]))
      .digest('base64');
  } catch {
    return undefined;
  }
}

/** The thread that was kept under the key, if there still is one; it is the caller's from now on. */
export function takeThread(key: string): ThreadSession | undefined {
  const entry = kept.get(key);
  if (entry === undefined) return undefined;
  kept.delete(key);
  clearTimeout(entry.timer);
  return entry.thread;
}

/** Keeps a thread for a moment, where there is a key to find it by. It keeps no process from ending. */
export async function keepThread(key: string | undefined, thread: ThreadSession): Promise<void> {
  const isSound = await thread.rest();
  if (!isSound || key === undefined || kept.has(key)) return thread.close();
  const timer = setTimeout(() => {
    kept.delete(key);
    void thread.close();
  }, keptFor);
  timer.unref();
  kept.set(key, { thread, timer });
}
