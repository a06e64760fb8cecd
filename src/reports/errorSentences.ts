import type { CompareError, ErrorDetails, ErrorReason } from '../compareError.ts';
import { after, because, place, quoted, text } from './detailWords.ts';
import { sshSentences } from './sshSentences.ts';

/**
 * One sentence that says what happened, for the command line tool, the page and notifications alike.
 * What to do about it is not part of it: that depends on where it is read.
 */
export function errorSentence(error: CompareError): string {
  return sentences[error.reason](error.details);
}

/** The sentence with the environment that it happened to in front, where the error says which. */
export function errorLine(error: CompareError): string {
  const environment = text(error.details['environment']);
  // The sentence about an unknown environment names it already.
  const isNamed = environment === undefined || error.reason === 'environmentUnknown' || error.reason === 'cancelled';
  return isNamed ? errorSentence(error) : `${environment}: ${errorSentence(error)}`;
}

const sentences: Readonly<Record<ErrorReason, (details: ErrorDetails) => string>> = {
  accessDenied: (d) => `AWS does not allow this${forProfile(d)}${because(d)}.`,
  // 28P01 is the wrong password; anything else, such as no entry in pg_hba.conf, PostgreSQL says best itself.
  authenticationFailed: (d) =>
    d['sqlState'] === '28P01' || d['sqlState'] === undefined
      ? `${at(d)} refused the user name or password${forUser(d)}.`
      : `${at(d)} refused the login${forUser(d)}${because(d)}.`,
  cancelled: () => 'Cancelled.',
  catalogChanging: () => 'The schema was changed again and again while it was read in parts.',
  commandFailed: (d) => `The command ${quoted(d['command'], 'of the environment')} failed${because(d)}.`,
  commandTimeout: (d) => `The command ${quoted(d['command'], 'of the environment')} did not end in time${after(d)}.`,
  connectionLost: (d) => `The connection to ${server(d)} was lost${because(d)}.`,
  connectionRefused: (d) => `${at(d)} refused the connection: is PostgreSQL running there?`,
  connectionTimeout: (d) => `${at(d)} did not answer in time${after(d)}.`,
  credentialsMissing: (d) => `No AWS credentials were found${forProfile(d)}${because(d)}.`,
  credentialsRefused: (d) => `AWS refused the credentials${forProfile(d)}${because(d)}.`,
  databaseUnknown: (d) => `There is no database ${quoted(d['database'], 'of that name')} on ${server(d)}.`,
  environmentUnknown: (d) =>
    `There is no environment ${quoted(d['environment'] ?? d['name'], 'of that name')}${known(d)}.`,
  fileUnreadable: (d) => `${place(d, 'A file')} cannot be read${because({ message: d['message'] ?? d['code'] })}.`,
  filesNotFound: (d) => `No file matches ${quoted(d['pattern'] ?? d['file'] ?? d['files'], 'the pattern')}.`,
  functionFailed: (d) => `${theFunction(d)} failed${because(d)}.`,
  functionSilent: (d) =>
    `${theFunction(d)} was ended by AWS before it had answered the first question${after(d)}: it was still starting, or it does not reach its database.`,
  functionTimeout: (d) => `${theFunction(d)} was ended by AWS before it had answered${after(d)}.`,
  functionUnknown: (d) => `There is no function ${quoted(d['function'], 'of that name')}${inRegion(d)}.`,
  hostUnknown: (d) => `The host ${quoted(d['host'], 'name')} cannot be found.`,
  internal: (d) => `Something went wrong inside Database Compare${because(d)}.`,
  lockTimeout: (d) => `${at(d)} is busy: a lock was not granted in time${after(d)}.`,
  migrationNotSql: (d) =>
    `${place(d, 'A migration')} is not SQL alone: give the environment a "command" that prints its SQL.`,
  passwordMissing: (d) => `${at(d)} asks for a password${forUser(d)}, and none is stored${ignoredFile(d)}.`,
  permissionDenied: (d) => `${at(d)} does not allow this${forUser(d)}${because(d)}.`,
  replyMalformed: (d) => `${theFunction(d)} gave an answer that cannot be understood${because(d)}.`,
  replyTooLarge: (d) => `${theFunction(d)} has more to say than AWS lets it${because(d)}.`,
  requestTooLarge: (d) => `The question is too large for ${quoted(d['function'], 'the function')}${because(d)}.`,
  serverError: (d) => `${at(d)} reported an error${because(d)}${sqlState(d)}.`,
  serverTooOld: (d) =>
    `${at(d)} runs PostgreSQL ${text(d['version']) ?? '11 or earlier'}, which is too old: 12 or later is needed.`,
  settingsInvalid: (d) =>
    text(d['message']) ??
    `The setting ${text(d['setting']) ?? 'databaseCompare.environments'} is not valid${because(d)}.`,
  sqlInvalid: (d) => `${place(d, 'The SQL')} cannot be loaded${because(d)}.`,
  ...sshSentences,
  statementTimeout: (d) => `${at(d)} took too long to answer and the statement was stopped${after(d)}.`,
  throttled: (d) => `AWS is too busy with ${quoted(d['function'], 'the function')}${because(d)}.`,
  tlsFailed: (d) =>
    tlsSentences[text(d['code']) ?? '']?.(d) ?? `A secure connection to ${server(d)} could not be made${because(d)}.`,
  tokenExpired: (d) => `The AWS sign-in has expired${forProfile(d)}.`,
  tokenRefused: (d) =>
    `${at(d)} refused the token of AWS IAM${forUser(d)}${because(d)}: the role needs GRANT rds_iam, and whoever asks rds-db:connect.`,
  transactionRefused: (d) =>
    `${at(d)} is a pooler that pools by statement, and reading needs a transaction: let it pool by transaction or by session.`,
  variableUndefined: (d) => `The variable ${quoted(d['variable'], 'in the settings')} is not defined.`,
  workspaceUntrusted: () => 'This workspace is not trusted, so no connection is opened from its settings.',
};

const ofUnknownAuthority = (d: ErrorDetails): string =>
  `The certificate of ${server(d)} is by an authority that is not trusted here${by(d)}: a CA file must name it.`;

/** By the codes of OpenSSL and Node, https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes */
const tlsSentences: Readonly<Record<string, (details: ErrorDetails) => string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: (d) =>
    `The certificate of ${server(d)} is self-signed: it is trusted only where a CA file holds it.`,
  SELF_SIGNED_CERT_IN_CHAIN: ofUnknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: ofUnknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ofUnknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ofUnknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: (d) =>
    `The certificate of ${server(d)} is for ${text(d['names']) ?? 'no name'}, and not for ${quoted(d['host'], 'this host')}.`,
  CERT_HAS_EXPIRED: (d) => `The certificate of ${server(d)} has expired${on(d['validTo'])}.`,
  CERT_NOT_YET_VALID: (d) => `The certificate of ${server(d)} is not valid yet${from(d['validFrom'])}.`,
  SERVER_WITHOUT_TLS: (d) => `${at(d)} does not offer TLS, and the settings ask for it.`,
};

function by(details: ErrorDetails): string {
  const issuer = text(details['issuer']);
  return issuer === undefined ? '' : ` ("${issuer}")`;
}

function on(day: string | number | undefined): string {
  return text(day) === undefined ? '' : `, on ${String(day)}`;
}

function from(day: string | number | undefined): string {
  return text(day) === undefined ? '' : `, only from ${String(day)} on`;
}

function theFunction(details: ErrorDetails): string {
  const name = text(details['function'] ?? details['host']);
  return name === undefined ? 'The function' : `The function "${name}"`;
}

function forProfile(details: ErrorDetails): string {
  const profile = text(details['profile']);
  return profile === undefined ? '' : ` for the profile "${profile}"`;
}

function inRegion(details: ErrorDetails): string {
  const region = text(details['region']);
  return region === undefined ? '' : ` in ${region}`;
}

/** The server as the object of a sentence. */
function server(details: ErrorDetails): string {
  const host = text(details['host']);
  const port = text(details['port']);
  if (host === undefined) return 'the server';
  return port === undefined || host.startsWith('/') ? host : `${host}:${port}`;
}

/** The server as the subject of a sentence. */
function at(details: ErrorDetails): string {
  const name = server(details);
  return name === 'the server' ? 'The server' : name;
}

function forUser(details: ErrorDetails): string {
  const user = text(details['user']);
  return user === undefined ? '' : ` of "${user}"`;
}

function sqlState(details: ErrorDetails): string {
  const state = text(details['sqlState']);
  return state === undefined ? '' : ` (SQLSTATE ${state})`;
}

/** libpq ignores a password file that others may read, and so do we. */
function ignoredFile(details: ErrorDetails): string {
  const file = text(details['ignoredFile']);
  return file === undefined ? '' : `; ${file} is ignored, for others may read it`;
}

function known(details: ErrorDetails): string {
  const names = text(details['known']);
  return names === undefined ? '' : `; there are: ${names}`;
}
