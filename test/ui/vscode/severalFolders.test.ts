import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

const revision = (id: string, parent: string | null, title: string) =>
  `"""${title}"""\nrevision = '${id}'\ndown_revision = ${parent === null ? 'None' : `'${parent}'`}\n\n\ndef upgrade():\n    pass\n`;

describe('a workspace of several folders', function () {
  this.timeout(300_000);
  let folder: string;
  let ui: VsCodeUi;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'several-'));
    // The same files in both, with other contents, and databases that know their own folder's revisions.
    for (const [name, applied] of [
      ['api', 'api1'],
      ['shop', 'shop2'],
    ] as const) {
      const versions = path.join(folder, name, 'migrations', 'versions');
      await mkdir(versions, { recursive: true });
      await mkdir(path.join(folder, name, '.vscode'));
      await writeFile(path.join(versions, '0001_first.py'), revision(`${name}1`, null, `First of ${name}`));
      await writeFile(path.join(versions, '0002_second.py'), revision(`${name}2`, `${name}1`, `Second of ${name}`));
      await writeFile(
        path.join(folder, name, 'database.sql'),
        `CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);\nINSERT INTO alembic_version VALUES ('${applied}');\n`,
      );
      await writeFile(
        path.join(folder, name, '.vscode', 'settings.json'),
        JSON.stringify({
          'databaseCompare.environments': [{ name: `${name} database`, type: 'sqlFiles', files: 'database.sql' }],
        }),
      );
    }
    await writeFile(
      path.join(folder, 'both.code-workspace'),
      JSON.stringify({ folders: [{ path: 'api' }, { path: 'shop' }] }),
    );
    ui = await openVsCode({ workspace: folder, workspaceFile: 'both.code-workspace' });
  });

  after(async () => {
    await ui.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the migrations of each, with where its own database stands', async () => {
    await ui.openContainer('Database Compare');
    await ui.migration('api/migrations/versions').filter({ hasText: 'api database: 1 behind' }).waitFor();
    await ui.row('api database').filter({ hasText: '1 behind' }).waitFor();
    await ui.row('shop database').filter({ hasText: 'up to date' }).waitFor();
    assert.equal(await ui.migration().count(), 2);
    const shop = ui.migration('shop/migrations/versions');
    assert.doesNotMatch((await shop.textContent()) ?? '', /api|behind|attention/);
  });

  it('opens the file of the right folder where both have one of the name', async () => {
    await ui.migration('shop/migrations/versions').locator('.monaco-tl-twistie').click();
    const row = ui.migration('Second of shop');
    await row.filter({ hasText: 'shop database: applied' }).waitFor();
    assert.doesNotMatch((await row.textContent()) ?? '', /api/);
    await row.click();
    await ui.cursorIn('0002_second.py');
    await ui.page.locator('.view-line', { hasText: 'Second of shop' }).waitFor();
    await ui.page.locator('.codelens-decoration', { hasText: 'shop database: applied' }).waitFor();
    await ui.screenshot('several-folders');
  });

  it('compares with the migrations of both', async () => {
    await ui.runCommand('Database Compare: Compare Schemas');
    await ui.pickBoth('api database', 'shop database');
    await ui.webview().getByText('api database is 1 migration').first().waitFor({ timeout: 100_000 });
    assert.deepEqual(await ui.notifications(), []);
  });
});
