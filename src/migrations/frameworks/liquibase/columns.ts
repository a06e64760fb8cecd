import { childrenOf, isTrue } from './changeNode.ts';
import type { ChangeNode } from './changeNode.ts';
import { nameList, qualifiedName, quoteName, quoteText, typeName } from './sqlNames.ts';

/** A column of a change as SQL: `"id" integer DEFAULT 0 NOT NULL`, with what stands on a column alone. */
export function columnDefinition(column: ChangeNode): string {
  const { attributes } = column;
  const pieces = [quoteName(attributes.get('name') ?? ''), typeName(attributes.get('type') ?? '')];
  const expression = defaultOf(column);
  if (expression !== undefined) pieces.push(`DEFAULT ${expression}`);
  if (isTrue(column, 'autoIncrement')) {
    pieces.push(`GENERATED ${attributes.get('generationType') ?? 'BY DEFAULT'} AS IDENTITY`);
  }
  for (const constraints of childrenOf(column, 'constraints')) {
    if (constraints.attributes.get('nullable')?.toLowerCase() === 'false') pieces.push('NOT NULL');
  }
  return pieces.join(' ');
}

/** The default of a column, or of a change that sets it, as SQL. */
export function defaultOf(column: ChangeNode): string | undefined {
  return valueOf(column, 'defaultValue');
}

/** The value under an attribute such as `value`, `valueNumeric`, `valueBoolean`, `valueDate` or `valueComputed`. */
export function valueOf({ attributes }: ChangeNode, name: string): string | undefined {
  const text = attributes.get(name);
  if (text !== undefined) return quoteText(text);
  const plain = ['Numeric', 'Boolean', 'Computed'].flatMap((ending) => attributes.get(`${name}${ending}`) ?? [])[0];
  if (plain !== undefined) return plain;
  const sequence = attributes.get(`${name}SequenceNext`);
  if (sequence !== undefined) return `nextval(${quoteText(quoteName(sequence))})`;
  const date = attributes.get(`${name}Date`);
  return date === undefined ? undefined : /^\d/.test(date) ? quoteText(date) : date;
}

/** The constraints on one column but its primary key, each with the line that says so. */
export function columnConstraints(column: ChangeNode): readonly { readonly sql: string; readonly line: number }[] {
  const name = quoteName(column.attributes.get('name') ?? '');
  return childrenOf(column, 'constraints').flatMap((constraints) => {
    const { attributes, line } = constraints;
    const found: string[] = [];
    if (isTrue(constraints, 'unique')) found.push(`${named(attributes.get('uniqueConstraintName'))}UNIQUE (${name})`);
    const check = attributes.get('checkConstraint');
    if (check !== undefined) found.push(`CHECK (${check.replace(/^\s*check\s*/i, '')})`);
    const target = referenceOf(constraints);
    if (target !== undefined) {
      const cascade = isTrue(constraints, 'deleteCascade') ? ' ON DELETE CASCADE' : '';
      const key = `${named(attributes.get('foreignKeyName'))}FOREIGN KEY (${name}) REFERENCES ${target}${cascade}`;
      found.push(key);
    }
    return found.map((sql) => ({ sql, line }));
  });
}

/** `CONSTRAINT "name" ` where there is a name. */
export function named(name: string | undefined): string {
  return name === undefined || name === '' ? '' : `CONSTRAINT ${quoteName(name)} `;
}

/** `references="person(id)"`, or the table and its columns by attributes. */
function referenceOf(constraints: ChangeNode): string | undefined {
  const { attributes } = constraints;
  const [, written, columns = ''] =
    /^\s*([^(]+?)\s*(?:\(([^)]*)\))?\s*$/.exec(attributes.get('references') ?? '') ?? [];
  if (written !== undefined) {
    const name = written.split('.').map(quoteName).join('.');
    return columns === '' ? name : `${name} (${nameList(columns)})`;
  }
  if (!attributes.has('referencedTableName')) return undefined;
  const name = qualifiedName(constraints, 'referencedTableName', 'referencedTableSchemaName');
  const names = attributes.get('referencedColumnNames');
  return names === undefined ? name : `${name} (${nameList(names)})`;
}
