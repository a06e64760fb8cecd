import assert from 'node:assert/strict';
import { findPassword } from '../../../src/environments/providers/postgres/passwordFile.ts';

const target = { host: 'h', port: 5432, database: 'd', user: 'u', password: undefined, options: undefined, others: [] };
const ssl = { mode: 'prefer', ca: undefined, cert: undefined, key: undefined } as const;
const find = (content: string, own: Partial<typeof target> = {}): string | undefined =>
  findPassword(content, { ...target, ssl, ...own });

describe('findPassword', () => {
  const cases: [what: string, content: string, password: string | undefined][] = [
    ['a line that fits', 'h:5432:d:u:secret', 'secret'],
    ['Windows line ends', 'x:1:y:z:no\r\nh:5432:d:u:secret\r\n', 'secret'],
    ['wildcards', '*:*:*:*:secret', 'secret'],
    ['the first line that fits', 'h:*:other:u:no\nh:*:*:u:first\n*:*:*:*:second', 'first'],
    ['a comment that would fit', '#:5432:d:u:no\nh:5432:d:u:secret', 'secret'],
    ['another user', 'h:5432:d:x:secret', undefined],
    ['another port', 'h:5433:d:u:secret', undefined],
    ['no password', 'h:5432:d:u:', undefined],
    ['too few fields', 'h:5432:d', undefined],
    ['a password with colons', 'h:5432:d:u:a:b\\:c', 'a:b:c'],
    ['a password with backslashes', 'h:5432:d:u:a\\\\b', 'a\\b'],
    ['a password with spaces and emoji', 'h:5432:d:u: 🐘 é', ' 🐘 é'],
    ['nothing', '', undefined],
  ];
  for (const [what, content, password] of cases) {
    it(`understands ${what}`, () => {
      assert.equal(find(content), password);
    });
  }

  it('understands escaped names', () => {
    assert.equal(find('h:5432:a\\:b\\\\c:u:secret', { database: 'a:b\\c' }), 'secret');
    assert.equal(find('h:5432:\\*:u:secret'), undefined);
    assert.equal(find('h:5432:\\*:u:secret', { database: '*' }), 'secret');
  });

  it('calls the host of a Unix-domain socket localhost', () => {
    assert.equal(find('localhost:5432:d:u:secret', { host: '/var/run/postgresql' }), 'secret');
  });
});
