import assert from 'node:assert/strict';
import { commentStyle, ignoreComment, readIgnoreComments } from '../../../../src/migrations/risk/ignoreComments.ts';

describe('comments that accept a risk', () => {
  it('are about the next line that is no comment, in every language', () => {
    const texts = [
      '-- database-compare: ignore drop-column because it is empty\nALTER TABLE t DROP COLUMN a;',
      "# database-compare: ignore drop-column because it is empty\nop.drop_column('t', 'a')",
      '// database-compare: ignore drop-column because it is empty\nawait q.dropColumn();',
      '/* database-compare: ignore drop-column because it is empty */\nDROP',
      '<!-- database-compare: ignore drop-column because it is empty -->\n<dropColumn/>',
    ];
    for (const text of texts) {
      assert.deepEqual(readIgnoreComments(text), [{ rule: 'drop-column', reason: 'it is empty', line: 2 }], text);
    }
  });

  it('may stand several above one line, with blank lines and other comments between', () => {
    const text =
      '\n# database-compare: ignore a because 1\n\n# why\n# database-compare: ignore b because 2\r\n  code()\n';
    assert.deepEqual(
      readIgnoreComments(text).map(({ rule, line }) => [rule, line]),
      [
        ['a', 6],
        ['b', 6],
      ],
    );
  });

  it('may stand behind the code of their own line', () => {
    const [found] = readIgnoreComments('DROP TABLE a; -- database-compare: ignore drop-table because it moved');
    assert.deepEqual(found, { rule: 'drop-table', reason: 'it moved', line: 1 });
  });

  it('count only with a reason', () => {
    assert.deepEqual(readIgnoreComments('-- database-compare: ignore drop-table\nDROP'), []);
    assert.deepEqual(readIgnoreComments('-- database-compare: ignore drop-table because \nDROP'), []);
  });

  it('are written as the place takes them, and read again', () => {
    const style = (file: string, before = ''): string => commentStyle(file, before);
    assert.equal(style('a.sql'), '--');
    assert.equal(style('a.py'), '#');
    assert.equal(style('a.py', 'op.execute("""\nUPDATE t;\n'), '--');
    assert.equal(style('a.py', 'x = """a"""\n'), '#');
    assert.equal(style('a.rb', 'execute <<~SQL\n  ALTER TABLE t\n'), '--');
    assert.equal(style('a.rb', 'execute <<~SQL\n  ALTER TABLE t\nSQL\n'), '#');
    assert.equal(style('a.ts', 'await q.query(`\n'), '--');
    assert.equal(style('a.js', 'await q.query(`x`);\n'), '//');
    assert.equal(style('a.xml'), '<!--');
    assert.equal(style('a.yaml'), '#');
    for (const each of ['--', '#', '//', '<!--'] as const) {
      const [found] = readIgnoreComments(`${ignoreComment(each, 'drop-table', 'it -- moved')}\nx`);
      assert.deepEqual(found, { rule: 'drop-table', reason: 'it -- moved', line: 2 }, each);
    }
  });
});
