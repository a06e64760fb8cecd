import type { DoStmt, Node } from 'libpg-query';
import { splitStatements } from '../../sql/splitStatements.ts';
import type { DataChange, Operation } from '../migrationProject.ts';
import type { SqlOperationReader } from '../sqlOperationReader.ts';
import { dataChangesOf } from './dataChanges.ts';
import { statementsOfDoBlock } from './doBlocks.ts';
import { knownNames } from './knownNames.ts';
import type { KnownNames } from './knownNames.ts';
import { defaultSchemaAfter } from './searchPath.ts';
import { sourceText } from './sourceText.ts';
import type { SourceText } from './sourceText.ts';
import type { SqlParser } from './sqlParser.ts';
import { statementOperations } from './statementOperations.ts';
import type { StatementScope } from './statementScope.ts';
import { endsTransaction, isTransactionWord, refusesTransaction } from './transactions.ts';

/** Loads PostgreSQL's parser (1.7 MB) and gives the reader that speaks through it. */
export async function loadSqlReader(): Promise<SqlOperationReader> {
  const { loadSqlParser } = await import('./sqlParser.ts');
  const parser = await loadSqlParser();
  return (sql) => {
    const reading: Reading = {
      parser,
      names: knownNames(),
      operations: [],
      dataChanges: [],
      problems: [],
      defaultSchema: undefined,
      conditional: false,
      hasEnded: false,
      transactional: true,
    };
    readText(sql.replace(/^\uFEFF/, ''), 1, reading);
    const { operations, dataChanges, problems, transactional } = reading;
    return { operations, dataChanges, problems, transactional };
  };
}

/** What the reading of one text gathers, statement by statement. */
interface Reading {
  readonly parser: SqlParser;
  readonly names: KnownNames;
  readonly operations: Operation[];
  readonly dataChanges: DataChange[];
  readonly problems: { readonly line: number; readonly detail: string }[];
  defaultSchema: string | undefined;
  /** Whether what is being read runs only under a condition. */
  conditional: boolean;
  /** Whether a COMMIT has ended the transaction that the text began in. */
  hasEnded: boolean;
  transactional: boolean;
}

/** Each statement is parsed by itself, so that a faulty one costs no other. */
function readText(sql: string, firstLine: number, reading: Reading): void {
  for (const { kind, text, line } of splitStatements(sql)) {
    if (kind === 'statement') readStatement(sourceText(text, firstLine + line - 1), reading);
  }
}

function readStatement(source: SourceText, reading: Reading): void {
  for (const node of parse(source, reading)) {
    const scope = scopeOf(source, reading);
    if ('DoStmt' in node) {
      readDoBlock(node.DoStmt, source, scope, reading);
      continue;
    }
    for (const operation of statementOperations(node, scope)) {
      reading.names.note(operation);
      reading.operations.push(reading.conditional ? { ...operation, conditional: true } : operation);
    }
    reading.dataChanges.push(...dataChangesOf(node, scope));
    reading.defaultSchema = defaultSchemaAfter(node, reading.defaultSchema);
    noteTransaction(node, reading);
  }
}

/** What comes behind a COMMIT is no longer part of the transaction that the framework began. */
function noteTransaction(node: Node, reading: Reading): void {
  if (refusesTransaction(node) || (reading.hasEnded && !isTransactionWord(node))) reading.transactional = false;
  if (endsTransaction(node)) reading.hasEnded = true;
}

function parse(source: SourceText, { parser, problems }: Reading): readonly Node[] {
  const nul = source.text.indexOf('\0');
  if (nul >= 0) {
    // PostgreSQL takes none, and its parser would end there without a word.
    problems.push({ line: source.lineAt(Buffer.byteLength(source.text.slice(0, nul))), detail: 'invalid byte: 0x00' });
    return [];
  }
  try {
    return (parser.parse(source.text).stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt]));
  } catch (error) {
    const before = [...source.text].slice(0, parser.errorPosition(error) ?? 0).join('');
    problems.push({ line: source.lineAt(Buffer.byteLength(before)), detail: messageOf(error) });
    return [];
  }
}

function readDoBlock(statement: DoStmt, source: SourceText, scope: StatementScope, reading: Reading): void {
  try {
    for (const { sql, line, conditional } of statementsOfDoBlock(statement, source.text, scope, reading.parser)) {
      reading.conditional = conditional;
      readText(sql, line, reading);
    }
  } catch (error) {
    reading.problems.push({ line: scope.line, detail: messageOf(error) });
  }
  reading.conditional = false;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function scopeOf(source: SourceText, { parser, names, defaultSchema }: Reading): StatementScope {
  let tokens: ReturnType<StatementScope['tokens']> | undefined;
  const line = source.lineAt(0);
  return {
    defaultSchema,
    names,
    line,
    isOneLine: !source.text.includes('\n'),
    lineAt: (location) => (location === undefined || location < 0 ? line : source.lineAt(location)),
    tokens: () => (tokens ??= parser.scan(source.text)),
    textBetween: (start, end) => source.slice(start, end),
  };
}
