import assert from 'node:assert/strict';
import { normalizeCode } from '../../../src/comparison/codeText.ts';

describe('normalizeCode', () => {
  for (const [title, one, other] of [
    ['indentation', 'BEGIN\n  x := 1;\nEND', 'BEGIN\n\tx := 1;\n\n\nEND\n'],
    ['line endings', 'a\r\nb', 'a\nb'],
    ['white space after a line comment', 'a -- note  \n   b', 'a -- note\nb'],
  ] as const) {
    it(`does not mind ${title}`, () => {
      assert.equal(normalizeCode(one), normalizeCode(other));
    });
  }

  for (const [title, one, other] of [
    ['white space inside a string', "SELECT 'a  b'", "SELECT 'a b'"],
    ['white space inside a quoted identifier', 'SELECT "a  b"', 'SELECT "a b"'],
    ['the end of a line comment', 'a -- note\nb', 'a -- note b'],
    ['white space between words', 'ab', 'a b'],
    ['a quote inside a comment', "a -- it's\n  b 'x  y'", "a -- it's\n  b 'x y'"],
  ] as const) {
    it(`keeps ${title}`, () => {
      assert.notEqual(normalizeCode(one), normalizeCode(other));
    });
  }
});
