import assert from 'node:assert/strict';
import { CompareError } from '../../../src/compareError.ts';
import { toCompareError } from '../../../src/environments/providers/postgres/postgresErrors.ts';

const target = { host: 'h', port: 1, database: 'd', user: 'u' };
const timeouts = { connect: 1, statement: 1_000, lock: 500, idleInTransaction: 1 };

describe('toCompareError', () => {
  const nodeErrors: [code: string, reason: string][] = [
    ['ENOTFOUND', 'hostUnknown'],
    ['EAI_AGAIN', 'hostUnknown'],
    ['ECONNREFUSED', 'connectionRefused'],
    ['EHOSTUNREACH', 'connectionRefused'],
    ['ETIMEDOUT', 'connectionTimeout'],
    ['ECONNRESET', 'connectionLost'],
    ['EPIPE', 'connectionLost'],
    ['ESOMETHING', 'internal'],
  ];
  for (const [code, reason] of nodeErrors) {
    it(`takes ${code} for ${reason}`, () => {
      const error = toCompareError(Object.assign(new Error('text'), { code }), { target });
      assert.equal(error.reason, reason);
      assert.equal(error.details['code'], code);
      assert.equal(error.details['host'], 'h');
    });
  }

  const serverErrors: [sqlState: string, reason: string][] = [
    ['28P01', 'authenticationFailed'],
    ['28000', 'authenticationFailed'],
    ['3D000', 'databaseUnknown'],
    ['42501', 'permissionDenied'],
    ['55P03', 'lockTimeout'],
    ['57014', 'serverError'],
    ['57P01', 'connectionLost'],
    ['25P03', 'connectionLost'],
    ['08006', 'connectionLost'],
    ['08P01', 'serverError'],
    ['42P01', 'serverError'],
  ];
  for (const [code, reason] of serverErrors) {
    it(`takes SQLSTATE ${code} for ${reason}`, () => {
      const error = toCompareError(Object.assign(new Error('Meldung'), { code, severity: 'FEHLER' }), { target });
      assert.equal(error.reason, reason);
      assert.deepEqual([error.details['sqlState'], error.details['message']], [code, 'Meldung']);
    });
  }

  it('tells a statement whose time is up from one that somebody cancelled, in any language', () => {
    const cancelled = Object.assign(new Error('storniere Anfrage'), { code: '57014', severity: 'FEHLER' });
    const after = (duration: number): CompareError =>
      toCompareError(cancelled, { target, statement: { duration, timeouts } });
    assert.equal(after(999).reason, 'serverError');
    assert.deepEqual([after(1_000).reason, after(1_000).details['timeout']], ['statementTimeout', 1_000]);
    const unlimited = { ...timeouts, statement: 0 };
    assert.equal(
      toCompareError(cancelled, { target, statement: { duration: 9, timeouts: unlimited } }).reason,
      'serverError',
    );
  });

  it('takes pg without a password for passwordMissing', () => {
    const message = 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string';
    assert.equal(toCompareError(new Error(message), { target }).reason, 'passwordMissing');
  });

  it('adds the target to an error that is one already', () => {
    const error = toCompareError(new CompareError('tlsFailed', { code: 'X' }), { target });
    assert.deepEqual([error.reason, error.details], ['tlsFailed', { ...target, code: 'X' }]);
  });

  it('takes the password out of everything', () => {
    const password = 'p.*$&w';
    const original = Object.assign(new Error(`bad ${password}!`), {
      code: 'X',
      detail: `with ${password}`,
      severity: 'ERROR',
    });
    const error = toCompareError(original, { target, password });
    const everything = [error, error.cause as Error]
      .map((part) => `${part.message} ${String(part.stack)} ${JSON.stringify(Object.entries(part))}`)
      .join();
    assert.ok(!everything.includes(password), everything);
    assert.equal(error.details['message'], 'bad ***!');
    assert.equal((error.cause as { code?: string }).code, 'X');
  });

  it('takes whatever else is thrown', () => {
    assert.equal(toCompareError('text', { target }).reason, 'internal');
    assert.equal(toCompareError(undefined, { target, password: '' }).reason, 'internal');
  });
});
