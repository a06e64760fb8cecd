import { CompareError } from '../../../compareError.ts';
import type { LambdaEnvironment } from '../../environment.ts';
import type { Conversation } from './conversation.ts';
import { malformedReply } from './invokeFunction.ts';
import { inlineParameters, isOneStatement, parameterText } from './parameterText.ts';

const defaultRequest = { sql: '${sql}', params: '${params}' };
const defaultResponse = { rows: 'rows', error: 'error' };

/**
 * Speaks with a function that is not ours, by the mapping in the settings. Each row comes as one JSON text under one
 * name, so that nothing depends on how the function writes numbers, booleans or equal names.
 *
 * The function may run whatever it is sent. So what it is sent is one statement that makes its own transaction read-only.
 */
export function mappedConversation(environment: LambdaEnvironment): Conversation {
  const template = environment.request ?? defaultRequest;
  const paths = { ...defaultResponse, ...environment.response };
  const takesParameters = JSON.stringify(template).includes('${params}');
  return {
    event(sql, params) {
      if (!isOneStatement(sql)) throw new CompareError('internal', { message: 'more than one statement' });
      const statement = rowsAsJson(sql);
      return fillTemplate(template, {
        sql: takesParameters ? statement : inlineParameters(statement, params),
        params: params.map(parameterText),
      });
    },
    understand: (answer) => Promise.resolve(answer).then((given) => ({ rows: rowsOf(environment, paths, given) })),
  };
}

function rowsOf(
  environment: LambdaEnvironment,
  paths: { readonly rows: string; readonly columns?: string; readonly error: string },
  answer: unknown,
): readonly Readonly<Record<string, unknown>>[] {
  const message = follow(answer, paths.error);
  if (isFailure(message)) throw refused(environment, message);
  const rows = follow(answer, paths.rows);
  if (!Array.isArray(rows)) {
    throw malformedReply(environment, answer, `"response.rows" is ${JSON.stringify(paths.rows)}, and no list is there`);
  }
  const place = columnPlace(paths.columns === undefined ? undefined : follow(answer, paths.columns));
  return rows.map((row: unknown) => rowOf(environment, row, place));
}

const rowColumn = 'database_compare_row';

/**
 * The settings are made before anything else of the statement is run: the one row that makes them is what the rest
 * depends on. With the first, functions that the statement calls cannot write: a transaction may become read-only at any
 * time, and not cease to be. Without the second, PostgreSQL would leave out schemas from what it deparses. A statement
 * that itself writes is not one that may stand in brackets.
 */
function rowsAsJson(sql: string): string {
  return `SELECT pg_catalog.row_to_json(r)::pg_catalog.text AS ${rowColumn}
FROM (SELECT pg_catalog.set_config('transaction_read_only', 'on', true) AS mode,
  pg_catalog.set_config('search_path', 'pg_catalog', true) AS path OFFSET 0) s
CROSS JOIN LATERAL (SELECT q.* FROM (
${sql}
) q WHERE s.mode IS NOT NULL AND s.path IS NOT NULL OFFSET 0) r`;
}

/** `${sql}` and `${params}` as a whole text become the value; within a longer text that is JSON, they are escaped for it. */
function fillTemplate(
  template: unknown,
  values: { readonly sql: string; readonly params: readonly unknown[] },
): unknown {
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fillTemplate(item, values)]));
  }
  if (typeof template !== 'string') return template;
  if (template === '${sql}') return values.sql;
  if (template === '${params}') return values.params;
  const isJson = /^\s*[[{]/.test(template);
  const sql = isJson ? JSON.stringify(values.sql).slice(1, -1) : values.sql;
  return template.replaceAll('${sql}', () => sql).replaceAll('${params}', () => JSON.stringify(values.params));
}

/** What a dotted path leads to. A text on the way, or at its end, that is JSON counts as what it says. */
function follow(answer: unknown, path: string): unknown {
  let value = parsed(answer);
  for (const step of path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = parsed((value as Readonly<Record<string, unknown>>)[step]);
  }
  return value;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isFailure(message: unknown): boolean {
  return message !== undefined && message !== null && message !== false && message !== '';
}

function refused({ functionName }: LambdaEnvironment, message: unknown): CompareError {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const details = { host: functionName, message: text.slice(0, 1000) };
  const isForbidden = /permission denied|must be owner/i.test(text);
  if (/statement timeout/i.test(text)) return new CompareError('statementTimeout', details);
  if (/lock timeout/i.test(text)) return new CompareError('lockTimeout', details);
  return new CompareError(isForbidden ? 'permissionDenied' : 'serverError', details);
}

/** Where in a row that is a list the JSON text is. */
function columnPlace(columns: unknown): number {
  if (!Array.isArray(columns)) return 0;
  const names = columns.map((column: unknown) =>
    typeof column === 'object' && column !== null && 'name' in column ? column.name : column,
  );
  return Math.max(0, names.indexOf(rowColumn));
}

function rowOf(environment: LambdaEnvironment, row: unknown, place: number): Readonly<Record<string, unknown>> {
  const cell = Array.isArray(row)
    ? (row as unknown[])[place]
    : typeof row === 'object' && row !== null && Object.hasOwn(row, rowColumn)
      ? (row as Readonly<Record<string, unknown>>)[rowColumn]
      : undefined;
  const value = parsed(cell);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw malformedReply(environment, row, `a row of "response.rows" does not hold ${rowColumn}`);
}
