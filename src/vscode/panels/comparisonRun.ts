import type { CompareError } from '../../compareError.ts';
import type { CompareOptions } from '../../comparison/compareOptions.ts';
import type { PageRun } from '../../protocol/pageModel.ts';
import type { PageReport } from '../../reports/pageComparison.ts';
import type { SchemaComparison } from '../../workflows/compareSchemas.ts';
import { errorMessage } from '../errorMessages.ts';

/** Where a panel's comparison stands. */
export type ComparisonRun =
  /** `restored`: the panel came back after a reload and waits to be asked. */
  | { readonly phase: 'idle'; readonly restored: boolean }
  | { readonly phase: 'loading'; readonly abort: AbortController; readonly left: string; readonly right: string }
  | {
      readonly phase: 'ready';
      readonly comparison: SchemaComparison;
      /** What it was compared under. */
      readonly options: CompareOptions;
      readonly report: PageReport;
    }
  | { readonly phase: 'failed'; readonly error: CompareError };

/** The id that the page sends back for a failed run's one action. */
export const failureActionId = 'failure';

/** The run as the page shows it. */
export function toPageRun(run: ComparisonRun): PageRun {
  switch (run.phase) {
    case 'idle':
      return { phase: 'idle', restored: run.restored };
    case 'loading':
      return { phase: 'loading', left: run.left, right: run.right };
    case 'ready':
      return { phase: 'ready', comparison: run.report.comparison };
    case 'failed': {
      const { sentence, action } = errorMessage(run.error);
      return {
        phase: 'failed',
        message: sentence,
        action: action === undefined ? null : { id: failureActionId, title: action.title },
      };
    }
  }
}
