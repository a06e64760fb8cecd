import assert from 'node:assert/strict';
import { redact } from '../../../src/vscode/redact.ts';

describe('redact', () => {
  const secrets = [
    'postgres://reader:hunter2@db.example.com:5432/app',
    'postgresql://reader:hunter2@h/app?sslmode=require',
    'cannot connect to "postgres://r:hunter2@h/app"',
    'postgres://r:a@hunter2@h/app',
    'postgres://r:a/hunter2@h/app',
    'host=h password=hunter2 user=r',
    "host=h password='hunter2 and more' user=r",
    '{"password":"hunter2","user":"r"}',
    '{"password": "a\\"hunter2", "user": "r"}',
    'PGPASSWORD=hunter2 psql',
    "CREATE ROLE r LOGIN PASSWORD 'hunter2'",
    "ALTER ROLE r PASSWORD 'it''s hunter2'",
    'https://h/?token=hunter2&x=1',
  ];
  for (const secret of secrets) {
    it(`takes the password out of ${secret}`, () => {
      assert.doesNotMatch(redact(secret), /hunter2/);
      assert.match(redact(secret), /\*\*\*/);
    });
  }

  it('leaves what is no secret', () => {
    for (const text of [
      'postgres://reader@h:5432/app',
      'production: PostgreSQL 18.0 answered in 12 ms',
      'the password is in plain text',
      'mailto a@b: hello',
    ]) {
      assert.equal(redact(text), text);
    }
  });

  it('keeps the rest of the text', () => {
    assert.equal(redact('a postgres://u:p@h/d b'), 'a postgres://u:***@h/d b');
  });
});
