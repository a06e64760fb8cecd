import assert from 'node:assert/strict';
import { readUpgrade } from './readForTest.ts';

describe('raw SQL in Alembic upgrades', () => {
  it('finds each statement at its line, however the text is put together', async () => {
    const read = await readUpgrade(`
op.execute("DROP TABLE one")
op.execute(
    """
    DROP TABLE two;
    DROP TABLE
        three;
    """
)
op.execute(
    "DROP TABLE four;"
    'DROP TABLE '
    "five; DROP TABLE six;"
    # a comment between the pieces
    r"DROP TABLE seven"
)
op.execute("DROP TABLE eight; " +
           "DROP TABLE nine")
op.execute(sa.text("""DROP TABLE ten;
DROP TABLE eleven"""))
op.execute(";".join([
    "DROP TABLE twelve",
    "DROP TABLE thirteen",
]))
op.execute("DROP TABLE a;\\nDROP TABLE b;\\
DROP TABLE c")
`);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.operations, [
      '1 drop table one',
      '4 drop table two',
      '5 drop table three',
      '10 drop table four',
      '11 drop table five',
      '12 drop table six',
      '14 drop table seven',
      '16 drop table eight',
      '17 drop table nine',
      '18 drop table ten',
      '19 drop table eleven',
      '21 drop table twelve',
      '22 drop table thirteen',
      '24 drop table a',
      '24 drop table b',
      '25 drop table c',
    ]);
  });

  it('never breaks a quoted text or a word in two', async () => {
    const read = await readUpgrade(`
op.execute("ALTER TYPE mood ADD VALUE 'so "
           "so'")
op.execute("DROP TABLE my"
           "_table")
op.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; "
           "SELECT 2 $$; "
           "DROP TABLE t")
`);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.operations, [
      '1 create enum value mood.so so',
      '3 drop table my_table',
      '5 create function f()',
      '7 drop table t',
    ]);
  });

  it('reads SQL from constants, formats and helpers', async () => {
    const read = await readUpgrade(
      `
sql = "ALTER TABLE {} ADD COLUMN {column} int"
op.execute(sql.format("t", column="a"))
op.execute("ALTER TABLE %(t)s ADD COLUMN %(c)s int CHECK (b %% 2 = 0)" % {"t": "t", "c": "b"})
op.execute(f"ALTER TABLE {TABLE!s} ADD COLUMN c{1:02d} int DEFAULT {{}}".replace("DEFAULT {}", ""))
run(f'COMMENT ON COLUMN {TABLE}.a IS {"x"!r}')
op.execute(INDEX)
connection = op.get_bind()
connection.exec_driver_sql("DROP TABLE d")
connection.execute(sa.text("DROP TABLE e").execution_options(autocommit=True))
`,
      'TABLE = "t"\nINDEX = f"""\n  CREATE INDEX i ON {TABLE} (a)\n"""\ndef run(statement):\n    op.execute(sa.text(statement))\n',
    );
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.operations, [
      '1 create column t.a',
      '3 create column t.b',
      '3 create check t.t_b_check (b)',
      '4 create column t.c01',
      '5 alter column t.a comment = x',
      '-5 create index t.i (a)',
      '8 drop table d',
      '9 drop table e',
    ]);
  });

  it('knows parameters from casts and assignments', async () => {
    const read = await readUpgrade(`
op.execute("UPDATE t SET a = CAST(:a AS int), at = '12:30:00', b = '\\\\:c' WHERE id = :id")
op.execute("ALTER TABLE t ALTER COLUMN a SET DEFAULT '1'::text")
`);
    assert.deepEqual(read, { operations: ["2 alter column t.a default = '1'::text"], problems: [] });
  });

  it('reports SQL that PostgreSQL would refuse, at its line', async () => {
    const read = await readUpgrade(`
op.execute("""
    DROP TABLE a;
    DORP TABLE b;
    DROP TABLE c;
""")
`);
    assert.deepEqual(read.operations, ['2 drop table a', '4 drop table c']);
    assert.equal(read.problems.length, 1);
    assert.match(read.problems[0] ?? '', /^3 syntaxError: .*DORP/);
  });
});
