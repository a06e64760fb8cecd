import assert from 'node:assert/strict';
import type { MigratedDatabases, SideState } from './migratedDatabases.ts';
import { explanationLines, openMigratedDatabases } from './migratedDatabases.ts';

describe('explaining differences by migrations', function () {
  this.timeout(60_000);
  let databases: MigratedDatabases;

  before(async () => {
    databases = await openMigratedDatabases();
  });

  after(async () => {
    await databases.close();
  });

  const explain = async (
    migrations: readonly string[],
    left: SideState,
    right: SideState,
  ): Promise<readonly string[]> => explanationLines(await databases.explain(migrations, left, right));

  const users = 'CREATE TABLE users (id int PRIMARY KEY,\n  name text);';

  it('finds nothing to explain between equals', async () => {
    assert.deepEqual(await explain([users], { claims: 1 }, { claims: 1 }), []);
  });

  it('calls what the lacking side has not applied pending, on the lines of its parts', async () => {
    assert.deepEqual(
      await explain(
        [users, 'CREATE TABLE a (\n  x int\n    CHECK (x > 0),\n  y int REFERENCES users\n);\nCREATE INDEX ON a (y);'],
        { claims: 1 },
        { claims: 2 },
      ),
      [
        'rightOnly table public.a: pending on left, 2_step:1',
        '- rightOnly column public.a.x: pending on left, 2_step:2',
        '- rightOnly column public.a.y: pending on left, 2_step:4',
        '- rightOnly constraint public.a.a_x_check: pending on left, 2_step:3',
        '- rightOnly constraint public.a.a_y_fkey: pending on left, 2_step:4',
        '- rightOnly index public.a.a_y_idx: pending on left, 2_step:6',
      ],
    );
  });

  it('calls what the lacking side claims not in effect', async () => {
    const step = "ALTER TABLE users\n  ADD COLUMN age int;\nCREATE TYPE mood AS ENUM ('a');";
    assert.deepEqual(await explain([users, step], { claims: 2, ran: 1 }, { claims: 2 }), [
      'rightOnly enum public.mood: not in effect on left, 2_step:3',
      '- rightOnly enum value public.mood.a: not in effect on left, 2_step:3',
      'rightOnly column public.users.age: not in effect on left, 2_step:2',
    ]);
  });

  it('says so where the revision of the side cannot be read or is in no file', async () => {
    for (const claims of [undefined, 'from another branch']) {
      assert.deepEqual(await explain([users, 'ALTER TABLE users ADD age int'], { claims, ran: 1 }, { claims: 2 }), [
        'rightOnly column public.users.age: revision unknown on left, 2_step:1',
      ]);
    }
  });

  it('has no file for what no migration mentions', async () => {
    const [difference] = await databases.explain(
      [users],
      { claims: 1, byHand: 'CREATE TABLE own (a int)' },
      { claims: 1 },
    );
    assert.deepEqual(difference?.explanation, {
      cause: 'unmanaged',
      side: null,
      revision: null,
      file: null,
      line: null,
      candidates: [],
    });
    assert.deepEqual(explanationLines([difference]), [
      'leftOnly table public.own: unmanaged',
      '- leftOnly column public.own.a: unmanaged',
    ]);
  });

  it('blames the side that still has what a migration drops', async () => {
    const steps = [users, 'CREATE TABLE old (a int);', 'ALTER TABLE users DROP COLUMN name;\nDROP TABLE old;'];
    assert.deepEqual(await explain(steps, { claims: 2 }, { claims: 3 }), [
      'leftOnly table public.old: pending on left, 3_step:2',
      '- leftOnly column public.old.a: pending on left, 3_step:2',
      'leftOnly column public.users.name: pending on left, 3_step:1',
    ]);
    assert.deepEqual(
      (await explain(steps, { claims: 3, ran: 2 }, { claims: 3 }))[0],
      'leftOnly table public.old: not in effect on left, 3_step:2',
    );
  });

  it('follows renames of tables, columns, constraints, types and schemas', async () => {
    const steps = [
      users,
      'ALTER TABLE users RENAME TO people;\nALTER TABLE people\n  RENAME name TO full_name;',
      'ALTER TABLE people ADD age int;',
    ];
    assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 3 }), [
      'rightOnly table public.people: pending on left, 2_step:1',
      '- rightOnly column public.people.id: pending on left, 2_step:1',
      '- rightOnly column public.people.full_name: pending on left, 2_step:2',
      '- rightOnly column public.people.age: pending on left, 3_step:1',
      '- rightOnly constraint public.people.users_pkey: pending on left, 2_step:1',
      'leftOnly table public.users: pending on left, 2_step:1',
      '- leftOnly column public.users.id: pending on left, 2_step:1',
      '- leftOnly column public.users.name: pending on left, 2_step:1',
      '- leftOnly constraint public.users.users_pkey: pending on left, 2_step:1',
    ]);
    assert.deepEqual(await explain(steps, { claims: 3, byHand: 'ALTER TABLE people DROP full_name' }, { claims: 3 }), [
      'rightOnly column public.people.full_name: not in effect on left, 2_step:2',
    ]);
    assert.deepEqual(
      await explain(
        [
          "CREATE SCHEMA a; CREATE TYPE a.t AS ENUM ('x', 'y');",
          'ALTER SCHEMA a RENAME TO b;',
          "ALTER TYPE b.t RENAME TO u; ALTER TYPE b.u RENAME VALUE 'x' TO 'z';",
        ],
        { claims: 2 },
        { claims: 3 },
      ),
      [
        'leftOnly enum b.t: pending on left, 3_step:1',
        '- leftOnly enum value b.t.x: pending on left, 3_step:1',
        '- leftOnly enum value b.t.y: pending on left, 3_step:1',
        'rightOnly enum b.u: pending on left, 3_step:1',
        '- rightOnly enum value b.u.z: pending on left, 3_step:1',
        '- rightOnly enum value b.u.y: pending on left, 3_step:1',
      ],
    );
  });

  it('knows the parts of a renamed table by what each side calls it, whichever is left', async () => {
    const steps = [users, 'ALTER TABLE users RENAME TO people;\nALTER TABLE people\n  ADD age int,\n  DROP name;'];
    const renames = { renames: { 'table:public.users': 'public.people' } };
    assert.deepEqual(explanationLines(await databases.explain(steps, { claims: 1 }, { claims: 2 }, renames)), [
      'changed table public.users: pending on left, 2_step:1',
      'rightOnly column public.people.age: pending on left, 2_step:3',
      'leftOnly column public.users.name: pending on left, 2_step:4',
    ]);
    assert.deepEqual(explanationLines(await databases.explain(steps, { claims: 2 }, { claims: 1 }, renames)), [
      'changed table public.people: pending on right, 2_step:1',
      'rightOnly column public.users.name: pending on right, 2_step:4',
      'leftOnly column public.people.age: pending on right, 2_step:3',
    ]);
  });

  it('knows what is in a schema of another name by the name that the migrations use', async () => {
    const steps = [users, 'ALTER TABLE users ADD age int,\n  DROP name;\nCREATE TABLE more (id int);'];
    const byHand = 'ALTER SCHEMA public RENAME TO tenant; CREATE SCHEMA public';
    const schemas = { schemas: { tenant: 'public' } };
    const left = { claims: 1, byHand };
    const lines = [
      'column public.users.age: pending on SIDE, 2_step:1',
      'column tenant.users.name: pending on SIDE, 2_step:2',
      'table public.more: pending on SIDE, 2_step:3',
    ];
    const found = explanationLines(await databases.explain(steps, left, { claims: 2 }, schemas));
    assert.deepEqual(
      found.map((line) => line.replace(/^\w+ /, '')).filter((line) => lines.includes(line.replace('left', 'SIDE')))
        .length,
      3,
      found.join('\n'),
    );
    const back = explanationLines(await databases.explain(steps, { claims: 2 }, left, schemas));
    assert.deepEqual(
      back
        .map((line) => line.replace(/^\w+ /, ''))
        .filter((line) => lines.includes(line.replace('on right', 'on SIDE'))).length,
      3,
      back.join('\n'),
    );
  });

  it('knows what falls with a column, a table or a type', async () => {
    const steps = [
      `${users} CREATE TABLE orders (a int REFERENCES users, b int UNIQUE, c int);\nCREATE INDEX ON orders (b, c);`,
      'ALTER TABLE orders DROP COLUMN b;\nDROP TABLE users CASCADE;',
    ];
    assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
      'leftOnly column public.orders.b: pending on left, 2_step:1',
      'leftOnly constraint public.orders.orders_a_fkey: pending on left, 2_step:2',
      'leftOnly constraint public.orders.orders_b_key: pending on left, 2_step:1',
      'leftOnly index public.orders.orders_b_c_idx: pending on left, 2_step:1',
      'leftOnly table public.users: pending on left, 2_step:2',
      '- leftOnly column public.users.id: pending on left, 2_step:2',
      '- leftOnly column public.users.name: pending on left, 2_step:2',
      '- leftOnly constraint public.users.users_pkey: pending on left, 2_step:2',
    ]);
  });

  it('follows what is dropped or renamed by less than its whole name', async () => {
    const steps = [
      'CREATE SCHEMA s; CREATE FUNCTION s.f(int, text) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE TABLE t (a int UNIQUE, b int); CREATE INDEX i ON t (b);',
      'DROP FUNCTION s.f;\nDROP INDEX i;\nALTER INDEX t_a_key RENAME TO k;',
    ];
    assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
      'rightOnly constraint public.t.k: pending on left, 2_step:3',
      'leftOnly constraint public.t.t_a_key: pending on left, 2_step:3',
      'leftOnly index public.t.i: pending on left, 2_step:2',
      'leftOnly function s.f(integer, text): pending on left, 2_step:1',
    ]);
  });

  it('tells an enum from the one that takes its name', async () => {
    const steps = [
      "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (m mood);",
      "ALTER TYPE mood RENAME TO mood_old;\nCREATE TYPE mood AS ENUM (\n  'a',\n  'c');\nALTER TABLE t ALTER m TYPE mood USING 'a';\nDROP TYPE mood_old;",
    ];
    assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
      'rightOnly enum value public.mood.c: pending on left, 2_step:4',
      'leftOnly enum value public.mood.b: pending on left, 2_step:1',
    ]);
  });

  it('finds a constraint by what it constrains', async () => {
    const steps = [
      users,
      'CREATE TABLE o (a int, b int);\nALTER TABLE o ADD CONSTRAINT written UNIQUE (a, b);\nALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES users;',
    ];
    const byHand =
      'ALTER TABLE o RENAME CONSTRAINT written TO "other""name"; ALTER TABLE o RENAME CONSTRAINT fk TO fk2';
    assert.deepEqual(
      await explain(steps, { claims: 1, byHand: 'CREATE TABLE o (a int, b int)' }, { claims: 2, byHand }),
      [
        'rightOnly constraint public.o.fk2: pending on left, 2_step:3',
        'rightOnly constraint public.o."other""name": pending on left, 2_step:2',
      ],
    );
    assert.deepEqual(
      await explain(steps, { claims: 2 }, { claims: 2, byHand: 'ALTER TABLE o RENAME CONSTRAINT written TO w' }),
      [
        'rightOnly constraint public.o.w: unmanaged',
        'leftOnly constraint public.o.written: not in effect on right, 2_step:2',
      ],
    );
  });

  describe('of objects that both sides have', () => {
    it('takes the side that has not applied the last operation on the attribute', async () => {
      const steps = [
        users,
        'ALTER TABLE users ALTER name SET NOT NULL;',
        "COMMENT ON COLUMN users.name IS 'x';\nALTER TABLE users\n  ALTER name TYPE varchar(9);",
      ];
      assert.deepEqual(await explain(steps, { claims: 3 }, { claims: 2 }), [
        'changed column public.users.name: pending on right, 3_step:3',
      ]);
      assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
        'changed column public.users.name: pending on left, 2_step:1',
      ]);
      assert.deepEqual(await explain(steps, { claims: undefined, ran: 1 }, { claims: 2 }), [
        'changed column public.users.name: revision unknown on left, 2_step:1',
      ]);
    });

    it('takes the side whose value is not what the operation says, where both claim it', async () => {
      const steps = [
        "CREATE TABLE t (a varchar(10) DEFAULT 'x', b int NOT NULL)",
        'ALTER TABLE t ALTER a TYPE text, ALTER b SET DEFAULT 1 + 1',
      ];
      assert.deepEqual(await explain(steps, { claims: 2 }, { claims: 2, ran: 1 }), [
        'changed column public.t.a: not in effect on right, 2_step:1',
        'changed column public.t.b: not in effect on right, 2_step:1',
      ]);
      assert.deepEqual(
        await explain(
          steps,
          { claims: 2, byHand: "ALTER TABLE t ALTER a SET DEFAULT 'y', ALTER b DROP NOT NULL" },
          { claims: 2 },
        ),
        [
          'changed column public.t.a: not in effect on left, 1_step:1',
          'changed column public.t.b: not in effect on left, 1_step:1',
        ],
      );
    });

    it('passes over what neither side has applied', async () => {
      const steps = [
        'CREATE TABLE t (a int)',
        'ALTER TABLE t ALTER a TYPE numeric(5)',
        'ALTER TABLE t ALTER a TYPE text',
      ];
      assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
        'changed column public.t.a: pending on left, 2_step:1',
      ]);
    });

    it('sees a constraint or a function that is made anew', async () => {
      const steps = [
        'CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0)); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
        'ALTER TABLE t DROP CONSTRAINT c,\n  ADD CONSTRAINT c CHECK (a > 1);\nCREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$ SELECT 2 $$',
      ];
      assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
        'changed constraint public.t.c: pending on left, 2_step:2',
        'changed function public.f(integer): pending on left, 2_step:3',
      ]);
    });

    it('sees that a renamed column changes what is over it', async () => {
      const steps = ['CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a))', 'ALTER TABLE t RENAME a TO b'];
      assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 2 }), [
        'rightOnly column public.t.b: pending on left, 2_step:1',
        'leftOnly column public.t.a: pending on left, 2_step:1',
        'changed constraint public.t.u: pending on left, 2_step:1',
      ]);
    });
  });

  it('links the creation, not the alterations that follow it in the same migration', async () => {
    const step =
      "ALTER TABLE users ADD age int;\nALTER TABLE users ALTER age SET NOT NULL;\nCOMMENT ON COLUMN users.age IS 'x';";
    const [difference] = await databases.explain([users, step], { claims: 1 }, { claims: 2 });
    assert.equal(difference?.explanation.line, 1);
    assert.deepEqual(
      difference.explanation.candidates.map(({ line, action }) => [line, action]),
      [
        [3, 'alter'],
        [2, 'alter'],
        [1, 'create'],
      ],
    );
  });

  it('links what a missing object is, not its owner, grants, comment or storage', async () => {
    const steps = [
      users,
      'CREATE TABLE t (\n  a int);',
      "GRANT SELECT ON t TO PUBLIC;\nALTER TABLE t OWNER TO CURRENT_USER;\nCOMMENT ON COLUMN t.a IS 'x';\nALTER TABLE t ALTER a SET STATISTICS 5;",
    ];
    assert.deepEqual(await explain(steps, { claims: 1 }, { claims: 3 }), [
      'rightOnly table public.t: pending on left, 2_step:1',
      '- rightOnly column public.t.a: pending on left, 2_step:2',
    ]);
  });

  it('leads grants, owners and options to the statement that sets them', async () => {
    const steps = [
      `${users}\nCREATE VIEW v AS SELECT id FROM users;`,
      'GRANT SELECT ON users TO PUBLIC;\nALTER TABLE users\n  ENABLE ROW LEVEL SECURITY;\nALTER VIEW v SET (security_barrier = true);\nCREATE OR REPLACE VIEW v WITH (security_barrier) AS SELECT id FROM users;',
      'ALTER TABLE users RENAME TO people;',
    ];
    const lines = await explain(steps.slice(0, 2), { claims: 1 }, { claims: 2 });
    assert.deepEqual(lines, [
      'changed table public.users: pending on left, 2_step:3',
      'changed view public.v: pending on left, 2_step:5',
    ]);
    const renamed = await explain(steps, { claims: 2 }, { claims: 3 });
    assert.deepEqual(
      renamed.filter((line) => line.includes(' view ')),
      ['changed view public.v: pending on left, 3_step:1'],
    );
  });

  it('keeps hostile names apart', async () => {
    const step = `CREATE TABLE "a.b" ("c""d" int, "e\nf" int, "<script>" int);\nCREATE TABLE "A.b" (\n  "😀" int);`;
    assert.deepEqual(await explain([users, step], { claims: 1 }, { claims: 2 }), [
      'rightOnly table public."A.b": pending on left, 2_step:3',
      '- rightOnly column public."A.b"."😀": pending on left, 2_step:4',
      'rightOnly table public."a.b": pending on left, 2_step:1',
      '- rightOnly column public."a.b"."c""d": pending on left, 2_step:1',
      '- rightOnly column public."a.b"."e\nf": pending on left, 2_step:1',
      '- rightOnly column public."a.b"."<script>": pending on left, 2_step:2',
    ]);
  });
});
