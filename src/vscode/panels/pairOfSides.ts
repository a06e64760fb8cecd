import * as v from 'valibot';

/** The names of the two environments that are compared. */
export interface Pair {
  readonly left: string;
  readonly right: string;
}

const pairSchema = v.object({ left: v.string(), right: v.string() });

/** A pair out of what was stored; undefined where it is something else. */
export function storedPair(stored: unknown): Pair | undefined {
  const parsed = v.safeParse(pairSchema, stored);
  return parsed.success ? parsed.output : undefined;
}

export function samePair(a: Pair, b: Pair): boolean {
  return a.left === b.left && a.right === b.right;
}

export function pairTitle(pair: Pair): string {
  return `${pair.left} ↔ ${pair.right}`;
}
