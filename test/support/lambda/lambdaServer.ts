import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFunction } from './functionProcess.ts';
import type { FunctionFailure, FunctionProcess } from './functionProcess.ts';

/** A function of the server: a module that exports `handler`, with its environment variables. */
export interface FunctionSetup {
  readonly module: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Milliseconds; 30 s unless told. */
  readonly timeout?: number;
}

/** What the server answers in place of invoking, for as many invocations as given. */
export interface Fault {
  readonly times: number;
  readonly status: number;
  /** AWS's name of the error; without it the body is the answer. */
  readonly error?: string;
  readonly body: string;
}

export interface LambdaServer {
  readonly endpoint: string;
  /** How often each function was asked, refused invocations included. */
  invocations(name: string): number;
  /** The next invocations fail so. */
  failNext(fault: Fault): void;
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const replyLimit = 6_291_556;

/**
 * A server on the loopback address that speaks the Invoke operation of AWS Lambda's API
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), with its errors and its limits, and runs the
 * functions in processes of their own.
 */
export async function startLambdaServer(functions: Readonly<Record<string, FunctionSetup>>): Promise<LambdaServer> {
  const processes = new Map<string, Promise<FunctionProcess>>();
  const counts = new Map<string, number>();
  const faults: { fault: Fault; left: number }[] = [];

  const invoke = async (name: string, event: unknown, response: ServerResponse): Promise<void> => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const next = faults[0];
    if (next !== undefined) {
      next.left -= 1;
      if (next.left === 0) faults.shift();
      refuse(response, next.fault);
      return;
    }
    const setup = functions[name];
    if (setup === undefined) {
      const body = JSON.stringify({ Type: 'User', Message: `Function not found: arn:aws:lambda:::function:${name}` });
      refuse(response, { times: 1, status: 404, error: 'ResourceNotFoundException', body });
      return;
    }
    const running = processes.get(name) ?? startFunction(setup.module, setup.variables ?? {});
    processes.set(name, running);
    const answer = await (await running).invoke(event, setup.timeout ?? 30_000);
    if (typeof answer !== 'string') {
      fail(response, answer);
      return;
    }
    const bytes = Buffer.byteLength(answer);
    if (bytes <= replyLimit) return void response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    fail(response, {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size (${String(bytes)} bytes) exceeded maximum allowed payload size (${String(replyLimit)} bytes).`,
    });
  };

  const server = createServer((request, response) => {
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '')?.[1];
    if (name === undefined) return void response.writeHead(404).end();
    void readBody(request).then((body) => invoke(bareName(decodeURIComponent(name)), JSON.parse(body), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    invocations: (name) => counts.get(name) ?? 0,
    failNext: (fault) => {
      faults.push({ fault, left: fault.times });
    },
    async stop() {
      for (const running of processes.values()) (await running).stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of an ARN, and without an alias. */
function bareName(name: string): string {
  return /(?:^|:function:)([^:]+)(?::[^:]+)?$/.exec(name)?.[1] ?? name;
}

function refuse(response: ServerResponse, { status, error, body }: Fault): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(error === undefined ? {} : { 'x-amzn-errortype': error }),
  });
  response.end(body);
}

function fail(response: ServerResponse, failure: FunctionFailure): void {
  response.writeHead(200, { 'content-type': 'application/json', 'x-amz-function-error': 'Unhandled' });
  response.end(JSON.stringify(failure));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
