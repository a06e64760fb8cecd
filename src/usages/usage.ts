/** What code may use: a table, or a column of one. Names are bare. */
export interface UsageSubject {
  readonly kind: 'table' | 'column';
  readonly table: string;
  /** For a column. */
  readonly column?: string;
}

/** One place in a file that seems to mean a subject. */
export interface Usage {
  readonly subject: UsageSubject;
  /** Relative to the folder that was searched, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-16 units, as editors count. */
  readonly column: number;
  readonly length: number;
  /** The line without the white space around it, cut where it is long. */
  readonly text: string;
  readonly isTest: boolean;
}

/** Files that were not searched, by why. */
export interface SkippedFiles {
  readonly tooLarge: number;
  readonly binary: number;
  readonly unreadable: number;
}

export interface UsageResult {
  readonly usages: readonly Usage[];
  readonly searched: number;
  readonly skipped: SkippedFiles;
  /** There are more, and the search ended. */
  readonly isCut: boolean;
}

/** "providers.home_address". */
export function subjectName({ table, column }: UsageSubject): string {
  return column === undefined ? table : `${table}.${column}`;
}
