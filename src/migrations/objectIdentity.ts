import type { CatalogObject } from '../catalog/catalogObject.ts';
import type { Difference } from '../comparison/difference.ts';
import type { ObjectIdentity } from './history.ts';
import type { Coverage } from './historyKeys.ts';

/** A difference's object as the history of the migrations knows it. */
export function identityOf(difference: Difference, ownerName: string | undefined): ObjectIdentity {
  const object = difference.left ?? difference.right;
  return {
    kind: difference.kind,
    schema: object?.schema,
    owner: ownerName,
    name: difference.name,
    coverage: object === undefined ? undefined : coverageOf(object),
  };
}

function coverageOf({ kind, attributes }: CatalogObject): Coverage | undefined {
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

function pathParts(path: string): readonly string[] {
  return (path.match(/"(?:[^"]|"")*"|[^.]+/g) ?? []).map(bareName);
}
