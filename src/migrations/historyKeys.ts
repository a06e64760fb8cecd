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

const partNamespaces: ReadonlySet<Namespace> = new Set([
  'column',
  'constraint',
  'enum value',
  'policy',
  'rule',
  'trigger',
]);

export function namespaceOf(kind: ObjectKind): Namespace {
  return namespaces[kind] ?? kind;
}

/** What tells an object from every other one of its database. An index is named within its schema, not its table. */
export function nameKey(kind: ObjectKind, schema: string, owner: string | undefined, name: string): string {
  const namespace = namespaceOf(kind);
  const hasSchema = namespace !== 'schema' && namespace !== 'extension';
  return JSON.stringify([namespace, hasSchema ? schema : '', partNamespaces.has(namespace) ? owner : '', name]);
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
