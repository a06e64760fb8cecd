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

/** Turns the facts of an object, as the server sent them, into its attributes. */
type AttributesDecoder = (facts: readonly FactValue[]) => Readonly<Record<string, Scalar>>;

const decoders: ReadonlyMap<OutermostReader | PartReader, AttributesDecoder> = new Map(
  [...outermostReaders, ...partReaders].map((reader) => [reader, attributesDecoder(reader.attributes)]),
);

/**
 * Puts the rows of the catalog statement together to objects with their parts, ordered by kind and path.
 *
 * Attributes and parts are parsed when someone looks at them: of two large databases that are nearly alike, the texts
 * settle most objects without.
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
  const [schema, bareName, signature] = parseOutermost(facts);
  const quotedBareName = inPath(reader, bareName);
  const name = signature === null ? bareName : `${bareName}(${signature})`;
  const quotedName = signature === null ? quotedBareName : `${quotedBareName}(${signature})`;
  let attributes: OutermostObject['attributes'] | undefined;
  let children: CatalogObject[] | undefined;
  const object: OutermostObject = {
    kind: reader.kind,
    path: schema === null ? quotedName : `${quoteIdentifier(schema)}.${quotedName}`,
    name,
    ...(schema === null ? {} : { schema }),
    get attributes() {
      attributes ??= decode(reader, parseOutermost(facts).slice(3));
      return attributes;
    },
    get definition() {
      return reader.define(object);
    },
    get children() {
      children ??= parts.toSorted((a, b) => byKind(a.reader, b.reader)).flatMap((text) => partObjects(text, object));
      return children;
    },
    get digest() {
      return digestOf(facts, parts);
    },
  };
  return object;
}

type OutermostFacts = readonly [schema: string | null, name: string, signature: string | null, ...FactValue[]];

function parseOutermost(facts: string): OutermostFacts {
  return JSON.parse(facts) as OutermostFacts;
}

function partObjects({ reader, facts }: PartsText, owner: OutermostObject): CatalogObject[] {
  const list = JSON.parse(facts) as [string, ...FactValue[]][];
  return list.map(([name, ...values], index) => {
    const part: CatalogObject = {
      kind: reader.kind,
      path: `${owner.path}.${inPath(reader, name)}`,
      name,
      ...(owner.schema === undefined ? {} : { schema: owner.schema }),
      attributes: decode(reader, values),
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

function decode(reader: OutermostReader | PartReader, values: readonly FactValue[]): CatalogObject['attributes'] {
  return decoders.get(reader)?.(values) ?? {};
}

/** What the role may not read has no entry at all, unlike `null`, which says that there is nothing. */
function attributesDecoder(readers: readonly AttributeReader[]): AttributesDecoder {
  const { common, rare } = factLayout(readers);
  // A copy of a record with all its names is made at once, where one that grows name by name is made many times over.
  const nothing: Readonly<Record<string, Scalar>> = Object.fromEntries(readers.map(({ name }) => [name, null]));
  return (facts) => {
    const record = { ...nothing };
    common.forEach(({ name }, place) => {
      const value = facts[place] ?? null;
      if (isUnreadable(value)) Reflect.deleteProperty(record, name);
      else record[name] = value;
    });
    const rareFacts = (facts[common.length] ?? []) as readonly Scalar[];
    rareFacts.forEach((value, place) => {
      const name = rare[place]?.name;
      if (name !== undefined) record[name] = value;
    });
    return record;
  };
}

/** The whole text: it is there already, and two of them compare faster than any hash of theirs is made. */
function digestOf(facts: string, parts: readonly PartsText[]): string {
  return parts.reduce((text, part) => `${text}\0${part.reader.kind}\0${part.facts}`, facts);
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
