import type { Operation } from '../../../../src/migrations/migrationProject.ts';

/** An operation as one line of text, with all that it says: `12 create index billing.invoices.ix_number (number)`. */
export function describeOperation({ action, target, line, attribute, newName, value }: Operation): string {
  const path = [target.schema, target.owner, target.name ?? '?'].filter((part) => part !== undefined).join('.');
  const references = target.references;
  const referenced = references && [references.schema, references.table].filter((part) => part !== undefined).join('.');
  const words = [
    String(line),
    action,
    target.constraintType ?? target.kind,
    path,
    target.columns && `(${target.columns.join(', ')})`,
    references && `-> ${referenced ?? ''} (${references.columns.join(', ')})`,
    attribute && `${attribute} = ${value === '' ? 'none' : (value ?? '?')}`,
    newName && `to ${newName}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}
