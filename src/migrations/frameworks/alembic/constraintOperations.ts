import { defaultConstraintName, defaultSqlAlchemyIndexName, type DefaultNameSuffix } from '../../defaultNames.ts';
import type { Operation, OperationTarget } from '../../migrationProject.ts';
import { create } from '../../operationBuilders.ts';
import type { Arguments, Value } from '../../values/value.ts';
import { isFinalName, nameOf } from './callArguments.ts';
import { type ConventionKey, conventionName } from './namingConvention.ts';
import { constraintAttributes, indexAttributes, partModifiers } from './partAttributes.ts';
import { qualified, type UpgradeRecord } from './upgradeRecord.ts';

export type ConstraintType = 'primary key' | 'unique' | 'check' | 'foreign key' | 'exclusion';

/** A constraint or an index that a file asks for, before it has its name. */
interface PartDefinition {
  readonly type: ConstraintType | 'index';
  readonly schema: string | undefined;
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  /** The name argument; None and absence leave the name to the convention or to PostgreSQL. */
  readonly name: Value | undefined;
  readonly references?: OperationTarget['references'] | undefined;
  /** Of a check, as written. */
  readonly condition?: string | undefined;
  /** The call whose keywords say more of it. */
  readonly given?: Arguments | undefined;
  readonly line: number;
}

const suffixes: Readonly<Record<PartDefinition['type'], DefaultNameSuffix>> = {
  'primary key': 'pkey',
  unique: 'key',
  check: 'check',
  'foreign key': 'fkey',
  exclusion: 'excl',
  index: 'idx',
};
const conventionKeys: Readonly<Partial<Record<PartDefinition['type'], ConventionKey>>> = {
  'primary key': 'pk',
  unique: 'uq',
  check: 'ck',
  'foreign key': 'fk',
  index: 'ix',
};

/** Records the creation of a constraint or index, with the name that it will have in the database. */
export function createPart(record: UpgradeRecord, part: PartDefinition): void {
  const name = partName(record, part);
  if (name !== undefined) {
    record.takenNames.add(qualified(part.schema, name));
  }
  const { type, columns, references, condition, given } = part;
  const attributes =
    type === 'index' ? indexAttributes(given) : constraintAttributes(type, given, { columns, references, condition });
  record.operations.push(create(partTarget(part, name), part, { attributes, modifiers: partModifiers(given) }));
}

/** The target of an operation on a constraint or index. */
function partTarget(part: Omit<PartDefinition, 'line' | 'name'>, name: string | undefined): Operation['target'] {
  return {
    kind: part.type === 'index' ? 'index' : 'constraint',
    schema: part.schema,
    owner: part.table,
    name,
    ...(part.columns === undefined ? {} : { columns: part.columns }),
    ...(part.type === 'index' ? {} : { constraintType: part.type }),
    ...(part.references === undefined ? {} : { references: part.references }),
  };
}

function partName(record: UpgradeRecord, part: PartDefinition): string | undefined {
  const written = nameOf(part.name);
  const isWritten = part.name !== undefined && part.name.kind !== 'none';
  const key = conventionKeys[part.type];
  const template = key === undefined ? undefined : record.convention[key];
  if (isWritten && (written === undefined || isFinalName(part.name) || !template?.includes('%(constraint_name)s'))) {
    return written;
  }
  if (template !== undefined && part.columns !== undefined) {
    const name = conventionName(template, {
      schema: part.schema,
      table: part.table,
      columns: part.columns,
      referencedTable: part.references?.table,
      referencedColumns: part.references?.columns ?? [],
      constraintName: written,
    });
    if (name !== undefined) {
      return name;
    }
  }
  return written ?? unnamedPartName(record, part);
}

/** The name that SQLAlchemy (indexes) or PostgreSQL (constraints) gives; undefined where the columns are not known. */
function unnamedPartName(record: UpgradeRecord, part: PartDefinition): string | undefined {
  const columns = part.columns ?? (part.type === 'primary key' ? [] : undefined);
  if (columns === undefined) {
    return undefined;
  }
  const first = columns[0];
  if (part.type === 'index') {
    return first === undefined ? undefined : defaultSqlAlchemyIndexName(part.schema, part.table, first);
  }
  const identity = JSON.stringify([part.type, part.schema, part.table, columns, part.references]);
  const given = record.givenNames.get(identity);
  if (given !== undefined) {
    return given;
  }
  // A check over several columns is named after the table alone. Only an exclusion may be over expressions.
  const several = part.type === 'check' && columns.length !== 1;
  const named = several ? [] : part.type === 'exclusion' ? columns.map(expressionWord) : columns;
  const name = defaultConstraintName(part.table, named, suffixes[part.type], (candidate) =>
    record.takenNames.has(qualified(part.schema, candidate)),
  );
  record.givenNames.set(identity, name);
  return name;
}

/** PostgreSQL calls an expression by its function, or `expr` (FigureIndexColname in parse_target.c). */
function expressionWord(column: string): string {
  return /[\s()]/.test(column) ? (/^(\w+)\(/.exec(column)?.[1] ?? 'expr') : column;
}
