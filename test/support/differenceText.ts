import type { Difference } from '../../src/comparison/difference.ts';

/** `leftOnly table public.users`. */
export function differenceText({ status, kind, path }: Pick<Difference, 'status' | 'kind' | 'path'>): string {
  return `${status} ${kind} ${path}`;
}
