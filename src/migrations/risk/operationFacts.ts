import type { Operation } from '../migrationProject.ts';
import { isVolatileDefault } from './columnDefault.ts';
import type { RelationName } from './risk.ts';
import type { SchemaState } from './schemaState.ts';
import { typeChange } from './typeChange.ts';

/** What decides between rules and stands in no single word of an operation. */
export type OperationFact =
  | 'fills each row'
  | 'refuses rows'
  | 'type stays'
  | 'type stays, checked again'
  | 'type stays under UTC'
  | 'type unknown'
  | 'proven not null'
  | 'foreign key';

/** Whether a fact is true of an operation, by what is known of the database before it. */
export function isFact(
  fact: OperationFact,
  operation: Operation,
  relation: RelationName | undefined,
  state: SchemaState,
): boolean {
  const { target, attributes } = operation;
  switch (fact) {
    case 'fills each row':
      return attributes !== undefined && fillsEachRow(attributes);
    case 'refuses rows':
      return attributes?.['not null'] === 'true' && attributes['default'] === '' && !fillsEachRow(attributes);
    case 'type stays':
      return changeOfType(operation, relation, state) === 'nothing';
    case 'type stays, checked again':
      return (
        changeOfType(operation, relation, state) === 'nothing' &&
        relation !== undefined &&
        state.isChecked(relation, target.name ?? '')
      );
    case 'type stays under UTC':
      return changeOfType(operation, relation, state) === 'underUtc';
    case 'type unknown':
      return changeOfType(operation, relation, state) === undefined;
    case 'proven not null':
      return relation !== undefined && target.name !== undefined && state.isProvenNotNull(relation, target.name);
    case 'foreign key':
      return (
        target.constraintType === 'foreign key' ||
        (relation !== undefined &&
          target.name !== undefined &&
          state.constraint(relation, target.name)?.type === 'foreign key')
      );
  }
}

/** A column whose value is computed for each row that is there: identity, serial, stored, a volatile default. */
function fillsEachRow(attributes: Readonly<Record<string, string>>): boolean {
  if ((attributes['identity'] ?? '') !== '') return true;
  const generated = attributes['generated'];
  if (generated !== undefined && generated !== '') return !/\bvirtual$/i.test(generated);
  const expression = attributes['default'];
  // A serial column refuses NULL, and its default names a sequence that has no name yet.
  if (expression === undefined) return attributes['not null'] === 'true' && isWholeNumber(attributes['type']);
  return isVolatileDefault(expression);
}

function isWholeNumber(type: string | undefined): boolean {
  return type === 'integer' || type === 'bigint' || type === 'smallint';
}

function changeOfType(
  { target, value, modifiers = [] }: Operation,
  relation: RelationName | undefined,
  state: SchemaState,
): ReturnType<typeof typeChange> | undefined {
  if (relation === undefined || target.name === undefined || value === undefined) return undefined;
  // A conversion of one's own is made for each row.
  if (modifiers.includes('using expression')) return 'rewrite';
  const before = state.columnType(relation, target.name);
  return before === '' ? undefined : typeChange(before, value);
}
