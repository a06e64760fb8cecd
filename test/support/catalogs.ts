import { buildCatalogObjects } from '../../src/catalog/buildCatalogObjects.ts';
import type { Catalog, Scalar } from '../../src/catalog/catalogObject.ts';
import type { CatalogRow } from '../../src/catalog/catalogStatement.ts';
import { factLayout } from '../../src/catalog/factLayout.ts';
import type { AttributeReader } from '../../src/catalog/kindReader.ts';
import { outermostReaders, partReaders } from '../../src/catalog/kinds.ts';
import type { ObjectKind } from '../../src/catalog/objectKind.ts';

/** An object in short: attributes that are left out are null. */
export interface ObjectSketch {
  readonly kind: ObjectKind;
  readonly schema?: string;
  readonly name: string;
  /** The argument types of a routine. */
  readonly signature?: string;
  readonly attributes?: Readonly<Record<string, Scalar>>;
  readonly parts?: readonly {
    readonly kind: ObjectKind;
    readonly name: string;
    readonly attributes?: Readonly<Record<string, Scalar>>;
  }[];
}

/** A catalog built from the rows that a server would send for these objects. */
export function catalogFrom(sketches: readonly ObjectSketch[]): Catalog {
  const rows = sketches.flatMap((sketch, index) => sketchRows(sketch, String(index + 1)));
  return {
    server: { version: '18.0', versionNumber: 180000, database: 'test', user: 'test' },
    objects: buildCatalogObjects(rows),
    notices: [],
  };
}

function sketchRows(sketch: ObjectSketch, oid: string): CatalogRow[] {
  const reader = outermostReaders.findIndex((candidate) => candidate.kind === sketch.kind);
  const outermost = outermostReaders[reader];
  if (outermost === undefined) throw new Error(`${sketch.kind} belongs to something else`);
  const facts = [
    outermost.schema === undefined ? null : (sketch.schema ?? 'public'),
    sketch.name,
    sketch.signature ?? null,
    ...factsOf(outermost.attributes, sketch.attributes),
  ];
  const rows: CatalogRow[] = [{ reader, owner: oid, facts: JSON.stringify(facts) }];
  for (const [index, part] of partReaders.entries()) {
    const mine = (sketch.parts ?? []).filter(
      ({ kind }) => kind === part.kind && part.ownerCatalog === outermost.catalog,
    );
    if (mine.length === 0) continue;
    const list = mine.map(({ name, attributes }) => [name, ...factsOf(part.attributes, attributes)]);
    rows.push({ reader: outermostReaders.length + index, owner: oid, facts: JSON.stringify(list) });
  }
  return rows;
}

function factsOf(readers: readonly AttributeReader[], attributes: ObjectSketch['attributes'] = {}): unknown[] {
  const { common, rare } = factLayout(readers);
  const values = (list: readonly AttributeReader[]): Scalar[] => list.map(({ name }) => attributes[name] ?? null);
  return [...values(common), values(rare)];
}
