import { parentPort, workerData } from 'node:worker_threads';
import { CompareError } from '../../../compareError.ts';
import { openDatabase } from './openDatabase.ts';
import { openReader } from './readDatabase.ts';
import { queryError } from './sqlError.ts';
import { findAssets } from './startPglite.ts';
import type { WorkerInput, WorkerReply, WorkerRequest } from './workerMessages.ts';

/** The thread of one embedded database: loads it, then answers queries until it is closed or terminated. */
async function main(port: NonNullable<typeof parentPort>, input: WorkerInput): Promise<void> {
  const reply = (message: WorkerReply): void => {
    port.postMessage(message);
  };
  const fail = (error: unknown): void => {
    const { reason, details } = queryError(error);
    reply({ type: 'failed', reason, details });
  };
  try {
    const { pg, notices, saved } = await openDatabase(input, findAssets(import.meta.url), (phase) => {
      reply({ type: 'progress', phase });
    });
    const reader = await openReader(pg);
    port.on('message', (request: WorkerRequest) => {
      if (request.type === 'rest') {
        saved
          .then(async () => reader.renew())
          .then(() => {
            reply({ type: 'resting' });
          }, fail);
        return;
      }
      reader.query(request.sql, request.params).then((rows) => {
        reply({ type: 'rows', rows });
      }, fail);
    });
    reply({ type: 'ready', server: reader.server, notices });
  } catch (error) {
    fail(error);
  }
}

if (!parentPort) throw new CompareError('internal', { message: 'pgliteWorker runs as a worker thread only' });
void main(parentPort, workerData as WorkerInput);
