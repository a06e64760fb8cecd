import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitStatements } from '../../../src/sql/splitStatements.ts';

function statements(text: string): string[] {
  return splitStatements(text)
    .filter((piece) => piece.kind === 'statement')
    .map((piece) => piece.text);
}

describe('splitStatements', () => {
  const one: readonly [what: string, statement: string][] = [
    ['a semicolon in a string', `SELECT 'a;b', 'it''s; fine';`],
    ['a backslash at the end of an ordinary string', `SELECT 'a\\';`],
    ['an escaped quote in an escape string', `SELECT E'a\\';b', e'\\\\';`],
    ['a semicolon in a quoted name', `SELECT ";", "a"";b";`],
    ['a dollar quote', `DO $$ BEGIN PERFORM 1; END $$;`],
    ['nested dollar quotes', `DO $outer$ BEGIN EXECUTE $q$ SELECT 1; $q$; END $outer$;`],
    ['a dollar quote with a tag of letters beyond ASCII', `SELECT $größe$;$größe$;`],
    ['a dollar within a name', `SELECT a$b$ + c FROM t WHERE x = $1;`],
    ['a dollar behind a digit', `SELECT 1$x$;`],
    ['nested block comments', `SELECT /* a; /* b; */ c; */ 1;`],
    ['a line comment', `SELECT 1 -- ; not here '\n;`],
    ['parentheses', `CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2););`],
    [
      'a routine with a body',
      `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;`,
    ],
    [
      'a replaced procedure',
      `create or replace procedure p() language sql begin atomic insert into t values (1); end;`,
    ],
    ['a column named begin', `ALTER TABLE t ADD COLUMN "begin" int;`],
    ['a unicode string', `SELECT U&'d\\0061t;', B'01', N'x;';`],
    ['an unclosed string', `SELECT 'a; SELECT 2;`],
    ['an unclosed comment', `SELECT 1 /* ; SELECT 2;`],
    ['an unclosed dollar quote', `SELECT $a$ ; $b$;`],
  ];
  for (const [what, statement] of one) {
    it(`keeps together ${what}`, () => {
      assert.deepEqual(statements(statement), [statement]);
      if (!what.startsWith('an unclosed'))
        assert.deepEqual(statements(`${statement}\nSELECT 2`), [statement, 'SELECT 2']);
    });
  }

  it('treats BEGIN outside of a routine as a statement of its own', () => {
    assert.deepEqual(statements('BEGIN; SELECT 1; END;'), ['BEGIN;', 'SELECT 1;', 'END;']);
    assert.deepEqual(statements('CREATE TABLE begin_log (x int); SELECT 1;'), [
      'CREATE TABLE begin_log (x int);',
      'SELECT 1;',
    ]);
  });

  it('reads backslash escapes after SET standard_conforming_strings = off', () => {
    assert.deepEqual(statements(`SET standard_conforming_strings = off; SELECT 'a\\';b'; SELECT 2;`).slice(1), [
      `SELECT 'a\\';b';`,
      'SELECT 2;',
    ]);
    assert.equal(
      statements(`SET standard_conforming_strings = off; SET standard_conforming_strings = on; SELECT '\\';`).length,
      3,
    );
  });

  it('tells line and offset of each piece', () => {
    const text = '-- a\n\n  SELECT 1\n  , 2;\r\n\\restrict abc\n/* x\n */ SELECT 3;';
    assert.deepEqual(
      splitStatements(text).map(({ kind, offset, line }) => [kind, text.slice(offset).slice(0, 8), line]),
      [
        ['trivia', '-- a\n\n  ', 1],
        ['statement', 'SELECT 1', 3],
        ['trivia', '\r\n\\restr', 4],
        ['metaCommand', '\\restric', 5],
        ['trivia', '/* x\n */', 6],
        ['statement', 'SELECT 3', 7],
      ],
    );
  });

  it('ends a statement at a backslash, as psql does', () => {
    assert.deepEqual(
      splitStatements('SELECT 1 \\gexec\nSELECT 2;').map(({ kind, text }) => [kind, text]),
      [
        ['statement', 'SELECT 1 '],
        ['metaCommand', '\\gexec\n'],
        ['statement', 'SELECT 2;'],
      ],
    );
  });

  it('separates the data of COPY ... FROM stdin', () => {
    const text = `COPY public."from stdin" (a, "b;") FROM stdin;\n1\t;'\n\\.x\n\\\\.\n\\.\n\nSELECT 1;`;
    const pieces = splitStatements(text);
    assert.deepEqual(
      pieces.map(({ kind }) => kind),
      ['statement', 'trivia', 'copyData', 'trivia', 'statement'],
    );
    assert.equal(pieces[2]?.text, `1\t;'\n\\.x\n\\\\.\n\\.\n`);
    assert.equal(text.slice(pieces[0]?.stdinOffset).slice(0, 6), 'stdin;');
    assert.deepEqual(
      splitStatements('copy t from STDIN with (format csv);\r\n\\.\r\nSELECT 1;').map(({ kind }) => kind),
      ['statement', 'trivia', 'copyData', 'statement'],
    );
    assert.equal(splitStatements(`COPY t TO stdout; SELECT 1;`).length, 3);
  });

  it('gives back the text, whatever it is', () => {
    const fragment = fc.oneof(
      fc.constantFrom("'", '"', '$$', '$a$', ';', '\\', '\\.\n', '--', '/*', '*/', '(', ')', '\n', '\r\n', ' '),
      fc.constantFrom(
        'E',
        'COPY t FROM stdin',
        'CREATE FUNCTION f()',
        'BEGIN ATOMIC',
        'END',
        'CASE',
        'x',
        '1',
        '😀',
        'é',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 40 }), (fragments) => {
        const text = fragments.join('');
        const pieces = splitStatements(text);
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
        for (const piece of pieces) {
          assert.equal(piece.text, text.slice(piece.offset, piece.offset + piece.text.length));
          assert.equal(piece.line, text.slice(0, piece.offset).split('\n').length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('splits 10 MB in well under a second', () => {
    const row = `INSERT INTO public.people (id, name, note) VALUES (42, 'O''Brien; "x"', E'a\\nb'); -- a comment\n`;
    const text = row.repeat(Math.ceil(10_000_000 / row.length));
    const start = process.cpuUsage();
    assert.equal(splitStatements(text).length, 2 * Math.ceil(10_000_000 / row.length));
    const elapsed = process.cpuUsage(start).user / 1000;
    assert.ok(elapsed < 1000, `${elapsed.toFixed(0)} ms`);
  });
});
