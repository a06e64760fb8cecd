import { buildMatrix, pairsOf } from '../comparison/matrix.ts';
import type { MatrixRow } from '../comparison/matrix.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { ExplainedDifference, ExplanationCause } from '../migrations/explanation.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { explainSides } from './compareSchemas.ts';
import { readSide } from './readSide.ts';
import type { ComparedSide, ReadDependencies } from './readSide.ts';

/** So many environments fit side by side. */
export const fewestInMatrix = 2;
export const mostInMatrix = 5;

/** Every object that differs in any of several databases. */
export interface SchemaMatrix {
  /** The columns. */
  readonly sides: readonly ComparedSide[];
  readonly rows: readonly ExplainedRow[];
}

export interface ExplainedRow extends MatrixRow<ExplainedDifference> {
  /** Why it differs, each reason once; `side` is the column at fault, null where no migration mentions the object. */
  readonly explanations: readonly MatrixExplanation[];
}

export interface MatrixExplanation {
  readonly cause: ExplanationCause;
  readonly side: number | null;
  readonly revision: string | null;
  /** Relative to the workspace, with `/`. */
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
}

/** An environment that was read, or why it could not be. */
export type MatrixReading =
  | { readonly environment: Environment; readonly side: ComparedSide }
  | { readonly environment: Environment; readonly error: CompareError };

/**
 * Reads several databases at once. One that fails leaves the others to be compared.
 * @throws CompareError with `cancelled`
 */
export async function readSides(
  environments: readonly Environment[],
  dependencies: ReadDependencies,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly MatrixReading[]> {
  return Promise.all(
    environments.map(async (environment): Promise<MatrixReading> => {
      try {
        return { environment, side: await readSide(environment, dependencies, { signal }) };
      } catch (error) {
        if (!(error instanceof CompareError) || error.reason === 'cancelled') throw error;
        return { environment, error };
      }
    }),
  );
}

/** Compares every two of several databases that have been read, and puts together what differs in any. */
export function compareMatrix(
  sides: readonly ComparedSide[],
  projects: readonly MigrationProject[],
  options?: CompareOptions,
): SchemaMatrix {
  const pairs = pairsOf(sides.length).flatMap(([left, right]) => {
    const [one, other] = [sides[left], sides[right]];
    if (one === undefined || other === undefined) return [];
    return [{ left, right, differences: explainSides(one, other, projects, options).differences }];
  });
  const rows = buildMatrix(
    sides.map(({ catalog }) => catalog),
    pairs,
  );
  return { sides, rows: rows.map((row) => ({ ...row, explanations: explanationsOf(row) })) };
}

function explanationsOf({ differences }: MatrixRow<ExplainedDifference>): readonly MatrixExplanation[] {
  const all = differences.map(({ left, right, difference }): MatrixExplanation => {
    const { cause, side, revision, file, line } = difference.explanation;
    return { cause, side: side === null ? null : side === 'left' ? left : right, revision, file, line };
  });
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
