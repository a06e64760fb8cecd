import type { Catalog, CatalogObject, OutermostObject, Scalar } from '../../catalog/catalogObject.ts';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Side } from '../../comparison/difference.ts';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import { namespaceOf } from '../historyKeys.ts';
import type { OperationTarget } from '../migrationProject.ts';

/** An object while operations are applied to it. */
export interface WorkingObject {
  readonly kind: ObjectKind;
  name: string;
  /** Its own part of the path, as PostgreSQL quotes it. */
  quotedName: string;
  schema: string | undefined;
  attributes: Record<string, Scalar>;
  readonly position: number | undefined;
  children: WorkingObject[];
  /** What creates it: it will be as the other side has it. */
  created: OperationTarget | undefined;
  /** Attributes that operations set to what only the other side tells. */
  readonly taken: Set<string>;
  /** Attributes that operations set, as written. */
  readonly literal: Map<string, string>;
}

/** A catalog that is changed in memory. What nothing touches stays what it is, digest and all. */
export interface WorkingCatalog {
  /** An object that belongs to no other one, by a name as migrations write it. */
  find(kind: ObjectKind, schema: string, name: string): WorkingObject | undefined;
  /** The same without the right to change it: of an object that nothing has touched, what was read. */
  peek(kind: ObjectKind, schema: string, name: string): WorkingObject | OutermostObject | undefined;
  /** The objects that `isMeant` is true of, each to be changed. */
  filter(isMeant: (object: CatalogObject | WorkingObject) => boolean): readonly WorkingObject[];
  add(object: WorkingObject | OutermostObject): void;
  remove(object: WorkingObject): void;
  /** Gives an object another name or schema, under which it is found then. */
  rename(object: WorkingObject, change: Partial<Pick<WorkingObject, 'name' | 'schema'>>): void;
  /** Whatever has been touched so far. */
  touched(): readonly WorkingObject[];
  toCatalog(): Catalog;
}

/** @param schemas schemas of another name on the left, to what the right calls them; migrations may use either */
export function createWorkingCatalog(
  catalog: Catalog,
  side: Side,
  schemas: Readonly<Record<string, string>>,
): WorkingCatalog {
  type Entry = OutermostObject | WorkingObject;
  const onRight = (schema: string): string => schemas[schema] ?? schema;
  const keyOf = ({ kind, schema, name }: Pick<Entry, 'kind' | 'schema' | 'name'>): string =>
    key(kind, schema === undefined || side === 'right' ? schema : onRight(schema), name);
  const entries = new Map<string, Entry>(catalog.objects.map((object) => [keyOf(object), object]));
  const bareRoutines = new Map<string, string[]>();
  for (const [each, object] of entries) {
    const open = object.name.indexOf('(');
    if (namespaceOf(object.kind) !== 'routine' || open < 0) continue;
    const bare = keyOf({ ...object, name: object.name.slice(0, open) });
    bareRoutines.set(bare, [...(bareRoutines.get(bare) ?? []), each]);
  }

  const keyOfName = (kind: ObjectKind, written: string, name: string): string => {
    const schema = onRight(written);
    for (const each of [key(kind, schema, name), key(kind, undefined, name)]) if (entries.has(each)) return each;
    // A routine's bare name is enough where no other routine bears it.
    const open = name.indexOf('(');
    const known = bareRoutines
      .get(key(kind, schema, open < 0 ? name : name.slice(0, open)))
      ?.filter((each) => entries.has(each));
    return namespaceOf(kind) === 'routine' && known?.length === 1 ? (known[0] ?? '') : '';
  };
  const touch = (at: string): WorkingObject | undefined => {
    const entry = entries.get(at);
    if (entry === undefined || isWorking(entry)) return entry;
    const object = workingObject(entry);
    entries.set(at, object);
    return object;
  };
  return {
    find: (kind, schema, name) => touch(keyOfName(kind, schema, name)),
    peek: (kind, schema, name) => entries.get(keyOfName(kind, schema, name)),
    filter: (isMeant) => [...entries].flatMap(([at, entry]) => (isMeant(entry) ? (touch(at) ?? []) : [])),
    add(object) {
      // What a migration creates in a schema that the right calls otherwise, it creates in that one.
      if (side === 'right' && isWorking(object) && object.schema !== undefined) object.schema = onRight(object.schema);
      entries.set(keyOf(object), object);
    },
    remove: (object) => entries.delete(keyOf(object)),
    rename(object, change) {
      entries.delete(keyOf(object));
      rename(object, change);
      entries.set(keyOf(object), object);
    },
    touched: () => [...entries.values()].filter(isWorking),
    toCatalog: () => ({ ...catalog, objects: [...entries.values()].map(settled) }),
  };
}

/** Gives a part another name, or an object another name or schema. */
export function rename(object: WorkingObject, { name, schema }: Partial<Pick<WorkingObject, 'name' | 'schema'>>): void {
  if (schema !== undefined) object.schema = schema;
  if (name === undefined) return;
  const signature = object.name.indexOf('(');
  const isRoutine = namespaceOf(object.kind) === 'routine' && signature >= 0 && !name.includes('(');
  object.name = isRoutine ? name + object.name.slice(signature) : name;
  object.quotedName = quoteIdentifier(name) + (isRoutine ? object.name.slice(name.length) : '');
}

/** Something that is not there yet. */
export function createdObject(
  target: OperationTarget,
  schema: string | undefined,
  attributes: Record<string, Scalar>,
): WorkingObject {
  const { kind, name = '' } = target;
  return {
    kind,
    name,
    quotedName: quoteIdentifier(name),
    schema,
    attributes,
    position: undefined,
    children: [],
    created: target,
    taken: new Set(),
    literal: new Map(),
  };
}

/** A copy to change, of an object or a part. */
export function workingObject(object: CatalogObject, ownerPath = ''): WorkingObject {
  const schemaPath = object.schema === undefined ? '' : quoteIdentifier(object.schema);
  const prefix = `${ownerPath === '' ? schemaPath : ownerPath}.`;
  return {
    kind: object.kind,
    name: object.name,
    quotedName: object.path.startsWith(prefix) ? object.path.slice(prefix.length) : object.path,
    schema: object.schema,
    attributes: { ...object.attributes },
    position: object.position,
    children: object.children.map((child) => workingObject(child, object.path)),
    created: undefined,
    taken: new Set(),
    literal: new Map(),
  };
}

export function pathOf(object: WorkingObject): string {
  // A schema is in none.
  return object.schema === undefined ? object.quotedName : `${quoteIdentifier(object.schema)}.${object.quotedName}`;
}

export function isWorking(object: CatalogObject | WorkingObject): object is WorkingObject {
  return 'taken' in object;
}

function key(kind: ObjectKind, schema: string | undefined, name: string): string {
  return JSON.stringify([namespaceOf(kind), schema ?? null, name]);
}

function settled(entry: OutermostObject | WorkingObject): OutermostObject {
  if (!isWorking(entry)) return entry;
  // Not the digest of anything, so that it is compared fact by fact.
  return { ...catalogObject(entry, ''), digest: `touched ${entry.kind} ${pathOf(entry)}` };
}

function catalogObject(object: WorkingObject, ownerPath: string): CatalogObject {
  const { kind, name, quotedName, schema, attributes, position } = object;
  const path = ownerPath === '' ? pathOf(object) : `${ownerPath}.${quotedName}`;
  return {
    kind,
    path,
    name,
    ...(schema === undefined ? {} : { schema }),
    attributes,
    ...(position === undefined ? {} : { position }),
    children: object.children.map((child) => catalogObject(child, path)),
  };
}
