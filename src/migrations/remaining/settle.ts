import type { OutermostObject, Scalar } from '../../catalog/catalogObject.ts';
import { isValue } from '../attributeSetters.ts';
import { isMeant } from './findTarget.ts';
import { isWorking, workingObject } from './workingCatalog.ts';
import type { WorkingCatalog, WorkingObject } from './workingCatalog.ts';

/**
 * Gives what operations have left open the form that it has on the other side: what they create, and the attributes
 * that they set. What the other side has not at all stays as far as the operations say what it is.
 * @param translate gives what the other side has the names of this one
 */
export function settle(
  catalog: WorkingCatalog,
  other: WorkingCatalog,
  translate: (object: Like) => Like = (object) => object,
): void {
  for (const object of catalog.touched()) {
    const found = other.peek(object.kind, object.schema ?? '', object.name);
    if (found === undefined) continue;
    const like = translate(found);
    if (object.created !== undefined) {
      catalog.remove(object);
      catalog.add(like);
      continue;
    }
    settleAttributes(object, like);
    settleParts(object, like);
  }
}

export type Like = OutermostObject | WorkingObject;
type Part = Like['children'][number];

function settleAttributes(object: WorkingObject, like: Part): void {
  for (const name of object.taken) object.attributes[name] = like.attributes[name] ?? null;
  for (const [name, value] of object.literal) {
    const theirs = like.attributes[name] ?? null;
    const known = object.attributes[name] ?? theirs;
    object.attributes[name] = isValue(theirs, value) ? theirs : scalarOf(value, known);
  }
}

/** What is written, as the kind of value that the attribute has. */
function scalarOf(value: string, known: Scalar): Scalar {
  if (typeof known === 'boolean') return value === 'true';
  if (typeof known === 'number' && value !== '' && Number.isFinite(Number(value))) return Number(value);
  return value === '' ? null : value;
}

function settleParts(owner: WorkingObject, like: Like): void {
  const theirs: readonly Part[] = like.children;
  const created = owner.children.filter((part) => part.created !== undefined);
  owner.children = owner.children.filter((part) => part.created === undefined);
  for (const part of owner.children) {
    const same = theirs.find(({ kind, name }) => kind === part.kind && name === part.name);
    if (same !== undefined) settleAttributes(part, same);
  }
  for (const part of created) {
    const taken = new Set(owner.children.map(({ kind, name }) => `${kind} ${name}`));
    const isFree = ({ kind, name }: Part): boolean => !taken.has(`${kind} ${name}`);
    const same =
      theirs.find((each) => isFree(each) && each.kind === part.kind && each.name === part.name) ??
      likeByCoverage(part, theirs.filter(isFree));
    // A name that nobody can tell belongs to nothing that the other side has not.
    if (same === undefined && part.name === '') continue;
    insert(owner, same === undefined ? part : copyOf(same, part), theirs);
  }
}

/** Of a constraint without a name, or of another one on the other side, what is over the same. */
function likeByCoverage({ created }: WorkingObject, theirs: readonly Part[]): Part | undefined {
  if (created === undefined) return undefined;
  const { columns, constraintType } = created;
  if (columns === undefined && constraintType === undefined) return undefined;
  return theirs.find((each) => isMeant(each, { ...created, name: undefined }));
}

/** As the other side has it, under the name that the migration gives it. */
function copyOf(part: Part, { name, quotedName, schema, created }: WorkingObject): WorkingObject {
  const copy = isWorking(part) ? part : workingObject(part);
  const own = created?.name === undefined ? {} : { name, quotedName };
  const last = isWorking(part) ? part.quotedName : lastPart(part.path, part.name);
  return { ...copy, quotedName: last, ...own, schema, created: undefined };
}

/** The end of a part's path that is its own: its name, quoted or as it is. */
function lastPart(path: string, name: string): string {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  return path.endsWith(`.${quoted}`) ? quoted : name;
}

/** Where it stands on the other side, which counts for the values of an enum; columns come last. */
function insert(owner: WorkingObject, part: WorkingObject, theirs: readonly Part[]): void {
  const names = theirs.filter(({ kind }) => kind === part.kind).map(({ name }) => name);
  const before = new Set(names.slice(0, Math.max(0, names.indexOf(part.name))));
  const follows = owner.children.findLastIndex(({ kind, name }) => kind === part.kind && before.has(name));
  const first = owner.children.findIndex(({ kind }) => kind === part.kind);
  const last = owner.children.findLastIndex(({ kind }) => kind === part.kind);
  const at = part.kind === 'column' || first < 0 ? last + 1 : follows >= 0 ? follows + 1 : first;
  owner.children.splice(at, 0, part);
}
