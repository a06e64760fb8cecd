import { ratioText } from '../../src/reports/numberText.ts';
import { heldWords } from './countCells.ts';
import type { CountData } from './countData.ts';
import { isCounting } from './countData.ts';
import type { SideNames } from './rowCells.ts';

/** What tables hold, for the schema's rows; undefined before they are counted. */
export function heldRows(data: CountData | null): SideNames['held'] {
  if (data === null || data.tables.size === 0) return undefined;
  return new Map(
    [...data.tables.values()].flatMap(({ path, rightPath, left, right }) => {
      const held = { left: heldWords(left), right: heldWords(right) };
      return [path, ...(rightPath === null ? [] : [rightPath])].map((name) => [name, held] as const);
    }),
  );
}

/** The outcome of the counting in a word, for its tab; '' before. */
export function countsNote(data: CountData | null): string {
  const ratio = data?.summary?.ratio ?? null;
  return data === null || ratio === null || isCounting(data) ? '' : ratioText(ratio);
}
