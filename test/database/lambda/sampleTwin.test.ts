import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JsonReport } from '../../../src/reports/jsonReport.ts';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import type { LambdaServer } from '../../support/lambda/lambdaServer.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { runCli } from '../../support/runCli.ts';
import { sampleFolder, sampleSql } from '../../unit/sample/sampleFiles.ts';
import { awsVariables, foreignFunction, foreignMapping, ownFunction } from './support.ts';

describe("the sample's production behind a function", function () {
  this.timeout(120_000);
  let server: LambdaServer;
  let workspace: string;

  before(async () => {
    const postgres = await sharedServer(14);
    const variables = { DATABASE_URL: await postgres.createDatabase(sampleSql('production')) };
    server = await startLambdaServer({
      own: { module: ownFunction, variables },
      'sql-api': { module: foreignFunction, variables },
    });
    workspace = await mkdtemp(path.join(os.tmpdir(), 'sample behind a function '));
    await cp(sampleFolder, workspace, { recursive: true });
    const lambda = { type: 'lambda', region: 'eu-central-1', endpoint: server.endpoint };
    const files = ['common', 'local'].map((name) => `\${workspaceFolder}/databases/${name}.sql`);
    await writeFile(
      path.join(workspace, '.vscode/settings.json'),
      JSON.stringify({
        'databaseCompare.environments': [
          { ...lambda, name: 'production', functionName: 'own' },
          { ...lambda, name: 'production, by our API', functionName: 'sql-api', ...foreignMapping },
          { name: 'production, directly', type: 'postgres', connectionString: variables.DATABASE_URL },
          { name: 'local', type: 'sqlFiles', files },
        ],
      }),
    );
  });
  after(async () => {
    await server.stop();
    await rm(workspace, { recursive: true });
  });

  const compare = async (left: string): Promise<JsonReport> => {
    const { stdout, stderr } = await runCli(['compare', left, 'local', '--workspace', workspace, '--format', 'json'], {
      variables: awsVariables,
    });
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as JsonReport;
  };

  it('gives the same comparison as directly, by three invocations', async () => {
    const directly = await compare('production, directly');
    const through = await compare('production');
    assert.equal(directly.differences.length, 37);
    assert.deepEqual({ ...through, left: { ...through.left, name: directly.left.name } }, directly);
    assert.equal(server.invocations('own'), 3);
  });

  it("gives the same through the team's own function", async () => {
    const [directly, through] = [await compare('production, directly'), await compare('production, by our API')];
    assert.deepEqual({ ...through, left: { ...through.left, name: directly.left.name } }, directly);
  });
});
