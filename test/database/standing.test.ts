import assert from 'node:assert/strict';
import type { Session } from '../../src/catalog/session.ts';
import { CompareError } from '../../src/compareError.ts';
import type { MigrationProject, Operation, OperationTarget } from '../../src/migrations/migrationProject.ts';
import { placeAmong } from '../../src/migrations/place.ts';
import { presenceWords } from '../../src/reports/presenceWords.ts';
import { standingWords } from '../../src/reports/standingWords.ts';
import { readStanding } from '../../src/workflows/readStanding.ts';
import { catalogOf, openDatabase } from '../support/openDatabase.ts';
import { sharedServer } from '../support/postgresServers.ts';

function alembicProject(folder: string, ...ids: readonly string[]): MigrationProject {
  return {
    framework: 'alembic',
    folder,
    versionTables: [{ schema: undefined, name: 'alembic_version', columns: ['version_num'] }],
    revisions: ids.map((id, index) => ({
      id,
      parents: index === 0 ? [] : [ids[index - 1] ?? ''],
      dependsOn: [],
      title: id,
      date: `2026-01-${String(1 + index * 5).padStart(2, '0')}`,
      file: `${folder}/${id}.py`,
      line: 1,
      operations: [],
    })),
    problems: [],
  };
}

const environment = { name: 'server <b>', type: 'postgres' as const };

describe('reading where a database stands', function () {
  this.timeout(30_000);

  const placeOf = async (setUp: string, projects: readonly MigrationProject[]) => {
    const server = await sharedServer(14);
    const uri = await server.createDatabase(setUp);
    const asked: string[] = [];
    const open = async (): Promise<Session> => {
      const session = await openDatabase(uri);
      return {
        ...session,
        query: (sql, params, options) => {
          asked.push(sql);
          return session.query(sql, params, options);
        },
      };
    };
    const { versions, readAt } = await readStanding(environment, { open, projects: Promise.resolve(projects) }, {});
    assert.ok(Date.now() - readAt.getTime() < 10_000);
    return { place: placeAmong(projects, versions), asked };
  };
  const at = (...heads: readonly string[]) =>
    `CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ${heads.map((head) => `('${head}')`).join()};
     CREATE TABLE large (id integer)`;

  it('asks for the version table and for nothing else', async () => {
    const { place, asked } = await placeOf(at('b'), [alembicProject('migrations', 'a', 'b', 'c', 'd')]);
    assert.deepEqual(place.standing, { pending: ['c', 'd'], daysBehind: 10 });
    assert.deepEqual(standingWords(place), ['2 behind, 10 days']);
    assert.ok(asked.length <= 2, `${asked.length} statements`);
    assert.doesNotMatch(asked.join('\n'), /pg_constraint|pg_index\b|pg_proc/);
  });

  it('says which revision no file has', async () => {
    const { place } = await placeOf(at('of another branch'), [alembicProject('migrations', 'a')]);
    assert.equal(place.standing, undefined);
    assert.deepEqual(standingWords(place), ['1 state needs attention']);
  });

  it('gives a version table to the project that declares what it names, of several that look for it', async () => {
    const projects = [alembicProject('api', 'a1', 'a2'), alembicProject('shop', 's1', 's2')];
    const { place } = await placeOf(at('s1'), projects);
    assert.deepEqual([...place.applied.keys()], ['shop']);
    assert.deepEqual(place.standing?.pending, ['s2']);
    // Nobody's revision is everybody's trouble.
    const stray = await placeOf(at('stray'), projects);
    assert.deepEqual([...stray.place.applied.keys()], ['api', 'shop']);
  });

  it('names the environment in what it throws', async () => {
    const open = () => Promise.reject(new CompareError('connectionRefused', { host: 'h' }));
    await assert.rejects(
      readStanding(environment, { open, projects: Promise.resolve([]) }, {}),
      (error: unknown) => error instanceof CompareError && error.details['environment'] === 'server <b>',
    );
  });
});

describe('whether a database has what an operation acts on', function () {
  this.timeout(30_000);

  it('is said in words, for every kind of operation', async () => {
    const server = await sharedServer(14);
    const uri = await server.createDatabase(`
      CREATE TABLE users (id integer PRIMARY KEY, "Mail <b>" varchar(50) DEFAULT 'x', note text NOT NULL);
      CREATE INDEX by_note ON users (note);
      CREATE TYPE mood AS ENUM ('sad', 'glad');
      CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 * 2';
      ALTER TABLE users ADD CONSTRAINT made_up UNIQUE (note);
      CREATE SCHEMA other; CREATE TABLE other.users (id bigint);
    `);
    const catalog = await catalogOf(uri);
    const words = (
      action: Operation['action'],
      target: Partial<OperationTarget> & Pick<OperationTarget, 'kind'>,
      more: Partial<Operation> = {},
    ) =>
      presenceWords(catalog, {
        action,
        target: { schema: undefined, owner: undefined, name: undefined, ...target },
        line: 1,
        ...more,
      });

    assert.equal(words('create', { kind: 'table', name: 'users' }), 'there');
    assert.equal(words('create', { kind: 'table', name: 'Users' }), 'not there');
    assert.equal(words('create', { kind: 'column', owner: 'users', name: 'Mail <b>' }), 'there, character varying(50)');
    assert.equal(words('create', { kind: 'column', schema: 'other', owner: 'users', name: 'id' }), 'there, bigint');
    assert.equal(words('create', { kind: 'column', owner: 'none', name: 'id' }), 'not there');
    assert.equal(words('create', { kind: 'enum value', owner: 'mood', name: 'glad' }), 'there');
    assert.equal(words('create', { kind: 'enum value', owner: 'mood', name: 'mad' }), 'not there');
    assert.equal(words('drop', { kind: 'index', name: 'by_note' }), 'there');
    assert.equal(
      words('create', { kind: 'constraint', owner: 'users', constraintType: 'primary key', columns: ['id'] }),
      'there',
    );
    const unique = { kind: 'constraint', owner: 'users', constraintType: 'unique' } as const;
    assert.equal(words('create', { ...unique, name: 'users_note_key', columns: ['note'] }), 'there');
    assert.equal(words('create', { ...unique, name: 'users_id_key', columns: ['id'] }), 'not there');
    for (const name of ['twice', 'twice(integer)']) assert.equal(words('drop', { kind: 'function', name }), 'there');
    for (const name of ['twic', 'twice(text)']) assert.equal(words('drop', { kind: 'function', name }), 'not there');
    const note = { kind: 'column', owner: 'users', name: 'note' } as const;
    assert.equal(words('alter', note, { attribute: 'not null' }), 'there, not null is true');
    assert.equal(words('alter', note, { attribute: 'default' }), 'there, without default');
    assert.equal(words('rename', { kind: 'table', name: 'people' }, { newName: 'users' }), 'there as users');
    assert.equal(words('rename', { kind: 'table', name: 'users' }, { newName: 'people' }), 'there as users');
    assert.equal(words('rename', { kind: 'table', name: 'a' }, { newName: 'b' }), 'not there under either name');
  });
});
