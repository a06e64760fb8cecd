/** Some lines of a generated or written SQL text, with the line of the changelog that they stand for. */
export interface SqlPart {
  readonly sql: string;
  /** From 1: of the first line, or of all of them where the text is not in the changelog (`isWritten` is false). */
  readonly line: number;
  /** Whether the text's lines are lines of the changelog. */
  readonly isWritten: boolean;
}

/** One SQL text of parts, each on lines of its own, and where possible on those that it has in the changelog. */
export function layOut(parts: readonly SqlPart[]): { readonly sql: string; readonly lineAt: (line: number) => number } {
  const rows: { readonly text: string; readonly line: number }[] = [];
  for (const { sql, line, isWritten } of parts) {
    while (rows.length < line - 1) rows.push({ text: '', line: rows.length + 1 });
    for (const [index, text] of sql.split('\n').entries()) rows.push({ text, line: isWritten ? line + index : line });
  }
  return { sql: rows.map(({ text }) => text).join('\n'), lineAt: (line) => rows[line - 1]?.line ?? line };
}

/** Generated SQL, which is all about one line of the changelog. */
export function generated(sql: string, line: number): SqlPart {
  return { sql, line, isWritten: false };
}
