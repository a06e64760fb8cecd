import { hasSqlDetails, loadModule, parsePlPgSQLSync, parseSync, scanSync } from 'libpg-query';
import type { ParseResult, ScanToken } from 'libpg-query';

/** PostgreSQL's own parser. Every location it gives counts bytes of UTF-8, not characters. */
export interface SqlParser {
  /** @throws Error with PostgreSQL's message at the first syntax error; the text must not be empty */
  parse(sql: string): ParseResult;
  /** The tokens, comments left out; none where the scanner gives up. */
  scan(sql: string): readonly ScanToken[];
  /** The tree of a whole `DO` or `CREATE FUNCTION` statement's PL/pgSQL body, as plain JSON. */
  parsePlPgSql(sql: string): unknown;
  /** Where the error lies that `parse` threw, in characters; undefined for any other error. */
  errorPosition(error: unknown): number | undefined;
}

/** Loads the parser, 1.7 MB of WebAssembly, whose file lies beside the bundle. Import this module only when needed. */
export async function loadSqlParser(): Promise<SqlParser> {
  await loadModule();
  return {
    parse: (sql) => parseSync(sql),
    scan(sql) {
      try {
        const comments = new Set(['SQL_COMMENT', 'C_COMMENT']);
        return scanSync(sql).tokens.filter((token) => !comments.has(token.tokenName));
      } catch {
        // The library writes its JSON by hand and stumbles over control characters in a literal. Tokens only refine
        // lines and texts, so that a statement without them still counts.
        return [];
      }
    },
    parsePlPgSql: (sql) => parsePlPgSQLSync(sql),
    errorPosition: (error) => (hasSqlDetails(error) ? error.sqlDetails?.cursorPosition : undefined),
  };
}
