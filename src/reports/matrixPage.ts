import type { MatrixRow } from '../protocol/matrixModel.ts';
import type { SchemaMatrix } from '../workflows/compareMatrix.ts';

/**
 * The rows as the page shows them, which has a column for every environment that was asked for.
 * @param places the column of each of the matrix's databases; the others could not be read
 */
export function toMatrixRows({ rows }: SchemaMatrix, places: readonly number[], columns: number): MatrixRow[] {
  return rows.map((row) => {
    const cells = Array.from({ length: columns }, (_, column): MatrixRow['cells'][number] => {
      const index = places.indexOf(column);
      return index < 0 ? 'unread' : (row.variants[index] ?? 'absent');
    });
    return {
      kind: row.kind,
      path: row.path,
      name: row.name,
      schema: row.schema,
      owner: row.owner?.name ?? null,
      cells,
      explanations: row.explanations.map(({ cause, side, revision, file, line }) => ({
        cause,
        column: side === null ? null : (places[side] ?? null),
        revision,
        file,
        line,
      })),
    };
  });
}
