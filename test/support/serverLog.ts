import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

/**
 * A server's log, in a file that its processes append to: what one of them writes at once stays together there, whatever
 * its length. In a pipe only 4 kB do, and what others say meanwhile would stand in the middle of a statement.
 */
export interface ServerLog {
  /** For the server, until it is started. */
  readonly fd: number;
  /** Closes this process's own way of writing to it. */
  started(): Promise<void>;
  /** Takes what has been written since. */
  readOn(): Promise<void>;
  /** The end of what was read, which says why a server ended. */
  tail(): string;
  /** Takes the rest. */
  close(): Promise<void>;
}

/** How much of a log is kept, in characters. */
const keptOutput = 20_000;

/** @param take told every piece of the log, in their order. Set POSTGRES_LOG=1 to see them. */
export async function openServerLog(file: string, take: (piece: string) => void): Promise<ServerLog> {
  const writing = await open(file, 'a');
  const reading = await open(file, 'r');
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(1 << 18);
  let tail = '';
  const read = async (): Promise<void> => {
    for (;;) {
      const { bytesRead } = await reading.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      const piece = decoder.write(buffer.subarray(0, bytesRead));
      tail = (tail + piece).slice(-keptOutput);
      if (process.env['POSTGRES_LOG'] !== undefined) process.stderr.write(piece);
      take(piece);
    }
  };
  let last = Promise.resolve();
  const readOn = (): Promise<void> => (last = last.then(read));
  return {
    fd: writing.fd,
    started: () => writing.close(),
    readOn,
    tail: () => tail,
    close: async () => {
      await readOn();
      await reading.close();
    },
  };
}
