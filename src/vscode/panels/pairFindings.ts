import type { CompareOptions } from '../../comparison/compareOptions.ts';
import type { CountedEnvironment } from '../../workflows/countSides.ts';
import type { CountedPair } from '../../workflows/countedPair.ts';
import type { RowFindings, SideFacts } from '../../workflows/rowFindings.ts';
import type { RowSide } from '../../rows/compareRowCounts.ts';
import { errorMessage, toCompareError } from '../errorMessages.ts';
import type { Services } from '../services.ts';

/** What stands out of a pair's row counts by what schemas and migrations say. */
export interface PairFindings {
  /** What was found of these counts; undefined where it was not looked for, or for others. */
  of(left: CountedEnvironment, right: CountedEnvironment): RowFindings | undefined;
  /** Looks for it, once both sides are counted; what was found of them by the same options stays. Never rejects. */
  look(pair: CountedPair, compare: CompareOptions): Promise<void>;
  cancel(): void;
}

/** @param schemas what has been read of the sides for the comparison of schemas */
export function createPairFindings(
  { core, store, log }: Services,
  schemas: () => Partial<Readonly<Record<RowSide, SideFacts>>>,
  onFound: () => void,
): PairFindings {
  let found:
    | {
        readonly left: CountedEnvironment;
        readonly right: CountedEnvironment;
        readonly by: string;
        readonly findings: RowFindings;
      }
    | undefined;
  let abort = new AbortController();
  const of = (left: CountedEnvironment, right: CountedEnvironment): RowFindings | undefined =>
    found?.left === left && found.right === right ? found.findings : undefined;
  const cancel = (): void => {
    abort.abort();
    abort = new AbortController();
  };
  return {
    of,
    look: async (pair, compare) => {
      const { left, right } = pair;
      const by = JSON.stringify(compare);
      if (right === undefined || (of(left, right) !== undefined && found?.by === by)) return;
      if (left.stoppedBy !== undefined || right.stoppedBy !== undefined) return;
      cancel();
      const { signal } = abort;
      try {
        const sides = await Promise.all([left, right].map(({ environment }) => store.find(environment.name)));
        const findings = await core.rowFindings(pair, sides, { signal, compare, known: schemas() });
        if (signal.aborted) return;
        found = { left, right, by, findings };
        onFound();
      } catch (thrown) {
        // The counts stand without it.
        const error = toCompareError(thrown);
        if (error.reason !== 'cancelled')
          log.info(`What stands out was not looked for: ${errorMessage(error).sentence}`);
      }
    },
    cancel,
  };
}
