import type { CatalogObject } from '../catalogObject.ts';
import { commentSql } from '../definitionText.ts';
import { parameterList, storageClauses } from './relationStorage.ts';

export function defineView(view: CatalogObject): string {
  const options = view.attributes['options'];
  const withOptions = typeof options === 'string' ? ` WITH (${parameterList(options)})` : '';
  return `CREATE VIEW ${view.path}${withOptions} AS\n${String(view.attributes['query'])}${rest(view, 'VIEW')}`;
}

export function defineMaterializedView(view: CatalogObject): string {
  const query = String(view.attributes['query']);
  const unpopulated = view.attributes['populated'] === false ? '\nWITH NO DATA;' : ';';
  return `CREATE MATERIALIZED VIEW ${view.path}${storageClauses(view)} AS\n${query.replace(/;$/, '')}${unpopulated}${rest(view, 'MATERIALIZED VIEW')}`;
}

/** The lines of viewColumns.ts begin with a column's name, and a text in them may go over several lines. */
const lineStart = /\n(?=(?:"(?:[^"]|"")*"|[a-z_][a-z0-9_$]*) (?:SET|IS) )/;
const comment = /("(?:[^"]|"")*"|[^\s"]+) IS (E?'(?:[^']|'')*')/g;

function rest(view: CatalogObject, type: 'VIEW' | 'MATERIALIZED VIEW'): string {
  const { attributes } = view;
  const columns = ['column defaults', 'column settings'].flatMap((name) => {
    const lines = attributes[name];
    return typeof lines === 'string' ? lines.split(lineStart) : [];
  });
  const comments = String(attributes['column comments'] ?? '').matchAll(comment);
  return [
    ...columns.map((line) => `\nALTER ${type} ${view.path} ALTER COLUMN ${line};`),
    ...view.children.map((part) => `\n\n${part.definition ?? part.name}`),
    commentSql(type, view),
    ...[...comments].map(
      ([, column, text]) => `\nCOMMENT ON COLUMN ${view.path}.${String(column)} IS ${String(text)};`,
    ),
  ].join('');
}
