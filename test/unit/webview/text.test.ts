import assert from 'node:assert/strict';
import { clock, counted, oneLine, scalarText } from '../../../webview/model/text.ts';

describe('texts of the page', () => {
  it('keeps a name on one line', () => {
    assert.equal(oneLine('a\nb\r\nc\rd'), 'a⏎b⏎c⏎d');
  });

  it('shows control characters instead of obeying them', () => {
    assert.equal(oneLine('a\tb\u0000c\u007f'), 'a␉b␀c␡');
  });

  it('does not let a name turn the reading direction', () => {
    assert.equal(oneLine('user\u202egnp.exe'), 'user\ufffdgnp.exe');
  });

  it('leaves every other character alone', () => {
    const name = '<b>"größe" 🐘 ＷＩＤＥ & co</b>';
    assert.equal(oneLine(name), name);
  });

  it('counts in English', () => {
    assert.deepEqual(
      [
        counted(1, 'column'),
        counted(2, 'index'),
        counted(3, 'property'),
        counted(0, 'enum value'),
        counted(12345, 'difference'),
      ],
      ['1 column', '2 indexes', '3 properties', '0 enum values', '12,345 differences'],
    );
  });

  it('shows the local time of an instant, and else the text itself', () => {
    assert.equal(clock('2026-02-02T04:02:03'), '04:02:03');
    assert.equal(clock('yesterday'), 'yesterday');
  });

  it('tells a missing attribute from an empty one', () => {
    assert.deepEqual([scalarText(null), scalarText(''), scalarText(false), scalarText(0)], [null, '', 'no', '0']);
  });
});
