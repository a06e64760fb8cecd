import type { Catalog, CatalogObject } from '../../catalog/catalogObject.ts';
import type { CompareOptions } from '../../comparison/compareOptions.ts';
import type { Difference } from '../../comparison/difference.ts';
import { directedOptions } from '../../comparison/directedOptions.ts';
import { createLeftNames } from '../../comparison/leftNames.ts';
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

/** What the detail pane and the diff editor show of a difference, which was compared under these options. */
export function definitionTexts(
  { left, right }: SchemaComparison,
  difference: Difference,
  options: CompareOptions,
): DefinitionTexts {
  const { kind, owner, path, rename } = difference;
  const objectIn = (catalog: Catalog, wanted: Pick<CatalogObject, 'kind' | 'path'>): CatalogObject | undefined =>
    catalog.objects.find((object) => object.kind === wanted.kind && object.path === wanted.path);
  if (owner === undefined) {
    // Of a suspected rename both objects are shown: that is what one decides by.
    const other = rename === undefined ? undefined : { kind, path: rename.path };
    const sides = {
      left: difference.left ?? (other && objectIn(left.catalog, other)),
      right: difference.right ?? (other && objectIn(right.catalog, other)),
    };
    return { path, left: shown(sides.left), right: shown(sides.right), line: undefined };
  }
  // A part is shown within what it is a part of: that is where its difference makes sense.
  const leftOwner = objectIn(left.catalog, owner);
  const namesOfLeft = createLeftNames(directedOptions(options, left.catalog, right.catalog));
  const rightPath = leftOwner === undefined ? owner.path : namesOfLeft.path(leftOwner);
  const rightOwner = objectIn(right.catalog, { kind: owner.kind, path: rightPath });
  const texts = { path: owner.path, left: shown(leftOwner), right: shown(rightOwner) };
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
