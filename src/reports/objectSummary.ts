import type { CatalogObject } from '../catalog/catalogObject.ts';
import type { Difference } from '../comparison/difference.ts';
import { counted } from './counts.ts';

/** What is to be said beside an object's name: a column's type, how many parts a table has, what changed. */
export function objectSummary(difference: Difference): string {
  if (difference.status === 'changed') return difference.attributes.map((attribute) => attribute.name).join(', ');
  const object = difference.left ?? difference.right;
  if (object === undefined) return '';
  const text = (name: string): string => String(object.attributes[name] ?? '');
  switch (object.kind) {
    case 'column':
    case 'attribute':
    case 'domain':
    case 'sequence':
      return shortType(text('type'));
    case 'constraint':
      return text('columns') === '' ? text('type') : `${text('type')} (${text('columns')})`;
    case 'index':
      return `(${text('keys')})`;
    case 'trigger':
      return `${text('timing')} ${text('events')}`;
    case 'function':
      return `returns ${text('returns')}`;
    case 'extension':
      return text('version');
    default:
      return partCounts(object);
  }
}

/** "11 columns · 2 indexes". */
function partCounts(object: CatalogObject): string {
  const counts = new Map<string, number>();
  for (const part of object.children) counts.set(part.kind, (counts.get(part.kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => counted(count, kind)).join(' · ');
}

/** The names that people write for the types whose standard names are long. */
function shortType(type: string): string {
  return type
    .replace(/^character varying/, 'varchar')
    .replace(/^character\b/, 'char')
    .replace(/^(timestamp|time)(\(\d\))? with time zone/, '$1tz$2')
    .replace(/^(timestamp|time)(\(\d\))? without time zone/, '$1$2')
    .replace(/^double precision/, 'float8');
}
