import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { CatalogObject } from '../../../../src/catalog/catalogObject.ts';
import { outermostReaders, partReaders } from '../../../../src/catalog/kinds.ts';
import type { ObjectKind } from '../../../../src/catalog/objectKind.ts';
import type { Difference, DifferenceStatus } from '../../../../src/comparison/difference.ts';
import type { AppliedRevisions } from '../../../../src/migrations/appliedRevisions.ts';
import { explainDifferences } from '../../../../src/migrations/explain.ts';
import type { MigrationProject, Revision } from '../../../../src/migrations/migrationProject.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import type { SqlOperationReader } from '../../../../src/migrations/sqlOperationReader.ts';
import { mutations, statusMarks } from '../../../database/catalog/mutations.ts';

/** No migration writes into PostgreSQL's own catalogs: what only such a statement can change leads to none. */
const writesCatalogs = /\b(?:UPDATE|INSERT INTO|DELETE FROM) pg_/;

/** What only the server can know: which objects an extension brings, and so what goes with it. */
const beyondStatements: readonly string[] = ['- index app.posts.posts_trgm by DROP EXTENSION pg_trgm CASCADE'];

const fixture = (name: string): Promise<string> =>
  readFile(new URL(`../../../fixtures/catalog/${name}.sql`, import.meta.url), 'utf8');

describe('each single change to a database, as a migration', () => {
  let read: SqlOperationReader;
  let base: Revision;

  before(async () => {
    read = await loadSqlReader();
    const texts = await Promise.all(['everyKind', 'otherKinds'].map(fixture));
    base = revision('base', texts.join('\n'), []);
  });

  function revision(id: string, sql: string, parents: readonly string[]): Revision {
    const { operations, problems } = read(sql);
    assert.deepEqual(problems, [], sql);
    return { id, parents, dependsOn: [], title: id, date: undefined, file: `${id}.sql`, line: 1, operations };
  }

  it('are all of them but those that no statement makes', () => {
    const left = mutations.filter(({ sql }) => writesCatalogs.test(sql));
    assert.ok(left.every(({ sql }) => /\b(?:pg_[a-z_]+ (?:SET|VALUES) |DELETE FROM pg_)/.test(sql)));
    assert.ok(mutations.length - left.length > 330, String(mutations.length - left.length));
  });

  for (const { sql, reports } of mutations.filter((each) => !writesCatalogs.test(each.sql))) {
    for (const report of reports) {
      if (beyondStatements.includes(`${report} by ${sql}`)) continue;
      it(`explains ${report} by ${sql.replaceAll(/\s+/g, ' ').slice(0, 160)}`, () => {
        const change = revision('change', sql, ['base']);
        const project: MigrationProject = {
          framework: 'sql',
          folder: '.',
          versionTables: [],
          revisions: [base, change],
          problems: [],
        };
        const applied = { project, left: appliedTo('base'), right: appliedTo('base', 'change') };
        for (const { explanation, path, attributes } of explainDifferences(differencesOf(report), [applied])) {
          const { cause, side, revision: by } = explanation;
          assert.deepEqual(
            { cause, side, by },
            { cause: 'pending', side: 'left', by: 'change' },
            `${path} ${attributes[0]?.name ?? ''}`,
          );
        }
      });
    }
  }
});

function appliedTo(...revisions: readonly string[]): AppliedRevisions {
  return { heads: revisions.slice(-1), unknownHeads: [], applied: new Set(revisions), problems: [] };
}

/** `~ column app.users.name [type, default]` as differences of one attribute each. */
function differencesOf(report: string): readonly Difference[] {
  const [, mark = '', rest = '', attributes] = /^([-+~]) (.*?)(?: \[([^\]]+)\])?$/s.exec(report) ?? [];
  const status =
    (Object.keys(statusMarks) as DifferenceStatus[]).find((each) => statusMarks[each] === mark) ?? 'changed';
  const place = placeOf(rest);
  const object: CatalogObject = {
    kind: place.kind,
    path: place.path,
    name: place.name,
    ...(place.schema === undefined ? {} : { schema: place.schema }),
    attributes: place.kind === 'statistics' ? { schema: 'app' } : {},
    children: [],
  };
  return (attributes === undefined ? [undefined] : attributes.split(', ')).map((attribute) => ({
    kind: place.kind,
    path: place.path,
    name: place.name,
    status,
    ...(place.owner === undefined ? {} : { owner: place.owner }),
    attributes: attribute === undefined ? [] : [{ name: attribute, left: 'one', right: 'other' }],
    children: [],
    ...(status === 'rightOnly' ? {} : { left: object }),
    ...(status === 'leftOnly' ? {} : { right: object }),
  }));
}

interface Place {
  readonly kind: ObjectKind;
  readonly path: string;
  readonly schema: string | undefined;
  readonly name: string;
  readonly owner: Difference['owner'];
}

/** `column app.users.name`: the kind, and what its path is made of. */
function placeOf(text: string): Place {
  const kinds = [...outermostReaders, ...partReaders].map(({ kind }) => kind).sort((a, b) => b.length - a.length);
  const kind = kinds.find((each) => text.startsWith(`${each} `));
  assert.ok(kind, text);
  const path = text.slice(kind.length + 1);
  const outermost = outermostReaders.find((reader) => reader.kind === kind);
  if (outermost !== undefined) {
    const [schema, name] = outermost.schema === undefined ? [undefined, path] : splitFirst(path);
    return { kind, path, schema, name: outermost.verbatimName === true ? name : bare(name), owner: undefined };
  }
  const isPublished = kind.startsWith('published');
  const [schema, rest] = isPublished ? [undefined, path] : splitFirst(path);
  const [owner, name] = splitFirst(rest);
  const ownerPath = schema === undefined ? owner : `${schema}.${owner}`;
  return {
    kind,
    path,
    schema,
    name: isPublished ? name : bare(name),
    owner: { kind: 'table', path: ownerPath, name: bare(owner) },
  };
}

function splitFirst(path: string): [first: string, rest: string] {
  const at = path.indexOf('.');
  return [path.slice(0, at), path.slice(at + 1)];
}

function bare(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1) : name;
}
