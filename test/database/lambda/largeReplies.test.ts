import assert from 'node:assert/strict';
import { readCatalog } from '../../../src/catalog/readCatalog.ts';
import type { Session } from '../../../src/catalog/session.ts';
import { CompareError } from '../../../src/compareError.ts';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { environmentOf, failureOf, foreignFunction, foreignMapping, open } from './support.ts';

const tables = `DO $$ BEGIN FOR i IN 1..500 LOOP
  EXECUTE format('CREATE TABLE %I (id int PRIMARY KEY, a text NOT NULL DEFAULT %L)', 'table ' || i, repeat('x', 20000));
  END LOOP; END $$; CREATE VIEW v AS SELECT 1 AS one; CREATE TYPE e AS ENUM ('a');`;

describe('a catalog that is too large for one answer', function () {
  this.timeout(60_000);

  it('comes whole through a function that has the limits of AWS', async () => {
    const uri = await (await sharedServer(14)).createDatabase(tables);
    const server = await startLambdaServer({ foreign: { module: foreignFunction, variables: { DATABASE_URL: uri } } });
    const session = await open(environmentOf(server.endpoint, { functionName: 'foreign', ...foreignMapping }));
    const direct = await openDatabase(uri);
    try {
      const [through, directly] = await Promise.all([readCatalog(session), readCatalog(direct)]);
      assert.equal(through.objects.length, directly.objects.length);
      assert.deepEqual(compareCatalogs(through, directly).differences, []);
      assert.ok(server.invocations('foreign') > 3, 'it was asked in parts');
    } finally {
      await Promise.all([session.close(), direct.close()]);
      await server.stop();
    }
  });

  /** A session that gives no more than so many rows at once, and says so as a function does. */
  const limited = (session: Session, limit: number, between: () => Promise<void>): Session => ({
    ...session,
    async query<Row>(sql: string, params: readonly unknown[] = []) {
      const rows = await session.query<Row>(sql, params);
      if (rows.length > limit) throw new CompareError('replyTooLarge', { bytes: rows.length, limit });
      await between();
      return rows;
    },
  });

  it('is asked for again where it changed between two parts, and given up where it does not rest', async () => {
    const postgres = await sharedServer(14);
    const uri = await postgres.createDatabase(
      'CREATE TABLE a (); CREATE TABLE b (); CREATE TABLE c (); CREATE TABLE d ();',
    );
    const database = new URL(uri).pathname.slice(1);
    let change = 0;
    const changing = async (times: number): Promise<readonly string[]> => {
      const left = { times };
      const query = async <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => {
        // Each statement by itself sees what was changed before it, as behind a function.
        const fresh = await openDatabase(uri);
        try {
          return await fresh.query<Row>(sql, params);
        } finally {
          await fresh.close();
        }
      };
      const direct = await openDatabase(uri);
      const session: Session = { ...direct, query };
      try {
        const catalog = await readCatalog(
          limited(session, 4, async () => {
            if (left.times === 0) return;
            left.times -= 1;
            change += 1;
            await postgres.execute(database, `ALTER TABLE a ADD COLUMN c${String(change)} int`);
          }),
        );
        return catalog.objects.flatMap(({ name, children }) =>
          name === 'a' ? children.map((child) => child.name) : [],
        );
      } finally {
        await direct.close();
      }
    };
    assert.deepEqual(await changing(2), ['c1', 'c2']);
    assert.equal((await failureOf(changing(100))).reason, 'catalogChanging');
  });
});
