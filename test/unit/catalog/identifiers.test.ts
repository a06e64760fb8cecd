import assert from 'node:assert/strict';
import { quoteIdentifier, quoteLiteral } from '../../../src/catalog/identifiers.ts';

describe('quoteIdentifier', () => {
  for (const [name, quoted] of [
    ['users', 'users'],
    ['_a1', '_a1'],
    ['Users', '"Users"'],
    ['1st', '"1st"'],
    ['a b', '"a b"'],
    ['a"b', '"a""b"'],
    ['a.b', '"a.b"'],
    ['references', '"references"'],
    ['name', 'name'],
    ['user', '"user"'],
    ['interval', '"interval"'],
    ['ä', '"ä"'],
    ['', '""'],
  ] as const) {
    it(`writes ${JSON.stringify(name)} as ${quoted}`, () => {
      assert.equal(quoteIdentifier(name), quoted);
    });
  }
});

describe('quoteLiteral', () => {
  it('doubles quotes, and escapes backslashes in a way that every setting reads alike', () => {
    assert.equal(quoteLiteral("it's"), "'it''s'");
    assert.equal(quoteLiteral('a\\b'), "E'a\\\\b'");
  });
});
