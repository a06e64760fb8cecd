import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';
import { countRows, factDifferences, readFacts, tableNames } from './databaseFacts.ts';
import type { Fact } from './databaseFacts.ts';
import { expectedDifferences, expectedRowCounts } from './expectedDifferences.ts';
import { sampleSql, scenario } from './sampleFiles.ts';
import type { SampleSide } from './sampleFiles.ts';

interface Loaded {
  readonly facts: readonly Fact[];
  readonly rows: Readonly<Record<string, number>>;
  readonly revisions: readonly unknown[];
}

describe("the sample's databases", function () {
  this.timeout(60_000);
  let production: Loaded;
  let local: Loaded;

  before(async () => {
    production = await load('production');
    local = await load('local');
  });

  it('differ in exactly what the scenario says', () => {
    const expected = expectedDifferences();
    assert.equal(expected.length, scenario.summary.differences);
    assert.deepEqual(factDifferences(production.facts, local.facts), expected);
  });

  it('have the tables and rows of the scenario', () => {
    const names = { production: tableNames(production.facts), local: tableNames(local.facts) };
    const inBoth = names.production.filter((name) => names.local.includes(name));
    assert.equal(inBoth.length, scenario.tablesInBoth);
    for (const table of scenario.emptyInBoth) assert.ok(inBoth.includes(table), table);
    for (const side of ['production', 'local'] as const) {
      const { rows } = side === 'production' ? production : local;
      assert.equal(names[side].length, scenario[side].tables, side);
      assert.deepEqual(rows, expectedRowCounts(side), side);
      const data = inBoth.filter((name) => name !== scenario.versionTable);
      const total = data.reduce((sum, name) => sum + (rows[name] ?? 0), 0);
      assert.equal(total, scenario[side].rowsInCommonTables, side);
    }
  });

  it('say which revision they claim', () => {
    assert.deepEqual(production.revisions, [{ version_num: scenario.production.revision }]);
    assert.deepEqual(local.revisions, [{ version_num: scenario.local.revision }]);
  });

  it('hold the ratios along foreign keys that the scenario tells', () => {
    for (const { of: child, per: parent, column, ratio } of scenario.ratiosInProduction) {
      const key = production.facts.find(
        ({ kind, name }) => kind === 'constraint' && name === `${child}_${column}_fkey`,
      );
      assert.match(key?.definition ?? '', new RegExp(`\\(${column}\\) REFERENCES ${parent}\\(id\\)`));
      const actual = (production.rows[child] ?? 0) / (production.rows[parent] ?? 0);
      assert.equal(Math.round(actual * 10) / 10, ratio, `${child} per ${parent}`);
    }
  });

  it('give session five of the six columns of sessions, and team_channels most of those of channels', () => {
    const typesOf = (facts: readonly Fact[], table: string): readonly string[] =>
      facts
        .filter(({ kind, owner }) => kind === 'column' && owner === table)
        .map(({ name, definition }) => `${name} ${definition.replace(/^\d+ /, '')}`);
    const session = typesOf(production.facts, 'session');
    const sessions = typesOf(production.facts, 'sessions');
    assert.equal(session.length, 6);
    assert.equal(session.filter((column) => sessions.includes(column)).length, 5);
    const channels = typesOf(local.facts, 'channels').map((column) => column.split(' ')[0]);
    for (const column of typesOf(production.facts, 'team_channels')) {
      assert.ok(channels.includes(column.split(' ')[0]), column);
    }
  });
});

async function load(side: SampleSide): Promise<Loaded> {
  const database = await PGlite.create();
  try {
    await database.exec(sampleSql(side));
    const query = async (sql: string): Promise<readonly unknown[]> => (await database.query(sql)).rows;
    return {
      facts: await readFacts(query),
      rows: await countRows(query),
      revisions: await query('SELECT * FROM alembic_version'),
    };
  } finally {
    await database.close();
  }
}
