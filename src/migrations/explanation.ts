import type { Difference, Side } from '../comparison/difference.ts';

/**
 * - `pending`: a migration that `side` has not applied does it
 * - `not in effect`: `side` claims the migration, its effect is not there
 * - `revision unknown`: a migration does it, but the revision of `side` cannot be read
 * - `unmanaged`: no migration mentions the object
 */
export type ExplanationCause = 'pending' | 'not in effect' | 'revision unknown' | 'unmanaged';

/** Why a difference is there, and which line of which migration says so. */
export interface Explanation {
  readonly cause: ExplanationCause;
  /** The side that is at fault: it lacks what the migration does. null when no migration mentions the object. */
  readonly side: Side | null;
  readonly revision: string | null;
  /** Relative to the workspace, with `/`. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** Every operation that speaks of the object, newest first, where there is more than one to choose from. */
  readonly candidates: readonly ExplanationCandidate[];
}

export interface ExplanationCandidate {
  readonly revision: string;
  readonly file: string;
  readonly line: number;
  /** What it does there: "create", "alter", "rename" or "drop". */
  readonly action: string;
}

export interface ExplainedDifference extends Difference {
  readonly explanation: Explanation;
  /** The operation that renames the object as suspected: then it is one. */
  readonly renamedBy?: ExplanationCandidate;
  readonly children: readonly ExplainedDifference[];
}
