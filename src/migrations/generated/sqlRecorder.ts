import type { DataChange, MigrationProblem, Operation, Revision } from '../migrationProject.ts';
import type { SqlOperationReader } from '../sqlOperationReader.ts';
import { layOut } from '../values/layOut.ts';
import { type Text, unknownPart } from '../values/text.ts';

/** A part of a statement that stands on one line of the migration file. */
export interface Piece {
  readonly sql: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Gathers the statements that a migration of a query builder comes to: builders write SQL, and so is read what they
 * write. A name or type that is not known is `unknownName`.
 */
export interface SqlRecorder {
  /** A statement that the framework makes. */
  add(...pieces: readonly Piece[]): void;
  /** SQL that the file writes itself, with the line of the call that runs it. */
  addText(text: Text, line: number): Entry;
  /** Rows that are written without SQL being seen. */
  addChange(change: DataChange): void;
  /** Says that a place cannot be read without running it; once for each line and fact. */
  notStatic(line: number, detail: string): void;
  /** What all of it comes to, in order. */
  finish(): Recorded;
}

/** A statement that may turn out to be none: a text that is given to another call. */
export interface Entry {
  readonly withdraw: () => void;
}

export type Recorded = Required<Pick<Revision, 'operations' | 'dataChanges' | 'transactional'>> & {
  readonly problems: readonly MigrationProblem[];
};

/** Stands for a name that only running tells. */
export const unknownName = unknownPart;

interface Recording {
  readonly conditional: boolean;
  readonly sql: string;
  readonly lineAt: (line: number) => number;
  /** Whether the file writes the SQL, and so is at fault where PostgreSQL would refuse it. */
  readonly isWritten: boolean;
}

/** @param isUndecided whether what is recorded now is done under a condition that only running tells */
export function createSqlRecorder(file: string, read: SqlOperationReader, isUndecided: () => boolean): SqlRecorder {
  const recordings = new Set<Recording>();
  const dataChanges: DataChange[] = [];
  const problems: MigrationProblem[] = [];
  const operations: Operation[] = [];
  let transactional = true;

  const notStatic = (line: number, detail: string): void => {
    if (!problems.some((problem) => problem.line === line && problem.detail === detail)) {
      problems.push({ reason: 'notStatic', file, line, detail });
    }
  };

  const readRecording = ({ conditional, sql, lineAt, isWritten }: Recording): void => {
    const reading = read(sql);
    transactional &&= reading.transactional;
    for (const operation of reading.operations) {
      const line = lineAt(operation.line);
      const known = knownPart(operation);
      if (known === undefined) notStatic(line, 'name');
      else operations.push({ ...known, ...(conditional ? { conditional } : {}), line });
    }
    for (const change of reading.dataChanges) {
      if (!change.table.includes(unknownPart)) dataChanges.push({ ...change, line: lineAt(change.line) });
    }
    for (const { line, detail } of reading.problems) {
      if (isWritten && !sql.includes(unknownPart)) {
        problems.push({ reason: 'syntaxError', file, line: lineAt(line), detail });
      } else {
        notStatic(lineAt(line), isWritten ? 'SQL' : detail);
      }
    }
  };

  const record = (sql: string, lineAt: Recording['lineAt'], isWritten: boolean): Entry => {
    const recording: Recording = { conditional: isUndecided(), sql, lineAt, isWritten };
    recordings.add(recording);
    return { withdraw: () => recordings.delete(recording) };
  };

  return {
    notStatic,
    add(...pieces) {
      const lines = pieces.flatMap(({ sql, line }) => sql.split('\n').map(() => line));
      record(pieces.map(({ sql }) => sql).join('\n'), (line) => lines[line - 1] ?? lines[0] ?? 1, false);
    },
    addText(text, callLine) {
      const { sql, lines } = layOut(text);
      // A text that nobody knows the line of stands where it is run.
      return record(sql, (line) => (lines[line - 1] ?? 0) || callLine, true);
    },
    addChange: (change) => dataChanges.push(change),
    finish() {
      for (const recording of recordings) readRecording(recording);
      recordings.clear();
      dataChanges.sort((one, other) => one.line - other.line);
      return { operations, dataChanges, transactional, problems };
    },
  };
}

/** An operation without what is not known of it; undefined where that is what it acts on. */
function knownPart({ target, attributes, value, ...operation }: Operation): Operation | undefined {
  const isUnknown = (text: string | undefined): boolean => text?.includes(unknownPart) === true;
  const { name, columns, ...rest } = target;
  const isNamedByDefault = target.kind === 'index' || target.kind === 'constraint';
  if ([rest.schema, rest.owner, rest.references?.table, operation.newName].some(isUnknown)) return undefined;
  if (isUnknown(name) && !(isNamedByDefault && columns !== undefined && columns.length > 0)) return undefined;
  const settled = Object.entries(attributes ?? {}).filter(([, text]) => !isUnknown(text));
  return {
    ...operation,
    target: {
      ...rest,
      name: isUnknown(name) ? undefined : name,
      ...(columns === undefined || columns.some(isUnknown) ? {} : { columns }),
    },
    ...(attributes === undefined ? {} : { attributes: Object.fromEntries(settled) }),
    ...(value === undefined || isUnknown(value) ? {} : { value }),
  };
}
