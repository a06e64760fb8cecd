import type { RowComparison } from '../rows/compareRowCounts.ts';
import type { CountedEnvironment } from '../workflows/countSides.ts';
import type { RowFindings } from '../workflows/rowFindings.ts';

/** What a report of row counts is made of: two environments, or one. */
export interface RowReport {
  readonly left: CountedEnvironment;
  readonly right: CountedEnvironment | undefined;
  /** Of one environment: against nothing, so that every table is only left. */
  readonly comparison: RowComparison;
  /** What stands out by schemas and migrations; absent where these were not read. */
  readonly findings?: RowFindings;
}
