import assert from 'node:assert/strict';
import { extractPlainTextPassword } from '../../../src/environments/plainTextPassword.ts';

describe('extractPlainTextPassword', () => {
  const uris: [uri: string, rest: string, password: string][] = [
    ['postgres://u:secret@h/d', 'postgres://u@h/d', 'secret'],
    ['postgresql://u:p%40s%3As%2Fw@h:1/d?sslmode=require', 'postgresql://u@h:1/d?sslmode=require', 'p@s:s/w'],
    ['postgres://u:a@b:c@h/d', 'postgres://u@h/d', 'a@b:c'],
    ['postgres://:secret@h/d', 'postgres://@h/d', 'secret'],
    ['postgres://u:100%@h/d', 'postgres://u@h/d', '100%'],
    ['postgres://${env:USER}:secret@h/d', 'postgres://${env:USER}@h/d', 'secret'],
    ['postgres://u:secret@${env:HOST}/d', 'postgres://u@${env:HOST}/d', 'secret'],
    ['postgres://h/d?user=u&password=se%26cret', 'postgres://h/d?user=u', 'se&cret'],
    ['postgres://h/d?password=secret', 'postgres://h/d', 'secret'],
    ['postgres://h/d?password=secret&sslmode=require', 'postgres://h/d?sslmode=require', 'secret'],
    ['postgres://h/d?a=1&password=secret&b=2', 'postgres://h/d?a=1&b=2', 'secret'],
  ];
  for (const [connectionString, rest, password] of uris) {
    it(`takes it out of ${connectionString}`, () => {
      const entry = { name: 'x', type: 'postgres', connectionString };
      assert.deepEqual(extractPlainTextPassword(entry), { entry: { ...entry, connectionString: rest }, password });
    });
  }

  const innocent = [
    'postgres://u@h/d',
    'postgres://h:5432/d',
    'postgres://u:@h/d',
    'postgres://u:${env:PASSWORD}@h/d',
    'postgres://${env:USER}@h:5432/d',
    'postgres://${env:USER}:${env:PASSWORD}@h/d',
    'postgres://h/d?user=a:b@c',
    'postgres://h/d?password=${env:PASSWORD}',
    '${env:DATABASE_URL}',
    '',
  ];
  for (const connectionString of innocent) {
    it(`finds none in ${JSON.stringify(connectionString)}`, () => {
      assert.equal(extractPlainTextPassword({ connectionString }), undefined);
    });
  }

  it('takes it out of the property', () => {
    assert.deepEqual(extractPlainTextPassword({ name: 'x', password: 's', host: 'h' }), {
      entry: { name: 'x', host: 'h' },
      password: 's',
    });
    for (const password of ['', '${env:P}', 5, undefined])
      assert.equal(extractPlainTextPassword({ name: 'x', password }), undefined);
  });

  it('takes it out of both, and the property is the one that counts', () => {
    const entry = { name: 'x', password: 'a', connectionString: 'postgres://u:b@h/d' };
    assert.deepEqual(extractPlainTextPassword(entry), {
      entry: { name: 'x', connectionString: 'postgres://u@h/d' },
      password: 'a',
    });
  });

  it('keeps a variable', () => {
    const entry = { name: 'x', password: '${env:P}', connectionString: 'postgres://u:b@h/d' };
    assert.deepEqual(extractPlainTextPassword(entry)?.entry, { ...entry, connectionString: 'postgres://u@h/d' });
  });
});
