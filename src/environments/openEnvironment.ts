import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment } from './environment.ts';
import type { OpenOptions, Provider } from './provider.ts';

/**
 * Opens a session with the provider of the environment's type.
 *
 * @throws CompareError whose reason says why the database cannot be reached
 */
export async function openEnvironment(
  environment: Environment,
  providers: readonly Provider[],
  options: OpenOptions = {},
): Promise<Session> {
  const provider = providers.find(({ type }) => type === environment.type);
  if (provider === undefined) throw new CompareError('internal', { message: `no provider for ${environment.type}` });
  return provider.open(environment, options);
}
