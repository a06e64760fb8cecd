import process from 'node:process';
import { CommanderError } from 'commander';
import { CompareError } from '../compareError.ts';
import { errorLine } from '../reports/errorSentences.ts';
import { exitCodes } from './context.ts';
import { buildProgram } from './program.ts';

/** The command line tool: wires the process to the commands, and an error to a sentence and an exit code. */
const abort = new AbortController();
process.once('SIGINT', () => abort.abort());
process.once('SIGTERM', () => abort.abort());
// A reader such as `head` that has seen enough closes the pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.equal);
  throw error;
});

try {
  process.exitCode = await run();
} catch (error) {
  process.exitCode = exitCodes.failed;
  if (error instanceof CommanderError) {
    // Commander has said it already; asking for help or the version is no failure.
    if (error.exitCode === 0) process.exitCode = exitCodes.equal;
  } else {
    process.stderr.write(`database-compare: ${sentence(error)}\n`);
  }
}

async function run(): Promise<number> {
  let exitCode: number = exitCodes.failed;
  const program = buildProgram({
    signal: abort.signal,
    stdout: process.stdout,
    stderr: process.stderr,
    variables: process.env,
    currentFolder: process.cwd(),
    done: (code) => (exitCode = code),
  });
  await program.parseAsync(process.argv);
  return exitCode;
}

function sentence(error: unknown): string {
  if (error instanceof CompareError) return errorLine(error);
  return error instanceof Error ? error.message : String(error);
}
