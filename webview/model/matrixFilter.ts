import type { MatrixRow } from '../../src/protocol/matrixModel.ts';
import type { Kind } from './filter.ts';

/** What the reader wants to see of the matrix. */
export interface MatrixFilters {
  readonly search: string;
  /** Any of these will do; none lets everything pass. */
  readonly kinds: readonly Kind[];
  /** Only what no migration mentions. */
  readonly unexplained: boolean;
}

export const noMatrixFilters: MatrixFilters = { search: '', kinds: [], unexplained: false };

/** The rows that pass every filter, in their order. A search of several words wants all of them. */
export function filterMatrix(rows: readonly MatrixRow[], filters: MatrixFilters): readonly MatrixRow[] {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  const kinds = new Set(filters.kinds);
  return rows.filter(
    (row) =>
      (kinds.size === 0 || kinds.has(row.kind)) &&
      (!filters.unexplained || isUnexplained(row)) &&
      (words.length === 0 || matches(row, words)),
  );
}

/** Between some of the environments it differs for a reason that no migration gives. */
export function isUnexplained({ explanations }: MatrixRow): boolean {
  return explanations.some(({ cause }) => cause === 'unmanaged');
}

function matches(row: MatrixRow, words: readonly string[]): boolean {
  const files = row.explanations.flatMap(({ file, revision }) => [file ?? '', revision ?? '']);
  const text = [row.kind, row.path, row.name, ...files].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
