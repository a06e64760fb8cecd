import assert from 'node:assert/strict';
import { CompareError, type ErrorReason } from '../../../src/compareError.ts';
import { errorLine, errorSentence } from '../../../src/reports/errorSentences.ts';
import { errorMessage, toCompareError } from '../../../src/vscode/errorMessages.ts';
import { commandIds } from '../../../src/vscode/ids.ts';

const reasons: Readonly<Record<ErrorReason, true>> = {
  accessDenied: true,
  authenticationFailed: true,
  cancelled: true,
  catalogChanging: true,
  commandFailed: true,
  commandTimeout: true,
  connectionLost: true,
  connectionRefused: true,
  connectionTimeout: true,
  credentialsMissing: true,
  credentialsRefused: true,
  databaseUnknown: true,
  environmentUnknown: true,
  fileUnreadable: true,
  filesNotFound: true,
  functionFailed: true,
  functionSilent: true,
  functionTimeout: true,
  functionUnknown: true,
  hostUnknown: true,
  internal: true,
  lockTimeout: true,
  migrationNotSql: true,
  passwordMissing: true,
  permissionDenied: true,
  replyMalformed: true,
  replyTooLarge: true,
  requestTooLarge: true,
  serverError: true,
  serverTooOld: true,
  settingsInvalid: true,
  sqlInvalid: true,
  sshAuthenticationFailed: true,
  sshFailed: true,
  sshForwardingRefused: true,
  sshHostKeyChanged: true,
  sshHostKeyUnknown: true,
  sshHostUnknown: true,
  sshKeyInvalid: true,
  sshPassphraseMissing: true,
  sshPassphraseWrong: true,
  sshRefused: true,
  sshTargetUnreachable: true,
  sshTimeout: true,
  statementTimeout: true,
  throttled: true,
  tlsFailed: true,
  tokenExpired: true,
  tokenRefused: true,
  transactionRefused: true,
  variableUndefined: true,
  workspaceUntrusted: true,
};
const all = Object.keys(reasons) as ErrorReason[];

describe('errorSentence', () => {
  it('is one sentence for every reason, with no facts at all', () => {
    for (const reason of all) {
      const sentence = errorSentence(new CompareError(reason));
      assert.match(sentence, /^[A-Z].*[.?]$/s, reason);
      assert.doesNotMatch(sentence, /undefined|null|\[object| {2}| [.,]/, reason);
    }
  });

  it('names server, user and database', () => {
    const details = { host: 'db.example.com', port: 5433, user: 'reader', database: 'app' };
    assert.equal(
      errorSentence(new CompareError('authenticationFailed', details)),
      'db.example.com:5433 refused the user name or password of "reader".',
    );
    assert.equal(
      errorSentence(new CompareError('databaseUnknown', details)),
      'There is no database "app" on db.example.com:5433.',
    );
  });

  it("does not add a port to a socket's folder", () => {
    const error = new CompareError('connectionRefused', { host: '/var/run/postgresql', port: 5432 });
    assert.match(errorSentence(error), /^\/var\/run\/postgresql refused/);
  });

  it('ends with one full stop, however the server ends its own words', () => {
    const sentence = errorSentence(
      new CompareError('serverError', { host: 'h', message: 'out of memory.\n', sqlState: '53200' }),
    );
    assert.equal(sentence, 'h reported an error: out of memory (SQLSTATE 53200).');
  });

  it('says file and line of SQL that cannot be loaded', () => {
    const error = new CompareError('sqlInvalid', {
      file: 'schema.sql',
      line: 7,
      message: 'syntax error at or near "TABEL"',
    });
    assert.equal(errorSentence(error), 'schema.sql, line 7, cannot be loaded: syntax error at or near "TABEL".');
  });
});

describe('errorLine', () => {
  it('names the environment once', () => {
    assert.equal(
      errorLine(new CompareError('hostUnknown', { host: 'h', environment: 'production' })),
      'production: The host "h" cannot be found.',
    );
    assert.equal(
      errorLine(new CompareError('environmentUnknown', { environment: 'prod', known: 'production, local' })),
      'There is no environment "prod"; there are: production, local.',
    );
  });
});

describe('errorMessage', () => {
  it('offers one next action for every reason but a cancellation', () => {
    for (const reason of all) {
      const { action } = errorMessage(new CompareError(reason, { environment: 'production' }));
      assert.equal(action === undefined, reason === 'cancelled', reason);
    }
  });

  it('leads to the environment that failed', () => {
    const { action } = errorMessage(new CompareError('hostUnknown', { host: 'nowhere', environment: 'production' }));
    assert.deepEqual(action, {
      kind: 'command',
      title: 'Edit Environment',
      command: commandIds.editEnvironment,
      args: ['production'],
    });
  });

  it('asks for the password that was refused', () => {
    const { action } = errorMessage(new CompareError('authenticationFailed', { environment: 'production' }));
    assert.deepEqual(action, {
      kind: 'command',
      title: 'Set Password',
      command: commandIds.setPassword,
      args: ['production'],
    });
  });

  it('opens the file that cannot be loaded, at the line', () => {
    const { action } = errorMessage(new CompareError('sqlInvalid', { file: '/w/schema.sql', line: 7 }));
    assert.deepEqual(action, {
      kind: 'command',
      title: 'Open File',
      command: commandIds.openMigration,
      args: [{ file: '/w/schema.sql', line: 7 }],
    });
  });
});

describe('toCompareError', () => {
  it('takes an aborted signal for a cancellation', () => {
    const abort = new AbortController();
    abort.abort();
    assert.equal(toCompareError(abort.signal.reason).reason, 'cancelled');
  });

  it('keeps what was not foreseen as the cause', () => {
    const surprise = new TypeError('x is not a function');
    const error = toCompareError(surprise);
    assert.equal(error.reason, 'internal');
    assert.equal(error.cause, surprise);
    assert.match(errorSentence(error), /x is not a function/);
  });
});
