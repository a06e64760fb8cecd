import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Environment, PostgresEnvironment } from '../../src/environments/environment.ts';
import { defaultTimeouts } from '../../src/environments/provider.ts';
import { createLambdaProvider } from '../../src/environments/providers/lambda/lambdaProvider.ts';
import { createPostgresProvider } from '../../src/environments/providers/postgres/postgresProvider.ts';
import { createSqlFilesProvider } from '../../src/environments/providers/sqlFiles/sqlFilesProvider.ts';
import { readProjects } from '../../src/migrations/readProjects.ts';
import { toJsonDoctor, toMarkdownDoctor } from '../../src/reports/doctorReport.ts';
import type { JsonDoctor } from '../../src/reports/doctorReport.ts';
import { examine } from '../../src/workflows/doctor.ts';
import type { DoctorStep } from '../../src/workflows/doctorStep.ts';
import type { ReadDependencies } from '../../src/workflows/readSide.ts';
import { freePort } from '../support/freePort.ts';
import { startLambdaServer } from '../support/lambda/lambdaServer.ts';
import type { LambdaServer } from '../support/lambda/lambdaServer.ts';
import { startServer } from '../support/postgresServers.ts';
import type { PostgresServer } from '../support/postgresServers.ts';
import { runCli } from '../support/runCli.ts';
import { startTlsServer, tlsFiles } from '../support/tlsServer.ts';
import { sampleFolder, sampleSql } from '../unit/sample/sampleFiles.ts';
import { awsVariables, foreignFunction, foreignMapping, ownFunction } from './lambda/support.ts';

const projects = readProjects({ workspaceFolder: sampleFolder, overrides: [], signal: undefined });

const context = {
  timeouts: { ...defaultTimeouts, connect: 3_000 },
  variables: { HOME: '/nonexistent' },
  cacheFolder: path.join(os.tmpdir(), 'database-compare-doctor'),
};

/** By the providers themselves: loaded later, as openEnvironment() does, their errors would be of another class here. */
const open: ReadDependencies['open'] = (environment, options) => {
  switch (environment.type) {
    case 'postgres':
      return createPostgresProvider(context).open(environment, options);
    case 'lambda':
      return createLambdaProvider(context).open(environment, options);
    case 'sqlFiles':
      return createSqlFilesProvider(context).open(environment, options);
    case 'migrations':
      throw new Error('not here');
  }
};

/** What the doctor finds, after it has told each step once and in its order. */
async function diagnose(environment: Environment): Promise<JsonDoctor> {
  const told: DoctorStep[] = [];
  const report = await examine(
    { name: environment.name, environment, problems: [] },
    { open, projects },
    { onStep: (step) => told.push(step) },
  );
  assert.deepEqual(told, report.steps);
  return toJsonDoctor(report);
}

/** "tls ✗ tlsFailed": the outcomes in their order, with the reason of what failed. */
function outcomes({ steps }: JsonDoctor): readonly string[] {
  return steps.map(({ step, outcome, reason }) => `${step} ${outcome}${reason === null ? '' : ` ${reason}`}`);
}

function step(report: JsonDoctor, name: string): JsonDoctor['steps'][number] {
  const found = report.steps.find((each) => each.step === name);
  assert.ok(found, name);
  return found;
}

const within = ['version', 'privileges', 'migrations', 'latency', 'readOnly'];
const notReached = (...names: readonly string[]): readonly string[] => names.map((name) => `${name} notReached`);
const passed = (...names: readonly string[]): readonly string[] => names.map((name) => `${name} passed`);

describe('the doctor', function () {
  this.timeout(120_000);

  describe('of a server', () => {
    let server: PostgresServer;
    let uri: string;
    before(async () => {
      server = await startServer(18, { auth: 'scram-sha-256' });
      uri = await server.createDatabase(
        `${sampleSql('production')}; CREATE ROLE guest LOGIN PASSWORD 'guest'; GRANT USAGE ON SCHEMA public TO guest;`,
      );
    });
    after(() => server.stop());
    const environment = (more: Partial<PostgresEnvironment> = {}): PostgresEnvironment => ({
      type: 'postgres',
      name: 'production',
      connectionString: uri,
      ...more,
    });

    it('that is well finds everything in order', async () => {
      const report = await diagnose(environment({ host: 'localhost' }));
      assert.deepEqual(outcomes(report), passed('settings', 'nameResolution', 'port', 'tls', 'credentials', ...within));
      assert.match(step(report, 'nameResolution').finding, /^localhost is (?:127\.0\.0\.1|::1)\.$/);
      assert.equal(step(report, 'tls').finding, 'Not encrypted; the server is on this machine.');
      assert.match(step(report, 'version').finding, /^PostgreSQL 18\.\d+, database "test_.*", as "postgres"\.$/);
      assert.match(step(report, 'privileges').finding, /^All of \d+ tables may be read\.$/);
      assert.equal(step(report, 'migrations').finding, 'alembic in migrations/versions: found.');
      assert.match(step(report, 'latency').finding, /^\d+\.\d ms, the median of 5 round trips\.$/);
      assert.equal(step(report, 'readOnly').finding, 'The transaction is read-only: nothing written, says the server.');
    });

    it('says what the role may not read, and how it may', async () => {
      const report = await diagnose(environment({ user: 'guest', password: 'guest' }));
      assert.deepEqual(
        [step(report, 'privileges').outcome, step(report, 'migrations').outcome],
        ['warning', 'warning'],
      );
      assert.match(
        step(report, 'privileges').finding,
        /^55 of 55 tables may not be read: public\.\w+, .* and others\./,
      );
      assert.match(step(report, 'privileges').fix ?? '', /^GRANT USAGE ON SCHEMA public TO the role, and GRANT SELECT/);
      assert.equal(report.outcome, 'warning');
    });

    it('stops where it stops, with the reason and the fix', async () => {
      const beyond = (name: string) => notReached(...within.slice(within.indexOf(name)));
      const closed = await freePort();
      const cases: readonly (readonly [Partial<PostgresEnvironment>, readonly string[]])[] = [
        [
          { host: 'none.invalid' },
          [
            'settings passed',
            'nameResolution failed hostUnknown',
            ...notReached('port', 'tls', 'credentials', ...within),
          ],
        ],
        [
          { port: closed },
          [
            'settings passed',
            'nameResolution passed',
            'port failed connectionRefused',
            ...notReached('tls', 'credentials', ...within),
          ],
        ],
        [
          { ssl: { mode: 'require' } },
          [
            'settings passed',
            'nameResolution passed',
            'port passed',
            'tls failed tlsFailed',
            ...notReached('credentials', ...within),
          ],
        ],
        [
          { password: 'wrong' },
          [
            ...passed('settings', 'nameResolution', 'port', 'tls'),
            'credentials failed authenticationFailed',
            ...beyond('version'),
          ],
        ],
        [
          { database: 'none' },
          [
            ...passed('settings', 'nameResolution', 'port', 'tls'),
            'credentials failed databaseUnknown',
            ...beyond('version'),
          ],
        ],
        [
          { connectionString: `${uri}?sslmode=never` },
          ['settings failed settingsInvalid', ...notReached('nameResolution', 'port', 'tls', 'credentials', ...within)],
        ],
        [
          { auth: 'aws-iam', profile: 'none', region: 'eu-central-1' },
          [
            'settings passed',
            ...notReached('nameResolution', 'port', 'tls'),
            'credentials failed credentialsMissing',
            ...beyond('version'),
          ],
        ],
      ];
      for (const [more, expected] of cases) {
        const report = await diagnose(environment(more));
        assert.deepEqual(outcomes(report), expected, JSON.stringify(more));
        const failed = report.steps.find(({ outcome }) => outcome === 'failed');
        assert.ok((failed?.finding ?? '') !== '' && (failed?.fix ?? '') !== '');
      }
    });

    it('tells no password', async () => {
      const report = await examine(
        { name: 'x', environment: environment({ user: 'guest', password: 'pl4nted' }), problems: [] },
        { open, projects },
      );
      assert.doesNotMatch(toMarkdownDoctor(report) + JSON.stringify(toJsonDoctor(report)), /pl4nted/);
    });

    it('is a command of the command line tool, which streams its steps and says what to do first', async () => {
      const well = await runCli(['doctor', uri, '--workspace', sampleFolder]);
      assert.equal(well.exitCode, 0, well.stderr);
      assert.match(
        well.stdout,
        /^✓ Settings: They can be used\.\n✓ Name resolution: .*\n✓ Port: 127\.0\.0\.1:\d+ is open\./,
      );
      assert.match(well.stdout, /\n\nEverything is in order\.\n$/);
      const ill = await runCli([
        'doctor',
        uri.replace(/:postgres@/, ':wrong@'),
        '--format',
        'json',
        '--workspace',
        sampleFolder,
      ]);
      assert.equal(ill.exitCode, 2);
      assert.equal(step(JSON.parse(ill.stdout) as JsonDoctor, 'credentials').reason, 'authenticationFailed');
    });
  });

  describe('of a server with TLS', () => {
    let tls: Awaited<ReturnType<typeof startTlsServer>>;
    before(async () => {
      tls = await startTlsServer(18, { rules: 'host all all all trust\n' });
    });
    after(() => tls.stop());

    it('says who issued the certificate, until when it is valid, and that it is not trusted', async () => {
      const environment = (ca: string): PostgresEnvironment => ({
        ...{
          type: 'postgres',
          name: 'tls',
          host: 'localhost',
          port: tls.server.port,
          user: 'postgres',
          database: 'postgres',
        },
        ssl: { mode: 'verify-full', ca: tlsFiles(ca) },
      });
      const trusted = step(await diagnose(environment('root.crt')), 'tls');
      assert.match(
        trusted.finding,
        /^TLSv1\.3; the certificate of ".*localhost.*", issued by ".+", valid until \d{4}-\d\d-\d\d, is verified\.$/,
      );
      const report = await diagnose(environment('other.crt'));
      assert.deepEqual(outcomes(report).slice(0, 4), [
        ...passed('settings', 'nameResolution', 'port'),
        'tls failed tlsFailed',
      ]);
      assert.match(step(report, 'tls').fix ?? '', /^Name the root certificate/);
    });
  });

  describe('of a function', () => {
    let server: PostgresServer;
    let functions: LambdaServer;
    before(async () => {
      server = await startServer(14);
      const variables = { DATABASE_URL: await server.createDatabase(sampleSql('production')) };
      functions = await startLambdaServer({
        own: { module: ownFunction, variables },
        foreign: { module: foreignFunction, variables },
      });
    });
    after(async () => {
      await functions.stop();
      await server.stop();
    });
    const environment = (functionName: string, more: object = {}): Environment => ({
      ...{ type: 'lambda', name: 'production', functionName, region: 'eu-central-1', endpoint: functions.endpoint },
      variables: awsVariables,
      ...more,
    });
    const way = ['settings', 'credentials', 'function', 'reply'];

    it('that is well finds everything in order', async () => {
      const report = await diagnose(environment('own'));
      assert.deepEqual(outcomes(report), passed(...way, ...within));
      assert.equal(step(report, 'reply').finding, 'It is the function of Database Compare.');
      assert.equal(step(report, 'readOnly').finding, 'The transaction is read-only: nothing written, says the server.');
    });

    it('that is a team’s own says whether it only reads', async () => {
      const report = await diagnose(environment('foreign', foreignMapping));
      assert.equal(step(report, 'reply').finding, 'It is understood by the mapping in the settings.');
      assert.match(step(report, 'readOnly').finding, /^The transaction (?:may write|is read-only)/);
    });

    it('says what is missing', async () => {
      assert.deepEqual(outcomes(await diagnose(environment('none'))), [
        ...passed('settings', 'credentials'),
        'function failed functionUnknown',
        ...notReached('reply', ...within),
      ]);
      functions.failNext({ times: 1, status: 403, error: 'AccessDeniedException', body: '{"Message":"no"}' });
      assert.deepEqual(outcomes(await diagnose(environment('own'))).slice(0, 3), [
        ...passed('settings', 'credentials'),
        'function failed accessDenied',
      ]);
      assert.deepEqual(outcomes(await diagnose(environment('foreign'))).slice(0, 4), [
        ...passed('settings', 'credentials', 'function'),
        'reply failed replyMalformed',
      ]);
      const unknown = await diagnose(environment('own', { profile: 'none', variables: {} }));
      assert.deepEqual(outcomes(unknown).slice(0, 2), ['settings passed', 'credentials failed credentialsMissing']);
    });
  });

  describe('of files', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'doctor-'));
      await writeFile(path.join(folder, 'good.sql'), 'CREATE TABLE t (a int);\n');
      await writeFile(path.join(folder, 'bad.sql'), 'CREATE TABLE t (a int;\n');
    });
    after(() => rm(folder, { recursive: true, force: true }));
    const files = (name: string): Environment => ({
      type: 'sqlFiles',
      name: 'files',
      files: [path.join(folder, name)],
    });

    it('loads them, or says which is missing or wrong', async () => {
      const good = await diagnose(files('good.sql'));
      assert.deepEqual(outcomes(good), [...passed('settings', 'files', 'load', 'version'), 'migrations warning']);
      assert.deepEqual(outcomes(await diagnose(files('none.sql'))), [
        'settings passed',
        'files failed filesNotFound',
        ...notReached('load', 'version', 'migrations'),
      ]);
      const bad = await diagnose(files('bad.sql'));
      assert.deepEqual(outcomes(bad).slice(1, 3), ['files passed', 'load failed sqlInvalid']);
      assert.match(step(bad, 'load').finding, /bad\.sql, line 1, cannot be loaded/);
    });

    it('names a variable that is not set', async () => {
      const settings = {
        'databaseCompare.environments': [
          { name: 'staging', type: 'postgres', connectionString: '${env:NOT_SET_ANYWHERE}' },
        ],
      };
      const workspace = await mkdtemp(path.join(os.tmpdir(), 'doctor-workspace-'));
      try {
        await mkdir(path.join(workspace, '.vscode'));
        await writeFile(path.join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
        const { stdout, exitCode } = await runCli(['doctor', 'staging', '--workspace', workspace]);
        assert.equal(exitCode, 2);
        assert.match(stdout, /^✗ Settings: .*"connectionString" uses \$\{env:NOT_SET_ANYWHERE\}, which is not set/);
        assert.match(stdout, /To do first: Mend the entry in databaseCompare\.environments\.\n$/);
      } finally {
        await rm(workspace, { recursive: true, force: true });
      }
    });
  });
});
