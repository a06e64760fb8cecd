import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment } from './environment.ts';
import type { OpenOptions, Provider, SecretStore, SessionTimeouts } from './provider.ts';
import type { KeptTokens } from './providers/aws/rdsTokens.ts';
import type { SshQuestions } from './ssh/sshQuestions.ts';
import type { MigrationsOptions } from './providers/migrations/migrationsProvider.ts';

/** What the providers need from whoever runs them. */
export interface ProviderContext {
  readonly timeouts: SessionTimeouts;
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where passwords live that the settings do not have. */
  readonly secrets?: SecretStore | undefined;
  /** Asks a person about SSH hosts and keys; absent where there is nobody to ask. */
  readonly sshQuestions?: SshQuestions | undefined;
  /** Tokens of AWS IAM, the same for all sessions, so that one serves them until its time ends. */
  readonly tokens: KeptTokens;
  /** Where what is costly to make again may be kept; absolute. */
  readonly cacheFolder: string;
  /** What the migrations of the workspace run; absent where there is no workspace. */
  readonly scripts?: MigrationsOptions['scripts'] | undefined;
  /** Told what the log should say of a session that was closed: how often a function was invoked. */
  readonly onNote?: ((note: string) => void) | undefined;
}

/**
 * Opens a session on an environment with the provider of its type.
 *
 * @throws CompareError whose reason says why the database cannot be reached
 */
export async function openEnvironment(
  environment: Environment,
  context: ProviderContext,
  options: OpenOptions = {},
): Promise<Session> {
  const provider = await loadProvider(environment.type, context);
  return provider.open(environment, options);
}

async function loadProvider(type: Environment['type'], context: ProviderContext): Promise<Provider> {
  switch (type) {
    case 'postgres': {
      const { createPostgresProvider } = await import('./providers/postgres/postgresProvider.ts');
      return createPostgresProvider(context);
    }
    case 'sqlFiles': {
      const { createSqlFilesProvider } = await import('./providers/sqlFiles/sqlFilesProvider.ts');
      return createSqlFilesProvider(context);
    }
    case 'migrations': {
      const { createMigrationsProvider } = await import('./providers/migrations/migrationsProvider.ts');
      const { scripts } = context;
      if (scripts === undefined) throw new CompareError('internal', { message: 'no migrations were given' });
      return createMigrationsProvider({ ...context, scripts });
    }
    case 'lambda': {
      const { createLambdaProvider } = await import('./providers/lambda/lambdaProvider.ts');
      return createLambdaProvider(context);
    }
  }
}
