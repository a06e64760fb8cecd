import { CompareError } from '../../../compareError.ts';
import type { ErrorDetails, ErrorReason } from '../../../compareError.ts';
import type { LambdaEnvironment } from '../../environment.ts';

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

/** What an error of the SDK means, for the person whose function it is. */
export function awsError(environment: LambdaEnvironment, error: unknown, timeout: number): CompareError {
  if (error instanceof CompareError) return error;
  const { name, message, code, hostname, address } = error as Error & {
    code?: string;
    hostname?: string;
    address?: string;
  };
  const facts = { ...placeOf(environment), message };
  const make = (reason: ErrorReason, more: ErrorDetails = {}): CompareError =>
    new CompareError(reason, { ...facts, ...more }, { cause: error });
  // A region that cannot be found is the SDK's own error, without a name of its own.
  if (/region is missing/i.test(message)) {
    return make('settingsInvalid', {
      message: `The environment "${environment.name}" needs a "region": AWS is not told one.`,
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
  return make('functionFailed', { errorType: name });
}

/** The function ended without an answer of its own: `{"errorType", "errorMessage", "trace"}`. */
export function functionError(environment: LambdaEnvironment, payload: string): CompareError {
  const { errorType, errorMessage } = readFailure(payload);
  const facts = { ...placeOf(environment), message: errorMessage, errorType };
  const seconds = /Task timed out after ([\d.]+) seconds/.exec(errorMessage)?.[1];
  if (seconds !== undefined) return new CompareError('functionTimeout', { ...facts, timeout: Number(seconds) * 1000 });
  if (errorType === 'Function.ResponseSizeTooLarge') {
    const bytes = /\((\d+) bytes\)|size[^\d]*(\d+)/.exec(errorMessage);
    return new CompareError('replyTooLarge', {
      ...facts,
      bytes: bytes === null ? undefined : Number(bytes[1] ?? bytes[2]),
    });
  }
  return new CompareError('functionFailed', facts);
}

function placeOf({ functionName, profile, region }: LambdaEnvironment) {
  return { function: functionName, profile, region };
}

function readFailure(payload: string): { readonly errorType: string; readonly errorMessage: string } {
  try {
    const { errorType = '', errorMessage = '' } = JSON.parse(payload) as Partial<Record<string, unknown>>;
    return { errorType: String(errorType), errorMessage: String(errorMessage) };
  } catch {
    return { errorType: '', errorMessage: payload.slice(0, 500) };
  }
}
