import assert from 'node:assert/strict';
import { counted } from '../../../src/reports/counts.ts';

describe('counted', () => {
  for (const [count, noun, text] of [
    [1, 'table', '1 table'],
    [2, 'table', '2 tables'],
    [2, 'index', '2 indexes'],
    [16, 'day', '16 days'],
    [0, 'query', '0 queries'],
    [2, 'operator class', '2 operator classes'],
    [2, 'statistics', '2 statistics'],
    [3, 'security label', '3 security labels'],
  ] as const) {
    it(`says ${text}`, () => {
      assert.equal(counted(count, noun), text);
    });
  }
});
