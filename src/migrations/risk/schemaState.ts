import type { Catalog, CatalogObject, Scalar } from '../../catalog/catalogObject.ts';
import type { Operation } from '../migrationProject.ts';
import { pathParts } from '../objectIdentity.ts';
import type { RelationName } from './risk.ts';

/** What must be known of a database in order to tell what an operation does to it. It changes as operations are applied. */
export interface SchemaState {
  /** Whether there is such a table or view, as far as it is known. */
  has(relation: RelationName): boolean;
  /** Empty where it is not known. */
  columnType(relation: RelationName, column: string): string;
  /** Whether a valid CHECK says already that the column holds no NULL. */
  isProvenNotNull(relation: RelationName, column: string): boolean;
  /** Whether a CHECK speaks of the column. */
  isChecked(relation: RelationName, column: string): boolean;
  constraint(relation: RelationName, name: string): KnownConstraint | undefined;
  /** The other tables that the foreign keys of a table refer to. */
  referenced(relation: RelationName): readonly RelationName[];
  /** The other tables whose foreign keys refer to a table. */
  referencing(relation: RelationName): readonly RelationName[];
  tableOfIndex(schema: string, name: string): RelationName | undefined;
  apply(operation: Operation): void;
}

export interface KnownConstraint {
  readonly type: string | undefined;
  readonly references: RelationName | undefined;
  readonly expression: string | undefined;
  /** Of a CHECK that a migration adds. */
  readonly columns: readonly string[] | undefined;
  readonly isValid: boolean;
}

interface Table extends RelationName {
  readonly columnTypes: Map<string, string>;
  readonly constraints: Map<string, KnownConstraint>;
  readonly indexes: Set<string>;
}

/** Kinds of what shares its names with tables, and can be locked like them. */
export const relationKinds: ReadonlySet<string> = new Set(['table', 'foreign table', 'view', 'materialized view']);

/** Tells relations apart. */
export function relationKey({ schema, name }: RelationName): string {
  return JSON.stringify([schema, name]);
}

/** @param catalog what the database contains before the first operation; without it, nothing */
export function createSchemaState(catalog?: Catalog): SchemaState {
  const tables = new Map<string, Table>();
  /** Those that are known to be there, not just by a part of theirs. */
  const declared = new Set<string>();
  const tableOf = (relation: RelationName): Table => {
    const key = relationKey(relation);
    const known = tables.get(key);
    if (known !== undefined) return known;
    const made: Table = {
      schema: relation.schema,
      name: relation.name,
      columnTypes: new Map(),
      constraints: new Map(),
      indexes: new Set(),
    };
    tables.set(key, made);
    return made;
  };
  for (const object of catalog?.objects ?? []) {
    if (relationKinds.has(object.kind)) {
      const relation = { schema: object.schema ?? 'public', name: object.name };
      declared.add(relationKey(relation));
      fill(tableOf(relation), object);
    }
  }
  const find = (relation: RelationName): Table | undefined => tables.get(relationKey(relation));

  const declare = (relation: RelationName): void => {
    declared.add(relationKey(relation));
    tableOf(relation);
  };
  const forget = (relation: RelationName): void => {
    declared.delete(relationKey(relation));
    tables.delete(relationKey(relation));
  };

  return {
    has: (relation) => declared.has(relationKey(relation)),
    columnType: (relation, column) => find(relation)?.columnTypes.get(column) ?? '',
    isProvenNotNull: (relation, column) =>
      [...(find(relation)?.constraints.values() ?? [])].some(
        ({ type, isValid, expression }) => type === 'check' && isValid && saysNotNull(expression, column),
      ),
    isChecked: (relation, column) =>
      [...(find(relation)?.constraints.values() ?? [])].some(
        ({ type, columns, expression }) =>
          type === 'check' && (columns?.includes(column) ?? mentions(expression ?? '', column)),
      ),
    constraint: (relation, name) => find(relation)?.constraints.get(name),
    referenced: (relation) => distinct(targetsOf(find(relation)), relation),
    referencing: (relation) => {
      const key = relationKey(relation);
      return distinct(
        [...tables.values()].filter((table) => targetsOf(table).some((target) => relationKey(target) === key)),
        relation,
      );
    },
    tableOfIndex: (schema, name) =>
      [...tables.values()].find((table) => table.schema === schema && table.indexes.has(name)),
    apply: (operation) => {
      const { target, action } = operation;
      const { kind, schema = 'public', owner, name } = target;
      if (name === undefined) return;
      if (relationKinds.has(kind)) {
        const relation = { schema, name };
        if (action === 'create') declare(relation);
        if (action === 'drop') forget(relation);
        if (action === 'rename' && operation.newName !== undefined) {
          const table = tableOf(relation);
          const renamed =
            operation.attribute === 'schema'
              ? { schema: operation.newName, name }
              : { schema, name: operation.newName };
          forget(relation);
          declare(renamed);
          tables.set(relationKey(renamed), { ...table, ...renamed });
        }
        return;
      }
      if (owner === undefined) return;
      applyToPart(tableOf({ schema, name: owner }), operation, name);
    },
  };
}

function targetsOf(table: Table | undefined): readonly RelationName[] {
  return [...(table?.constraints.values() ?? [])].flatMap(({ references }) => references ?? []);
}

function distinct(relations: readonly RelationName[], but: RelationName): readonly RelationName[] {
  const byKey = new Map(relations.map(({ schema, name }) => [relationKey({ schema, name }), { schema, name }]));
  byKey.delete(relationKey(but));
  return [...byKey.values()];
}

function applyToPart(table: Table, operation: Operation, name: string): void {
  const { action, target, attribute, newName, value } = operation;
  if (action === 'rename' && newName !== undefined) rename(table, target.kind, name, newName);
  switch (target.kind) {
    case 'column': {
      const type = action === 'create' ? operation.attributes?.['type'] : value;
      if (action === 'create' || attribute === 'type') table.columnTypes.set(name, type ?? '');
      if (action === 'drop') table.columnTypes.delete(name);
      return;
    }
    case 'index':
      if (action === 'create') table.indexes.add(name);
      if (action === 'drop') table.indexes.delete(name);
      return;
    case 'constraint': {
      const known = table.constraints.get(name);
      if (action === 'create') table.constraints.set(name, createdConstraint(operation));
      if (action === 'drop') table.constraints.delete(name);
      if (attribute === 'not valid' && known !== undefined) {
        table.constraints.set(name, { ...known, isValid: value === 'false' });
      }
      return;
    }
    default:
  }
}

function createdConstraint({ target, attributes, modifiers = [] }: Operation): KnownConstraint {
  const { references } = target;
  return {
    type: target.constraintType,
    references: references && { schema: references.schema ?? 'public', name: references.table },
    expression: attributes?.['expression'],
    columns: target.columns,
    isValid: !modifiers.includes('not valid'),
  };
}

function rename(table: Table, kind: string, name: string, newName: string): void {
  const move = <T>(map: Map<string, T>): void => {
    const value = map.get(name);
    if (value === undefined) return;
    map.delete(name);
    map.set(newName, value);
  };
  if (kind === 'column') move(table.columnTypes);
  if (kind === 'constraint') move(table.constraints);
  if (kind === 'index' && table.indexes.delete(name)) table.indexes.add(newName);
}

function fill(table: Table, object: CatalogObject): void {
  for (const part of object.children) {
    const text = (name: string): string | undefined => textOf(part.attributes[name]);
    if (part.kind === 'column') table.columnTypes.set(part.name, text('type') ?? '');
    if (part.kind === 'index') table.indexes.add(part.name);
    if (part.kind === 'constraint') {
      const references = text('references');
      table.constraints.set(part.name, {
        type: text('type'),
        references: references === undefined ? undefined : relationOfPath(references),
        expression: text('expression'),
        columns: undefined,
        isValid: part.attributes['not valid'] !== true,
      });
    }
  }
}

function textOf(value: Scalar | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function mentions(expression: string, column: string): boolean {
  const names: readonly string[] = expression.replaceAll(/'(?:[^']|'')*'/g, '').match(/"(?:[^"]|"")*"|[\w$]+/g) ?? [];
  return names.includes(column) || names.includes(`"${column.replaceAll('"', '""')}"`);
}

/** The relation that a path such as `public."a.b"` names. */
export function relationOfPath(path: string): RelationName | undefined {
  const [schema, name] = pathParts(path);
  return schema === undefined || name === undefined ? undefined : { schema, name };
}

function saysNotNull(expression: string | undefined, column: string): boolean {
  const plain = (expression ?? '').replaceAll(/[()]/g, '').trim();
  const match = /^(?:"((?:[^"]|"")*)"|(\S+)) is not null$/i.exec(plain);
  return match !== null && (match[1]?.replaceAll('""', '"') ?? match[2]) === column;
}
