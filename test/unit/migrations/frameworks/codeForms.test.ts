import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { hashedName } from '../../../../src/migrations/frameworks/typeorm/names.ts';
import {
  constraintName,
  indexName,
  pluralize,
  singularize,
} from '../../../../src/migrations/frameworks/rails/names.ts';
import type { FrameworkName } from '../../../../src/migrations/frameworkName.ts';
import type { MigrationFile } from '../../../../src/migrations/frameworks/framework.ts';
import { frameworkOf } from '../../../../src/migrations/frameworks/frameworks.ts';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { createReadingCache } from '../../../../src/migrations/readingCache.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import { describeOperation } from '../alembic/describeOperation.ts';

const fixtures = new URL('../../../fixtures/frameworks/', import.meta.url);

async function read(framework: FrameworkName, files: Readonly<Record<string, string>>): Promise<MigrationProject> {
  const input = Object.entries(files).map(([path, text]): MigrationFile => ({ path, text, bytes: Buffer.from(text) }));
  const { perFile } = createReadingCache().begin('test', []);
  return frameworkOf(framework).read({
    folder: '.',
    files: input,
    configuration: [],
    sql: await loadSqlReader(),
    perFile,
  });
}

async function operations(framework: FrameworkName, path: string, text: string): Promise<readonly string[]> {
  const { revisions, problems } = await read(framework, { [path]: text });
  return [
    ...revisions.flatMap((revision) => revision.operations.map(describeOperation)),
    ...problems.map(({ reason, line, detail }) => `! ${reason} ${String(line)} ${detail}`),
  ];
}

describe('forms of migrations in code', () => {
  it('keep odd names and texts as they are', async () => {
    const name = `a"b'c; drop table x; -- é`;
    assert.deepEqual(
      await operations(
        'knex',
        'm/20240101000000_a.js',
        `exports.up = (k) => k.schema.createTable(${JSON.stringify(name)}, (t) => { t.text(${JSON.stringify(name)}).defaultTo("it's"); });`,
      ),
      [`1 create table ${name}`, `1 create column ${name}.${name}`],
    );
    assert.deepEqual(
      await operations(
        'rails',
        'db/migrate/1_a.rb',
        `class A < ActiveRecord::Migration[7.1]\n  def change\n    # é\n    add_column ${JSON.stringify(name)}, :é, :string\n  end\nend\n`,
      ),
      [`4 create column ${name}.é`],
    );
  });

  it('are read as far as they are valid, and say where they are not', async () => {
    assert.deepEqual(
      await operations('knex', 'm/1_a.js', 'exports.up = (knex) => knex.schema.dropTable("a");\n\nconst = 1;\n'),
      ['1 drop table a', '! syntaxError 3 not valid JavaScript'],
    );
    assert.equal(
      (await operations('rails', 'db/migrate/1_a.rb', 'class A < ActiveRecord::Migration[7.1]\n  def change\n')).at(-1),
      '! syntaxError 2 not valid Ruby',
    );
  });

  it('say what only running tells, and what is done under a condition', async () => {
    const text = `exports.up = async (knex) => {
  if (await knex.schema.hasTable('a')) return;
  await knex.schema.dropTable('b');
  await knex.schema.dropTable(process.env.TABLE);
  for (const name of ['c', 'd']) await knex.schema.dropTable(\`\${name}_x\`);
};`;
    const { revisions, problems } = await read('knex', { 'm/1_a.js': text });
    assert.deepEqual(
      revisions[0]?.operations.map(({ target, conditional, line }) => [target.name, conditional, line]),
      [
        ['b', true, 3],
        ['c_x', true, 5],
        ['d_x', true, 5],
      ],
    );
    assert.deepEqual(
      problems.map(({ line, detail }) => [line, detail]),
      [[4, 'name']],
    );
  });

  it('of Django leave out a squashed migration beside those that it replaces, and take it in their place else', async () => {
    const migration = (members: string) =>
      `from django.db import migrations\nclass Migration(migrations.Migration):\n    operations = []\n    ${members}\n`;
    const files = {
      'a/migrations/0001_initial.py': migration('dependencies = []'),
      'a/migrations/0001_squashed_0002.py': migration("replaces = [('a', '0001_initial'), ('a', '0002_more')]"),
      'a/migrations/0002_more.py': migration("dependencies = [('a', '0001_initial')]"),
      'b/migrations/0001_initial.py': migration(
        "dependencies = [('a', '__latest__')]\n    run_before = [('c', '0001_initial')]",
      ),
      'c/migrations/0001_initial.py': migration('dependencies = []'),
      'a/migrations/0003_last.py': migration("dependencies = [('a', '0001_squashed_0002')]"),
    };
    const order = async (given: Readonly<Record<string, string>>) =>
      (await read('django', given)).revisions.map(
        ({ id, parents, dependsOn }) => `${id} after ${[...parents, ...dependsOn].join()}`,
      );
    assert.deepEqual(await order(files), [
      'a.0001_initial after ',
      'a.0002_more after a.0001_initial',
      'a.0003_last after a.0002_more',
      'b.0001_initial after a.0003_last',
      'c.0001_initial after b.0001_initial',
    ]);
    const { 'a/migrations/0001_initial.py': _first, 'a/migrations/0002_more.py': _second, ...squashed } = files;
    assert.deepEqual((await order(squashed)).slice(0, 2), [
      'a.0001_squashed_0002 after ',
      'a.0003_last after a.0001_squashed_0002',
    ]);
  });

  it('have the names that the frameworks are known to give', () => {
    assert.equal(hashedName('PK', 'users', ['id']), 'PK_a3ffb1c0c8416b9fc6f907b7433');
    assert.equal(hashedName('UQ', 'app.users', ['email']), 'UQ_97672ac88f789774dd47f7c8be3');
    assert.equal(constraintName('fk', 'articles', ['author_id']), 'fk_rails_e74ce85cbc');
    assert.equal(indexName('a', ['b', 'c']), 'index_a_on_b_and_c');
    assert.deepEqual(['company', 'person', 'status', 'box', 'day'].map(pluralize), [
      'companies',
      'people',
      'statuses',
      'boxes',
      'days',
    ]);
    assert.deepEqual(['companies', 'people', 'statuses', 'boxes', 'days'].map(singularize), [
      'company',
      'person',
      'status',
      'box',
      'day',
    ]);
  });

  it('never make the reader fail, wherever a file is cut', async () => {
    for (const [framework, folder] of [
      ['knex', 'knex/migrations'],
      ['typeorm', 'typeorm/src/migrations'],
      ['sequelize', 'sequelize/db/migrations'],
      ['rails', 'rails/db/migrate'],
      ['django', 'django/shop/migrations'],
    ] as const) {
      for (const name of await readdir(new URL(`${folder}/`, fixtures))) {
        const text = await readFile(new URL(`${folder}/${name}`, fixtures), 'utf8');
        for (let end = 0; end < text.length; end += 211)
          await read(framework, { [`a/${folder}/${name}`]: text.slice(0, end) });
      }
    }
  }).timeout(60_000);
});
