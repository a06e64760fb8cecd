import fc from 'fast-check';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Environment } from '../../../src/environments/environment.ts';
import { readEnvironments } from '../../../src/environments/readEnvironments.ts';

const workspaceFolder = path.resolve('/', 'some workspace');
const context = { workspaceFolder, variables: {} };

async function messages(...entries: unknown[]): Promise<string[]> {
  const { problems } = await readEnvironments(entries, context);
  return problems.map(({ message }) => message);
}

async function readOne(entry: object, variables: Record<string, string> = {}): Promise<Environment | undefined> {
  const { environments, problems } = await readEnvironments([entry], { workspaceFolder, variables });
  assert.deepEqual(problems, []);
  return environments[0];
}

describe('readEnvironments', () => {
  const server = { name: 'staging', type: 'postgres' };
  const files = { name: 'dump', type: 'sqlFiles', files: 'a.sql' };
  const sslModes = '"disable", "prefer", "require", "verify-ca" or "verify-full"';

  const mistakes: [what: string, entry: unknown, message: string][] = [
    [
      'a property with a letter missing',
      { ...server, conectionString: 'postgres://h/d' },
      'databaseCompare.environments[0] (staging): unknown property "conectionString"; did you mean "connectionString"?',
    ],
    [
      'a property in other case',
      { ...server, Host: 'h' },
      'databaseCompare.environments[0] (staging): unknown property "Host"; did you mean "host"?',
    ],
    [
      'a property with letters swapped',
      { ...server, prot: 1 },
      'databaseCompare.environments[0] (staging): unknown property "prot"; did you mean "port"?',
    ],
    [
      'a property of the other type',
      { ...server, files: ['x.sql'] },
      'databaseCompare.environments[0] (staging): unknown property "files"; expected "name", "type", "role", "connectionString", "service", "connectionCommand", "host", "port", "database", "user", "password", "ssl", "ssh", "auth", "region", "profile", "roleArn", "schemas" or "envFile"',
    ],
    [
      'a nested property',
      { ...server, ssl: { mode: 'require', cer: 'x' } },
      'databaseCompare.environments[0] (staging): unknown property "ssl.cer"; did you mean "ssl.cert"?',
    ],
    [
      'a hostile property',
      { ...server, '<script>"\n🐘': 1 },
      `databaseCompare.environments[0] (staging): unknown property ${JSON.stringify('<script>"\n🐘')}; expected "name", "type", "role", "connectionString", "service", "connectionCommand", "host", "port", "database", "user", "password", "ssl", "ssh", "auth", "region", "profile", "roleArn", "schemas" or "envFile"`,
    ],
    [
      'a role by its beginning',
      { ...server, role: 'prod' },
      'databaseCompare.environments[0] (staging): "role" is "prod"; expected "production", "staging" or "development"; did you mean "production"?',
    ],
    [
      'a role of another kind',
      { ...server, role: 7 },
      'databaseCompare.environments[0] (staging): "role" is 7; expected "production", "staging" or "development"',
    ],
    [
      'a type with a typing error',
      { ...server, type: 'postgers' },
      'databaseCompare.environments[0] (staging): "type" is "postgers"; expected "postgres", "lambda", "sqlFiles" or "migrations"; did you mean "postgres"?',
    ],
    [
      'a type that is nothing',
      { ...server, type: 'x' },
      'databaseCompare.environments[0] (staging): "type" is "x"; expected "postgres", "lambda", "sqlFiles" or "migrations"',
    ],
    [
      'no type',
      { name: 'staging' },
      'databaseCompare.environments[0] (staging): "type" is missing; expected "postgres", "lambda", "sqlFiles" or "migrations"',
    ],
    ['no name', { type: 'postgres' }, 'databaseCompare.environments[0]: "name" is missing'],
    [
      'a name of spaces',
      { ...server, name: ' ' },
      'databaseCompare.environments[0] ( ): "name" cannot be understood; expected a name that neither begins nor ends with a space',
    ],
    ['no files', { name: 'dump', type: 'sqlFiles' }, 'databaseCompare.environments[0] (dump): "files" is missing'],
    [
      'an empty list of files',
      { ...files, files: [] },
      'databaseCompare.environments[0] (dump): "files" is empty; expected at least one entry',
    ],
    [
      'files of another kind',
      { ...files, files: 3 },
      'databaseCompare.environments[0] (dump): "files" is 3; expected a text or a list',
    ],
    [
      'a file of another kind',
      { ...files, files: ['a.sql', 3] },
      'databaseCompare.environments[0] (dump): "files.1" is 3; expected a text',
    ],
    [
      'an sslmode with a typing error',
      { ...server, ssl: 'verifyfull' },
      `databaseCompare.environments[0] (staging): "ssl" is "verifyfull"; expected ${sslModes}; did you mean "verify-full"?`,
    ],
    [
      'a wrong sslmode in an object',
      { ...server, ssl: { mode: 'on' } },
      `databaseCompare.environments[0] (staging): "ssl.mode" is "on"; expected ${sslModes}`,
    ],
    [
      'an object without sslmode',
      { ...server, ssl: { ca: 'x' } },
      `databaseCompare.environments[0] (staging): "ssl.mode" is missing; expected ${sslModes}`,
    ],
    [
      'a typing error in the SSH host',
      { ...server, ssh: { host: 'b', identityfile: 'k' } },
      'databaseCompare.environments[0] (staging): unknown property "ssh.identityfile"; did you mean "ssh.identityFile"?',
    ],
    [
      'an SSH tunnel without a host',
      { ...server, ssh: { user: 'ops' } },
      'databaseCompare.environments[0] (staging): "ssh.host" is missing',
    ],
    [
      'an SSH tunnel of another kind',
      { ...server, ssh: 22 },
      'databaseCompare.environments[0] (staging): "ssh" is 22; expected a text or an object',
    ],
    [
      'a wrong port of the SSH host',
      { ...server, ssh: { host: 'b', port: 70_000 } },
      'databaseCompare.environments[0] (staging): "ssh.port" is 70000; expected 1 to 65535',
    ],
    [
      'ssl of another kind',
      { ...server, ssl: true },
      `databaseCompare.environments[0] (staging): "ssl" is true; expected ${sslModes}`,
    ],
    [
      'a port out of range',
      { ...server, port: 99_999 },
      'databaseCompare.environments[0] (staging): "port" is 99999; expected 1 to 65535',
    ],
    [
      'a port of text out of range',
      { ...server, port: '70000' },
      'databaseCompare.environments[0] (staging): "port" is "70000"; expected 1 to 65535',
    ],
    [
      'a port that is none',
      { ...server, port: 'five' },
      'databaseCompare.environments[0] (staging): "port" cannot be understood; expected a number, or a variable such as ${env:PORT}',
    ],
    [
      'a connection string of another system',
      { ...server, connectionString: 'mysql://root:secret@h/d' },
      'databaseCompare.environments[0] (staging): "connectionString" cannot be understood; expected postgres://user@host:port/database, or a variable such as ${env:DATABASE_URL}',
    ],
    [
      'a schema twice',
      { ...server, schemas: ['a', 'a'] },
      'databaseCompare.environments[0] (staging): "schemas" says the same twice; expected different entries',
    ],
    [
      'a profile of AWS for a server that asks for a password',
      { ...server, profile: 'production' },
      'databaseCompare.environments[0] (staging): "profile" means nothing here without "auth"',
    ],
    [
      'an entry that is a text',
      'postgres://h/d',
      'databaseCompare.environments[0]: the value is "postgres://h/d"; expected an object',
    ],
    ['an entry that is null', null, 'databaseCompare.environments[0]: the value is null; expected an object'],
    ['an entry that is a list', [server], 'databaseCompare.environments[0]: the value is a list; expected an object'],
  ];
  for (const [what, entry, message] of mistakes) {
    it(`reports ${what} in one sentence, and nothing else`, async () => {
      assert.deepEqual(await messages(entry), [message]);
    });
  }

  it('reports every mistake of an entry', async () => {
    assert.deepEqual(await messages({ ...server, role: 'x', prot: 1 }), [
      'databaseCompare.environments[0] (staging): unknown property "prot"; did you mean "port"?',
      'databaseCompare.environments[0] (staging): "role" is "x"; expected "production", "staging" or "development"',
    ]);
  });

  it('keeps the other entries, and says which entry is wrong and where', async () => {
    const { environments, problems } = await readEnvironments(
      [server, { ...files, name: 'other', role: 'prod' }, files],
      context,
    );
    assert.deepEqual(
      environments.map(({ name }) => name),
      ['staging', 'dump'],
    );
    assert.equal(problems.length, 1);
    assert.deepEqual(
      { ...problems[0], message: '' },
      {
        setting: 'databaseCompare.environments[1].role',
        entry: 1,
        environmentName: 'other',
        severity: 'error',
        reason: 'invalid',
        message: '',
      },
    );
  });

  it('reports a second environment of the same name and keeps the first', async () => {
    const { environments, problems } = await readEnvironments([server, { ...server, host: 'other' }], context);
    assert.deepEqual(environments, [server]);
    assert.deepEqual(
      problems.map(({ reason, message }) => [reason, message]),
      [
        [
          'duplicateName',
          'databaseCompare.environments[1] (staging): the name is taken by databaseCompare.environments[0]; expected another one',
        ],
      ],
    );
  });

  it('takes no setting for no environments, and reports anything but a list', async () => {
    assert.deepEqual(await readEnvironments(undefined, context), { environments: [], problems: [] });
    const { environments, problems } = await readEnvironments({ name: 'x' }, context);
    assert.deepEqual(environments, []);
    assert.equal(problems[0]?.message, 'databaseCompare.environments: expected a list of environments');
    assert.equal(problems[0].entry, undefined);
  });

  it('answers whatever the setting holds, with a problem for each entry that it leaves out', async () => {
    const property = fc.oneof(
      fc.constantFrom('name', 'type', 'ssl', 'files', 'port', 'schemas', 'envFile'),
      fc.string(),
    );
    const value = fc.oneof(fc.constantFrom('postgres', 'sqlFiles', '${env:NO}', '${', 'require', 5432), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.dictionary(property, value), fc.jsonValue())), async (raw) => {
        const { environments, problems } = await readEnvironments(raw, context);
        const wrong = new Set(problems.filter(({ severity }) => severity === 'error').map(({ entry }) => entry));
        assert.equal(environments.length + wrong.size, raw.length);
      }),
      { numRuns: 200 },
    );
  });

  it('makes an environment of every property', async () => {
    const entry = {
      ...{
        name: 'q"uo\'te.d 🐘',
        type: 'postgres',
        role: 'production',
        host: 'h',
        port: 5433,
        database: 'd',
        user: 'u',
      },
      ...{
        schemas: ['a', 'B.c'],
        ssl: { mode: 'verify-ca', ca: 'certs/root.crt', cert: path.resolve('/', 'me.crt'), key: '${userHome}/me.key' },
      },
    };
    assert.deepEqual(await readOne(entry), {
      ...entry,
      ssl: {
        mode: 'verify-ca',
        ca: path.join(workspaceFolder, 'certs/root.crt'),
        cert: path.resolve('/', 'me.crt'),
        key: path.join(os.homedir(), 'me.key'),
      },
    });
  });

  it('takes an SSH host as a text or as an object, with paths and variables', async () => {
    const variables = { HOST: 'bastion', PORT: '2222', GATE: 'ops@gate' };
    assert.deepEqual(await readOne({ ...server, ssh: 'ops@${env:HOST}:22' }, variables), {
      ...server,
      ssh: { host: 'ops@bastion:22' },
    });
    const written = { host: '${env:HOST}', port: '${env:PORT}', user: 'ops', identityFile: 'keys/mine', agent: false };
    assert.deepEqual(await readOne({ ...server, ssh: { ...written, jump: '${env:GATE}, second' } }, variables), {
      ...server,
      ssh: {
        ...{ host: 'bastion', port: 2222, user: 'ops', agent: false, jump: ['ops@gate', 'second'] },
        identityFile: path.join(workspaceFolder, 'keys', 'mine'),
      },
    });
    for (const identityFile of ['~/.ssh/mine', '${userHome}/.ssh/mine']) {
      assert.deepEqual(await readOne({ ...server, ssh: { host: 'b', identityFile, jump: ['a', 'c'] } }), {
        ...server,
        ssh: { host: 'b', identityFile: path.join(os.homedir(), '.ssh', 'mine'), jump: ['a', 'c'] },
      });
    }
  });

  it('hands on the variables that SSH heeds', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'env-'));
    try {
      const envFile = path.join(folder, '.env');
      await writeFile(envFile, 'DATABASE_COMPARE_SSH_PASSPHRASE=secret\nSSH_AUTH_SOCK=/run/agent\nOTHER=1\n');
      assert.deepEqual(await readOne({ ...server, ssh: 'b', envFile }), {
        ...{ ...server, ssh: { host: 'b' } },
        variables: { DATABASE_COMPARE_SSH_PASSPHRASE: 'secret', SSH_AUTH_SOCK: '/run/agent' },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('writes sslmode out, and leaves the word "system" alone', async () => {
    assert.deepEqual(await readOne({ ...server, ssl: 'require' }), { ...server, ssl: { mode: 'require' } });
    const ssl = { mode: 'verify-full', ca: 'system' };
    assert.deepEqual(await readOne({ ...server, ssl }), { ...server, ssl });
  });

  it('takes one file or several, relative to the workspace folder', async () => {
    assert.deepEqual(await readOne(files), { ...files, files: [path.join(workspaceFolder, 'a.sql')] });
    const absolute = path.resolve('/', 'x', '*.sql');
    assert.deepEqual(await readOne({ ...files, files: ['${workspaceFolder}/a.sql', '!b/**', absolute] }), {
      ...files,
      files: [path.join(workspaceFolder, 'a.sql'), `!${path.join(workspaceFolder, 'b/**')}`, absolute],
    });
  });

  it('takes the migrations of the workspace, or of a folder in it, with or without a command', async () => {
    const code = { name: 'code', type: 'migrations' };
    assert.deepEqual(await readOne(code), { ...code, workspaceFolder });
    for (const folder of ['db/migrations', './db/migrations/', '${workspaceFolder}/db/migrations']) {
      assert.deepEqual(await readOne({ ...code, folder, command: 'x --sql' }), {
        ...code,
        folder: 'db/migrations',
        command: 'x --sql',
        workspaceFolder,
      });
    }
    assert.deepEqual(await readOne({ ...code, folder: '.' }), { ...code, workspaceFolder });
    const { environments, problems } = await readEnvironments([code], { workspaceFolder: undefined, variables: {} });
    assert.deepEqual(environments, []);
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        'databaseCompare.environments[0] (code): the migrations are those of a folder and none is open; expected an open folder',
      ],
    );
  });

  it('reports a relative path when no folder is open', async () => {
    const { environments, problems } = await readEnvironments([files], { workspaceFolder: undefined, variables: {} });
    assert.deepEqual(environments, []);
    assert.equal(
      problems[0]?.message,
      'databaseCompare.environments[0] (dump): "files" is a relative path and no folder is open; expected an absolute path',
    );
  });
});

describe('readEnvironments with variables', () => {
  const server = { name: 'staging', type: 'postgres' };
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'environments-'));
    await writeFile(
      path.join(folder, '.env'),
      'DATABASE_URL="postgres://u:p%23@file:1/d"\nPGPASSWORD=from file\n# PGUSER=x\nOTHER=1\n',
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('replaces them in every text, lists and objects included', async () => {
    const variables = { HOST: 'h', PORT: '6543', SCHEMA: 'a"b', CA: '/root.crt', EMPTY: '' };
    assert.deepEqual(
      await readOne(
        {
          ...server,
          host: 'x.${env:HOST}${env:EMPTY}.y',
          port: '${env:PORT}',
          schemas: ['${env:SCHEMA}'],
          ssl: { mode: 'verify-ca', ca: '${env:CA}' },
        },
        variables,
      ),
      { ...server, host: 'x.h.y', port: 6543, schemas: ['a"b'], ssl: { mode: 'verify-ca', ca: '/root.crt' } },
    );
  });

  it('does not replace variables inside of values', async () => {
    assert.deepEqual(await readOne({ ...server, host: '${env:A}' }, { A: '${env:B}', B: 'b' }), {
      ...server,
      host: '${env:B}',
    });
  });

  it('names an undefined variable, the entry and where it was looked for', async () => {
    const { environments, problems } = await readEnvironments(
      [{ ...server, envFile: '.env', connectionString: '${env:NOPE}' }, server],
      {
        workspaceFolder: folder,
        variables: { NOPE: undefined },
      },
    );
    assert.equal(environments.length, 0);
    assert.deepEqual(problems[0], {
      setting: 'databaseCompare.environments[0].connectionString',
      entry: 0,
      environmentName: 'staging',
      severity: 'error',
      reason: 'variableUndefined',
      message: `databaseCompare.environments[0] (staging): "connectionString" uses \${env:NOPE}, which is not set; looked for in ${path.join(folder, '.env')} or the environment variables of this process`,
    });
  });

  it('reports a variable that does not exist, such as one of VS Code tasks', async () => {
    assert.deepEqual(await messages({ ...server, host: '${input:host}' }), [
      'databaseCompare.environments[0] (staging): "host" uses ${input:host}, which is unknown; expected ${env:NAME}, ${workspaceFolder} or ${userHome}',
    ]);
  });

  it('reports ${workspaceFolder} when no folder is open', async () => {
    const { problems } = await readEnvironments([{ ...server, host: '${workspaceFolder}/socket' }], {
      workspaceFolder: undefined,
      variables: {},
    });
    assert.equal(
      problems[0]?.message,
      'databaseCompare.environments[0] (staging): "host" uses ${workspaceFolder}, and no folder is open',
    );
  });

  it('prefers the envFile to the process, and hands its PG variables on', async () => {
    const { environments, problems } = await readEnvironments(
      [{ ...server, envFile: '${env:NAME}', connectionString: '${env:DATABASE_URL}', database: '${env:DB}' }],
      {
        workspaceFolder: folder,
        variables: { DATABASE_URL: 'postgres://process/d', DB: 'from process', NAME: '.env' },
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(environments, [
      {
        ...server,
        connectionString: 'postgres://u:p%23@file:1/d',
        database: 'from process',
        variables: { PGPASSWORD: 'from file' },
      },
    ]);
  });

  it('warns of an envFile that cannot be read, and goes on', async () => {
    const { environments, problems } = await readEnvironments(
      [{ ...server, envFile: 'none.env', host: '${env:HOST}' }],
      {
        workspaceFolder: folder,
        variables: { HOST: 'h' },
      },
    );
    assert.deepEqual(environments, [{ ...server, host: 'h' }]);
    assert.deepEqual(
      problems.map(({ severity, reason, message }) => [severity, reason, message]),
      [
        [
          'warning',
          'envFileUnreadable',
          `databaseCompare.environments[0] (staging): "envFile" ${JSON.stringify(path.join(folder, 'none.env'))} cannot be read (ENOENT); expected a file of NAME=value lines`,
        ],
      ],
    );
  });

  it('never says what a variable holds', async () => {
    const secret = 'my secret value';
    const { problems } = await readEnvironments(
      [
        {
          ...server,
          connectionString: '${env:S}',
          port: '${env:S}',
          role: '${env:S}',
          ssl: '${env:S}',
          type2: '${env:S}',
        },
        { ...server, type: '${env:S}' },
      ],
      { workspaceFolder, variables: { S: secret } },
    );
    assert.ok(problems.length >= 5);
    assert.ok(!JSON.stringify(problems).includes(secret));
  });

  it('warns of a password in plain text, and the environment works', async () => {
    const { environments, problems } = await readEnvironments(
      [
        { ...server, password: 'secret' },
        { ...server, name: 'b', connectionString: 'postgres://u:secret@h/d' },
        { ...server, name: 'c', password: '${env:P}' },
      ],
      { workspaceFolder, variables: { P: 'p' } },
    );
    assert.equal(environments.length, 3);
    assert.deepEqual(
      problems.map(({ severity, reason, entry }) => [severity, reason, entry]),
      [
        ['warning', 'plainTextPassword', 0],
        ['warning', 'plainTextPassword', 1],
      ],
    );
    assert.ok(!JSON.stringify(problems).includes('secret"'));
  });
});
