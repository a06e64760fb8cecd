import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { liquibase } from '../../../../src/migrations/frameworks/liquibase/liquibase.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import { readOnlyProject, revisionText } from '../../../support/frameworkFixtures.ts';
import { migrationFile, readAlways } from '../../../support/migrationFile.ts';
import { operationText } from '../sql/operationText.ts';

describe('the change sets of Liquibase', () => {
  const read = async () => {
    const project = await readOnlyProject('liquibase');
    const revisionOf = (id: string) => {
      const found = project.revisions.find((revision) => revision.id.startsWith(`${id}::`));
      assert.ok(found, id);
      return found;
    };
    return { project, revisionOf, operationsOf: (id: string) => revisionOf(id).operations.map(operationText) };
  };
  const folder = 'src/main/resources/db/changelog';

  it('run in the order of what includes them, those for other databases left out', async () => {
    const { project } = await read();
    assert.deepEqual([project.framework, project.folder], ['liquibase', folder]);
    assert.deepEqual(
      project.revisions.map((revision) => revisionText(revision).replace(folder, '~')),
      [
        '1::nvoxland::~/changes/001-create-person.xml | - | The people | down: real',
        '2::nvoxland::~/changes/001-create-person.xml | - | 2 | down: missing | no transaction',
        '4::nvoxland::~/changes/001-create-person.xml | - | 4 | down: real',
        'address::jane::~/changes/002-address.yaml | - | address | down: real',
        'orders-1::bob::~/later/003-orders.sql | - | The orders | down: real',
        'orders-2::bob smith::~/later/003-orders.sql | - | orders 2 | down: empty | no transaction',
        '20240301-notes::eve::~/later/004-notes.json | 2024-03-01 | notes | down: real',
        'raw::includeAll::~/later/005-raw.sql | - | raw | down: missing',
      ],
    );
    assert.equal(project.revisions[1]?.parents[0], project.revisions[0]?.id);
    assert.ok(project.revisions.every(({ checksum }) => checksum === undefined));
  });

  it('do in XML what they say, each on its line', async () => {
    const { operationsOf, revisionOf } = await read();
    assert.deepEqual(operationsOf('1'), [
      '9: create table -.person',
      '10: create column -.person.id [integer, not null, identity by default]',
      '13: create column -.person.firstName [character varying(50)]',
      "14: create column -.person.owner [character varying(50), not null, default 'nobody''s']",
      '11: create constraint -.person.person_pkey (id) primary key',
      '15: create constraint -.person.person_owner_key (owner) unique',
      '9: alter table -.person @comment = Who they are',
      '18: create index -.person.idx_person_first (firstName)',
    ]);
    assert.deepEqual(operationsOf('2'), [
      '25: rename column -.person.firstName => first_name',
      '27: drop column -.person.owner',
    ]);
    assert.ok(revisionOf('2').operations.every(({ conditional }) => conditional === true));
    assert.ok(revisionOf('1').operations.every(({ conditional }) => conditional === undefined));
    assert.deepEqual(operationsOf('4'), ['37: create view -.people', '39: drop sequence -.numbers']);
    assert.equal(revisionOf('4').sql, undefined, 'a change in Java is no SQL');
  });

  it('do in YAML and JSON what they say, SQL and its files included', async () => {
    const { operationsOf, revisionOf } = await read();
    assert.deepEqual(operationsOf('address'), [
      '7: create table -.address',
      '10: create column -.address.person_id [bigint, not null]',
      '17: create column -.address.city [text]',
      '13: create constraint -.address.fk_address_person (person_id) foreign key -> -.person(id)',
      '18: create constraint -.address.fk_again (person_id) foreign key -> -.person(id)',
      '26: create index -.address.city_index (city)',
      '28: create index -.address.from_file (person_id)',
    ]);
    assert.deepEqual(revisionOf('address').dataChanges, [
      { verb: 'update', schema: undefined, table: 'address', line: 28 },
    ]);
    assert.deepEqual(operationsOf('20240301-notes'), [
      '12: create column -.orders.note [character varying(10), default now()]',
    ]);
  });

  it('do in formatted SQL what stands between their heads', async () => {
    const { operationsOf, revisionOf } = await read();
    assert.deepEqual(operationsOf('orders-1'), ['5: create table -.orders', '6: create column -.orders.id [integer]']);
    assert.deepEqual(operationsOf('orders-2'), ['11: create index -.orders.orders_id (id)']);
    assert.deepEqual(revisionOf('orders-2').line, 10);
  });

  it('are said where they cannot be read', async () => {
    const { project } = await read();
    assert.deepEqual(
      project.problems.map(
        ({ reason, file, line, detail }) => `${reason} ${posix.basename(file)}:${String(line)} ${detail}`,
      ),
      [
        'fileUnreadable db.changelog-master.yaml:12 include db/changelog/changes/missing.xml: no such file',
        'notStatic 001-create-person.xml:41 customChange',
        'syntaxError 002-address.yaml:27 syntax error at or near "broken"',
      ],
    );
  });

  it('do what each type of change is for', async () => {
    const changes = [
      ['<dropTable tableName="t" cascadeConstraints="true"/>', 'drop table -.t'],
      ['<renameTable oldTableName="t" newTableName="u"/>', 'rename table -.t => u'],
      ['<setTableRemarks tableName="t" remarks="it\'s"/>', "alter table -.t @comment = it's"],
      ['<dropColumn tableName="t" columnName="A"/>', 'drop column -.t.a'],
      [
        '<modifyDataType tableName="t" columnName="a" newDataType="java.sql.Types.CLOB"/>',
        'alter column -.t.a @type = text',
      ],
      ['<setColumnRemarks tableName="t" columnName="a" remarks="x"/>', 'alter column -.t.a @comment = x'],
      [
        '<addNotNullConstraint tableName="t" columnName="a" columnDataType="int"/>',
        'alter column -.t.a @not null = true',
      ],
      ['<dropNotNullConstraint tableName="t" columnName="a"/>', 'alter column -.t.a @not null = false'],
      ['<addDefaultValue tableName="t" columnName="a" defaultValueNumeric="0"/>', 'alter column -.t.a @default = 0'],
      ['<dropDefaultValue tableName="t" columnName="a"/>', 'alter column -.t.a @default = none'],
      [
        '<addAutoIncrement tableName="t" columnName="a" columnDataType="int"/>',
        'alter column -.t.a @identity = by default',
      ],
      [
        '<addPrimaryKey tableName="t" columnNames="a, b"/>',
        'create constraint -.t.t_pkey (a, b) primary key,1: alter column -.t.a @not null = true,1: alter column -.t.b @not null = true',
      ],
      ['<dropPrimaryKey tableName="t"/>', 'drop constraint -.t.t_pkey'],
      ['<addUniqueConstraint tableName="t" columnNames="a" constraintName="c"/>', 'create constraint -.t.c (a) unique'],
      ['<dropUniqueConstraint tableName="t" constraintName="c"/>', 'drop constraint -.t.c'],
      ['<dropForeignKeyConstraint baseTableName="t" constraintName="c"/>', 'drop constraint -.t.c'],
      [
        '<createIndex tableName="t" unique="true" indexName="i"><column name="lower(a)" computed="true"/></createIndex>',
        'create index -.t.i (lower(a))',
      ],
      ['<dropIndex tableName="t" indexName="i"/>', 'drop index -.i'],
      ['<createSequence sequenceName="s" startValue="5" incrementBy="2"/>', 'create sequence -.s'],
      ['<alterSequence sequenceName="s" incrementBy="10"/>', 'alter sequence -.s @increment = 10'],
      ['<renameSequence oldSequenceName="s" newSequenceName="r"/>', 'rename sequence -.s => r'],
      ['<dropSequence schemaName="x" sequenceName="s"/>', 'drop sequence x.s'],
      ['<createView viewName="v" replaceIfExists="true">SELECT 1</createView>', 'create view -.v'],
      ['<renameView oldViewName="v" newViewName="w"/>', 'rename view -.v => w'],
      ['<dropView viewName="v"/>', 'drop view -.v'],
      [
        '<createProcedure>CREATE PROCEDURE p() LANGUAGE sql AS $$ SELECT 1 $$</createProcedure>',
        'create procedure -.p()',
      ],
      ['<dropProcedure procedureName="p"/>', 'drop procedure -.p'],
      ['<tagDatabase tag="1.0"/>', ''],
      ['<update tableName="t"><column name="a" valueNumeric="1"/><where>b = 2</where></update>', ''],
      ['<delete tableName="t"><where>b = 2</where></delete>', ''],
    ] as const;
    const sets = changes.map(([xml], index) => `<changeSet id="${String(index)}" author="a">${xml}</changeSet>`);
    const project = await liquibase.read({
      folder: 'db',
      files: [],
      configuration: [migrationFile('db/changelog.xml', `<databaseChangeLog>${sets.join('')}</databaseChangeLog>`)],
      sql: await loadSqlReader(),
      perFile: readAlways,
    });
    assert.deepEqual(project.problems, []);
    assert.deepEqual(
      project.revisions.map(({ operations }) => operations.map(operationText).join()),
      changes.map(([, text]) => (text === '' ? '' : `1: ${text}`)),
    );
    assert.deepEqual(
      project.revisions.flatMap(({ dataChanges = [] }) => dataChanges.map(({ verb, table }) => `${verb} ${table}`)),
      ['update t', 'delete t'],
    );
  });

  it('are a problem of their file where it is broken', async () => {
    const read = async (path: string, text: string) => {
      const project = await liquibase.read({
        folder: 'db',
        files: [],
        configuration: [migrationFile(path, text)],
        sql: await loadSqlReader(),
        perFile: readAlways,
      });
      return project.problems.map(({ reason, line }) => [reason, line]);
    };
    assert.deepEqual(await read('db/a.xml', '<databaseChangeLog>\n<changeSet>\n</databaseChangeLog>'), [
      ['syntaxError', 2],
    ]);
    assert.deepEqual(await read('db/a.yaml', 'databaseChangeLog:\n  - changeSet: [\n'), [['syntaxError', 3]]);
    assert.deepEqual(await read('db/a.json', '{"databaseChangeLog": "x"}'), []);
    assert.deepEqual(await read('db/a.yaml', ''), []);
  });
});
