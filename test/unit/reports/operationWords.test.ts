import assert from 'node:assert/strict';
import type { Operation, OperationTarget } from '../../../src/migrations/migrationProject.ts';
import { marksWords, operationWords } from '../../../src/reports/operationWords.ts';

function words(
  action: Operation['action'],
  target: Partial<OperationTarget> & Pick<OperationTarget, 'kind'>,
  more: Partial<Operation> = {},
): string {
  const whole = { schema: undefined, owner: undefined, name: undefined, ...target };
  return operationWords({ action, target: whole, line: 1, ...more });
}

describe('an operation in words', () => {
  it('says what it does to what', () => {
    assert.equal(words('create', { kind: 'table', schema: 'app', name: 'users' }), 'create table app.users');
    assert.equal(words('create', { kind: 'column', owner: 'users', name: 'mail' }), 'add column users.mail');
    assert.equal(words('drop', { kind: 'index', name: 'by_mail' }), 'drop index by_mail');
    assert.equal(
      words('rename', { kind: 'table', name: 'session' }, { newName: 'sessions' }),
      'rename table session to sessions',
    );
    assert.equal(
      words('rename', { kind: 'table', name: 'users' }, { attribute: 'schema', newName: 'app' }),
      'move table users to schema app',
    );
  });

  it('says what an attribute becomes, as far as the file says it', () => {
    const column = { kind: 'column', owner: 'users', name: 'mail' } as const;
    const attribute = 'default';
    assert.equal(words('alter', column, { attribute, value: '0' }), 'set default of column users.mail to 0');
    assert.equal(words('alter', column, { attribute, value: '' }), 'remove default of column users.mail');
    assert.equal(words('alter', column, { attribute }), 'change default of column users.mail');
    assert.equal(words('alter', column), 'change column users.mail');
  });

  it('tells what has no name by what it is over, and what is done under a condition', () => {
    const key = { kind: 'constraint', owner: 'users', columns: ['org', 'mail'], constraintType: 'unique' } as const;
    assert.equal(words('create', key), 'add unique constraint of users (org, mail)');
    assert.equal(words('create', { kind: 'index', owner: 'users' }), 'add unnamed index of users');
    assert.equal(words('drop', { kind: 'table', name: 't' }, { conditional: true }), 'drop table t, under a condition');
  });

  it('goes with the marks of every environment', () => {
    const marks = [
      { environment: 'production', mark: 'pending' },
      { environment: 'local', mark: 'applied' },
    ] as const;
    assert.equal(marksWords(marks), 'production: pending · local: applied');
  });
});
