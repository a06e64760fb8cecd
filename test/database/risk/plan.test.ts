import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { readProjects } from '../../../src/migrations/readProjects.ts';
import { checksAfter, checksBefore } from '../../../src/reports/planChecks.ts';
import { toJsonPlan } from '../../../src/reports/planJson.ts';
import { toPlanMarkdown } from '../../../src/reports/planMarkdown.ts';
import { planMigration } from '../../../src/workflows/planMigration.ts';
import type { MigrationPlan } from '../../../src/workflows/planMigration.ts';
import { readSide } from '../../../src/workflows/readSide.ts';
import { storedPlan, verifyPlan } from '../../../src/workflows/verifyPlan.ts';
import type { PlanVerification, StoredPlan } from '../../../src/workflows/verifyPlan.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';

const hostile = '"a|b `c` <i>"."it\'s ""odd"""';

const first = `-- migrate:up
CREATE SCHEMA "a|b \`c\` <i>";
CREATE TABLE ${hostile} (id integer, "x;y" text, code varchar(10));
CREATE TABLE orders (id integer PRIMARY KEY, code varchar(10), total numeric(10, 2), note text);
-- migrate:down
`;
const second = `-- migrate:up
ALTER TABLE ${hostile} DROP COLUMN "x;y";
ALTER TABLE ${hostile} ADD UNIQUE (code);
ALTER TABLE orders ALTER COLUMN code TYPE varchar(20);
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
ALTER TABLE ${hostile} ADD FOREIGN KEY (id) REFERENCES orders (id);
CREATE TABLE lines (order_id integer REFERENCES orders (id));
CREATE INDEX ON lines (order_id);
ALTER TABLE nowhere ADD COLUMN a integer;
-- migrate:down
DROP TABLE lines;
`;

describe('a plan for a real server', function () {
  this.timeout(60_000);
  let workspaceFolder: string;
  let connectionString: string;
  before(async () => {
    workspaceFolder = await mkdtemp(path.join(os.tmpdir(), 'plan '));
    await mkdir(path.join(workspaceFolder, 'db/migrations'), { recursive: true });
    await writeFile(path.join(workspaceFolder, 'db/migrations/20240101000000_first.sql'), first);
    await writeFile(path.join(workspaceFolder, 'db/migrations/20240201000000_second.sql'), second);
    connectionString = await (
      await sharedServer(14)
    ).createDatabase(`
      ${first}
      CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);
      INSERT INTO schema_migrations VALUES ('20240101000000');
      INSERT INTO ${hostile} SELECT n, 'x', 'c' || n FROM generate_series(1, 7) n;
      INSERT INTO orders SELECT n, 'c', 1, NULL FROM generate_series(1, 7) n;`);
  });
  after(() => rm(workspaceFolder, { recursive: true, force: true }));

  const open = () => openDatabase(connectionString);
  const dependencies = () => ({
    open,
    projects: readProjects({ workspaceFolder }),
    readText: (file: string) => readFile(path.join(workspaceFolder, file), 'utf8'),
  });
  const sideOf = () => readSide({ type: 'postgres', name: 'pr|od', connectionString }, dependencies(), {});
  const make = async (): Promise<MigrationPlan> => planMigration(await sideOf(), dependencies());

  it('says what is lost, what fails, and what is locked, with the rows', async () => {
    const { risk, migrations, backup } = toJsonPlan(await make());
    assert.equal(risk.grade, 'high');
    const [migration] = migrations;
    assert.deepEqual(
      migration?.steps.map(({ rule, grade }) => `${rule} ${grade}`),
      [
        'drop-column high',
        'add-unique low',
        'change-type low',
        'set-not-null low',
        'add-foreign-key low',
        'add-foreign-key low',
        'missing-table high',
      ],
    );
    assert.equal(migration.reversible, 'dataLost');
    assert.deepEqual(migration.creates, ['public.lines']);
    assert.deepEqual(
      migration.tables.map((table) => [table.path, table.rows, table.lock, table.work]),
      [
        ['"a|b `c` <i>"."it\'s ""odd"""', 7, 'ACCESS EXCLUSIVE', 'index build'],
        ['public.orders', 7, 'ACCESS EXCLUSIVE', 'scan'],
      ],
    );
    assert.deepEqual(backup?.tables, ['"a|b `c` <i>"."it\'s ""odd"""']);
    assert.ok(backup.command.includes(`--table='"a|b \`c\` <i>"."it'\\''s ""odd"""'`), backup.command);
  });

  it('checks by statements that the server understands, and that find what would fail', async () => {
    const plan = await make();
    const client = new Client({ connectionString });
    await client.connect();
    try {
      const found = new Map<string, number>();
      for (const { words, text, language } of [...checksBefore(plan), ...checksAfter(plan)]) {
        if (language !== 'sql') continue;
        const { rows } = await client.query<{ count?: string }>(text);
        found.set(words, Number(rows[0]?.count ?? rows.length));
      }
      assert.equal(found.get('No note of public.orders is empty: 0.'), 7);
      const others = [...found].filter(([words]) => !words.startsWith('No note'));
      assert.equal(others.length, 3);
      assert.deepEqual(
        others.map(([, count]) => count),
        [0, 0, 0],
      );
    } finally {
      await client.end();
    }
  });

  it('is Markdown in which no name is markup', async () => {
    const text = toPlanMarkdown(await make());
    assert.match(text, /^# Migration plan for pr\\\|od\n/);
    assert.ok(!/(?<![`\\"])<i>/.test(text.replaceAll(/`[^\n]*?<i>/g, '')), text);
    const tables = text.split('\n').filter((line) => line.startsWith('| '));
    for (const line of tables) {
      const cells = line.replaceAll('\\|', '').split('|').length;
      assert.ok([5, 6, 7, 8].includes(cells), line);
    }
  });

  it('is verified once the migration has run', async () => {
    // The table that is missing is made by hand, and the rows that would fail are filled.
    const stored = JSON.parse(JSON.stringify(storedPlan(await make()))) as StoredPlan;
    const verify = async (): Promise<PlanVerification> =>
      verifyPlan(stored, await sideOf(), await dependencies().projects);
    const states = ({ effects }: PlanVerification, wanted: string): number =>
      effects.filter(({ state }) => state === wanted).length;
    const before = await verify();
    assert.equal(states(before, 'there'), 0);
    const client = new Client({ connectionString });
    await client.connect();
    const up = second.split('-- migrate:down')[0] ?? '';
    await client.query(`CREATE TABLE nowhere (); UPDATE orders SET note = '';\n${up}`);
    await client.query("INSERT INTO schema_migrations VALUES ('20240201000000')");
    const done = await verify();
    assert.deepEqual(
      done.effects.filter(({ state }) => state !== 'there').map(({ effect }) => effect.operation),
      [],
    );
    assert.deepEqual(
      done.migrations.map(({ mark }) => mark),
      ['applied'],
    );
    await client.query('ALTER TABLE orders ALTER note DROP NOT NULL');
    await client.end();
    const undone = await verify();
    assert.deepEqual(
      undone.effects.filter(({ state }) => state === 'missing').map(({ effect }) => effect.operation.attribute),
      ['not null'],
    );
  });
});
