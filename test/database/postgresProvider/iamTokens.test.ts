import assert from 'node:assert/strict';
import type { PostgresEnvironment } from '../../../src/environments/environment.ts';
import { rdsToken } from '../../../src/environments/providers/aws/rdsTokens.ts';
import type { KeptTokens } from '../../../src/environments/providers/aws/rdsTokens.ts';
import { useAwsConfig } from '../../support/awsConfig.ts';
import { freePort } from '../../support/freePort.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { startTlsServer, tlsFiles } from '../../support/tlsServer.ts';
import { failureOf, open, withSession } from './support.ts';

/** As Amazon RDS has it: over TLS alone, and the token comes as it is. */
const rules = `
hostssl all reader all password
host    all postgres all trust
`;

/**
 * No server but Amazon's can verify a token, so that the role's password is made the token for this server: whoever
 * sends another one, for another port, user or key, is refused.
 */
describe('tokens of AWS IAM', () => {
  let server: PostgresServer;
  let tls: Awaited<ReturnType<typeof startTlsServer>>;
  before(async () => {
    tls = await startTlsServer(18, { rules });
    server = tls.server;
    await server.execute('postgres', 'CREATE ROLE reader LOGIN');
  });
  after(() => tls.stop());

  const environment = (more: Partial<PostgresEnvironment> = {}): PostgresEnvironment => ({
    ...{ type: 'postgres', name: 'test', host: 'localhost', port: server.port, database: 'postgres', user: 'reader' },
    ...{ auth: 'aws-iam', region: 'eu-central-1' },
    variables: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not a secret' },
    ...more,
  });
  /** Makes the server take the token that the environment would send now, and keeps it. */
  const accept = async (accepted: PostgresEnvironment, port = server.port): Promise<KeptTokens> => {
    const tokens: KeptTokens = new Map();
    const token = await rdsToken(accepted, { host: 'localhost', port, user: 'reader' }, { kept: tokens });
    await server.execute('postgres', `ALTER ROLE reader PASSWORD '${token}'`);
    return tokens;
  };
  const loginOf = async (properties: Partial<PostgresEnvironment>, tokens: KeptTokens): Promise<unknown> =>
    withSession(await open(properties, { tokens }), async (session) => {
      const statement = 'SELECT ssl, current_user::text AS who FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
      return (await session.query(statement))[0];
    });

  it('are the password, over TLS though nothing asks for it', async () => {
    const tokens = await accept(environment());
    const login = { ssl: true, who: 'reader' };
    assert.deepEqual(await loginOf(environment(), tokens), login);
    assert.deepEqual(await loginOf(environment({ ssl: { mode: 'prefer' } }), tokens), login);
    const verified = { mode: 'verify-full', ca: tlsFiles('root.crt') } as const;
    assert.deepEqual(await loginOf(environment({ ssl: verified, password: 'of no use' }), tokens), login);
    assert.deepEqual([...tokens.keys()].length, 1);
  });

  it('are made for each host of several', async () => {
    const tokens = await accept(environment());
    const { host, port, ...rest } = environment();
    const closed = await freePort();
    const several = `postgres://reader@${String(host)}:${String(closed)},${String(host)}:${String(port)}/postgres`;
    assert.deepEqual(await loginOf({ ...rest, connectionString: several }, tokens), { ssl: true, who: 'reader' });
    assert.equal(new Set([...tokens.values()].map(({ token }) => token)).size, 2);
  });

  it('are refused where they are for another port, and made anew then', async () => {
    const tokens = await accept(environment(), server.port + 1);
    const failure = await failureOf(open(environment(), { tokens }));
    assert.deepEqual([failure.reason, failure.details['sqlState']], ['tokenRefused', '28P01']);
    assert.equal(tokens.size, 0);
    assert.doesNotMatch(JSON.stringify([failure.details, String(failure.cause)]), /Signature|not a secret/);
  });

  it('are not sent in the clear', async () => {
    const failure = await failureOf(open(environment({ ssl: { mode: 'disable' } })));
    assert.equal(failure.reason, 'settingsInvalid');
    assert.match(String(failure.details['message']), /sslmode is "disable"; expected require/);
    const socket = await failureOf(open(environment({ host: '/var/run/postgresql' })));
    assert.match(String(socket.details['message']), /"\/var\/run\/postgresql"; expected one of Amazon RDS/);
  });

  it('say that a role is not let in at all as the server says it', async () => {
    const failure = await failureOf(open(environment({ user: 'nobody' })));
    assert.equal(failure.reason, 'authenticationFailed');
    assert.match(String(failure.details['message']), /pg_hba\.conf/);
  });

  describe('without credentials', () => {
    let restore: () => Promise<void>;
    before(async () => {
      restore = await useAwsConfig(`
[profile signed-out]
sso_session = company
sso_account_id = 123456789012
sso_role_name = reader
region = eu-central-1
[sso-session company]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-central-1
`);
    });
    after(() => restore());

    it('say that the sign-in has ended', async () => {
      const failure = await failureOf(open(environment({ variables: {}, profile: 'signed-out' })));
      assert.deepEqual([failure.reason, failure.details['profile']], ['tokenExpired', 'signed-out']);
    });

    it('say that there are none, or no such profile', async () => {
      for (const profile of ['unknown', undefined]) {
        const failure = await failureOf(
          open(environment({ variables: {}, ...(profile === undefined ? {} : { profile }) })),
        );
        assert.deepEqual([failure.reason, failure.details['profile']], ['credentialsMissing', profile]);
      }
    });

    it('ask for a region where neither the settings nor the host name say it', async () => {
      const { region: _, ...rest } = environment();
      const failure = await failureOf(open(rest));
      assert.equal(failure.reason, 'settingsInvalid');
      assert.match(String(failure.details['message']), /"test" needs a "region"/);
    });
  });
});
