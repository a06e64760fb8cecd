import { CompareError } from '../../../compareError.ts';
import type { ErrorDetails, ErrorReason } from '../../../compareError.ts';
import type { SessionTimeouts } from '../../provider.ts';
import type { ConnectionTarget } from './connectionTarget.ts';

/** What the error alone does not say. */
export interface ErrorContext {
  readonly target: Readonly<
    Partial<Record<keyof Pick<ConnectionTarget, 'host' | 'database' | 'user'>, string | undefined>>
  > & {
    readonly port?: number | undefined;
  };
  /** A password that was used; it is taken out of whatever the error says. */
  readonly password?: string | undefined;
  /** Of the statement that failed: how long it ran and was allowed to, in milliseconds. */
  readonly statement?: { readonly duration: number; readonly timeouts: SessionTimeouts };
}

const reasonByNodeCode: Readonly<Record<string, ErrorReason>> = {
  ENOTFOUND: 'hostUnknown',
  EAI_AGAIN: 'hostUnknown',
  EAI_NODATA: 'hostUnknown',
  EAI_FAIL: 'hostUnknown',
  ECONNREFUSED: 'connectionRefused',
  // No server listens on this Unix-domain socket.
  ENOENT: 'connectionRefused',
  EACCES: 'connectionRefused',
  EHOSTUNREACH: 'connectionRefused',
  ENETUNREACH: 'connectionRefused',
  EADDRNOTAVAIL: 'connectionRefused',
  ETIMEDOUT: 'connectionTimeout',
  ECONNRESET: 'connectionLost',
  EPIPE: 'connectionLost',
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const reasonBySqlState: Readonly<Record<string, ErrorReason>> = {
  '28P01': 'authenticationFailed',
  '28000': 'authenticationFailed',
  '3D000': 'databaseUnknown',
  '42501': 'permissionDenied',
  // The server ended the session: by an administrator, a crash, a dropped database, an idle limit.
  '57P01': 'connectionLost',
  '57P02': 'connectionLost',
  '57P04': 'connectionLost',
  '57P05': 'connectionLost',
  '25P03': 'connectionLost',
  '25P04': 'connectionLost',
};

/** PgBouncer has one code for whatever it refuses, 08P01; its words are never translated. */
const reasonByPoolerText: readonly (readonly [RegExp, ErrorReason])[] = [
  [/transaction blocks not allowed/, 'transactionRefused'],
  [/authentication failed|no such user/, 'authenticationFailed'],
  [/no such database|^database .* does not exist/, 'databaseUnknown'],
  [/server conn crashed|server closed|shut ?down|terminat/, 'connectionLost'],
];

/**
 * What an error of pg, of Node or of the server means. `details` has the target, and what there is of `code` (Node's),
 * `sqlState`, `message` (the server's own words), `detail`, `hint`, `timeout` (milliseconds); never a password.
 */
export function toCompareError(error: unknown, context: ErrorContext): CompareError {
  const { host, port, database, user } = context.target;
  if (error instanceof CompareError) {
    return new CompareError(error.reason, { host, port, database, user, ...error.details }, { cause: error });
  }
  const cause = withoutPassword(error, context.password);
  const { reason, ...facts } = explain(cause, context);
  return new CompareError(reason, { host, port, database, user, ...facts }, { cause });
}

type Explanation = { readonly reason: ErrorReason } & ErrorDetails;

function explain(error: Error, context: ErrorContext): Explanation {
  const fields = error as Error & { code?: string; severity?: string; detail?: string; hint?: string };
  const { message } = error;
  if (fields.severity !== undefined) {
    const sqlState = fields.code ?? 'XX000';
    return {
      ...reasonOfSqlState(sqlState, message, context),
      sqlState,
      message,
      detail: fields.detail,
      hint: fields.hint,
    };
  }
  const reason = reasonByNodeCode[fields.code ?? ''];
  if (reason !== undefined) return { reason, code: fields.code };
  // pg has no codes for these; the words are its own and never translated.
  if (message.includes('client password must be a')) return { reason: 'passwordMissing' };
  if (/^SASL|scram/i.test(message)) return { reason: 'authenticationFailed', message };
  if (/Connection terminated|not queryable|closed the connection/.test(message))
    return { reason: 'connectionLost', message };
  return { reason: 'internal', code: fields.code, message };
}

function reasonOfSqlState(sqlState: string, message: string, { statement }: ErrorContext): Explanation {
  if (sqlState === '08P01')
    return { reason: reasonByPoolerText.find(([text]) => text.test(message))?.[1] ?? 'serverError' };
  if (sqlState.startsWith('08')) return { reason: 'connectionLost' };
  if (sqlState === '55P03') return { reason: 'lockTimeout', timeout: statement?.timeouts.lock };
  // One code for whatever stops a statement, and the text is translated: only the clock tells.
  const limit = statement?.timeouts.statement ?? 0;
  const isTimeUp = statement !== undefined && limit > 0 && statement.duration >= limit;
  if (sqlState === '57014' && isTimeUp) return { reason: 'statementTimeout', timeout: limit };
  return { reason: reasonBySqlState[sqlState] ?? 'serverError' };
}

/** The same error, or a copy without the password where its text has it. */
function withoutPassword(error: unknown, password: string | undefined): Error {
  const original = error instanceof Error ? error : new Error(String(error));
  if (password === undefined || password === '') return original;
  const scrub = (text: string): string => text.replaceAll(password, '***');
  const says = [original.message, original.stack ?? '', ...Object.values(original).map(String)].some((text) =>
    text.includes(password),
  );
  if (!says) return original;
  const fields = Object.entries(original).map(
    ([name, value]) => [name, typeof value === 'string' ? scrub(value) : value] as const,
  );
  return Object.assign(new Error(scrub(original.message)), Object.fromEntries(fields), { stack: undefined });
}
