import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { readProjects } from '../../../../src/migrations/readProjects.ts';
import { describeOperation } from './describeOperation.ts';

const header = (id: string, imports: string) =>
  `import sqlalchemy as sa\nfrom alembic import op\n${imports}\nrevision = "${id}"\ndown_revision = None\n\ndef upgrade():\n`;

/** Reads the one project of a workspace that holds these files. */
async function read(files: Readonly<Record<string, string>>): Promise<MigrationProject> {
  const workspaceFolder = await mkdtemp(join(tmpdir(), 'alembic '));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(workspaceFolder, path)), { recursive: true });
      await writeFile(join(workspaceFolder, path), text);
    }
    const [project] = await readProjects({ workspaceFolder });
    assert.ok(project);
    return project;
  } finally {
    await rm(workspaceFolder, { recursive: true, force: true });
  }
}

const operations = ({ revisions }: MigrationProject): readonly string[] =>
  revisions.flatMap((revision) => revision.operations.map(describeOperation));

describe('what surrounds the migrations of Alembic', () => {
  it('is helpers that are imported, on the line of the migration that calls them', async () => {
    const project = await read({
      'db/env.py': 'from alembic import context\ncontext.configure(connection=None)\n',
      'db/helpers.py': `import sqlalchemy as sa
from alembic import op
from .names import SCHEMA

AUDIT = ("created_at", "updated_at")

def add_audit_columns(table, *, schema=SCHEMA):
    for name in AUDIT:
        op.add_column(table, sa.Column(name, sa.DateTime(timezone=True), nullable=False), schema=schema)

def drop_view(name):
    op.execute(f"""
        DROP VIEW IF EXISTS {SCHEMA}.{name}
    """)
`,
      'db/names.py':
        'SCHEMA = "shop"\nVIEW = """\nCREATE VIEW shop.v AS SELECT 1;\nCREATE VIEW shop.w AS SELECT 2\n"""\n',
      'db/versions/_shared.py': 'class Tables:\n    orders = "orders"\n',
      'db/versions/a.py': `${header('a', 'from db import helpers\nfrom db.helpers import add_audit_columns as audit\nfrom ..names import VIEW\nfrom ._shared import Tables')}    audit("customers")
    helpers.add_audit_columns(Tables.orders, schema=None)
    if helpers_are_needed():
        helpers.drop_view("old")
    op.execute(VIEW)
`,
    });
    assert.deepEqual(project.problems, []);
    assert.deepEqual(operations(project), [
      '11 create column shop.customers.created_at',
      '11 create column shop.customers.updated_at',
      '12 create column orders.created_at',
      '12 create column orders.updated_at',
      '14 drop view shop.old',
      '15 create view shop.v',
      '15 create view shop.w',
    ]);
    const flags = project.revisions[0]?.operations.map(({ conditional }) => conditional === true);
    assert.deepEqual(flags, [false, false, false, false, true, false, false]);
  });

  it('is the naming convention of the models that env.py imports', async () => {
    for (const [path, statement] of [
      ['app/models/base.py', 'from app.models.base import Base'],
      ['src/app/models/__init__.py', 'from app import models'],
      ['backend/app/database.py', 'import logging\nfrom app.database import (\n    Base,  # all tables\n)'],
    ] as const) {
      const project = await read({
        [path]: `from sqlalchemy import MetaData\nfrom sqlalchemy.orm import DeclarativeBase\nconvention = {"uq": "uq_%(table_name)s_%(column_0_name)s"}\nclass Base(DeclarativeBase):\n    metadata = MetaData(naming_convention=convention)\n`,
        'backend/migrations/env.py': `from alembic import context\n${statement}\ncontext.configure(target_metadata=Base.metadata)\n`,
        'backend/migrations/versions/a.py': `${header('a', '')}    op.create_unique_constraint(None, "users", ["email"])\n`,
      });
      assert.deepEqual(operations(project), ['8 create unique users.uq_users_email (email)'], path);
    }
  });

  it('is the version table in whatever form it is configured', async () => {
    const tables: string[] = [];
    for (const [environment, others] of [
      ['context.configure(version_table="a", version_table_schema="s")', {}],
      [
        'options = {"version_table": "a"}\ndef run():\n    context.configure(**options, version_table_schema=f"{\'s\'}")',
        {},
      ],
      [
        'import os\ncontext.configure(version_table=os.environ.get("T", "a"), version_table_schema=os.getenv("S", "s"))',
        {},
      ],
      [
        'c = context.config\ncontext.configure(version_table=c.get_main_option("version_table"), version_table_schema=c.get_main_option("vs", "s"))',
        { 'alembic.ini': '[alembic]\nscript_location = db\nversion_table = a\n' },
      ],
      [
        'from settings import TABLE\ncontext.configure(version_table=TABLE, version_table_schema="s")',
        { 'settings.py': 'PREFIX = ""\nTABLE = PREFIX + "a"\n' },
      ],
      [
        'kw = dict(version_table="a")\nkw["version_table_schema"] = "s"\nasync def run():\n    await connection.run_sync(go)\ndef go(connection):\n    context.configure(connection=connection, **kw)',
        {},
      ],
    ] as const) {
      const project = await read({
        'db/env.py': `from alembic import context\n${environment}\n`,
        'db/versions/a.py': `${header('a', '')}    pass\n`,
        ...others,
      });
      tables.push(...project.versionTables.map(({ schema, name }) => `${schema ?? '-'}.${name}`));
    }
    assert.deepEqual(tables, ['s.a', 's.a', 's.a', 's.a', 's.a', 's.a']);
  });

  it('says how each is undone, whether in a transaction, and which rows it writes', async () => {
    const parts = {
      real: 'def downgrade():\n    op.drop_table("t")\n',
      empty: 'def downgrade():\n    """Nothing to do."""\n    # nothing\n    pass\n',
      raises: 'def downgrade():\n    raise NotImplementedError("never")\n',
      missing: '',
    };
    for (const [expected, text] of Object.entries(parts)) {
      const project = await read({ 'db/versions/a.py': `${header('a', '')}    pass\n\n${text}` });
      assert.equal(project.revisions[0]?.downgrade, expected);
      assert.equal(project.revisions[0].transactional, true);
    }
    const project = await read({
      'db/versions/a.py': `${header('a', '')}    users = sa.table("users", sa.column("id"), schema="app")
    with op.get_context().autocommit_block():
        op.create_index("i", "t", ["a"], postgresql_concurrently=True, if_not_exists=True)
    op.bulk_insert(users, [{"id": 1}])
    op.execute(users.update().where(users.c.id == 1).values(id=2))
    op.get_bind().execute(sa.delete(users))
    op.execute("""
        INSERT INTO logs SELECT 1;
        TRUNCATE old""")
`,
    });
    const [revision] = project.revisions;
    assert.equal(revision?.transactional, false);
    assert.deepEqual(revision.operations[0]?.modifiers, ['concurrently', 'if not exists']);
    assert.deepEqual(
      revision.dataChanges?.map(({ verb, schema, table, line }) => `${String(line)} ${verb} ${schema ?? '-'}.${table}`),
      ['11 insert app.users', '12 update app.users', '13 delete app.users', '15 insert -.logs', '16 truncate -.old'],
    );
  });
});
