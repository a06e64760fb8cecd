import type { LambdaEnvironment } from '../../environment.ts';
import { mappedConversation } from './mappedConversation.ts';
import { ownConversation } from './ownConversation.ts';

/** How to ask a function for the rows of a statement, and to understand its answer. */
export interface Conversation {
  /** The event of an invocation. */
  event(sql: string, params: readonly unknown[]): unknown;
  /** @throws CompareError for an answer that says no, or that is none */
  understand(answer: unknown): Promise<Answer>;
}

export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Whether the server said that the statement's transaction has written nothing; undefined where nobody asked it. */
  readonly nothingWritten?: boolean | undefined;
}

/** How long a statement may take, in milliseconds. */
export interface StatementLimits {
  readonly statement: number;
  readonly lock: number;
}

/** With the project's own function, or, where the settings have a mapping, with the team's. */
export function startConversation(environment: LambdaEnvironment, limits: StatementLimits): Conversation {
  const isOwn = environment.request === undefined && environment.response === undefined;
  return isOwn ? ownConversation(environment, limits) : mappedConversation(environment);
}
