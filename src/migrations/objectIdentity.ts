import type { CatalogObject } from '../catalog/catalogObject.ts';
import type { Difference, Side } from '../comparison/difference.ts';
import type { ObjectIdentity } from './history.ts';
import type { Coverage } from './historyKeys.ts';

/**
 * A difference's object as the history of the migrations may know it: by what its own side calls it and what it belongs
 * to, then by what the other one does. These differ where a table was renamed or a schema has another name.
 */
export function identitiesOf(
  { kind, status, left, right, owner, namesBySide }: Difference,
  parent: Pick<Difference, 'name'> | undefined,
): readonly ObjectIdentity[] {
  const sides: readonly Side[] = status === 'rightOnly' ? ['right', 'left'] : ['left', 'right'];
  const identities = sides.flatMap((side): ObjectIdentity[] => {
    const object = side === 'left' ? (left ?? right) : (right ?? left);
    if (object === undefined) return [];
    const names = namesBySide?.[side];
    // Statistics are listed with their table, and named within a schema of their own.
    const own = kind === 'statistics' ? object.attributes['schema'] : undefined;
    return [
      {
        kind,
        schema: typeof own === 'string' ? own : (names?.schema ?? object.schema),
        owner: names?.owner ?? owner?.name ?? parent?.name,
        name: object.name,
        coverage: coverageOf(object),
      },
    ];
  });
  const [first, second] = identities.map((identity) => JSON.stringify(identity));
  return first === second ? identities.slice(0, 1) : identities;
}

/** What a constraint or an index of a database is over; undefined for other kinds. */
export function coverageOf({ kind, attributes }: Pick<CatalogObject, 'kind' | 'attributes'>): Coverage | undefined {
  const text = (name: string): string | undefined => {
    const value = attributes[name];
    return typeof value === 'string' ? value : undefined;
  };
  if (kind === 'index') return { columns: listItems(text('keys') ?? '').map(withoutOrder) };
  if (kind !== 'constraint') return undefined;
  const columns = text('columns');
  const [schema, table] = pathParts(text('references') ?? '');
  return {
    type: text('type'),
    columns: columns === undefined ? undefined : listItems(columns).map(bareName),
    ...(table === undefined ? {} : { references: { schema, table, columns: [] } }),
  };
}

/** `a, "b, c", lower((d)::text)` in its pieces, as they are written. */
function listItems(list: string): readonly string[] {
  const items = [''];
  let depth = 0;
  for (const [token] of list.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[^]/g)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) items.push('');
    else items.push((items.pop() ?? '') + token);
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function withoutOrder(key: string): string {
  return bareName(key.replace(/(?: (?:ASC|DESC))?(?: NULLS (?:FIRST|LAST))?$/, ''));
}

function bareName(written: string): string {
  const quoted = /^"((?:[^"]|"")*)"$/.exec(written)?.[1];
  return quoted === undefined ? written : quoted.replaceAll('""', '"');
}

/** The bare names of a dotted path. */
export function pathParts(path: string): readonly string[] {
  return (path.match(/"(?:[^"]|"")*"|[^.]+/g) ?? []).map(bareName);
}
