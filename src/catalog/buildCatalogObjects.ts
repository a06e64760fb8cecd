import { createHash } from 'node:crypto';
import type { CatalogObject, OutermostObject, Scalar } from './catalogObject.ts';
import type { CatalogRow } from './catalogStatement.ts';
import { factLayout } from './factLayout.ts';
import type { FactValue } from './guardedSql.ts';
import { isUnreadable } from './guardedSql.ts';
import { quoteIdentifier } from './identifiers.ts';
import type { AttributeReader, OutermostReader, OwnerCatalog, PartReader } from './kindReader.ts';
import { outermostReaders, partReaders } from './kinds.ts';
import { byKind, byKindAndPath } from './objectKind.ts';

/** The parts of one kind that an object has, still as the text that the server sent. */
interface PartsText {
  readonly reader: PartReader;
  readonly facts: string;
}

/**
 * Puts the rows of the catalog statement together to objects with their parts, ordered by kind and path.
 *
 * Parts are parsed when someone looks at them: of two large databases that are nearly alike, the digests settle most
 * objects without.
 */
export function buildCatalogObjects(rows: readonly CatalogRow[]): OutermostObject[] {
  const parts = new Map<OwnerCatalog, Map<string, PartsText[]>>();
  for (const row of rows) {
    const reader = partReaders[row.reader - outermostReaders.length];
    if (reader === undefined) continue;
    const byOwner = entry(parts, reader.ownerCatalog, () => new Map<string, PartsText[]>());
    entry(byOwner, row.owner, () => []).push({ reader, facts: row.facts });
  }
  const objects: OutermostObject[] = [];
  for (const row of rows) {
    const reader = outermostReaders[row.reader];
    if (reader === undefined) continue;
    objects.push(outermostObject(reader, row.facts, parts.get(reader.catalog)?.get(row.owner) ?? []));
  }
  return objects.sort(byKindAndPath);
}

function outermostObject(reader: OutermostReader, facts: string, parts: readonly PartsText[]): OutermostObject {
  const [schema, bareName, signature, ...values] = JSON.parse(facts) as [
    string | null,
    string,
    string | null,
    ...FactValue[],
  ];
  const quotedBareName = inPath(reader, bareName);
  const name = signature === null ? bareName : `${bareName}(${signature})`;
  const quotedName = signature === null ? quotedBareName : `${quotedBareName}(${signature})`;
  let children: CatalogObject[] | undefined;
  let digest: string | undefined;
  const object: OutermostObject = {
    kind: reader.kind,
    path: schema === null ? quotedName : `${quoteIdentifier(schema)}.${quotedName}`,
    name,
    ...(schema === null ? {} : { schema }),
    attributes: attributeRecord(reader.attributes, values),
    get definition() {
      return reader.define(object);
    },
    get children() {
      children ??= parts.toSorted((a, b) => byKind(a.reader, b.reader)).flatMap((text) => partObjects(text, object));
      return children;
    },
    get digest() {
      digest ??= digestOf(facts, parts);
      return digest;
    },
  };
  return object;
}

function partObjects({ reader, facts }: PartsText, owner: OutermostObject): CatalogObject[] {
  const list = JSON.parse(facts) as [string, ...FactValue[]][];
  return list.map(([name, ...values], index) => {
    const part: CatalogObject = {
      kind: reader.kind,
      path: `${owner.path}.${inPath(reader, name)}`,
      name,
      ...(owner.schema === undefined ? {} : { schema: owner.schema }),
      attributes: attributeRecord(reader.attributes, values),
      ...(reader.order === undefined ? {} : { position: index + 1 }),
      get definition() {
        return reader.define(part, owner);
      },
      children: [],
    };
    return part;
  });
}

function inPath(reader: OutermostReader | PartReader, name: string): string {
  return reader.verbatimName === true ? name : quoteIdentifier(name);
}

/** What the role may not read has no entry at all, unlike `null`, which says that there is nothing. */
function attributeRecord(readers: readonly AttributeReader[], values: readonly FactValue[]): Record<string, Scalar> {
  const record: Record<string, Scalar> = {};
  const { common } = factLayout(readers);
  const rareValues = ((values[common.length] ?? []) as readonly Scalar[]).values();
  const commonValues = values.values();
  for (const { name, rare } of readers) {
    const value = (rare === true ? rareValues : commonValues).next().value ?? null;
    if (!isUnreadable(value)) record[name] = value;
  }
  return record;
}

/** Parts of one kind come from one row, so their reader's place fixes the order of the texts. */
function digestOf(facts: string, parts: readonly PartsText[]): string {
  const hash = createHash('sha1').update(facts);
  for (const part of parts.toSorted((a, b) => partReaders.indexOf(a.reader) - partReaders.indexOf(b.reader))) {
    hash.update('\0').update(part.reader.kind).update('\0').update(part.facts);
  }
  return hash.digest('base64');
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
