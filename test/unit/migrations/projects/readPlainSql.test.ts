import assert from 'node:assert/strict';
import { orderedMigrations } from '../../../../src/migrations/frameworks/plainSql/fileNames.ts';
import { plainSql } from '../../../../src/migrations/frameworks/plainSql/plainSql.ts';
import { upPart } from '../../../../src/migrations/frameworks/sqlChain/upPart.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import { migrationFile, readAlways } from '../../../support/migrationFile.ts';
import { operationText } from '../sql/operationText.ts';

const ids = (...paths: string[]): readonly string[] => orderedMigrations(paths).map(({ id }) => id);

describe('the order of migration files', () => {
  it('counts numbers as numbers', () => {
    assert.deepEqual(ids('m/10_b.sql', 'm/9_a.sql', 'm/100_c.sql'), ['9_a', '10_b', '100_c']);
    assert.deepEqual(ids('m/00010-b.sql', 'm/0009-a.sql'), ['0009-a', '00010-b']);
    assert.deepEqual(ids('m/V1.10__b.sql', 'm/V1.2__a.sql', 'm/R__views.sql', 'm/V2__c.sql'), [
      'V1.2__a',
      'V1.10__b',
      'V2__c',
      'R__views',
    ]);
    assert.deepEqual(ids('m/20240102030405_b.sql', 'm/20231231235959_a.sql'), ['20231231235959_a', '20240102030405_b']);
    assert.deepEqual(ids('m/99999999999999999999_b.sql', 'm/99999999999999999998_a.sql'), [
      '99999999999999999998_a',
      '99999999999999999999_b',
    ]);
  });

  it('leaves out what only undoes', () => {
    assert.deepEqual(
      ids('m/1_a.up.sql', 'm/1_a.down.sql', 'm/2_b.sql', 'm/2_b_down.sql', 'm/3_c_up.sql', 'm/3_c_down.sql'),
      ['1_a', '2_b', '3_c'],
    );
    assert.deepEqual(ids('m/V1__a.sql', 'm/U1__a.sql', 'm/4_d.undo.sql', 'm/down.sql'), ['V1__a']);
    assert.deepEqual(
      ids('m/0005_scale_down.sql', 'm/0006_add_rollback.sql'),
      ['0005_scale_down', '0006_add_rollback'],
      'nothing that these undo',
    );
  });

  it('names a migration after its folder where each has one', () => {
    assert.deepEqual(ids('m/2_b/up.sql', 'm/2_b/down.sql', 'm/1_a/migration.sql'), ['1_a', '2_b']);
  });

  it('tells two files of one name apart', () => {
    assert.deepEqual(ids('m/a/1_x.sql', 'm/b/1_x.sql'), ['1_x', 'm/b/1_x']);
  });

  it('reads title and date from the name', () => {
    const facts = (name: string) => orderedMigrations([`m/${name}.sql`]).map(({ title, date }) => [title, date])[0];
    assert.deepEqual(facts('20240131120000_add_users-table'), ['add users table', '2024-01-31']);
    assert.deepEqual(facts('20240131_x'), ['x', '2024-01-31']);
    assert.deepEqual(facts('202401311200_x'), ['x', '2024-01-31']);
    assert.deepEqual(facts('2024-01-31-add'), ['add', '2024-01-31']);
    assert.deepEqual(facts('V20240131__add'), ['add', '2024-01-31']);
    assert.deepEqual(facts('20240231_x'), ['x', undefined], 'no such day');
    assert.deepEqual(facts('10010101_x'), ['x', undefined], 'no plausible year');
    assert.deepEqual(facts('1700000000000_x'), ['x', '2023-11-14'], 'milliseconds since 1970');
    assert.deepEqual(facts('0001_initial'), ['initial', undefined]);
    assert.deepEqual(facts('remove_x'), ['remove x', undefined]);
    assert.deepEqual(facts('0001'), ['0001', undefined]);
  });
});

describe('the part that is applied', () => {
  const markers: readonly (readonly [string, string])[] = [
    ['-- migrate:up transaction:false', '-- migrate:down'],
    ['-- +goose Up', '-- +goose Down'],
    ['-- +migrate Up notransaction', '-- +migrate Down'],
    ['-- up', '-- DOWN:'],
    ['-- Up Migration', '-- Down Migration'],
    ['', '--rollback'],
    ['-- @up', '-- @undo'],
  ];
  for (const [up, down] of markers) {
    it(`ends at ${down} and keeps the lines`, () => {
      assert.equal(upPart(`${up}\r\nSELECT 1;\r\n${down}\r\nSELECT 2;\n`), `${up}\r\nSELECT 1;\r\n\r\n\n`);
    });
  }

  it('begins again where up follows down, and is all of a file without markers', () => {
    assert.equal(upPart('-- migrate:down\nDROP;\n-- migrate:up\nCREATE;'), '\n\n-- migrate:up\nCREATE;');
    for (const text of ['CREATE;\n-- drops nothing\n', '-- down to earth\nCREATE;', "SELECT '-- down';"])
      assert.equal(upPart(text), text);
  });
});

describe('a folder of plain SQL', () => {
  it('is a chain in the order of its names', async () => {
    const project = await plainSql.read({
      folder: 'db/migrations',
      files: [
        migrationFile(
          'db/migrations/10_b.sql',
          '\uFEFF-- migrate:up\r\nALTER TABLE t\r\n  ADD b int;\r\n-- migrate:down\r\nDROP TABLE t;',
        ),
        migrationFile('db/migrations/9_a.sql', 'CREATE TABLE t ();\nbroken;\nCREATE INDEX ON t (a);'),
        migrationFile('db/migrations/notes.txt', 'not SQL'),
      ],
      configuration: [],
      sql: await loadSqlReader(),
      perFile: readAlways,
    });
    assert.deepEqual(
      project.revisions.map(
        ({ operations, sql: _, dataChanges: _rows, transactional: _inTransaction, ...revision }) => ({
          ...revision,
          operations: operations.map(operationText),
        }),
      ),
      [
        {
          id: '9_a',
          parents: [],
          dependsOn: [],
          title: 'a',
          date: undefined,
          file: 'db/migrations/9_a.sql',
          line: 1,
          operations: ['1: create table -.t', '3: create index -.t.t_a_idx (a)'],
        },
        {
          id: '10_b',
          parents: ['9_a'],
          dependsOn: [],
          title: 'b',
          date: undefined,
          file: 'db/migrations/10_b.sql',
          line: 1,
          operations: ['3: create column -.t.b [integer]'],
        },
      ],
    );
    assert.deepEqual(project.problems, [
      { reason: 'syntaxError', file: 'db/migrations/9_a.sql', line: 2, detail: 'syntax error at or near "broken"' },
    ]);
    assert.deepEqual([project.framework, project.folder, project.versionTables], ['sql', 'db/migrations', []]);
  });
});
