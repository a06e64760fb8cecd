import { Worker } from 'node:worker_threads';
import type { Session } from '../../../catalog/session.ts';
import { CompareError } from '../../../compareError.ts';
import type { OpenOptions } from '../../provider.ts';
import type { WorkerInput, WorkerReply, WorkerRequest } from './workerMessages.ts';

/** Milliseconds that closing waits for the worker to save the database for the next time. */
const savingTimeout = 10_000;

type Answer = Exclude<WorkerReply, { type: 'progress' | 'failed' }>;

interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds. */
  readonly timeout?: number | undefined;
}

/** A session, and the thread that it is on. */
export interface ThreadSession extends Session {
  /**
   * Waits until the database is saved for the next time and the session is as new; then the thread keeps no process
   * from ending. The next query wakes it up.
   * @returns false where it is over, or does not answer
   */
  rest(): Promise<boolean>;
}

/**
 * Starts the worker and waits until it has loaded its database.
 *
 * Queries run one after the other. WebAssembly does not notice a request to cancel, so a query that is cancelled or
 * takes longer than `statementTimeout` milliseconds ends the worker, and with it the session.
 */
export async function openWorkerSession(
  workerUrl: URL,
  input: WorkerInput,
  statementTimeout: number,
  { signal, onProgress }: OpenOptions,
): Promise<ThreadSession> {
  if (signal?.aborted) throw new CompareError('cancelled');
  const conversation = startWorker(workerUrl, input, onProgress);
  const opened = await conversation.ask(undefined, { signal });
  if (opened.type !== 'ready') throw new CompareError('internal', { message: `unexpected ${opened.type}` });

  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  return {
    server: opened.server,
    notices: opened.notices,
    query: async <Row>(
      sql: string,
      params: readonly unknown[] = [],
      options: { signal?: AbortSignal | undefined } = {},
    ) =>
      inTurn(async () => {
        const answer = await conversation.ask(
          { type: 'query', sql, params },
          { ...options, timeout: statementTimeout },
        );
        if (answer.type !== 'rows') throw new CompareError('internal', { message: `unexpected ${answer.type}` });
        // The caller knows the columns of its statement.
        return answer.rows as Row[];
      }),
    async rest() {
      try {
        await inTurn(async () => conversation.ask({ type: 'rest' }, { timeout: savingTimeout }));
        return true;
      } catch {
        return false;
      }
    },
    close: async () => conversation.end(),
  };
}

interface Conversation {
  /** Sends a request, or just waits for what the worker says first. */
  ask(request: WorkerRequest | undefined, options: AskOptions): Promise<Answer>;
  end(): Promise<void>;
}

function startWorker(workerUrl: URL, input: WorkerInput, onProgress: OpenOptions['onProgress']): Conversation {
  const worker = createThread(workerUrl, input);
  let ended = false;
  let waiting: { resolve(answer: Answer): void; reject(error: CompareError): void } | undefined;

  async function end(error: CompareError): Promise<void> {
    ended = true;
    waiting?.reject(error);
    waiting = undefined;
    await worker.terminate();
  }
  worker.on('message', (reply: WorkerReply) => {
    if (reply.type === 'progress') {
      onProgress?.(reply.phase);
      return;
    }
    if (reply.type === 'failed') waiting?.reject(new CompareError(reply.reason, reply.details));
    else waiting?.resolve(reply);
    waiting = undefined;
  });
  worker.on(
    'error',
    (error) => void end(new CompareError('connectionLost', { message: error.message }, { cause: error })),
  );
  worker.on('exit', () => void end(new CompareError('connectionLost')));

  return {
    async ask(request, { signal, timeout }) {
      if (signal?.aborted) throw new CompareError('cancelled');
      if (ended) throw new CompareError('connectionLost');
      const stop = (reason: 'cancelled' | 'statementTimeout'): void => void end(new CompareError(reason));
      const cancel = (): void => {
        stop('cancelled');
      };
      signal?.addEventListener('abort', cancel);
      const timer = timeout === undefined ? undefined : setTimeout(stop, timeout, 'statementTimeout');
      try {
        return await new Promise<Answer>((resolve, reject) => {
          worker.ref();
          if (request) worker.postMessage(request);
          waiting = { resolve, reject };
        });
      } finally {
        worker.unref();
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      }
    },
    end: async () => end(new CompareError('connectionLost')),
  };
}

/**
 * A thread and not a process: terminating one stops even a busy loop in WebAssembly, its memory is given back, and it
 * runs in Node and in Electron alike.
 */
function createThread(workerUrl: URL, workerData: WorkerInput): Worker {
  const options = { workerData, name: 'PGlite', execArgv: [] };
  if (!workerUrl.pathname.endsWith('.ts')) return new Worker(workerUrl, options);
  // From source, as tests run: a thread of Node 20 does not inherit what makes TypeScript loadable.
  const source = JSON.stringify(workerUrl.href);
  return new Worker(`import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`, {
    ...options,
    eval: true,
  });
}
