import type { CountedPair } from '../workflows/countedPair.ts';
import type { RowFindings } from '../workflows/rowFindings.ts';

/** What a report of row counts is made of: two environments, or one. */
export interface RowReport extends CountedPair {
  /** What stands out by schemas and migrations; absent where these were not read. */
  readonly findings?: RowFindings;
}
