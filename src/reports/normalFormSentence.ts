import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import { counted } from './counts.ts';

/** How much is equal though it is written differently, and why; undefined where nothing is. */
export function normalFormSentence({
  left,
  right,
  normalized: { length },
}: Pick<SchemaComparison, 'left' | 'right' | 'normalized'>): string | undefined {
  if (length === 0) return undefined;
  const major = ({ catalog: { server } }: ComparedSide): number => Math.floor(server.versionNumber / 10_000);
  const [low = 0, high = 0] = [major(left), major(right)].toSorted((a, b) => a - b);
  const it = length === 1 ? 'it' : 'them';
  const reason =
    low === high
      ? `since PostgreSQL keeps and restores ${it} in more than one spelling`
      : `since PostgreSQL ${String(low)} and ${String(high)} write ${it} differently`;
  return `${counted(length, 'object')} ${length === 1 ? 'is' : 'are'} equal in a normal form only, ${reason}`;
}
