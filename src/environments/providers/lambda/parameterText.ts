import { quoteLiteral } from '../../../catalog/identifiers.ts';

/** A parameter's value as the text that PostgreSQL reads; arrays as array literals. */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean | bigint}`;
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayElement(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  const text = parameterText(value);
  return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Strings, quoted names and comments, in which `$1` is no parameter; else a parameter. */
const tokens =
  /[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|\$([A-Za-z_]\w*)?\$[^]*?\$\1\$|\$(\d+)/g;

/** The statement with its parameters written into it, for functions that cannot take any. */
export function inlineParameters(sql: string, params: readonly unknown[]): string {
  return sql.replace(tokens, (token: string, _tag: string | undefined, place: string | undefined) => {
    if (place === undefined) return token;
    const text = parameterText(params[Number(place) - 1]);
    // An operator before it must not become part of an E'' string's prefix, nor a cast bind to less than the whole.
    return text === null ? 'NULL' : ` ${quoteLiteral(text)}`;
  });
}

/** Whether no `;` stands outside of strings, quoted names and comments. */
export function isOneStatement(sql: string): boolean {
  return !sql.replace(tokens, '').includes(';');
}
