import { CompareError } from '../../../compareError.ts';
import type { PostgresEnvironment } from '../../environment.ts';
import type { OpenOptions } from '../../provider.ts';
import { rdsToken } from '../aws/rdsTokens.ts';
import type { KeptTokens } from '../aws/rdsTokens.ts';
import type { ConnectionTarget } from './connectionTarget.ts';
import type { Address } from './openSocket.ts';

/**
 * Makes the token for each host of a target, since each holds for one. It is done before the time to connect begins:
 * credentials may take theirs.
 *
 * @throws CompareError as rdsToken does
 */
export async function prepareTokens(
  environment: PostgresEnvironment,
  target: ConnectionTarget,
  kept: KeptTokens,
  { signal, onProgress }: OpenOptions,
): Promise<(address: Address) => Promise<string>> {
  onProgress?.('asking AWS for credentials');
  const nameOf = ({ host, port }: Address): string => JSON.stringify([host, port]);
  const tokens = new Map<string, string>();
  for (const { host, port } of [target, ...target.others]) {
    const token = await rdsToken(environment, { host, port, user: target.user }, { kept, signal });
    tokens.set(nameOf({ host, port }), token);
  }
  return (address) => {
    const token = tokens.get(nameOf(address));
    if (token === undefined) throw new CompareError('internal', { message: 'no token was made for this host' });
    return Promise.resolve(token);
  };
}

/**
 * What a refused login means where a token was the password. The kept tokens are forgotten then, for permissions may
 * have changed since.
 */
export function tokenRefused(error: CompareError, kept: KeptTokens): CompareError {
  // Without a rule in pg_hba.conf nobody looked at the token.
  const isAboutToken =
    error.reason === 'authenticationFailed' && !String(error.details['message']).includes('pg_hba.conf');
  if (!isAboutToken) return error;
  kept.clear();
  return new CompareError('tokenRefused', error.details, { cause: error });
}
