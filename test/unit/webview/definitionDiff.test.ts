import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alignDefinitions, subjectLine } from '../../../webview/model/definitionDiff.ts';
import type { DefinitionLine } from '../../../webview/model/definitionDiff.ts';

const short = (lines: readonly DefinitionLine[]): string[] =>
  lines.map((line) => (line.type === 'gap' ? '░' : `${line.type === 'changed' ? '!' : ' '}${line.text}`));

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ');', ''), { minLength: 1, maxLength: 12 });

describe('aligned definitions', () => {
  it('leave a gap where the other side has a line more', () => {
    const { left, right } = alignDefinitions('a\nc\n', 'a\nb\nc\n');
    assert.deepEqual(short(left), [' a', '░', ' c']);
    assert.deepEqual(short(right), [' a', '!b', ' c']);
  });

  it('put changed lines beside each other', () => {
    const { left, right } = alignDefinitions('a\nx\ny\nc', 'a\nz\nc');
    assert.deepEqual(short(left), [' a', '!x', '!y', ' c']);
    assert.deepEqual(short(right), [' a', '!z', '░', ' c']);
  });

  it('do not care how lines end', () => {
    assert.deepEqual(short(alignDefinitions('a\r\nb', 'a\nb\n').left), [' a', ' b']);
  });

  it('are equally high, lose nothing, and mark exactly what differs', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const { left, right } = alignDefinitions(`${before.join('\n')}\n`, `${after.join('\n')}\n`);
        assert.equal(left.length, right.length);
        const kept = (side: readonly DefinitionLine[]): string[] =>
          side.filter((line) => line.type !== 'gap').map((line) => line.text);
        assert.deepEqual(kept(left), before);
        assert.deepEqual(kept(right), after);
        left.forEach((line, index) => {
          if (line.type === 'same') assert.deepEqual(right[index], line);
        });
      }),
    );
  });
});

describe('the line that a difference is about', () => {
  const before = 'CREATE TABLE t (\n    id integer\n);';
  const after =
    'CREATE TABLE t (\n    home_address text,\n    address text,\n    "Odd ""name" text,\n    id integer,\n    CONSTRAINT t_pkey PRIMARY KEY (id)\n);';
  const lineOf = (name: string): string | undefined => {
    const aligned = alignDefinitions(before, after);
    const line = subjectLine(aligned, name);
    return line === undefined ? undefined : aligned.right[line]?.text.trim();
  };

  it('begins with the name, quoted or not, and not with a part of it', () => {
    assert.equal(lineOf('address'), 'address text,');
    assert.equal(lineOf('Odd "name'), '"Odd ""name" text,');
  });

  it('has the name as a word, where none begins with it', () => {
    assert.equal(lineOf('t_pkey'), 'CONSTRAINT t_pkey PRIMARY KEY (id)');
  });

  it('is else the first that changed, and none where nothing did', () => {
    assert.equal(lineOf('unknown'), 'home_address text,');
    assert.equal(lineOf(''), 'home_address text,');
    assert.equal(subjectLine(alignDefinitions(before, before), 'id'), undefined);
  });
});
