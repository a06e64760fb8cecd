import type { CatalogObject } from '../catalogObject.ts';
import { words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import { withClause } from './relationStorage.ts';

export function defineConstraint(constraint: CatalogObject): string {
  const fact = (name: string): string | undefined => {
    const value = constraint.attributes[name];
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (name: string): boolean => constraint.attributes[name] === true;
  const clause = (prefix: string, name: string, suffix = ''): string | undefined =>
    fact(name) === undefined ? undefined : `${prefix}${String(fact(name))}${suffix}`;
  const action = (prefix: string, name: string): string | undefined => clause(prefix, name)?.toUpperCase();
  const indexStorage = words(
    withClause(fact('storage parameters')),
    fact('tablespace') !== undefined && `USING INDEX TABLESPACE ${quoteIdentifier(String(fact('tablespace')))}`,
  );
  const period = (columns: string | undefined): string =>
    flag('period') ? String(columns).replace(lastColumn, 'PERIOD $&') : String(columns);
  let body: string;
  switch (fact('type')) {
    case 'check':
      body = `CHECK (${String(fact('expression'))})`;
      break;
    case 'foreign key':
      body = words(
        `FOREIGN KEY (${period(fact('columns'))}) REFERENCES ${String(fact('references'))} (${period(fact('referenced columns'))})`,
        action('MATCH ', 'match'),
        action('ON UPDATE ', 'on update'),
        action('ON DELETE ', 'on delete'),
        clause('(', 'on delete columns', ')'),
      );
      break;
    case 'exclusion':
      body = withStorage(String(fact('exclusion')), indexStorage);
      break;
    default:
      body = words(
        String(fact('type')).toUpperCase(),
        flag('nulls not distinct') && 'NULLS NOT DISTINCT',
        clause('(', 'columns', flag('without overlaps') ? ' WITHOUT OVERLAPS)' : ')'),
        clause('INCLUDE (', 'include', ')'),
        indexStorage,
      );
  }
  return words(
    `CONSTRAINT ${quoteIdentifier(constraint.name)}`,
    body,
    flag('no inherit') && 'NO INHERIT',
    flag('deferrable') && 'DEFERRABLE',
    flag('initially deferred') && 'INITIALLY DEFERRED',
    flag('not enforced') && 'NOT ENFORCED',
    flag('not valid') && 'NOT VALID',
  );
}

const lastColumn = /(?:"(?:[^"]|"")*"|[^",\s]+)$/;

/** Storage comes before the predicate, which is the rest of the text. */
function withStorage(exclusion: string, storage: string): string {
  const predicate = exclusion.indexOf(' WHERE (');
  if (storage === '' || predicate < 0) return words(exclusion, storage);
  return `${exclusion.slice(0, predicate)} ${storage}${exclusion.slice(predicate)}`;
}
