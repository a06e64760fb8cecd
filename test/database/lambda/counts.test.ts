import assert from 'node:assert/strict';
import { Client } from 'pg';
import type { Environment, LambdaEnvironment } from '../../../src/environments/environment.ts';
import { countEnvironment } from '../../../src/workflows/countSides.ts';
import type { CountedEnvironment } from '../../../src/workflows/countSides.ts';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { environmentOf, foreignFunction, foreignMapping, open, ownFunction } from './support.ts';

const functions = [
  { name: 'own', module: ownFunction, mapping: {} },
  { name: 'foreign', module: foreignFunction, mapping: foreignMapping },
] as const;

for (const { name, module, mapping } of functions) {
  describe(`counting rows through the function ${name}`, function () {
    this.timeout(60_000);

    const count = async (
      uri: string,
      limits: { readonly timeout?: number } = {},
      choice: { readonly views: boolean } = { views: false },
    ): Promise<{ readonly counted: CountedEnvironment; readonly invocations: number }> => {
      const server = await startLambdaServer({ [name]: { module, variables: { DATABASE_URL: uri }, ...limits } });
      try {
        const environment = environmentOf(server.endpoint, { functionName: name, ...mapping });
        const counted = await countEnvironment(
          environment,
          { open: (each: Environment) => open(each as LambdaEnvironment) },
          { estimate: false, foreignTables: false, ...choice },
          {},
        );
        return { counted, invocations: server.invocations(name) };
      } finally {
        await server.stop();
      }
    };
    const database = async (sql: string): Promise<string> => (await sharedServer(16)).createDatabase(sql);

    it('takes few invocations for many tables, whatever they are called', async () => {
      const hostile = ['"; drop table x; --', '<img onerror="alert(1)">', 'two\nlines', '${sql} $1 \\ \'{"a":1}\''];
      const quoted = hostile.map((each) => `"${each.replaceAll('"', '""')}"`);
      const uri = await database(
        `${quoted.map((each) => `CREATE TABLE ${each} AS SELECT generate_series(1, 2)`).join(';')};
         DO $$ BEGIN FOR i IN 1..900 LOOP EXECUTE format('CREATE TABLE %I ()', repeat('"', 50) || i); END LOOP; END $$`,
      );
      const { counted, invocations } = await count(uri);
      assert.deepEqual(
        quoted.map((each) => counted.counts.get(`public.${each}`)),
        quoted.map(() => ({ exact: true, rows: 2 })),
      );
      assert.equal([...counted.counts.values()].filter(({ exact }) => exact).length, 904);
      // The server, the list, and two batches.
      assert.equal(invocations, 4);
    });

    it('keeps the estimate of what takes longer than the function may, and of what is locked', async () => {
      const uri = await database(`
        CREATE TABLE a AS SELECT generate_series(1, 3); CREATE TABLE locked AS SELECT generate_series(1, 9); ANALYZE locked;
        CREATE VIEW slow AS SELECT pg_sleep(30)::text AS s FROM a OFFSET 0; CREATE VIEW z AS SELECT FROM a;`);
      const client = new Client({ connectionString: uri });
      await client.connect();
      await client.query('BEGIN; LOCK TABLE locked IN ACCESS EXCLUSIVE MODE');
      try {
        const { counted } = await count(uri, { timeout: 3_000 }, { views: true });
        const rows = (path: string) => counted.counts.get(path);
        assert.deepEqual(
          [rows('public.a'), rows('public.z')].map((each) => each?.exact),
          [true, true],
        );
        const [slow, locked] = [rows('public.slow'), rows('public.locked')];
        assert.ok(slow?.exact === false && locked?.exact === false);
        assert.equal(slow.obstacle, 'statementTimeout');
        // A function that sets no limit to locks is ended by its own.
        assert.match(locked.obstacle, /^(?:lock|statement)Timeout$/);
        assert.equal(locked.estimate?.rows, 9);
      } finally {
        await client.end();
      }
    });
  });
}
