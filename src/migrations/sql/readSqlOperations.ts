import type { RawStmt } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import type { SqlOperationReader } from '../sqlOperationReader.ts';
import { statementsOfDoBlock } from './doBlocks.ts';
import { knownNames } from './knownNames.ts';
import type { KnownNames } from './knownNames.ts';
import { defaultSchemaAfter } from './searchPath.ts';
import { sourceText } from './sourceText.ts';
import type { SourceText } from './sourceText.ts';
import { splitAtSemicolons } from './splitAtSemicolons.ts';
import { loadSqlParser } from './sqlParser.ts';
import type { SqlParser } from './sqlParser.ts';
import { statementOperations } from './statementOperations.ts';
import type { StatementScope } from './statementScope.ts';

/** Loads PostgreSQL's parser (1.7 MB) and gives the reader that speaks through it. */
export async function loadSqlReader(): Promise<SqlOperationReader> {
  const parser = await loadSqlParser();
  return (sql) => readSql(sql, parser);
}

interface Problem {
  readonly line: number;
  readonly detail: string;
}

/** What the reading of one text gathers, statement by statement. */
interface Reading {
  readonly parser: SqlParser;
  readonly names: KnownNames;
  readonly operations: Operation[];
  readonly problems: Problem[];
  defaultSchema: string | undefined;
}

function readSql(sql: string, parser: SqlParser): ReturnType<SqlOperationReader> {
  const reading: Reading = { parser, names: knownNames(), operations: [], problems: [], defaultSchema: undefined };
  readText(withoutNulls(sql.replace(/^\uFEFF/, ''), reading), 1, reading);
  return { operations: reading.operations, problems: reading.problems };
}

/** PostgreSQL takes no NUL, and its parser would silently end there. */
function withoutNulls(sql: string, reading: Reading): string {
  const position = sql.indexOf('\0');
  if (position < 0) return sql;
  reading.problems.push({
    line: sourceText(sql.slice(0, position)).lineAt(position * 3),
    detail: 'invalid byte: 0x00',
  });
  return sql.replaceAll('\0', ' ');
}

function readText(sql: string, firstLine: number, reading: Reading): void {
  if (sql.trim() === '') return;
  const source = sourceText(sql, firstLine);
  let statements: readonly RawStmt[];
  try {
    statements = reading.parser.parse(sql).stmts ?? [];
  } catch (error) {
    const pieces = splitAtSemicolons(sql);
    if (pieces.length > 1) {
      let byte = 0;
      for (const piece of pieces) {
        readText(piece, source.lineAt(byte), reading);
        byte += Buffer.byteLength(piece);
      }
      return;
    }
    const characters = reading.parser.errorPosition(error) ?? 0;
    const byte = Buffer.byteLength([...sql].slice(0, characters).join(''));
    reading.problems.push({
      line: source.lineAt(byte),
      detail: error instanceof Error ? error.message : String(error),
    });
    return;
  }
  for (const statement of statements) readStatement(statement, source, reading);
}

function readStatement(raw: RawStmt, source: SourceText, reading: Reading): void {
  const node = raw.stmt;
  if (node === undefined) return;
  const scope = scopeOf(raw, source, reading);
  if ('DoStmt' in node) {
    readDoBlock(node.DoStmt, raw, source, scope, reading);
    return;
  }
  for (const operation of statementOperations(node, scope)) {
    reading.names.note(operation);
    reading.operations.push(operation);
  }
  reading.defaultSchema = defaultSchemaAfter(node, reading.defaultSchema);
}

function readDoBlock(
  statement: Parameters<typeof statementsOfDoBlock>[0],
  raw: RawStmt,
  source: SourceText,
  scope: StatementScope,
  reading: Reading,
): void {
  const { start, end } = extent(raw, source);
  let inner: ReturnType<typeof statementsOfDoBlock>;
  try {
    inner = statementsOfDoBlock(statement, source.slice(start, end), scope, reading.parser);
  } catch (error) {
    reading.problems.push({ line: scope.line, detail: error instanceof Error ? error.message : String(error) });
    return;
  }
  for (const { sql, line } of inner) readText(sql, line, reading);
}

/** Where a statement lies, in bytes; the last one of a text carries no length. */
function extent(raw: RawStmt, source: SourceText): { readonly start: number; readonly end: number } {
  const start = raw.stmt_location ?? 0;
  return { start, end: raw.stmt_len === undefined ? source.byteLength : start + raw.stmt_len };
}

function scopeOf(raw: RawStmt, source: SourceText, reading: Reading): StatementScope {
  const { start, end } = extent(raw, source);
  let tokens: ReturnType<StatementScope['tokens']> | undefined;
  const readTokens = () => {
    const scanned = reading.parser.scan(source.slice(start, end));
    return scanned.map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
  };
  const line = source.lineAt(start + leadingBytes(source.slice(start, end)));
  return {
    defaultSchema: reading.defaultSchema,
    names: reading.names,
    line,
    lineAt: (location) => (location === undefined || location < 0 ? line : source.lineAt(location)),
    tokens: () => (tokens ??= readTokens()),
    textBetween: (from, to) => source.slice(from, to),
  };
}

/** The parser counts what stands before a statement as part of it: blanks and comments. */
function leadingBytes(statement: string): number {
  const blank = /^(?:\s+|--[^\n\r]*)/;
  let rest = statement;
  for (;;) {
    const match = blank.exec(rest)?.[0] ?? blockComment(rest);
    if (match === '') break;
    rest = rest.slice(match.length);
  }
  return Buffer.byteLength(statement.slice(0, statement.length - rest.length));
}

/** The comment with which a text begins; such comments nest. */
function blockComment(text: string): string {
  if (!text.startsWith('/*')) return '';
  let depth = 0;
  for (const mark of text.matchAll(/\/\*|\*\//g)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return text.slice(0, mark.index + 2);
  }
  return text;
}
