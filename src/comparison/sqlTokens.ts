/** A token of an SQL text, or a bracket with all up to the one that closes it. White space and comments are left out. */
export type SqlNode = string | SqlGroup;

export interface SqlGroup {
  readonly open: '(' | '[';
  readonly inside: readonly SqlNode[];
}

/** Strings, quoted identifiers, words, numbers, casts and arrows, operators; any other character is a token of its own. */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|::|[~!@#^&|`?+*/%<>=-]+|[^\s]/gu;

/** Reads an SQL text that PostgreSQL itself wrote: one without comments, and with brackets that match. */
export function parseTokens(text: string): readonly SqlNode[] {
  const levels: { readonly open: '(' | '['; readonly inside: SqlNode[] }[] = [{ open: '(', inside: [] }];
  for (const [piece] of text.matchAll(token)) {
    const inner = levels.at(-1);
    if (piece === '(' || piece === '[') levels.push({ open: piece, inside: [] });
    else if (levels.length > 1 && inner !== undefined && piece === (inner.open === '(' ? ')' : ']')) {
      levels.pop();
      levels.at(-1)?.inside.push(inner);
    } else inner?.inside.push(piece);
  }
  // Brackets that nothing closes are a text of somebody else's; it is then equal to nothing but itself.
  while (levels.length > 1) {
    const open = levels.pop();
    if (open !== undefined) levels.at(-1)?.inside.push('unclosed', open);
  }
  return levels[0]?.inside ?? [];
}

/** The tokens with one space between, so that equal texts are equal SQL. */
export function printTokens(nodes: readonly SqlNode[]): string {
  return nodes
    .map((node) =>
      typeof node === 'string' ? node : `${node.open} ${printTokens(node.inside)} ${node.open === '(' ? ')' : ']'}`,
    )
    .join(' ');
}

export function isIdentifier(node: SqlNode | undefined): node is string {
  return typeof node === 'string' && /^["\p{L}_]/u.test(node);
}

const queryWords: ReadonlySet<SqlNode> = new Set(['SELECT', 'WITH', 'VALUES']);

/** Whether brackets hold a query of their own. */
export function isQuery(node: SqlNode): boolean {
  return typeof node !== 'string' && queryWords.has(node.inside[0] ?? '');
}

/** Splits at a token, as the arguments of a call at its commas. */
export function splitAt(nodes: readonly SqlNode[], separator: string): SqlNode[][] {
  const parts: SqlNode[][] = [[]];
  for (const node of nodes) {
    if (node === separator) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}
