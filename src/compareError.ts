/** Why something could not be done. `vscode/` and `cli/` turn each into a sentence and one next action. */
export type ErrorReason =
  | 'accessDenied'
  | 'authenticationFailed'
  | 'cancelled'
  | 'catalogChanging'
  | 'commandFailed'
  | 'commandTimeout'
  | 'connectionLost'
  | 'connectionRefused'
  | 'connectionTimeout'
  | 'credentialsMissing'
  | 'credentialsRefused'
  | 'databaseUnknown'
  | 'environmentUnknown'
  | 'fileUnreadable'
  | 'filesNotFound'
  | 'functionFailed'
  | 'functionSilent'
  | 'functionTimeout'
  | 'functionUnknown'
  | 'hostUnknown'
  | 'internal'
  | 'lockTimeout'
  | 'migrationNotSql'
  | 'passwordMissing'
  | 'permissionDenied'
  | 'replyMalformed'
  | 'replyTooLarge'
  | 'requestTooLarge'
  | 'serverError'
  | 'serverTooOld'
  | 'settingsInvalid'
  | 'sqlInvalid'
  | 'sshAuthenticationFailed'
  | 'sshFailed'
  | 'sshForwardingRefused'
  | 'sshHostKeyChanged'
  | 'sshHostKeyUnknown'
  | 'sshHostUnknown'
  | 'sshKeyInvalid'
  | 'sshPassphraseMissing'
  | 'sshPassphraseWrong'
  | 'sshRefused'
  | 'sshTargetUnreachable'
  | 'sshTimeout'
  | 'statementTimeout'
  | 'throttled'
  | 'tlsFailed'
  | 'tokenExpired'
  | 'tokenRefused'
  | 'transactionRefused'
  | 'variableUndefined'
  | 'workspaceUntrusted';

/** Facts that a sentence about the error needs: host, port, file, line, sqlState, variable, and so on. Never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | undefined>>;

/** The one error type of the project. It carries facts; wording is for whoever shows it. */
export class CompareError extends Error {
  readonly reason: ErrorReason;
  readonly details: ErrorDetails;

  constructor(reason: ErrorReason, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(`${reason} ${JSON.stringify(details)}`, options);
    this.name = 'CompareError';
    this.reason = reason;
    this.details = details;
  }
}
