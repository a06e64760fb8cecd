import { CompareError } from '../../../compareError.ts';

/** An error that PostgreSQL reports, https://www.postgresql.org/docs/current/protocol-error-fields.html */
export interface ServerError extends Error {
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** From 1, in characters, within the statement as it was sent. */
  readonly position: string | undefined;
  /** The context, such as `COPY people, line 3, column id: "x"`. */
  readonly where: string | undefined;
}

/** PGlite does not export its class of errors, so what tells them is the SQLSTATE. */
export function isServerError(error: unknown): error is ServerError {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
  );
}

/** The line of a position within a text, both from 1. PostgreSQL counts characters where JavaScript counts UTF-16 units. */
export function lineOfPosition(text: string, position: number): number {
  let line = 1;
  let characters = 0;
  for (const character of text) {
    if (++characters >= position) break;
    if (character === '\n') line++;
  }
  return line;
}

/** The beginning of a statement in one line, to recognise it by. */
export function excerptOf(statement: string): string {
  const words = statement.slice(0, 1000).replace(/\s+/g, ' ').trim();
  return words.length > 120 ? `${words.slice(0, 119)}…` : words;
}

/** What a failed query of a session tells. */
export function queryError(error: unknown): CompareError {
  if (error instanceof CompareError) return error;
  if (!isServerError(error)) {
    return new CompareError(
      'internal',
      { message: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
  const details = { message: error.message, sqlState: error.code };
  return new CompareError(error.code === '42501' ? 'permissionDenied' : 'serverError', details, { cause: error });
}
