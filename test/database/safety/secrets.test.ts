import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import type { LambdaServer } from '../../support/lambda/lambdaServer.ts';
import { filesBelow, plantedSecret, secretsIn, watchProcesses } from '../../support/plantedSecrets.ts';
import { startServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { runCli } from '../../support/runCli.ts';
import { sampleFolder, sampleSql } from '../../unit/sample/sampleFiles.ts';
import { awsVariables, foreignFunction, foreignMapping, ownFunction } from '../lambda/support.ts';

/** Where a password comes from; each is the role of that name's. */
const logins = [
  'field',
  'uri',
  'envFile',
  'pgpassword',
  'pgpass',
  'service',
  'command',
  'printed',
  'function',
] as const;
const others = ['awsKey', 'sslKey', 'serverOption', 'userMapping', 'subscription'];
const places: readonly string[] = [...logins, ...others];

const quoted = (place: string): string => `'${plantedSecret(place).replaceAll("'", "''")}'`;
const conninfo = plantedSecret('subscription').replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll("'", "''");
const secretsInTheDatabase = `CREATE FOREIGN DATA WRAPPER w;
  CREATE SERVER remote FOREIGN DATA WRAPPER w OPTIONS (password ${quoted('serverOption')});
  CREATE USER MAPPING FOR CURRENT_USER SERVER remote OPTIONS (password ${quoted('userMapping')});
  SET client_min_messages = error;
  CREATE SUBSCRIPTION news CONNECTION 'host=h password=''${conninfo}''' PUBLICATION p WITH (connect = false);`;

describe('no secret comes out of the command line tool', function () {
  this.timeout(300_000);
  let postgres: PostgresServer;
  let functions: LambdaServer;
  let folder: string;
  let workspace: string;
  let variables: Readonly<Record<string, string>>;

  before(async () => {
    postgres = await startServer(14, { auth: 'scram-sha-256' });
    const roles = logins.map((name) => `CREATE ROLE "${name}" LOGIN SUPERUSER PASSWORD ${quoted(name)};`);
    const uri = await postgres.createDatabase(`${sampleSql('production')}; ${roles.join(' ')} ${secretsInTheDatabase}`);
    const database = new URL(uri).pathname.slice(1);
    const uriOf = (name: string): string =>
      postgres.connectionString(database, { name, password: plantedSecret(name) });
    const bare = { DATABASE_URL: uriOf('function') };
    functions = await startLambdaServer({
      own: { module: ownFunction, variables: bare },
      'sql-api': { module: foreignFunction, variables: bare },
      unreachable: {
        module: ownFunction,
        variables: { DATABASE_URL: bare.DATABASE_URL.replace(/@.*/, '@127.0.0.1:1/x') },
      },
      malformed: {
        module: ownFunction,
        variables: { DATABASE_URL: `postgres://u:${plantedSecret('function')}@h:x/y` },
      },
      refused: { module: ownFunction, variables: { DATABASE_URL: bare.DATABASE_URL.replace('function:', 'nobody:') } },
    });

    folder = await mkdtemp(path.join(os.tmpdir(), 'no secrets '));
    workspace = path.join(folder, 'workspace');
    await cp(sampleFolder, workspace, { recursive: true });
    const secretFile = async (name: string, text: string): Promise<string> => {
      const file = path.join(folder, name);
      await writeFile(file, text, { mode: 0o600 });
      return file;
    };
    const pgpass = plantedSecret('pgpass').replaceAll('\\', '\\\\');
    const address = { type: 'postgres', host: '127.0.0.1', port: postgres.port, database };
    const lambda = { type: 'lambda', region: 'eu-central-1', endpoint: functions.endpoint };
    const awsFile = await secretFile(
      'aws.env',
      `AWS_SECRET_ACCESS_KEY=\`${plantedSecret('awsKey')}\`\nAWS_ACCESS_KEY_ID=AKIA\n`,
    );
    const printed = await secretFile('uri.txt', uriOf('printed'));
    const several = await secretFile('several.txt', `${plantedSecret('command')}\n${uriOf('printed')}\n`);
    const settings = {
      'databaseCompare.environments': [
        { name: 'field', ...address, user: 'field', password: '${env:PLANTED}' },
        { name: 'uri', type: 'postgres', connectionString: '${env:PLANTED_URI}' },
        {
          name: 'envFile',
          ...address,
          user: 'envFile',
          envFile: await secretFile('.env', `PGPASSWORD=\`${plantedSecret('envFile')}\`\n`),
        },
        { name: 'pgpassword', ...address, user: 'pgpassword' },
        { name: 'pgpass', ...address, user: 'pgpass' },
        { name: 'service', type: 'postgres', service: 'planted' },
        {
          name: 'command',
          ...address,
          user: 'command',
          connectionCommand: `sleep 0.5; cat '${await secretFile('password.txt', plantedSecret('command'))}'`,
        },
        { name: 'printed', type: 'postgres', connectionCommand: `cat '${printed}'` },
        { name: 'function', ...lambda, functionName: 'own', envFile: awsFile },
        { name: 'api', ...lambda, functionName: 'sql-api', ...foreignMapping, envFile: awsFile },
        {
          name: 'key',
          ...address,
          user: 'field',
          password: '${env:PLANTED}',
          ssl: { mode: 'prefer', cert: printed, key: await secretFile('client.key', plantedSecret('sslKey')) },
        },
        { name: 'wrong user', type: 'postgres', connectionString: '${env:PLANTED_URI}', user: 'nobody' },
        { name: 'wrong database', type: 'postgres', connectionString: '${env:PLANTED_URI}', database: 'nowhere' },
        { name: 'wrong port', type: 'postgres', connectionString: '${env:PLANTED_URI}', port: 1 },
        { name: 'malformed', type: 'postgres', connectionString: '${env:PLANTED_RAW}' },
        { name: 'several lines', type: 'postgres', connectionCommand: `cat '${several}'` },
        { name: 'failing command', type: 'postgres', connectionCommand: `cat '${several}'; exit 3` },
        ...['unreachable', 'malformed', 'refused', 'unknown'].map((name) => ({
          name: `${name} function`,
          ...lambda,
          functionName: name,
          envFile: awsFile,
        })),
      ],
    };
    await writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    variables = {
      ...awsVariables,
      PLANTED: plantedSecret('field'),
      PLANTED_URI: uriOf('uri'),
      PLANTED_RAW: `postgres://uri:${plantedSecret('uri')}@ho st:x/db`,
      PGPASSFILE: await secretFile('.pgpass', `*:*:*:pgpass:${pgpass}\n`),
      PGSERVICEFILE: await secretFile(
        'services.conf',
        `[planted]\nhost=127.0.0.1\nport=${String(postgres.port)}\ndbname=${database}\nuser=service\npassword=${plantedSecret('service')}\n`,
      ),
      XDG_CACHE_HOME: path.join(folder, 'cache'),
    };
  });
  after(async () => {
    await functions.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const commands: readonly (readonly string[])[] = [
    ['matrix', 'field', 'uri', 'envFile', 'pgpass', 'service', '--format', 'json'],
    ['compare', 'command', 'printed', '--format', 'json', '--owners', '--privileges', '--storage'],
    ['compare', 'function', 'api', '--format', 'markdown'],
    ['compare', 'key', 'pgpassword', '--format', 'text'],
    ['counts', 'field', 'function', '--format', 'markdown'],
    ['migrations', 'field', 'function', '--format', 'json'],
    ['plan', 'field', '--format', 'markdown'],
    ['plan', 'uri', '--format', 'json'],
  ];
  const failing = ['wrong user', 'wrong database', 'wrong port', 'malformed', 'several lines', 'failing command'];

  const expectNothing = async (command: readonly string[], isFailing: boolean): Promise<void> => {
    const own = command.includes('pgpassword') ? { PGPASSWORD: plantedSecret('pgpassword') } : {};
    const stop = watchProcesses();
    const { stdout, stderr, exitCode } = await runCli([...command, '--workspace', workspace], {
      variables: { ...variables, ...own },
    });
    const seen = await stop();
    assert.equal(exitCode === 2, isFailing, `${command.join(' ')}: ${stderr}`);
    assert.deepEqual(secretsIn(stdout, places), [], `output of ${command.join(' ')}`);
    assert.deepEqual(secretsIn(stderr, places), [], `errors of ${command.join(' ')}`);
    assert.deepEqual(secretsIn(seen.join('\n'), places), [], `arguments of processes of ${command.join(' ')}`);
  };

  for (const command of commands) {
    it(`by ${command.join(' ')}`, () => expectNothing(command, false));
  }
  for (const name of [
    ...failing,
    ...['unreachable', 'malformed', 'refused', 'unknown'].map((each) => `${each} function`),
  ]) {
    it(`by the failure of ${name}`, () => expectNothing(['counts', name], true));
  }

  it('into a file', async () => {
    for (const { file, text } of [...(await filesBelow(workspace)), ...(await filesBelow(path.join(folder, 'cache')))])
      assert.deepEqual(secretsIn(text, places), [], file);
  });
});
