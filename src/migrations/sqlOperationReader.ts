import type { DataChange, Operation } from './migrationProject.ts';

/**
 * Reads what SQL text does to a schema. Lines count from 1 and are relative to the text that was given; whoever took
 * the text out of a larger file maps them back.
 *
 * What cannot be parsed is a problem with its line, and the other statements still count.
 */
export type SqlOperationReader = (sql: string) => {
  readonly operations: readonly Operation[];
  readonly dataChanges: readonly DataChange[];
  /** False where some of it runs outside of the transaction that a framework would begin: CONCURRENTLY, a COMMIT within. */
  readonly transactional: boolean;
  readonly problems: readonly { readonly line: number; readonly detail: string }[];
};
