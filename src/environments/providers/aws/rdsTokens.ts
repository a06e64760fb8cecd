import { CompareError } from '../../../compareError.ts';
import { awsError } from './awsErrors.ts';
import { identityOf } from './identity.ts';
import type { AwsSettings } from './identity.ts';
import { regionOfHost } from './rdsHost.ts';

/** Tokens by what they are for. Whoever opens sessions keeps one for all of them. */
export type KeptTokens = Map<string, KeptToken>;

interface KeptToken {
  readonly token: string;
  /** When it is made anew, in milliseconds since 1970. */
  readonly renewAt: number;
}

/** Whom a token lets in, and where. It holds for this host name and port alone. */
export interface TokenPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

export interface TokenOptions {
  readonly kept: KeptTokens;
  readonly signal?: AbortSignal | undefined;
  /** The time, in milliseconds since 1970; the tests have one of their own. */
  readonly now?: () => number;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html */
const lifetimeMilliseconds = 15 * 60_000;

/** Enough for a slow connection, and for a clock that is behind. */
const marginMilliseconds = 2 * 60_000;

/**
 * A token of AWS IAM that Amazon RDS takes as a password. It is a signature made here: AWS is asked for no more than
 * credentials. One that was made before is given again until shortly before its time, or that of the credentials, ends.
 *
 * @throws CompareError `credentialsMissing`, `credentialsRefused`, `tokenExpired`, `accessDenied`, `settingsInvalid`
 *   without a region, `cancelled`
 */
export async function rdsToken(
  environment: AwsSettings & { readonly name: string },
  place: TokenPlace,
  { kept, signal, now = Date.now }: TokenOptions,
): Promise<string> {
  const settings = { ...environment, ...regionFor(environment, place) };
  const key = keyOf(settings, place);
  const known = kept.get(key);
  if (known !== undefined && known.renewAt > now()) return known.token;
  const makes = makeToken(settings, place).catch((error: unknown) => {
    throw awsError(settings, error, 'credentialsRefused');
  });
  const { token, expiresAt } = await untilAborted(makes, signal);
  kept.set(key, { token, renewAt: Math.min(now() + lifetimeMilliseconds, expiresAt) - marginMilliseconds });
  return token;
}

/** The host says better where the database is than a variable does. */
function regionFor(settings: AwsSettings, { host }: TokenPlace): { readonly region?: string } {
  const region = settings.region ?? regionOfHost(host);
  return region === undefined ? {} : { region };
}

/** Nothing secret is part of it; an access key's id is none. */
function keyOf({ region, profile, roleArn, variables = {} }: AwsSettings, { host, port, user }: TokenPlace): string {
  const own = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID'].map((name) => variables[name]);
  return JSON.stringify([host, port, user, region, profile, roleArn, ...own]);
}

async function makeToken(
  settings: AwsSettings,
  { host, port, user }: TokenPlace,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const [{ Signer }, { fromNodeProviderChain }, { region, profile, credentials }] = await Promise.all([
    import('@aws-sdk/rds-signer'),
    import('@aws-sdk/credential-providers'),
    identityOf(settings),
  ]);
  const found = credentials ?? fromNodeProviderChain(profile === undefined ? {} : { profile });
  let expiresAt = Infinity;
  const signer = new Signer({
    hostname: host,
    port,
    username: user,
    // A signature by temporary credentials ends with them. The signer asks again for those that end too soon.
    credentials: async (asked) => {
      if (typeof found !== 'function') return found;
      const identity = await found(asked);
      expiresAt = identity.expiration?.getTime() ?? Infinity;
      return identity;
    },
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  });
  return { token: await signer.getAuthToken(), expiresAt };
}

/** The SDK's providers of credentials cannot be stopped; their answer is no longer waited for. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new CompareError('cancelled'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
