import { outermostReaders, partReaders } from '../catalog/kinds.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import type { OperationTarget } from './migrationProject.ts';

/** Kinds that share their names: PostgreSQL has no table and index of one name in a schema, and DROP TYPE takes any type. */
export type Namespace = 'relation' | 'routine' | 'type' | ObjectKind;

/** Kinds that share their names with others; each other kind has its names to itself. */
const namespaces: Partial<Readonly<Record<ObjectKind, Namespace>>> = {
  aggregate: 'routine',
  attribute: 'column',
  'base type': 'type',
  'composite type': 'type',
  domain: 'type',
  enum: 'type',
  'foreign table': 'relation',
  function: 'routine',
  index: 'relation',
  'materialized view': 'relation',
  procedure: 'routine',
  'range type': 'type',
  sequence: 'relation',
  table: 'relation',
  view: 'relation',
};

/** Parts that are nevertheless named within their schema. */
const namedInSchema: ReadonlySet<ObjectKind> = new Set(['index', 'statistics']);

const partNamespaces: ReadonlySet<Namespace> = new Set(
  partReaders.map(({ kind }) => kind).filter((kind) => !namedInSchema.has(kind)),
);

const published: readonly ObjectKind[] = ['published schema', 'published table'];

const databaseWide: ReadonlySet<ObjectKind> = new Set([
  ...outermostReaders.filter(({ schema }) => schema === undefined).map(({ kind }) => kind),
  ...published,
]);

export function namespaceOf(kind: ObjectKind): Namespace {
  return namespaces[kind] ?? kind;
}

/** Whether objects of a kind live in schemas. */
export function hasSchema(kind: ObjectKind): boolean {
  return !databaseWide.has(kind);
}

/** What tells an object from every other one of its database. An index is named within its schema, not its table. */
export function nameKey(kind: ObjectKind, schema: string, owner: string | undefined, name: string): string {
  const namespace = namespaceOf(kind);
  return JSON.stringify([namespace, hasSchema(kind) ? schema : '', partNamespaces.has(namespace) ? owner : '', name]);
}

/** What tells the owner of parts of a kind: a table and a type cannot share a name, a publication can with either. */
export function ownerKey(kind: ObjectKind, schema: string, owner: string | undefined): string {
  if (published.includes(kind)) return JSON.stringify(['publication', owner]);
  return JSON.stringify([kind === 'text search mapping' ? 'text search configuration' : 'relation', schema, owner]);
}

/** The kind of parts that an object of a kind may have, for ownerKey(); undefined where it has none. */
export function partKindOf(kind: ObjectKind): ObjectKind | undefined {
  if (kind === 'publication') return 'published table';
  if (kind === 'text search configuration') return 'text search mapping';
  const namespace = namespaceOf(kind);
  return (namespace === 'relation' && kind !== 'index') || namespace === 'type' ? 'column' : undefined;
}

/**
 * Names that the migrations may know an object by whose name in the database says a role that they leave to whoever
 * runs them.
 */
export function namesFor(kind: ObjectKind, name: string): readonly string[] {
  const role = '(?:"(?:[^"]|"")*"|[^ ]+)';
  if (kind === 'user mapping') return [name, name.replace(new RegExp(`^${role}(?= SERVER )`), 'CURRENT_USER')];
  if (kind !== 'default privileges') return [name];
  return [name, name.replace(new RegExp(`^FOR ROLE ${role}`), 'FOR ROLE CURRENT_USER')];
}

/** What a constraint or an index is over. */
export interface Coverage {
  /** Of a constraint: "primary key", "unique", "check", "foreign key" or "exclusion". */
  readonly type?: string | undefined;
  /** Bare names in order, or expressions; undefined where the migration does not say. */
  readonly columns?: readonly string[] | undefined;
  readonly references?: OperationTarget['references'];
}

/** Whether two coverages may be of the same constraint or index. */
export function coveredBy(one: Coverage | undefined, other: Coverage | undefined): boolean {
  if (one === undefined || other === undefined || one.type !== other.type) return false;
  if (one.type === 'primary key') return true;
  if (one.references !== undefined && other.references !== undefined) {
    const schemas = [one.references.schema ?? 'public', other.references.schema ?? 'public'];
    if (one.references.table !== other.references.table || schemas[0] !== schemas[1]) return false;
  }
  const { columns } = one;
  return (
    columns?.length === other.columns?.length &&
    columns?.every((column, index) => sameExpression(column, other.columns?.[index] ?? '')) === true
  );
}

/** PostgreSQL shows an expression with casts, brackets and blanks of its own. */
function sameExpression(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .replaceAll(/::[\w ]+(?:\(\d+\))?(?:\[\])?/g, '')
      .replaceAll(/[\s()"]/g, '')
      .toLowerCase();
  return one === other || plain(one) === plain(other);
}
