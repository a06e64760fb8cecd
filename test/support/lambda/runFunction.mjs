// Runs a function's handler for the loopback Lambda server, in a process of its own as AWS does. Speaks IPC:
// { id, event, milliseconds } -> { id, result } or { id, failure: { errorType, errorMessage, trace } }.
import { pathToFileURL } from 'node:url';
import process from 'node:process';

const { handler } = await import(pathToFileURL(process.argv[2]).href);

process.on('message', async ({ id, event, milliseconds }) => {
  const end = Date.now() + milliseconds;
  try {
    const result = await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
    process.send({ id, result: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const failure = { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') };
    process.send({ id, failure });
  }
});
process.send({ id: 'ready' });
