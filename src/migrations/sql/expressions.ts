import type { Node } from 'libpg-query';
import type { ScanToken } from 'libpg-query';
import { stringValues } from './names.ts';
import { textOfTokens } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';

/** The columns that an expression mentions, each once, in the order of their first mention. */
export function columnsIn(expression: unknown): readonly string[] {
  const columns = new Set<string>();
  visitTree(expression, (key, body) => {
    if (key !== 'ColumnRef') return;
    const column = stringValues((body as { fields?: Node[] }).fields).at(-1);
    if (column !== undefined) columns.add(column);
  });
  return [...columns];
}

/** Shows every object of a parse tree with the name that it has in the one around it. */
export function visitTree(value: unknown, see: (key: string, body: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== 'object' || child === null) continue;
    see(key, child as object);
    visitTree(child, see);
  }
}

/**
 * What PostgreSQL calls an expression in an index's default name: FigureIndexColname() in its parse_target.c.
 * undefined where it has no name of its own, which then is "expr".
 */
export function expressionName(node: Node | undefined): string | undefined {
  return figureName(node)?.name;
}

interface FiguredName {
  readonly name: string;
  /** A type's name yields to any other. */
  readonly weak: boolean;
}

function figureName(node: Node | undefined): FiguredName | undefined {
  if (node === undefined) return undefined;
  if ('ColumnRef' in node) return strong(stringValues(node.ColumnRef.fields).at(-1));
  if ('FuncCall' in node) return strong(stringValues(node.FuncCall.funcname).at(-1));
  if ('A_Indirection' in node) {
    return strong(stringValues(node.A_Indirection.indirection).at(-1)) ?? figureName(node.A_Indirection.arg);
  }
  if ('CollateClause' in node) return figureName(node.CollateClause.arg);
  if ('TypeCast' in node) {
    const inner = figureName(node.TypeCast.arg);
    if (inner !== undefined && !inner.weak) return inner;
    const type = stringValues(node.TypeCast.typeName?.names).at(-1);
    return type === undefined ? inner : { name: type, weak: true };
  }
  if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_NULLIF') return strong('nullif');
  if ('CoalesceExpr' in node) return strong('coalesce');
  if ('MinMaxExpr' in node) return strong(node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest');
  if ('CaseExpr' in node) {
    const otherwise = figureName(node.CaseExpr.defresult);
    return otherwise !== undefined && !otherwise.weak ? otherwise : { name: 'case', weak: true };
  }
  if ('A_ArrayExpr' in node) return strong('array');
  if ('RowExpr' in node) return strong('row');
  return undefined;
}

function strong(name: string | undefined): FiguredName | undefined {
  return name === undefined ? undefined : { name, weak: false };
}

/** Keywords that end the expression of a column's DEFAULT, because the next constraint begins. */
const constraintStarts: ReadonlySet<string> = new Set([
  'check',
  'collate',
  'compression',
  'constraint',
  'default',
  'deferrable',
  'generated',
  'initially',
  'not',
  'null',
  'primary',
  'references',
  'storage',
  'unique',
]);

/**
 * The expression that begins at or after `start`, as written: up to a comma or a closing bracket outside of it, or to
 * the column's next constraint.
 */
export function expressionText(scope: StatementScope, start: number, endsAtConstraint: boolean): string | undefined {
  const tokens: ScanToken[] = [];
  let depth = 0;
  for (const token of scope.tokens()) {
    if (token.start < start) continue;
    if (depth === 0) {
      if ([',', ')', ';'].includes(token.text)) break;
      const isKeyword = token.keywordName !== 'NO_KEYWORD';
      if (endsAtConstraint && tokens.length > 0 && isKeyword && constraintStarts.has(token.text.toLowerCase())) break;
    }
    if (token.text === '(' || token.text === '[') depth += 1;
    if (token.text === ')' || token.text === ']') depth -= 1;
    tokens.push(token);
  }
  return textOfTokens(scope, tokens);
}

/** What the brackets hold that follow some words: `USING (a > 0)`, `WHEN (NEW.a IS NULL)`; undefined where there are none. */
export function bracketedAfter(scope: StatementScope, ...words: readonly string[]): string | undefined {
  return bracketedFrom(scope, 0, ...words);
}

/** The same after some place of the statement. */
export function bracketedFrom(scope: StatementScope, start: number, ...words: readonly string[]): string | undefined {
  const tokens = scope.tokens();
  const at = tokens.findIndex(
    (token, index) =>
      token.start >= start &&
      words.every((word, place) => tokens[index + place]?.text.toLowerCase() === word) &&
      tokens[index + words.length]?.text === '(',
  );
  if (at < 0) return undefined;
  const opening = at + words.length;
  let depth = 0;
  const length = tokens.slice(opening).findIndex(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth === 0;
  });
  return textOfTokens(scope, tokens.slice(opening + 1, opening + length));
}
