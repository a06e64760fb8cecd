import { CompareError } from '../../../compareError.ts';
import type { ErrorDetails, ErrorReason } from '../../../compareError.ts';
import type { AwsSettings } from './identity.ts';

/** By the names of AWS's errors, https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const reasonByName: Readonly<Record<string, ErrorReason>> = {
  AccessDeniedException: 'accessDenied',
  AccessDenied: 'accessDenied',
  KMSAccessDeniedException: 'accessDenied',
  CredentialsProviderError: 'credentialsMissing',
  ExpiredToken: 'tokenExpired',
  ExpiredTokenException: 'tokenExpired',
  TokenProviderError: 'tokenExpired',
  UnauthorizedException: 'tokenExpired',
  InvalidSignatureException: 'credentialsRefused',
  MissingAuthenticationTokenException: 'credentialsRefused',
  UnrecognizedClientException: 'credentialsRefused',
  InvalidClientTokenId: 'credentialsRefused',
  ResourceNotFoundException: 'functionUnknown',
  RequestTooLargeException: 'requestTooLarge',
  EC2ThrottledException: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  TimeoutError: 'connectionTimeout',
};

const reasonByNodeCode: Readonly<Record<string, ErrorReason>> = {
  ECONNREFUSED: 'connectionRefused',
  ECONNRESET: 'connectionLost',
  EPIPE: 'connectionLost',
  ENOTFOUND: 'hostUnknown',
  EAI_AGAIN: 'hostUnknown',
};

/** Of whom and what an error speaks. */
interface AwsPlace extends Pick<AwsSettings, 'profile' | 'region'> {
  /** The environment's. */
  readonly name: string;
  readonly functionName?: string;
}

/**
 * What an error of the SDK means, for the person whose environment it is.
 *
 * @param otherwise the reason of an error that is not known
 * @param timeout how long was waited for an answer, in milliseconds
 */
export function awsError(
  { name: environment, functionName, profile, region }: AwsPlace,
  error: unknown,
  otherwise: ErrorReason,
  timeout?: number,
): CompareError {
  if (error instanceof CompareError) return error;
  const { name, message, code, hostname, address } = error as Error & {
    code?: string;
    hostname?: string;
    address?: string;
  };
  const facts = { function: functionName, profile, region, message };
  const make = (reason: ErrorReason, more: ErrorDetails = {}): CompareError =>
    new CompareError(reason, { ...facts, ...more }, { cause: error });
  // A region that cannot be found is the SDK's own error, without a name of its own.
  if (/region is missing/i.test(message)) {
    return make('settingsInvalid', {
      message: `The environment "${environment}" needs a "region": AWS is not told one.`,
    });
  }
  if (
    /\bsso\b|token.*(?:expired|refresh)|expired.*token/i.test(message) &&
    /expired|invalid|refresh|login/i.test(message)
  ) {
    return make('tokenExpired');
  }
  const reason = reasonByNodeCode[code ?? ''] ?? reasonByName[name];
  if (reason === 'connectionTimeout') return make(reason, { timeout, host: facts.function });
  if (reason !== undefined) return make(reason, { host: hostname ?? address ?? facts.function });
  return make(otherwise, { errorType: name });
}
