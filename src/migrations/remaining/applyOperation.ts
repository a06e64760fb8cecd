import type { Scalar } from '../../catalog/catalogObject.ts';
import { generatedPartName } from '../../catalog/kindReader.ts';
import { coveredBy, namespaceOf } from '../historyKeys.ts';
import type { Operation } from '../migrationProject.ts';
import { coverageOf } from '../objectIdentity.ts';
import { findOwner, findTarget } from './findTarget.ts';
import type { Target } from './findTarget.ts';
import {
  barePattern,
  mentions,
  pathPattern,
  renameColumn,
  renamePath,
  renameSchema,
  renameValue,
} from './renameEverywhere.ts';
import { createdObject, pathOf, rename } from './workingCatalog.ts';
import type { WorkingCatalog, WorkingObject } from './workingCatalog.ts';

/** What became of an operation: done, but for what the other side settles; or not understood. */
export type Outcome = 'done' | 'unclear';

/** Does in memory what PostgreSQL would do, as far as the operation says it. */
export function applyOperation(catalog: WorkingCatalog, operation: Operation): Outcome {
  const target = findTarget(catalog, operation);
  switch (operation.action) {
    case 'create':
      return create(catalog, operation, target);
    case 'alter':
      return alter(catalog, operation, target);
    case 'rename':
      return renameTarget(catalog, operation, target);
    case 'drop':
      return drop(catalog, operation, target);
  }
}

function create(
  catalog: WorkingCatalog,
  { target, attributes = {}, modifiers = [] }: Operation,
  found: Target,
): Outcome {
  const { kind, schema = 'public', name } = target;
  if (found.type === 'object' || found.type === 'part') {
    const there = found.type === 'part' ? found.part : found.object;
    if (modifiers.includes('or replace')) there.created = target;
    else if (found.type === 'part' && !modifiers.includes('if not exists') && isAnother(found.part, target)) {
      const numbered = { ...target, name: freeName(found.owner, found.part.name) };
      found.owner.children.push(createdObject(numbered, found.owner.schema, attributes));
    }
    return 'done';
  }
  if (found.type === 'owner') {
    found.owner.children.push(createdObject(target, found.owner.schema, attributes));
    return 'done';
  }
  if (target.owner !== undefined || name === undefined) return 'unclear';
  const isOutside = namespaceOf(kind) === 'schema' || namespaceOf(kind) === 'extension';
  catalog.add(createdObject(target, isOutside ? undefined : schema, attributes));
  return 'done';
}

/** Where PostgreSQL makes up a name that is taken already, what bears it is over something else. */
function isAnother(part: WorkingObject, { columns, constraintType: type, references }: Operation['target']): boolean {
  return generatedPartName.test(part.name) && !coveredBy(coverageOf(part), { type, columns, references });
}

function freeName({ children }: WorkingObject, name: string): string {
  const taken = new Set(children.map((each) => each.name));
  for (let number = 1; ; number++) if (!taken.has(`${name}${String(number)}`)) return `${name}${String(number)}`;
}

function alter(catalog: WorkingCatalog, operation: Operation, found: Target): Outcome {
  const { attribute, value, target } = operation;
  if (found.type === 'object' || found.type === 'part') {
    const object = found.type === 'part' ? found.part : found.object;
    if (attribute === undefined) {
      for (const name of Object.keys(object.attributes)) object.taken.add(name);
      return 'unclear';
    }
    if (value === undefined) {
      object.taken.add(attribute);
      object.literal.delete(attribute);
      return 'done';
    }
    object.taken.delete(attribute);
    object.literal.set(attribute, value);
    return 'done';
  }
  // GRANT ... ON ALL TABLES IN SCHEMA.
  if (attribute === undefined || target.name !== undefined || target.owner !== undefined) return 'unclear';
  const schema = target.schema ?? 'public';
  const all = catalog.filter((each) => each.schema === schema && namespaceOf(each.kind) === namespaceOf(target.kind));
  for (const each of all) each.taken.add(attribute);
  return 'done';
}

function renameTarget(catalog: WorkingCatalog, operation: Operation, found: Target): Outcome {
  const { newName, attribute } = operation;
  if (newName === undefined) return 'unclear';
  const toSchema = attribute === 'schema';
  if (found.type === 'part') {
    const { name, quotedName: before } = found.part;
    rename(found.part, { name: newName });
    if (found.part.kind === 'enum value') renameValue(catalog, pathOf(found.owner), name, newName);
    if (namespaceOf(found.part.kind) === 'column') renameColumn(catalog, found.owner, before, found.part.quotedName);
    return 'done';
  }
  if (found.type !== 'object') return 'unclear';
  const { object } = found;
  const before = pathOf(object);
  if (object.kind === 'schema') renameSchema(catalog, object.name, newName);
  catalog.rename(object, toSchema ? { schema: newName } : { name: newName });
  if (object.kind !== 'schema') renamePath(catalog, before, pathOf(object));
  return 'done';
}

/** A column takes with it what is over it, a table its parts and the foreign keys to it, a schema all that is in it. */
function drop(catalog: WorkingCatalog, { target, modifiers }: Operation, found: Target): Outcome {
  if (found.type === 'part') {
    const { owner, part } = found;
    const isColumn = namespaceOf(part.kind) === 'column';
    if (isColumn && modifiers?.includes('cascade') === true) {
      dropViews(catalog, [pathPattern(pathOf(owner)), barePattern(part.quotedName)]);
    }
    owner.children = owner.children.filter((each) => each !== part && !isOver(each, part));
    return 'done';
  }
  if (found.type !== 'object') return isGone(catalog, target) ? 'done' : 'unclear';
  const { object } = found;
  catalog.remove(object);
  const path = pathOf(object);
  if (object.kind === 'schema') {
    for (const each of catalog.filter((inside) => inside.schema === object.name)) catalog.remove(each);
  }
  if (namespaceOf(object.kind) !== 'relation') return 'done';
  for (const other of catalog.filter(({ children }) => children.some((child) => isKeyTo(child, path)))) {
    other.children = other.children.filter((child) => !isKeyTo(child, path));
  }
  if (modifiers?.includes('cascade') === true) dropViews(catalog, [pathPattern(path)]);
  return 'done';
}

/** What is not there need not be dropped: IF EXISTS, or together with what it belonged to. */
function isGone(catalog: WorkingCatalog, { kind, schema = 'public', owner, name }: Operation['target']): boolean {
  if (name === undefined) return false;
  return owner === undefined
    ? catalog.peek(kind, schema, name) === undefined
    : findOwner(catalog, schema, owner) === undefined;
}

function isOver(part: WorkingObject, column: WorkingObject): boolean {
  return namespaceOf(column.kind) === 'column' && coverageOf(part)?.columns?.includes(column.name) === true;
}

interface Part {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, Scalar>>;
}

function isKeyTo({ kind, attributes }: Part, path: string): boolean {
  return kind === 'constraint' && attributes['references'] === path;
}

function dropViews(catalog: WorkingCatalog, over: readonly RegExp[]): void {
  const isOverAll = ({ kind, attributes }: Part): boolean =>
    (kind === 'view' || kind === 'materialized view') &&
    over.every((pattern) => mentions({ attributes, children: [] }, pattern));
  for (const view of catalog.filter(isOverAll)) catalog.remove(view);
}
