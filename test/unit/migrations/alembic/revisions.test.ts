import assert from 'node:assert/strict';
import { CompareError } from '../../../../src/compareError.ts';
import { readAlembic } from '../../../../src/migrations/frameworks/alembic/readAlembic.ts';
import { readFiles } from './readForTest.ts';

function revision(id: string, down: string, more = ''): string {
  return `"""${id}"""\nrevision = ${JSON.stringify(id)}\ndown_revision = ${down}\n${more}\ndef upgrade():\n    op.drop_table("t_${id}")\n`;
}

function ids({ revisions }: { revisions: readonly { id: string }[] }): string {
  return revisions.map(({ id }) => id).join(' ');
}

describe('Alembic revisions', () => {
  it('reads every way to name parents', async () => {
    const project = await readFiles({
      'v/a.py': revision('a', 'None'),
      'v/b.py':
        'from typing import Union, Sequence\nBASE = "a"\nrevision: str = "b"\ndown_revision: Union[str, Sequence[str], None] = BASE\n',
      'v/c.py': revision('c', '("a",)'),
      'v/d.py': revision('d', '["b", "c"]'),
      'v/e.py': 'revision, down_revision = (\n    "e",\n    ("d"),\n)\ndepends_on = branch_labels = None',
      'v/f.py': 'revision = "f"\ndown_revision = "e" if True else None\nbranch_labels = {"side"}\n',
      'v/g.py': revision('g', 'None', 'depends_on = ("side", "c")'),
    });
    assert.deepEqual(project.problems, []);
    assert.equal(ids(project), 'a b c d e f g');
    assert.deepEqual(
      project.revisions.map(({ parents, dependsOn }) => [...parents, '|', ...dependsOn].join(' ')),
      ['|', 'a |', 'a |', 'b c |', 'd |', 'e |', '| f c'],
    );
  });

  it('orders by parents, then date, then id, whatever the order of the files', async () => {
    const files = {
      'v/2024_03_01_z.py': revision('z', '"root"'),
      'v/2024_01_01_y.py': revision('y', '"z"'),
      'v/2024_02_01_x.py': revision('x', '"root"'),
      'v/2024_02_01_w.py': revision('w', '"root"'),
      'v/2025_01_01_root.py': revision('root', 'None'),
    };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    assert.equal(ids(await readFiles(files)), 'root w x z y');
    assert.equal(ids(await readFiles(reversed)), 'root w x z y');
  });

  it('takes the date from the docstring, the name of the file or the revision', async () => {
    const project = await readFiles({
      'v/2020_01_01_a.py': '"""T\n\nCreate Date: 2024-3-9 10:00:00"""\nrevision = "a"',
      'v/20240501_1200_b.py': revision('b', '"a"'),
      'v/2024-06-01_c.py': revision('c', '"b"'),
      'v/d.py': revision('20240701083000', '"c"'),
      'v/99999999_e.py': revision('12345678abcd', '"20240701083000"'),
    });
    assert.deepEqual(
      project.revisions.map(({ date }) => date),
      ['2024-03-09', '2024-05-01', '2024-06-01', '2024-07-01', undefined],
    );
  });

  it('takes the title from the docstring or the name of the file', async () => {
    const project = await readFiles({
      'v/1a2b3c4d5e6f_add_users.py': 'revision = "a"',
      'v/b.py': '"""\n\n  Add orders  \n\nRevision ID: b\n"""\nrevision = "b"',
      'v/2024_01_01_1200-0123456789ab_add_stock.py': '"""Revision ID: c"""\nrevision = "c"',
    });
    assert.deepEqual(project.revisions.map(({ title }) => title).sort(), ['Add orders', 'add stock', 'add users']);
  });

  it('reports duplicates, missing parents and cycles, and keeps the rest', async () => {
    const project = await readFiles({
      'v/1.py': revision('a', 'None'),
      'v/2.py': revision('a', 'None', 'def helper(): pass'),
      'v/3.py': revision('b', '"gone"'),
      'v/4.py': revision('c', '"d"'),
      'v/5.py': revision('d', '("c", "a")'),
      'v/6.py': revision('e', '"d"'),
    });
    assert.equal(ids(project), 'a b c d e');
    assert.deepEqual(project.problems, [
      { reason: 'revisionDuplicate', file: 'v/2.py', line: 2, detail: 'a' },
      { reason: 'parentMissing', file: 'v/3.py', line: 2, detail: 'gone' },
      { reason: 'cycle', file: 'v/4.py', line: 2, detail: 'c, d, e' },
    ]);
  });

  it('reports files that are no Python or lack a revision, and passes over what is no migration', async () => {
    const project = await readFiles({
      'v/__init__.py': '',
      'v/helpers.py': 'def add_timestamps(table):\n    pass\n',
      'v/notes.txt': 'revision = "no Python file"',
      'v/lost.py': 'from alembic import op\n\ndef upgrade():\n    op.drop_table("t")\n',
      'v/computed.py': 'import os\nrevision = os.environ["R"]\n\ndef upgrade():\n    pass\n',
      'v/half.py': `${revision('half', 'None')}    op.drop_table("u"\n\ndef downgrade(:\n    pass\n`,
      'v/binary.py': '\u0000\uFFFD\uFFFD(((((',
      'v/unknown.py': revision('u', 'other_module.HEAD'),
      'v/good.py': revision('good', 'None'),
    });
    assert.equal(ids(project), 'good half u');
    assert.deepEqual(project.problems.map(({ reason, file, line }) => `${file} ${reason} ${String(line)}`).sort(), [
      'v/binary.py syntaxError 1',
      'v/computed.py revisionMissing 2',
      'v/half.py syntaxError 9',
      'v/lost.py revisionMissing undefined',
      'v/unknown.py notStatic 2',
    ]);
    const half = project.revisions.find(({ id }) => id === 'half');
    assert.equal(half?.operations[0]?.target.name, 't_half');
  });

  it('reads files with a byte order mark, Windows line ends and tabs', async () => {
    const text = revision('a', 'None').replaceAll('\n', '\r\n').replace('    op', '\top');
    const project = await readFiles({ 'v/a.py': `\uFEFF${text}` });
    assert.deepEqual(project.problems, []);
    assert.equal(project.revisions[0]?.title, 'a');
    assert.equal(project.revisions[0].operations[0]?.line, 6);
  });

  it('follows the upgrades of several databases', async () => {
    const project = await readFiles({
      'v/a.py':
        'revision = "a"\ndef upgrade(engine_name):\n    globals()["upgrade_%s" % engine_name]()\n' +
        'def upgrade_users():\n    op.drop_table("u")\ndef upgrade_logs():\n    op.drop_table("l")\ndef downgrade_users():\n    op.drop_table("x")\n',
    });
    const names = project.revisions[0]?.operations.map(({ target }) => target.name);
    assert.deepEqual(names, ['u', 'l']);
  });

  it('finds the version table however env.py configures it', async () => {
    const table = async (environment: string) => (await readFiles({}, environment)).versionTables[0];
    assert.deepEqual(await table('context.configure(connection=c, version_table=f"{APP}_v")'), {
      schema: undefined,
      name: 'alembic_version',
      columns: ['version_num'],
    });
    const asynchronous =
      'APP = "shop"\ndef do_run(connection):\n    options = dict(version_table=f"{APP}_version", version_table_schema=APP)\n' +
      '    context.configure(connection=connection, **options)\nasync def run_async():\n    await connection.run_sync(do_run)\n' +
      'def online():\n    asyncio.run(run_async())\nif context.is_offline_mode():\n    pass\nelse:\n    online()\n';
    assert.deepEqual(await table(asynchronous), { schema: 'shop', name: 'shop_version', columns: ['version_num'] });
    assert.deepEqual(await table('((('), { schema: undefined, name: 'alembic_version', columns: ['version_num'] });
  });

  it('stops when it is told to', async () => {
    const sql = () => ({ operations: [], dataChanges: [], problems: [], transactional: true });
    const files = [{ path: 'v/a.py', text: revision('a', 'None') }];
    await assert.rejects(
      readAlembic({ folder: 'v', files, sql, signal: AbortSignal.abort() }),
      (error) => error instanceof CompareError && error.reason === 'cancelled',
    );
  });
});
