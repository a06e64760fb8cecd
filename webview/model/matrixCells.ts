import type { MatrixColumn, MatrixExplanation, MatrixRow } from '../../src/protocol/matrixModel.ts';
import { causeTag, migrationLink } from './explanations.ts';
import { oneLine } from './text.ts';

export interface MatrixCell {
  readonly token: 'form' | 'there' | 'absent' | 'unread';
  /** Which form, from 0, for its colour; the text says it too. */
  readonly form: number;
  readonly text: string;
  /** For those who do not see where it stands. */
  readonly label: string;
}

/** What stands in the column of an environment. Letters are needed only where there is more than one form. */
export function matrixCell({ cells }: MatrixRow, index: number, column: MatrixColumn): MatrixCell {
  const cell = cells[index] ?? 'unread';
  const name = oneLine(column.name);
  if (cell === 'unread') return { token: 'unread', form: 0, text: 'not read', label: `${name}: not read` };
  if (cell === 'absent') return { token: 'absent', form: 0, text: 'not there', label: `${name}: not there` };
  const forms = new Set(cells.filter((each) => typeof each === 'number'));
  if (forms.size === 1) return { token: 'there', form: 0, text: '✓ there', label: `${name}: there` };
  const letter = String.fromCharCode(65 + cell);
  return { token: 'form', form: cell, text: letter, label: `${name}: form ${letter}` };
}

/** "pending on production", and where. */
export function matrixSentence(
  { cause, column, ...place }: MatrixExplanation,
  columns: readonly MatrixColumn[],
): string {
  const name = column === null ? undefined : columns[column]?.name;
  const link = migrationLink(place);
  return [
    name === undefined ? causeTag(cause) : `${causeTag(cause)} on ${oneLine(name)}`,
    ...(link === null ? [] : [link.location]),
  ].join(': ');
}

/** Where the keys lead to: rows, and in each the object, the environments, and the explanation. */
export interface MatrixPlace {
  readonly row: number;
  /** 0 is the object, then the environments, the explanation last. */
  readonly cell: number;
}

/** undefined where the key means nothing here. */
export function moveInMatrix(
  key: string,
  { row, cell }: MatrixPlace,
  { rows, cells, page }: { readonly rows: number; readonly cells: number; readonly page: number },
): MatrixPlace | undefined {
  const at = (nextRow: number, nextCell: number): MatrixPlace => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    cell: Math.max(0, Math.min(cells - 1, nextCell)),
  });
  switch (key) {
    case 'ArrowDown':
      return at(row + 1, cell);
    case 'ArrowUp':
      return at(row - 1, cell);
    case 'ArrowRight':
      return at(row, cell + 1);
    case 'ArrowLeft':
      return at(row, cell - 1);
    case 'PageDown':
      return at(row + page, cell);
    case 'PageUp':
      return at(row - page, cell);
    case 'Home':
      return at(0, cell);
    case 'End':
      return at(rows - 1, cell);
    default:
      return undefined;
  }
}
