import type { CountsMessage } from '../../src/protocol/countMessages.ts';
import type { PageCountedTable, PageCountRun, PageCountSummary } from '../../src/protocol/countModel.ts';

/** What the page knows of row counts. */
export interface CountData {
  readonly run: PageCountRun;
  /** By path. */
  readonly tables: ReadonlyMap<string, PageCountedTable>;
  readonly summary: PageCountSummary | null;
}

/** What is known after a message, which may tell only what has changed. */
export function mergeCounts(before: CountData | null, message: CountsMessage): CountData {
  const tables = new Map(message.isWhole ? [] : before?.tables);
  for (const table of message.tables) tables.set(table.path, table);
  return { run: message.run, tables, summary: message.summary };
}

export function isCounting({ run }: CountData): boolean {
  return run.left.phase === 'counting' || run.right.phase === 'counting';
}

/** Nothing was counted, and nothing went wrong: the page waits to be asked. */
export function isUncounted({ run }: CountData): boolean {
  return run.left.phase === 'idle' && run.right.phase === 'idle';
}
