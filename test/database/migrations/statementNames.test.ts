import assert from 'node:assert/strict';
import type { Catalog, CatalogObject } from '../../../src/catalog/catalogObject.ts';
import { deviatingSide, literalValue, settersOf } from '../../../src/migrations/attributeSetters.ts';
import { buildHistory } from '../../../src/migrations/history.ts';
import type { History } from '../../../src/migrations/history.ts';
import { identitiesOf } from '../../../src/migrations/objectIdentity.ts';
import { loadSqlReader } from '../../../src/migrations/sql/readSqlOperations.ts';
import { catalogFixture } from '../../support/catalogFixture.ts';
import { catalogOf } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';

describe('what SQL statements call the objects that they make', function () {
  this.timeout(60_000);
  let catalog: Catalog;
  let history: History;

  before(async () => {
    const [common, other] = await Promise.all([catalogFixture('everyKind'), catalogFixture('otherKinds')]);
    const sql = `${common(18)}${other(18)}`;
    const server = await sharedServer(18);
    catalog = await catalogOf(await server.createDatabase(sql));
    const { operations, problems } = (await loadSqlReader())(sql);
    assert.deepEqual(problems, []);
    const revision = { id: '1', parents: [], dependsOn: [], title: '', date: undefined, file: '1.sql', line: 1 };
    history = buildHistory({
      framework: 'sql',
      folder: '.',
      versionTables: [],
      revisions: [{ ...revision, operations }],
      problems: [],
    });
  });

  const entriesOf = (object: CatalogObject, owner: CatalogObject | undefined) => {
    const { kind, path, name } = object;
    const difference = { kind, path, name, status: 'leftOnly', attributes: [], children: [], left: object } as const;
    const [identity] = identitiesOf(difference, owner);
    assert.ok(identity);
    const named = history.of(identity);
    return named.length > 0 ? named : (history.covering(identity)[0] ?? []);
  };

  function* objects(): Generator<[object: CatalogObject, owner: CatalogObject | undefined]> {
    for (const object of catalog.objects) {
      yield [object, undefined];
      for (const part of object.children) yield [part, object];
    }
  }

  it('are the names that the catalog has', () => {
    const unknown: string[] = [];
    for (const [object, owner] of objects()) {
      const last = entriesOf(object, owner).at(-1);
      if (last === undefined || last.effect === 'absent') unknown.push(`${object.kind} ${object.path}`);
    }
    assert.deepEqual(unknown, ['schema public']);
  });

  it('have the attributes that the statements settle, as far as they say them literally', () => {
    const wrong: string[] = [];
    let right = 0;
    for (const [object, owner] of objects()) {
      const entries = entriesOf(object, owner);
      for (const [name, value] of Object.entries(object.attributes)) {
        const setter = settersOf(name, entries)[0];
        if (setter === undefined) continue;
        const other = 'no such value';
        const literal = literalValue(name, setter);
        // PostgreSQL writes a query in a way of its own.
        if (literal === undefined || name === 'query') continue;
        const side = deviatingSide({ name, left: value, right: other }, setter);
        if (side === 'right') right += 1;
        else wrong.push(`${object.kind} ${object.path} ${name}: ${String(value)} not ${literal}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(right > 300, String(right));
  });
});
