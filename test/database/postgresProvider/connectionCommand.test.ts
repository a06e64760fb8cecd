import assert from 'node:assert/strict';
import os from 'node:os';
import { startServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { failureOf, open, withSession } from './support.ts';

describe('a command that prints how to connect', function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startServer(18, { auth: 'scram-sha-256' });
  });
  after(() => server.stop());

  const printing = (text: string): string =>
    `"${process.execPath}" -e "process.stdout.write(Buffer.from('${Buffer.from(text).toString('base64')}', 'base64'))"`;
  const workspaceFolder = os.tmpdir();

  it('gives a connection string or a password', async () => {
    const uri = await server.createDatabase();
    await withSession(await open({ connectionCommand: printing(`${uri}\n`), workspaceFolder }), (session) =>
      session.query('SELECT 1'),
    );
    const without = new URL(uri);
    const password = decodeURIComponent(without.password);
    without.password = '';
    const properties = { connectionString: without.href, workspaceFolder };
    await withSession(await open({ ...properties, connectionCommand: printing(password) }), (session) =>
      session.query('SELECT 1'),
    );
    const wrong = await failureOf(open({ ...properties, connectionCommand: printing('n0t the password') }));
    assert.equal(wrong.reason, 'authenticationFailed');
    assert.ok(!JSON.stringify([wrong.message, wrong.details]).includes('n0t the password'));
  });

  it('says what is wrong with the command', async () => {
    const empty = await failureOf(open({ connectionCommand: printing(''), workspaceFolder }));
    assert.equal(empty.reason, 'commandFailed');
    const several = await failureOf(open({ connectionCommand: printing('a\nb'), workspaceFolder }));
    assert.match(String(several.details['message']), /several lines/);
    const failing = await failureOf(
      open({
        connectionCommand: `"${process.execPath}" -e "console.error('sealed'); process.exit(3)"`,
        workspaceFolder,
      }),
    );
    assert.deepEqual(
      [failing.reason, failing.details['exitCode'], failing.details['message']],
      ['commandFailed', 3, 'sealed'],
    );
  });
});
