import type { Catalog, CatalogObject } from '../../catalog/catalogObject.ts';
import type { Difference } from '../../comparison/difference.ts';
import type { SchemaComparison } from '../../workflows/compareSchemas.ts';

/** The SQL of one difference on both sides; null where a side has no such object. */
export interface DefinitionTexts {
  /** The object whose SQL it is: of a part such as a column, its owner. */
  readonly path: string;
  readonly left: string | null;
  readonly right: string | null;
  /** The line of `right` (of `left`, where that is the only one) where the difference is, from 1. */
  readonly line: number | undefined;
}

/** What the detail pane and the diff editor show of a difference. */
export function definitionTexts({ left, right }: SchemaComparison, difference: Difference): DefinitionTexts {
  const { owner } = difference;
  if (owner === undefined) {
    return { path: difference.path, left: shown(difference.left), right: shown(difference.right), line: undefined };
  }
  // A part is shown within what it is a part of: that is where its difference makes sense.
  const ownerIn = (catalog: Catalog): CatalogObject | undefined =>
    catalog.objects.find((object) => object.kind === owner.kind && object.path === owner.path);
  const texts = { path: owner.path, left: shown(ownerIn(left.catalog)), right: shown(ownerIn(right.catalog)) };
  return { ...texts, line: lineOf(difference.right ?? difference.left, texts.right ?? texts.left) };
}

/** Where the part's own SQL stands within its owner's. */
function lineOf(part: CatalogObject | undefined, text: string | null): number | undefined {
  const [own] = part?.definition?.split('\n') ?? [];
  if (own === undefined || own === '' || text === null) return undefined;
  const index = text.split('\n').findIndex((line) => line.includes(own));
  return index < 0 ? undefined : index + 1;
}

/** The SQL, or where PostgreSQL has none for this kind, the object's attributes one a line. */
function shown(object: CatalogObject | undefined): string | null {
  if (object === undefined) return null;
  if (object.definition !== undefined) return object.definition;
  const attributes = Object.entries(object.attributes).filter(([, value]) => value !== null);
  return [
    `-- ${object.kind} ${object.path}`,
    ...attributes.map(([name, value]) => `-- ${name}: ${String(value)}`),
  ].join('\n');
}
