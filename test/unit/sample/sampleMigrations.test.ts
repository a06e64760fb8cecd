import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { factDifferences, readFacts, tableNames, withoutTables } from './databaseFacts.ts';
import type { Fact } from './databaseFacts.ts';
import { sampleSql, scenario, versionsFolder } from './sampleFiles.ts';

const migrationsSql = readFileSync(new URL('../../fixtures/sampleMigrations.sql', import.meta.url), 'utf8');

const files = readdirSync(versionsFolder)
  .filter((name) => name.endsWith('.py'))
  .sort();

const textOf = (file: string): string => readFileSync(path.join(versionsFolder, file), 'utf8').replaceAll('\r\n', '\n');

describe("the sample's migrations", () => {
  it("are the scenario's, each after its parent", () => {
    assert.deepEqual(files, scenario.migrations.map(({ file }) => file).sort());
    for (const { file, revision, parent, date } of scenario.migrations) {
      const text = textOf(file);
      assert.equal(/^revision(?:: str)? = ['"](.+)['"]$/m.exec(text)?.[1], revision, file);
      const down = /^down_revision(?:: .+)? = (?:['"](.+)['"]|None)$/m.exec(text);
      assert.ok(down !== null, file);
      assert.equal(down[1] ?? null, parent, file);
      assert.equal(/^Create Date: (\S+)/m.exec(text)?.[1], date, file);
      assert.match(text, /^def upgrade\(/m, file);
      assert.match(text, /^def downgrade\(/m, file);
    }
  });

  it('have the objects of the scenario in the files and lines that it names', () => {
    for (const { kind, path: objectPath, revision, ...place } of scenario.differences) {
      const name = objectPath.replaceAll('"', '').split('.').at(-1) ?? '';
      const file = scenario.migrations.find((migration) => migration.revision === revision)?.file;
      if (file === undefined) continue;
      const text = textOf(file);
      if (kind === 'table') {
        const action = name === 'team_channels' ? 'drop_table' : 'create_table';
        assert.match(text.slice(0, text.indexOf('def downgrade')), new RegExp(`${action}\\(\\s*['"]${name}['"]`), file);
      } else {
        assert.ok('line' in place, objectPath);
        const line = text.split('\n')[place.line - 1] ?? '';
        assert.ok(line.includes(`'${name}'`), `${file}:${String(place.line)}: ${line}`);
      }
    }
  });

  it('nowhere mention the table that no migration explains', () => {
    assert.equal(scenario.differences.filter(({ cause }) => cause === 'unmanaged').length, 1);
    for (const file of files) assert.doesNotMatch(textOf(file), /\bsession\b/, file);
  });
});

describe("what Alembic makes of the sample's migrations", function () {
  this.timeout(60_000);

  it('was written from the migrations as they are now', () => {
    const digest = createHash('sha256');
    for (const file of files) digest.update(`${file}\n${textOf(file)}`);
    const expected = `-- Digest of migrations/versions: ${digest.digest('hex')}`;
    assert.ok(
      migrationsSql.includes(expected),
      `Run "alembic upgrade head --sql" in media/sample, put its output into test/fixtures/sampleMigrations.sql, headed by "${expected}"`,
    );
  });

  it('is the schema of local, and of production but for what was done there by hand', async () => {
    const migrated = await runMigrations(['20260108_0200', scenario.production.revision, scenario.local.revision]);
    const local = await factsAfter(sampleSql('local'));
    assert.deepEqual(factDifferences(migrated.get(scenario.local.revision) ?? [], local), []);

    const production = await factsAfter(sampleSql('production'));
    const notInEffect = scenario.differences.filter(({ cause }) => cause === 'not in effect');
    const handMade = [...notInEffect.map(({ path: objectPath }) => objectPath.replace('public.', '')), 'session'];
    const claimed = migrated.get(scenario.production.revision) ?? [];
    assert.equal(tableNames(claimed).length, scenario.tablesInBoth + 9);
    assert.deepEqual(factDifferences(withoutTables(claimed, handMade), withoutTables(production, handMade)), []);

    // team_channels is as it was before the migration that drops it.
    const teamChannels = ({ owner }: Fact): boolean => owner === 'team_channels';
    const before = (migrated.get('20260108_0200') ?? []).filter(teamChannels);
    assert.ok(before.length > 10);
    assert.deepEqual(factDifferences(before, production.filter(teamChannels)), []);
  });
});

/** Runs what Alembic wrote, one migration after the other, and gives the facts after the wanted ones. */
async function runMigrations(wanted: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const database = await PGlite.create();
  const facts = new Map<string, readonly Fact[]>();
  try {
    for (const part of migrationsSql.split(/^(?=-- Running upgrade )/m)) {
      await database.exec(part);
      const revision = /^-- Running upgrade .*-> (\S+)$/m.exec(part)?.[1];
      if (revision === undefined || !wanted.includes(revision)) continue;
      facts.set(revision, await readFacts(async (sql) => (await database.query(sql)).rows));
    }
    return facts;
  } finally {
    await database.close();
  }
}

async function factsAfter(sql: string): Promise<readonly Fact[]> {
  const database = await PGlite.create();
  try {
    await database.exec(sql);
    return await readFacts(async (query) => (await database.query(query)).rows);
  } finally {
    await database.close();
  }
}
