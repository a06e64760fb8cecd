import type { CompareError } from '../../compareError.ts';
import type { Environment } from '../../environments/environment.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';

/** What is known of an environment's database at this moment. */
export type EnvironmentState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly progress: string }
  | { readonly phase: 'failed'; readonly error: CompareError }
  | { readonly phase: 'ready'; readonly side: ComparedSide };

/**
 * A line beside the environment's name: its role, and what is known of its database.
 * @param standing where it stands among the migrations, in words
 */
export function describeEnvironment(
  environment: Environment,
  state: EnvironmentState,
  standing: readonly string[],
): string {
  // A role that the name already says need not be said twice.
  const role = environment.role === undefined || environment.role === environment.name ? [] : [environment.role];
  return [...role, ...describeState(state, standing)].join(' · ');
}

export function describeState(state: EnvironmentState, standing: readonly string[]): readonly string[] {
  switch (state.phase) {
    case 'idle':
      return standing.length === 0 ? ['not connected'] : standing;
    case 'reading':
      return [state.progress];
    case 'failed':
      return ['failed'];
    case 'ready': {
      const { catalog, revision } = state.side;
      return [...standing, ...(revision === null ? [] : [revision]), `PostgreSQL ${catalog.server.version}`];
    }
  }
}

/** "PostgreSQL" or "SQL files". */
export function typeLabel({ type }: Environment): string {
  return typeLabels[type];
}

const typeLabels: Readonly<Record<Environment['type'], string>> = {
  lambda: 'AWS Lambda',
  migrations: 'Migrations',
  postgres: 'PostgreSQL',
  sqlFiles: 'SQL files',
};
