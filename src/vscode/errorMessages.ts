import { CompareError, type ErrorReason } from '../compareError.ts';
import { errorLine } from '../reports/errorSentences.ts';
import { commandIds } from './ids.ts';

/** The one thing to do about an error. `retry` is for the place that shows it: only that knows what to do again. */
export type ErrorAction =
  | { readonly kind: 'retry'; readonly title: string }
  | { readonly kind: 'command'; readonly title: string; readonly command: string; readonly args: readonly unknown[] };

export interface ErrorMessage {
  readonly sentence: string;
  readonly action: ErrorAction | undefined;
}

/** What to show of an error: a sentence, with the environment that it happened to, and one next action. */
export function errorMessage(error: CompareError): ErrorMessage {
  const environment = error.details['environment'];
  return {
    sentence: errorLine(error),
    action: actions[error.reason](error, environment === undefined ? undefined : String(environment)),
  };
}

/** The error with the environment that it happened to, where it does not say so itself. */
export function inEnvironment(error: CompareError, environment: string): CompareError {
  if (error.details['environment'] !== undefined) return error;
  return new CompareError(error.reason, { ...error.details, environment }, { cause: error });
}

/** Every failure as a CompareError: what we did not foresee is `internal`, what an AbortSignal did is `cancelled`. */
export function toCompareError(error: unknown): CompareError {
  if (error instanceof CompareError) return error;
  if (error instanceof Error && error.name === 'AbortError') return new CompareError('cancelled', {}, { cause: error });
  return new CompareError(
    'internal',
    { message: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

type ActionOf = (error: CompareError, environmentName: string | undefined) => ErrorAction | undefined;

const retry: ActionOf = () => ({ kind: 'retry', title: 'Retry' });
const showLog: ActionOf = () => ({ kind: 'command', title: 'Show Log', command: commandIds.showLog, args: [] });
const openSettings: ActionOf = () => ({
  kind: 'command',
  title: 'Open Settings',
  command: commandIds.openSettings,
  args: [],
});

const editEnvironment: ActionOf = (error, environmentName) =>
  environmentName === undefined
    ? openSettings(error, environmentName)
    : { kind: 'command', title: 'Edit Environment', command: commandIds.editEnvironment, args: [environmentName] };

const setPassword: ActionOf = (error, environmentName) =>
  environmentName === undefined
    ? openSettings(error, environmentName)
    : { kind: 'command', title: 'Set Password', command: commandIds.setPassword, args: [environmentName] };

/** Where the authority is unknown, a file that names it helps; it is no answer to a wrong name or an old certificate. */
const chooseCaFile: ActionOf = (error, environmentName) =>
  environmentName !== undefined && authorityCodes.has(String(error.details['code']))
    ? {
        kind: 'command',
        title: 'Choose CA File…',
        command: commandIds.chooseCaFile,
        args: [environmentName, error.details['sslMode']],
      }
    : editEnvironment(error, environmentName);

const authorityCodes: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const openFile: ActionOf = (error, environmentName) => {
  const { file, line } = error.details;
  return typeof file === 'string'
    ? {
        kind: 'command',
        title: 'Open File',
        command: commandIds.openMigration,
        args: [{ file, line: typeof line === 'number' ? line : null }],
      }
    : editEnvironment(error, environmentName);
};

const manageTrust: ActionOf = () => ({
  kind: 'command',
  title: 'Manage Workspace Trust',
  command: 'workbench.trust.manage',
  args: [],
});

/** AWS's own command line tool renews the token: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html */
const signIn: ActionOf = ({ details }) => ({
  kind: 'command',
  title: 'Sign In',
  command: commandIds.signInToAws,
  args: [typeof details['profile'] === 'string' ? details['profile'] : undefined],
});

const showReply: ActionOf = ({ details }) => ({
  kind: 'command',
  title: 'Show Answer',
  command: commandIds.showFunctionReply,
  args: [String(details['reply'] ?? '')],
});

const actions: Readonly<Record<ErrorReason, ActionOf>> = {
  accessDenied: editEnvironment,
  authenticationFailed: setPassword,
  cancelled: () => undefined,
  catalogChanging: retry,
  commandFailed: showLog,
  commandTimeout: editEnvironment,
  connectionLost: retry,
  connectionRefused: editEnvironment,
  connectionTimeout: editEnvironment,
  credentialsMissing: editEnvironment,
  credentialsRefused: signIn,
  databaseUnknown: editEnvironment,
  environmentUnknown: openSettings,
  fileUnreadable: openFile,
  filesNotFound: editEnvironment,
  functionFailed: showLog,
  functionSilent: retry,
  functionTimeout: editEnvironment,
  functionUnknown: editEnvironment,
  hostUnknown: editEnvironment,
  internal: showLog,
  lockTimeout: retry,
  migrationNotSql: editEnvironment,
  passwordMissing: setPassword,
  permissionDenied: showLog,
  replyMalformed: showReply,
  replyTooLarge: editEnvironment,
  requestTooLarge: editEnvironment,
  serverError: showLog,
  serverTooOld: editEnvironment,
  settingsInvalid: openSettings,
  sqlInvalid: openFile,
  sshAuthenticationFailed: editEnvironment,
  sshFailed: showLog,
  sshForwardingRefused: editEnvironment,
  sshHostKeyChanged: openFile,
  sshHostKeyUnknown: retry,
  sshHostUnknown: editEnvironment,
  sshKeyInvalid: editEnvironment,
  sshPassphraseMissing: editEnvironment,
  sshPassphraseWrong: editEnvironment,
  sshRefused: editEnvironment,
  sshTargetUnreachable: editEnvironment,
  sshTimeout: editEnvironment,
  statementTimeout: retry,
  throttled: retry,
  tlsFailed: chooseCaFile,
  tokenExpired: signIn,
  tokenRefused: editEnvironment,
  transactionRefused: editEnvironment,
  variableUndefined: editEnvironment,
  workspaceUntrusted: manageTrust,
};
