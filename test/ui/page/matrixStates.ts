import type { MatrixColumn, MatrixExplanation, MatrixRow, MatrixState } from '../../../src/protocol/matrixModel.ts';

/** Generated states of the matrix page. */

const read = (revision: string | null): MatrixColumn['reading'] => ({
  phase: 'read',
  serverVersion: '15.8',
  revision,
  readAt: '2026-02-02T14:02:31',
});

export const production: MatrixColumn = { name: 'production', role: 'production', reading: read('20260115_0200') };
const staging: MatrixColumn = { name: 'staging', role: 'staging', reading: read('20260127_0100') };
const local: MatrixColumn = { name: 'local', role: 'development', reading: read('20260131_0000') };
const code: MatrixColumn = { name: 'code', role: null, reading: read('20260131_0000') };

function pendingOn(column: number, line: number): MatrixExplanation {
  const file = 'migrations/versions/20260131_0000_add_blueshift_provider_fields.py';
  return { cause: 'pending', column, revision: '20260131_0000', file, line };
}

const unmanaged: MatrixExplanation = { cause: 'unmanaged', column: null, revision: null, file: null, line: null };

function row(name: string, cells: MatrixRow['cells'], more: Partial<MatrixRow> = {}): MatrixRow {
  return {
    kind: 'column',
    path: `public.providers.${name}`,
    name,
    schema: 'public',
    owner: 'providers',
    cells,
    explanations: [pendingOn(0, 30)],
    ...more,
  };
}

const table = (name: string, cells: MatrixRow['cells'], explanations: MatrixExplanation[]): MatrixRow =>
  row(name, cells, { kind: 'table', path: `public.${name}`, owner: null, explanations });

export function matrixRows(): MatrixRow[] {
  return [
    table('payment_methods', ['absent', 'absent', 0, 0], [pendingOn(0, 56), pendingOn(1, 56)]),
    table('session', [0, 'absent', 'absent', 'absent'], [unmanaged]),
    row('home_address', ['absent', 0, 0, 0]),
    row('email', [0, 1, 2, 1], {
      explanations: [
        { cause: 'not in effect', column: 2, revision: '20260114', file: 'migrations/versions/20260114.py', line: 7 },
        pendingOn(0, 31),
      ],
    }),
    row('<b>"hostile"\n</b>', [0, 1, 0, 0], {
      kind: 'index',
      explanations: [{ ...pendingOn(1, 12), cause: 'revision unknown' }],
    }),
  ];
}

export function matrixState(more: Partial<MatrixState> = {}): MatrixState {
  return { columns: [production, staging, local, code], rows: matrixRows(), ...more };
}

/** One of the four could not be read; the others are shown. */
export function oneFailed(): MatrixState {
  const failed: MatrixColumn = {
    ...staging,
    reading: { phase: 'failed', message: 'staging: The server refused the connection.', action: 'Edit Environment' },
  };
  const rows = matrixRows().map((each) => ({
    ...each,
    cells: each.cells.map((cell, at) => (at === 1 ? 'unread' : cell)),
  }));
  return { columns: [production, failed, local, code], rows };
}

export function loadingMatrix(): MatrixState {
  const columns = [production, staging, local].map((column, index): MatrixColumn => ({
    ...column,
    reading:
      index === 0 ? column.reading : { phase: 'reading', words: index === 1 ? 'connecting' : 'reading the catalog' },
  }));
  return { columns, rows: null };
}

export function manyRows(count: number): MatrixState {
  const rows = Array.from({ length: count }, (_, index) => row(`column_${index}`, ['absent', 0, index % 3, 0]));
  return matrixState({ rows });
}
