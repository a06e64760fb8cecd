import type { Operation, OperationTarget } from '../migrations/migrationProject.ts';
import type { EnvironmentMark } from '../migrations/revisionMark.ts';

/** What an operation does: "add column providers.home_address", "rename table session to sessions". */
export function operationWords(operation: Operation): string {
  const condition = operation.conditional === true ? ', under a condition' : '';
  return `${words(operation)}${condition}`;
}

function words({ action, target, attribute, value, newName }: Operation): string {
  const subject = subjectWords(target);
  const isPart = target.owner !== undefined;
  switch (action) {
    case 'create':
      return `${isPart ? 'add' : 'create'} ${subject}`;
    case 'drop':
      return `drop ${subject}`;
    case 'rename':
      return attribute === 'schema'
        ? `move ${subject} to schema ${newName ?? '?'}`
        : `rename ${subject} to ${newName ?? '?'}`;
    case 'alter':
      if (attribute === undefined) return `change ${subject}`;
      if (value === undefined) return `change ${attribute} of ${subject}`;
      return value === '' ? `remove ${attribute} of ${subject}` : `set ${attribute} of ${subject} to ${value}`;
  }
}

/** "column providers.home_address"; what has no name is told by what it is over. */
export function subjectWords({ kind, schema, owner, name, columns, constraintType }: OperationTarget): string {
  const path = [schema, owner, name].filter((part) => part !== undefined).join('.');
  if (name !== undefined) return `${kind} ${path}`;
  const over = columns === undefined ? '' : ` (${columns.join(', ')})`;
  return `${constraintType ?? 'unnamed'} ${kind}${path === '' ? '' : ` of ${path}`}${over}`;
}

/** "production: pending · local: applied". */
export function marksWords(marks: readonly EnvironmentMark[]): string {
  return marks.map(({ environment, mark }) => `${environment}: ${mark}`).join(' · ');
}
