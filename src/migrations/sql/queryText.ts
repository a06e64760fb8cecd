import type { StatementScope } from './statementScope.ts';
import { textOfTokens } from './statementScope.ts';

/** The query after the first AS outside of brackets: that of a view or of a table made from one. */
export function queryText(scope: StatementScope): string | undefined {
  const tokens = scope.tokens();
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0 && token.text.toLowerCase() === 'as') {
      const query = textOfTokens(
        scope,
        tokens.slice(index + 1).filter(({ text }) => text !== ';'),
      );
      return query?.replace(/\s+with\s+(?:(?:no\s+)?data|(?:(?:local|cascaded)\s+)?check\s+option)$/i, '');
    }
  }
  return undefined;
}

/** The text from some words on, up to the first of some others outside of brackets or to the statement's end. */
export function textFrom(
  scope: StatementScope,
  words: readonly string[],
  ends: readonly string[],
  after = 0,
): string | undefined {
  const tokens = scope.tokens();
  const start = tokens.findIndex(
    (token, index) =>
      token.start >= after && words.every((word, place) => tokens[index + place]?.text.toLowerCase() === word),
  );
  if (start < 0) return undefined;
  let depth = 0;
  const rest = tokens.slice(start + words.length);
  const length = rest.findIndex(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth <= 0 && (text === ';' || ends.includes(text.toLowerCase()));
  });
  return textOfTokens(scope, tokens.slice(start, length < 0 ? undefined : start + words.length + length));
}
