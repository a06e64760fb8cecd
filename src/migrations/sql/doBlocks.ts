import type { DoStmt } from 'libpg-query';
import { stringValue } from './names.ts';
import type { SqlParser } from './sqlParser.ts';
import type { StatementScope } from './statementScope.ts';

/** A statement inside of a DO block. */
export interface InnerStatement {
  readonly sql: string;
  readonly line: number;
  /** Whether it runs only where a condition holds, or for what a loop finds. */
  readonly conditional: boolean;
}

/**
 * The statements that a DO block holds, in order and from every branch: a guard such as IF NOT EXISTS says when a
 * statement is needed, not whether the migration means it. EXECUTE counts where its text is one literal.
 *
 * @param text the whole DO statement
 */
export function statementsOfDoBlock(
  statement: DoStmt,
  text: string,
  scope: StatementScope,
  parser: SqlParser,
): readonly InnerStatement[] {
  const options = (statement.args ?? []).flatMap((node) => ('DefElem' in node ? [node.DefElem] : []));
  const language = stringValue(options.find(({ defname }) => defname === 'language')?.arg) ?? 'plpgsql';
  if (language !== 'plpgsql') return [];
  const position = positionFinder(scope);
  return embeddedQueries(parser.parsePlPgSql(text), false)
    .map((query) => ({
      sql: query.dynamic ? literalText(query.text) : query.text,
      line: position(query.text),
      conditional: query.conditional,
    }))
    .filter(({ sql }) => sql !== '');
}

interface EmbeddedQuery {
  readonly text: string;
  /** An expression whose value is the statement. */
  readonly dynamic: boolean;
  readonly conditional: boolean;
}

const branches = /^PLpgSQL_stmt_(?:if|case|loop|while|for|foreach|dynfors)/;

function embeddedQueries(tree: unknown, conditional: boolean): readonly EmbeddedQuery[] {
  if (Array.isArray(tree)) return tree.flatMap((each: unknown) => embeddedQueries(each, conditional));
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, child]): readonly EmbeddedQuery[] => {
    if (key === 'PLpgSQL_stmt_execsql') return queryOf(child, 'sqlstmt', { dynamic: false, conditional });
    if (key === 'PLpgSQL_stmt_dynexecute') return queryOf(child, 'query', { dynamic: true, conditional });
    return embeddedQueries(child, conditional || branches.test(key));
  });
}

function queryOf(node: unknown, property: string, kind: Omit<EmbeddedQuery, 'text'>): readonly EmbeddedQuery[] {
  const expression = member(member(node, property), 'PLpgSQL_expr');
  const text = member(expression, 'query');
  return typeof text === 'string' ? [{ text, ...kind }] : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** The value of an expression that is one string literal, else nothing. */
function literalText(expression: string): string {
  const quoted = /^\s*'((?:[^'\\]|'')*)'\s*$/.exec(expression)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  return /^\s*(\$\w*\$)([^]*)\1\s*$/.exec(expression)?.[2] ?? '';
}

/** PL/pgSQL keeps each query as it is written, so that it is found again behind the one before it. */
function positionFinder(scope: StatementScope): (query: string) => number {
  const body = scope.tokens().find((token) => token.tokenName === 'SCONST');
  let from = 0;
  return (query) => {
    if (body === undefined) return scope.line;
    const found = body.text.indexOf(query, from);
    if (found < 0) return scope.line;
    from = found + query.length;
    return scope.lineAt(body.start + Buffer.byteLength(body.text.slice(0, found)));
  };
}
