import type { Operation } from '../../../../src/migrations/migrationProject.ts';

/** An operation as one line: `3: create constraint -.users.users_pkey (id) primary key`. */
export function operationText(operation: Operation): string {
  const { action, target, attribute, attributes, value, newName, line } = operation;
  const path = [target.schema, ...(target.owner === undefined ? [] : [target.owner]), target.name].map(
    (part) => part ?? '-',
  );
  const references = target.references;
  const pieces = [
    `${String(line)}: ${action} ${target.kind} ${path.join('.')}`,
    target.columns === undefined ? '' : `(${target.columns.join(', ')})`,
    target.constraintType ?? '',
    references === undefined
      ? ''
      : `-> ${references.schema ?? '-'}.${references.table}(${references.columns.join(', ')})`,
    attributes === undefined || target.kind !== 'column' ? '' : columnText(attributes),
    attribute === undefined ? '' : `@${attribute}`,
    value === undefined ? '' : `= ${value === '' ? 'none' : value}`,
    newName === undefined ? '' : `=> ${newName}`,
  ];
  return pieces.filter((piece) => piece !== '').join(' ');
}

function columnText(attributes: Readonly<Record<string, string>>): string {
  const { type, default: expression, identity, ['not null']: notNull, ...others } = attributes;
  const pieces = [
    type ?? '?',
    notNull === 'true' ? 'not null' : '',
    expression === undefined ? 'default ?' : expression === '' ? '' : `default ${expression}`,
    identity === undefined ? '' : `identity ${identity}`,
    ...Object.entries(others).map(([name, value]) => `${name} ${value}`),
  ];
  return `[${pieces.filter((piece) => piece !== '').join(', ')}]`;
}
