import { compareCatalogs } from '../comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../comparison/compareOptions.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import { CompareError } from '../compareError.ts';
import type { Comparison } from '../comparison/difference.ts';
import type { Environment } from '../environments/environment.ts';
import { appliedRevisions } from '../migrations/frameworks/frameworks.ts';
import { confirmRenames } from '../migrations/confirmRenames.ts';
import { explainDifferences } from '../migrations/explain.ts';
import type { AppliedProject } from '../migrations/explain.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { readSide } from './readSide.ts';
import type { ComparedSide, ReadDependencies } from './readSide.ts';
import { withoutVersionTables } from './withoutVersionTables.ts';
import { computeRemaining } from './remaining.ts';
import type { Remaining } from './remaining.ts';

/** Everything that a page, a report or the command line tool shows of one comparison. */
export interface SchemaComparison {
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  readonly differences: readonly ExplainedDifference[];
  /** What the options set aside; not among `differences`. */
  readonly ignored: readonly ExplainedDifference[];
  /** What is equal in a normal form only; see `Comparison.normalized`. */
  readonly normalized: Comparison['normalized'];
  readonly projects: readonly MigrationProject[];
  /** What would still differ after the pending migrations; undefined where nothing is known to be pending. */
  readonly remaining: Remaining | undefined;
}

/**
 * Reads both databases at once, compares them, and explains each difference. When one side fails, the other is
 * cancelled.
 *
 * @throws CompareError with the environment's name in its details
 */
export async function compareSchemas(
  left: Environment,
  right: Environment,
  dependencies: ReadDependencies,
  options: { readonly signal?: AbortSignal | undefined; readonly compare?: CompareOptions } = {},
): Promise<SchemaComparison> {
  const either = new AbortController();
  const signal = options.signal === undefined ? either.signal : AbortSignal.any([options.signal, either.signal]);
  const read = async (environment: Environment): Promise<ComparedSide> => {
    try {
      return await readSide(environment, dependencies, { signal });
    } catch (error) {
      either.abort();
      throw error;
    }
  };
  const [leftSide, rightSide] = await both(read(left), read(right));
  return compareSides(leftSide, rightSide, await dependencies.projects, options.compare);
}

/** Compares two databases that have been read, explains each difference, and says what the pending migrations leave. */
export function compareSides(
  left: ComparedSide,
  right: ComparedSide,
  projects: readonly MigrationProject[],
  given: CompareOptions = defaultCompareOptions,
): SchemaComparison {
  const { applied, options, ...explained } = explainSides(left, right, projects, given);
  return { left, right, ...explained, projects, remaining: computeRemaining(left, right, applied, options) };
}

interface ExplainedSides extends Pick<SchemaComparison, 'differences' | 'ignored' | 'normalized'> {
  readonly applied: readonly AppliedProject[];
  /** What it was compared under. */
  readonly options: CompareOptions;
}

/** Compares two databases that have been read, and explains each difference by the migrations. */
export function explainSides(
  left: ComparedSide,
  right: ComparedSide,
  projects: readonly MigrationProject[],
  given: CompareOptions = defaultCompareOptions,
): ExplainedSides {
  const options = withoutVersionTables(given, [left, right], projects);
  const { differences, ignored, normalized } = compareCatalogs(left.catalog, right.catalog, options);
  const applied = projects.map((project) => {
    const appliedOn = ({ versions }: ComparedSide) => {
      const rows = versions.get(project.folder);
      return rows === undefined ? undefined : appliedRevisions(project, rows);
    };
    return { project, left: appliedOn(left), right: appliedOn(right) };
  });
  return {
    differences: confirmRenames(explainDifferences(differences, applied), projects),
    ignored: explainDifferences(ignored, applied),
    normalized,
    applied,
    options,
  };
}

/** Waits for both, then fails with the one that failed by itself rather than because the other one did. */
async function both<T>(first: Promise<T>, second: Promise<T>): Promise<[T, T]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  const reasons = [a, b].flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  throw reasons.find((reason) => !(reason instanceof CompareError && reason.reason === 'cancelled')) ?? reasons[0];
}
