import type { CompareError } from '../../compareError.ts';
import type { Environment } from '../../environments/environment.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';

/** What is known of an environment's database at this moment. */
export type EnvironmentState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'reading'; readonly progress: string }
  | { readonly phase: 'failed'; readonly error: CompareError }
  | { readonly phase: 'ready'; readonly side: ComparedSide };

/** A line beside the environment's name: its role, and what is known of its database. */
export function describeEnvironment(environment: Environment, state: EnvironmentState): string {
  // A role that the name already says need not be said twice.
  const role = environment.role === undefined || environment.role === environment.name ? [] : [environment.role];
  return [...role, ...describeState(state)].join(' · ');
}

export function describeState(state: EnvironmentState): string[] {
  switch (state.phase) {
    case 'idle':
      return ['not connected'];
    case 'reading':
      return [state.progress];
    case 'failed':
      return ['failed'];
    case 'ready':
      return [`PostgreSQL ${state.side.catalog.server.version}`, ...describeRevision(state.side)];
  }
}

function describeRevision({ revision, standing }: ComparedSide): string[] {
  if (revision === null) return [];
  if (standing === undefined) return [revision];
  return [revision, standing.pending.length === 0 ? 'up to date' : `${standing.pending.length} behind`];
}

/** "PostgreSQL" or "SQL files". */
export function typeLabel(environment: Environment): string {
  return environment.type === 'postgres' ? 'PostgreSQL' : 'SQL files';
}
