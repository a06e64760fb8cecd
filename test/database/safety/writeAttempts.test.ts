import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Session } from '../../../src/catalog/session.ts';
import { CompareError } from '../../../src/compareError.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { createMigrationsProvider } from '../../../src/environments/providers/migrations/migrationsProvider.ts';
import { createSqlFilesProvider } from '../../../src/environments/providers/sqlFiles/sqlFilesProvider.ts';
import { errorSentence } from '../../../src/reports/errorSentences.ts';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import type { LambdaServer } from '../../support/lambda/lambdaServer.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { withSession } from '../postgresProvider/support.ts';
import { environmentOf, foreignFunction, foreignMapping, open, ownFunction } from '../lambda/support.ts';
import {
  createWritableDatabase,
  endingAttempts,
  passingAttempts,
  refusedAttempts,
  stateStatement,
  writableObjects,
} from './writeAttempts.ts';

// What a session on a server answers is in ../postgresProvider/readOnly.test.ts.

/** The error of a statement, or undefined. It is one that can be shown. */
async function refusal(session: Session, sql: string): Promise<CompareError | undefined> {
  try {
    await session.query(sql);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof CompareError, String(error));
    assert.match(error.reason, /^(?:serverError|permissionDenied|internal)$/, sql);
    assert.match(errorSentence(error), /^[^]{20,}\.$/);
    return error;
  }
}

for (const version of [14, 18] as const) {
  describe(`a function before PostgreSQL ${String(version)} that is told to write`, function () {
    this.timeout(120_000);
    let functions: LambdaServer;
    let state: () => Promise<unknown>;
    before(async () => {
      const database = await createWritableDatabase(await sharedServer(version));
      state = database.state;
      const variables = { DATABASE_URL: database.uri };
      functions = await startLambdaServer({
        own: { module: ownFunction, variables },
        foreign: { module: foreignFunction, variables },
      });
    });
    after(() => functions.stop());

    it('refuses as a session does, where it is the function that comes with the tool', async () => {
      const unchanged = await state();
      await withSession(await open(environmentOf(functions.endpoint)), async (session) => {
        for (const [sql, sqlState] of refusedAttempts) {
          assert.equal((await refusal(session, sql))?.details['sqlState'], sqlState, sql);
          assert.deepEqual(await state(), unchanged, sql);
        }
        for (const sql of endingAttempts) {
          assert.match((await refusal(session, sql))?.message ?? '', /is not a statement that reads/, sql);
          assert.deepEqual(await state(), unchanged, sql);
        }
        for (const sql of passingAttempts) {
          await refusal(session, sql);
          assert.deepEqual(await state(), unchanged, sql);
        }
      });
    });

    it('is sent nothing that writes, where it is another one, which runs whatever it is sent', async () => {
      const unchanged = await state();
      await withSession(
        await open(environmentOf(functions.endpoint, { functionName: 'foreign', ...foreignMapping })),
        async (session) => {
          for (const sql of [...refusedAttempts.map(([text]) => text), ...endingAttempts]) {
            // A row may be locked by it: that is no write, and over with the statement.
            const isRefused = (await refusal(session, sql)) !== undefined;
            assert.equal(isRefused, !sql.endsWith('FOR UPDATE'), sql);
            assert.deepEqual(await state(), unchanged, sql);
          }
          for (const sql of passingAttempts.filter((text) => !text.includes('lo_create') || version >= 16)) {
            await refusal(session, sql);
            assert.deepEqual(await state(), unchanged, sql);
          }
        },
      );
    });
  });
}

describe('an embedded database that is told to write', function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'write attempts '));
    file = path.join(folder, 'schema.sql');
    await writeFile(file, writableObjects);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const sessions: Readonly<Record<string, () => Promise<Session>>> = {
    'of SQL files': () =>
      createSqlFilesProvider({ timeouts: defaultTimeouts, cacheFolder: folder }).open({
        type: 'sqlFiles',
        name: 'files',
        files: [file],
      }),
    'of migrations': () =>
      createMigrationsProvider({
        timeouts: defaultTimeouts,
        cacheFolder: folder,
        variables: {},
        scripts: () => Promise.resolve([{ file, sql: writableObjects }]),
      }).open({ type: 'migrations', name: 'code', workspaceFolder: folder }),
  };
  for (const [name, openSession] of Object.entries(sessions)) {
    it(`refuses, and stays as the files make it: ${name}`, async () => {
      await withSession(await openSession(), async (session) => {
        const unchanged = await session.query(stateStatement);
        // It has no privileges to lack, and no programs to run.
        const refused = refusedAttempts.filter(([, sqlState]) => sqlState !== '42501');
        for (const [sql] of refused) assert.notEqual(await refusal(session, sql), undefined, sql);
        // A lock would be this session's own until it is closed.
        const passing = passingAttempts.filter((sql) => !sql.includes('advisory'));
        for (const sql of [...endingAttempts, ...passing]) await refusal(session, sql);
        for (const [sql] of refused) assert.notEqual(await refusal(session, sql), undefined, `afterwards: ${sql}`);
        assert.deepEqual(await session.query(stateStatement), unchanged);
      });
    });
  }
});
