/** Whole powers of ten that a scale of counts is marked at: 1, 10, 100 ... the last one not below the largest. */
export function logMarks(largest: number): readonly number[] {
  const marks = [1];
  while ((marks.at(-1) ?? 1) < largest) marks.push(10 ** marks.length);
  return marks.length === 1 ? [1, 10] : marks;
}

/**
 * Where a count stands on a logarithmic scale, from 0 to 1. There is no place for zero on such a scale, so a step as wide
 * as a power of ten stands before 1, and zero at its beginning.
 */
export function logPlace(rows: number, marks: readonly number[]): number {
  if (rows <= 0) return 0;
  return (1 + Math.log10(rows)) / marks.length;
}
