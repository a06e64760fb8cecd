import assert from 'node:assert/strict';
import { readEnvironments } from '../../../src/environments/readEnvironments.ts';
import { connectionStringOf, withoutPassword } from '../../../src/vscode/environments/connectionString.ts';
import {
  connectionStringProblem,
  draftEntry,
  emptyDraft,
  isOnRds,
  portProblem,
  suggestedName,
  withConnectionString,
  type EnvironmentDraft,
} from '../../../src/vscode/wizard/environmentDraft.ts';

const draft: EnvironmentDraft = { ...emptyDraft, layer: { target: 'user', label: 'User', folder: undefined } };

describe('the draft of an environment', () => {
  it('takes the password out of a pasted connection string', () => {
    const pasted = withConnectionString(draft, 'postgres://reader:p%40ss@h:5432/app');
    assert.equal(pasted.connectionString, 'postgres://reader@h:5432/app');
    assert.equal(pasted.password, 'p@ss');
    assert.doesNotMatch(JSON.stringify(draftEntry({ ...pasted, name: 'a' })), /p%40ss|p@ss/);
  });

  it('leaves a variable where it is', () => {
    const pasted = withConnectionString(draft, 'postgres://reader:${env:SECRET}@h/app');
    assert.equal(pasted.connectionString, 'postgres://reader:${env:SECRET}@h/app');
    assert.equal(pasted.password, '');
  });

  it('suggests a name', () => {
    assert.equal(suggestedName({ ...draft, connectionString: 'postgres://r@h:5432/app?sslmode=require' }), 'app');
    assert.equal(suggestedName({ ...draft, by: 'fields', database: 'shop' }), 'shop');
    assert.equal(
      suggestedName({ ...draft, type: 'sqlFiles', files: '${workspaceFolder}/db/schema.sql, b.sql' }),
      'schema',
    );
    assert.equal(suggestedName({ ...draft, type: 'migrations' }), 'code');
    assert.equal(suggestedName({ ...draft, name: 'mine', database: 'shop' }), 'mine');
    assert.equal(suggestedName(draft), '');
  });

  const rdsHost = 'app.c0ffee.eu-central-1.rds.amazonaws.com';
  const rdsUri = `postgres://reader@${rdsHost}:5432/app`;

  it('offers a token of AWS IAM for a host of Amazon RDS alone', () => {
    const entry = draftEntry({ ...draft, name: 'a', connectionString: rdsUri, auth: 'aws-iam', profile: 'production' });
    assert.deepEqual([entry['auth'], entry['profile']], ['aws-iam', 'production']);
    assert.ok(isOnRds({ ...draft, by: 'fields', host: rdsHost }));
    const elsewhere = { ...draft, name: 'a', connectionString: 'postgres://r@h/app', auth: 'aws-iam' } as const;
    assert.ok(!isOnRds(elsewhere));
    assert.equal('auth' in draftEntry(elsewhere), false);
    assert.ok(!isOnRds({ ...draft, type: 'lambda', connectionString: rdsUri }));
  });

  const written: EnvironmentDraft[] = [
    { ...draft, name: 'by string', connectionString: 'postgres://r@h/app', role: 'production' },
    { ...draft, name: 'by fields', by: 'fields', database: 'app', user: 'r', sslMode: 'verify-full' },
    { ...draft, name: 'by token', connectionString: rdsUri, auth: 'aws-iam', profile: 'production' },
    { ...draft, name: 'by token, by fields', by: 'fields', host: rdsHost, database: 'app', auth: 'aws-iam' },
    { ...draft, name: 'as myself', by: 'fields', database: 'app' },
    { ...draft, name: 'by alias', connectionString: 'postgres://r@h/app', tunnel: 'ssh', sshHost: 'bastion' },
    {
      ...draft,
      name: 'by key',
      by: 'fields',
      database: 'app',
      tunnel: 'ssh',
      sshHost: 'ops@b:22',
      sshIdentityFile: 'k',
    },
    { ...draft, name: 'files "x" <b>', type: 'sqlFiles', files: 'a.sql, b/*.sql' },
    { ...draft, name: 'code', type: 'migrations' },
    { ...draft, name: 'printed', type: 'migrations', command: 'alembic upgrade head --sql' },
  ];
  for (const each of written) {
    it(`becomes an entry that the settings accept: ${JSON.stringify(each.name)}`, async () => {
      const { environments, problems } = await readEnvironments([draftEntry(each)], {
        workspaceFolder: '/w',
        variables: {},
      });
      assert.deepEqual(problems, []);
      assert.equal(environments[0]?.name, each.name);
    });
  }

  it('says what is wrong with an address', () => {
    assert.match(connectionStringProblem('') ?? '', /Enter/);
    assert.match(connectionStringProblem('mysql://h/app') ?? '', /postgres:\/\//);
    assert.equal(connectionStringProblem('postgresql://h/app'), undefined);
    assert.equal(connectionStringProblem('${env:DATABASE_URL}'), undefined);
    for (const port of ['', '0', '65536', '1.5', 'x']) assert.ok(portProblem(port), port);
    assert.equal(portProblem('5432'), undefined);
  });
});

describe('connectionStringOf', () => {
  it('never has a password', () => {
    const environment = {
      name: 'a',
      type: 'postgres',
      connectionString: 'postgres://r:hunter2@h/app?password=hunter2&sslmode=require',
    } as const;
    assert.equal(connectionStringOf(environment), 'postgres://r@h/app?sslmode=require');
    assert.doesNotMatch(connectionStringOf({ name: 'a', type: 'postgres', host: 'h', password: 'hunter2' }), /hunter2/);
    // Written so it reaches no server, and is shown all the same.
    assert.equal(withoutPassword('postgres://r:hunter2/?#@2@h:5432/app'), 'postgres://r@h:5432/app');
    for (const plain of [
      'postgres://h:5432/app?options=a@b',
      'postgres://h:1,i:2/app?options=a@b',
      'postgres://r@h/a',
    ]) {
      assert.equal(withoutPassword(plain), plain);
    }
  });

  it('asks for TLS where the connection string does not say', () => {
    const server = { ...draft, name: 'tls', connectionString: 'postgres://r@h/app' };
    const ca = '${workspaceFolder}/root.crt';
    assert.equal(draftEntry(server)['ssl'], undefined);
    assert.equal(draftEntry({ ...server, sslMode: 'require', caFile: ca })['ssl'], 'require');
    const verified = { ...server, sslMode: 'verify-full', caFile: ca } as const;
    assert.deepEqual(draftEntry(verified)['ssl'], { mode: 'verify-full', ca });
    assert.deepEqual(draftEntry({ ...verified, by: 'fields' })['ssl'], { mode: 'verify-full', ca });
    const said = { ...verified, connectionString: 'postgres://r@h/app?sslmode=disable' };
    assert.equal(draftEntry(said)['ssl'], undefined);
  });

  it('quotes what a URI needs quoted', () => {
    const environment = {
      name: 'a',
      type: 'postgres',
      host: '::1',
      port: 5433,
      database: 'a b/c',
      user: 'r@x',
      ssl: { mode: 'require' },
    } as const;
    const uri = new URL(connectionStringOf(environment));
    assert.equal(uri.hostname, '[::1]');
    assert.equal(decodeURIComponent(uri.pathname), '/a b/c');
    assert.equal(decodeURIComponent(uri.username), 'r@x');
    assert.equal(uri.searchParams.get('sslmode'), 'require');
  });

  it('names a socket folder as a parameter', () => {
    assert.equal(
      connectionStringOf({ name: 'a', type: 'postgres', host: '/run/pg', database: 'app' }),
      'postgresql:///app?host=%2Frun%2Fpg',
    );
  });
});
