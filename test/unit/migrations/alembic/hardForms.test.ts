import assert from 'node:assert/strict';
import { readUpgrade } from './readForTest.ts';

describe('Alembic upgrades in hard forms', () => {
  it('reports an operation of a plugin once and reads on', async () => {
    const read = await readUpgrade(`
op.create_hypertable("t")
op.create_hypertable("u")
op.create_entity(PGFunction(schema="public", signature="f()", definition="..."))
op.drop_entity(entity_of(settings))
op.sync_enum_values("public", "status", load_values(), [])
op.drop_table("t")
`);
    assert.deepEqual(read.operations, ['6 drop table t']);
    assert.deepEqual(read.problems, [
      '1 notStatic: op.create_hypertable',
      '3 notStatic: op.create_entity',
      '4 notStatic: op.drop_entity',
      '5 notStatic: sync_enum_values',
    ]);
  });

  it('reads the operations of GeoAlchemy', async () => {
    const read = await readUpgrade(`
op.create_geospatial_table("places", sa.Column("id", sa.Integer), sa.Column("at", Geometry("POINT", srid=4326)))
op.add_geospatial_column("places", sa.Column("area", Geometry("POLYGON")))
op.create_geospatial_index("idx_places_at", "places", ["at"], unique=False, postgresql_using="gist")
op.drop_geospatial_column("places", "area")
op.drop_geospatial_table("old")
`);
    assert.deepEqual(read, {
      operations: [
        '1 create table places',
        '1 create column places.id',
        '1 create column places.at',
        '2 create column places.area',
        '3 create index places.idx_places_at (at)',
        '4 drop column places.area',
        '5 drop table old',
      ],
      problems: [],
    });
  });

  it('reports names that only running would tell, with their lines', async () => {
    const read = await readUpgrade(`
schema = op.get_context().get_x_argument()["schema"]
op.create_table(schema + "_events", sa.Column("id", sa.Integer))
op.add_column("t", sa.Column(name_from_config, sa.Text))
op.drop_column("t", columns[0])
for name in connection.execute("SELECT 1"):
    op.drop_index(name, "t")
op.execute(f"ALTER TABLE {schema}.users ADD COLUMN a int; ALTER TABLE users ADD COLUMN b int")
op.rename_table("t", unknown)
op.drop_table("t", schema=settings.SCHEMA)
op.toString("t")
with op.batch_alter_table(unknown) as batch:
    batch.drop_column("c")
`);
    assert.deepEqual(read.operations, ['7 create column users.b']);
    assert.deepEqual(read.problems, [
      '2 notStatic: create_table: table name',
      '3 notStatic: add_column t: column',
      '4 notStatic: drop_column t: column name',
      '6 notStatic: drop_index t: index name',
      '7 notStatic: execute: name in SQL',
      '8 notStatic: rename_table t: new name',
      '9 notStatic: drop_table t: schema',
      '10 notStatic: op.toString',
      '12 notStatic: drop_column: table name',
    ]);
  });

  it('does not mind unknown values where they change rows only', async () => {
    const read = await readUpgrade(`
tenant = load_tenant()
conn = op.get_bind()
conn.execute(sa.text(f"UPDATE users SET tenant = '{tenant.id}' WHERE id IN ({tenant.ids})"))
conn.execute(sa.text("DELETE FROM users WHERE id = :id"), {"id": tenant.id})
conn.execute(users.insert().values(name="a"))
op.execute(sa.update(users).values(a=1))
sa.orm.Session(bind=conn).execute(sa.select(users))
op.bulk_insert(users, rows)
`);
    assert.deepEqual(read, { operations: [], problems: [] });
  });

  it('takes every branch that it cannot decide, and the right one where it can', async () => {
    const read = await readUpgrade(`
if op.get_bind().engine.name == "mysql":
    op.drop_table("mysql_only")
elif op.get_context().dialect.name in ("postgresql", "redshift"):
    op.drop_table("a")
else:
    op.drop_table("else_only")
if os.environ.get("X"):
    name = "b"
    op.drop_table(name)
elif DEBUG:
    name = "c"
    op.drop_table(name)
else:
    name = "b"
op.drop_table(name)
if not False and 1 < 2 and "x" in ["x"]:
    op.drop_table("d")
op.drop_table("e" if op.get_bind().dialect.name == "postgresql" else "f")
`);
    assert.deepEqual(read.operations, [
      '4 drop table a',
      '9 drop table b',
      '12 drop table c',
      '17 drop table d',
      '18 drop table e',
    ]);
    assert.deepEqual(read.problems, ['15 notStatic: drop_table: table name']);
  });

  it('ends a function where it certainly returns, and not where it may', async () => {
    const read = await readUpgrade(
      `
early()
if is_done():
    return
op.drop_table("kept")
return
op.drop_table("never")
`,
      'def early():\n    if True:\n        return\n    op.drop_table("never either")\n',
    );
    assert.deepEqual(read.operations, ['4 drop table kept']);
  });

  it('stops runaway loops and recursion, and keeps what came before', async () => {
    const read = await readUpgrade(
      `
op.drop_table("before")
again(1)
while True:
    x = 1
`,
      'def again(n):\n    return again(n + 1)\n',
    );
    assert.deepEqual(read.operations, ['1 drop table before']);
    const nested = await readUpgrade(`
for a in range(9999):
    for b in range(9999):
        for c in range(9999):
            pass
op.drop_table("after")
`);
    assert.deepEqual(nested.operations, []);
    assert.match(nested.problems.join(), /notStatic: too many steps/);
    const deep = await readUpgrade(`x = ${'('.repeat(2000)}1${')'.repeat(2000)}
y = ${Array(20000).fill('"a"').join(' + ')}
op.drop_table("t")`);
    assert.deepEqual(deep.operations, ['3 drop table t']);
    const huge = await readUpgrade('x = "a" * 10 ** 9\ny = [1] * 10 ** 9\nop.drop_table("t")\n');
    assert.deepEqual(huge.operations, ['3 drop table t']);
  });

  it('takes try, with and finally as if nothing failed', async () => {
    const read = await readUpgrade(`
try:
    op.drop_table("a")
    raise ValueError
except (ValueError, KeyError) as error:
    op.drop_table("handler")
else:
    op.drop_table("after raise")
finally:
    op.drop_table("b")
with suppress(Exception), op.get_context().autocommit_block():
    op.drop_table("c")
with op.batch_alter_table("t", schema="s", recreate="auto") as batch, other():
    batch.drop_column("x")
`);
    assert.deepEqual(read.operations, ['2 drop table a', '9 drop table b', '11 drop table c', '13 drop column s.t.x']);
  });

  it('keeps hostile names as they are', async () => {
    const names = ['a.b', 'q"uote', "it's", '<script>alert(1)</script>', 'line\nbreak', '🐘', 'MiXed', 'ü'.repeat(31)];
    const read = await readUpgrade(names.map((name) => `op.drop_table(${JSON.stringify(name)})`).join('\n'));
    assert.deepEqual(
      read.operations,
      names.map((name, index) => `${String(index + 1)} drop table ${name}`),
    );
    const long = await readUpgrade(`op.drop_table("${'x'.repeat(62)}ü")\nop.drop_index(op.f("${'y'.repeat(64)}"))`);
    assert.equal(long.operations[0], `1 drop table ${'x'.repeat(62)}`);
    assert.match(long.operations[1] ?? '', /^2 drop index y{55}_[0-9a-f]{4}$/);
  });

  it('reads enum types of all spellings', async () => {
    const read = await readUpgrade(
      `
bind = op.get_bind()
sa.Enum(Color).create(bind)
sa.Enum(Color, name="hue", schema="paint").create(bind, checkfirst=True)
postgresql.ENUM(*LEVELS, name="level").create(bind)
op.create_table("t",
    sa.Column("a", sa.Enum("x", name="in_table", inherit_schema=True)),
    sa.Column("b", postgresql.ENUM(name="other", create_type=False)),
    sa.Column("c", sa.Enum("x", native_enum=False)),
    sa.Column("d", sa.Enum(Color, name="hue", schema="paint")),
    schema="s")
op.add_column("t", sa.Column("e", sa.Enum("x", name="not_created_by_add_column")))
postgresql.ENUM(name="level").drop(op.get_bind(), checkfirst=False)
sa.Enum("y", name="level").create(bind)
sa.Enum(models.Mood).create(bind)
sa.Enum(*[m.value for m in models.Mood], "z", name="moods").create(bind)
`,
      'class Color(enum.StrEnum):\n    """Colors."""\n    RED = "red"\n    BLUE = enum.auto()\nLEVELS = ("low", "high")\nfrom sqlalchemy.dialects import postgresql\n',
    );
    const enums = read.operations.filter((operation) => operation.includes(' enum'));
    assert.deepEqual(
      enums.map((operation) => operation.replace(/^-?\d+ /, '')),
      [
        'create enum color',
        'create enum value color.RED',
        'create enum value color.BLUE',
        'create enum paint.hue',
        'create enum value paint.hue.RED',
        'create enum value paint.hue.BLUE',
        'create enum level',
        'create enum value level.low',
        'create enum value level.high',
        'create enum s.in_table',
        'create enum value s.in_table.x',
        'drop enum level',
        'create enum level',
        'create enum value level.y',
        'create enum mood',
        'create enum moods',
        'create enum value moods.z',
      ],
    );
    assert.deepEqual(read.problems, ['14 notStatic: enum mood: values', '15 notStatic: enum moods: values']);
  });

  it('creates tables, sequences and schemas through SQLAlchemy', async () => {
    const read = await readUpgrade(
      `
bind = op.get_bind()
items = sa.Table("items", sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True))
items.create(bind)
op.execute(sa.schema.CreateSequence(sa.Sequence("numbers", schema="s")))
op.execute(sa.schema.DropSequence(sa.Sequence("old")))
op.execute(sa.schema.CreateSchema("s"))
sa.Sequence("direct").create(bind)
Base.metadata.create_all(bind)
helpers.install(op, "x")
Model.__table__.create(bind)
getattr(op, "drop_" + "table")("t")
`,
      'class Model(Base):\n    __tablename__ = "models"\n',
    );
    assert.deepEqual(read.operations, [
      '2 create table items',
      '3 create column items.id',
      '3 create primary key items.items_pkey (id)',
      '5 create sequence s.numbers',
      '6 drop sequence old',
      '7 create schema s',
      '8 create sequence direct',
      '12 drop table t',
    ]);
    assert.deepEqual(read.problems, [
      '9 notStatic: Base.metadata.create_all',
      '10 notStatic: helpers.install',
      '11 notStatic: Model.__table__.create',
    ]);
  });

  it('counts no operation outside of upgrade()', async () => {
    const read = await readUpgrade(
      'pass',
      'op.drop_table("at module level")\ndef downgrade():\n    op.drop_table("t")\ndef unused():\n    op.drop_table("u")\n',
    );
    assert.deepEqual(read, { operations: [], problems: [] });
  });
});
