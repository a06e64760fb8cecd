import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { guard } from '../guard.ts';

export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** A function's process: it answers one event after the other, as AWS keeps it between invocations. */
export interface FunctionProcess {
  /** @returns the result's JSON text, or how the function failed */
  invoke(event: unknown, timeout: number): Promise<string | FunctionFailure>;
  stop(): void;
}

const runner = fileURLToPath(new URL('runFunction.mjs', import.meta.url));

interface Message {
  readonly id: string;
  readonly result?: string;
  readonly failure?: FunctionFailure;
}

/** Starts the process of a module that exports `handler`; its variables are these and no others but the path. */
export async function startFunction(
  module: string,
  variables: Readonly<Record<string, string>>,
): Promise<FunctionProcess> {
  const { PATH = '' } = process.env;
  const child = fork(runner, [module], {
    env: { PATH, ...variables },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const dismiss = guard(child, 'SIGKILL');
  await once(child, 'message');
  let last = 0;
  return {
    async invoke(event, timeout) {
      const id = String((last += 1));
      child.send({ id, event, milliseconds: timeout });
      const limit = AbortSignal.timeout(timeout);
      for (;;) {
        try {
          const [message] = (await once(child, 'message', { signal: limit })) as [Message];
          if (message.id === id) return message.failure ?? message.result ?? 'null';
        } catch {
          const seconds = (timeout / 1000).toFixed(2);
          return {
            errorType: 'Sandbox.Timedout',
            errorMessage: `RequestId: ${id} Error: Task timed out after ${seconds} seconds`,
          };
        }
      }
    },
    stop() {
      dismiss();
      child.kill('SIGKILL');
    },
  };
}
