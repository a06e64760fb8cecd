import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('comparing from the tree', function () {
  this.timeout(300_000);
  let folder: string;
  let ui: VsCodeUi;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'menus-'));
    await mkdir(path.join(folder, '.vscode'));
    const environments = [
      { name: 'alpha', type: 'sqlFiles', files: 'alpha.sql' },
      { name: 'beta <b>', role: 'staging', type: 'sqlFiles', files: 'beta.sql' },
      { name: 'broken', type: 'sqlFiles', files: 'broken.sql' },
    ];
    await writeFile(
      path.join(folder, '.vscode', 'settings.json'),
      JSON.stringify({ 'databaseCompare.environments': environments }),
    );
    await writeFile(path.join(folder, 'alpha.sql'), 'CREATE TABLE public."<img src=x>" (id integer);\n');
    await writeFile(path.join(folder, 'beta.sql'), 'CREATE TABLE public.other (id integer);\n');
    await writeFile(
      path.join(folder, 'broken.sql'),
      'CREATE TABLE fine (id integer);\n\nCREATE TABEL wrong (id integer);\n',
    );
    ui = await openVsCode({ workspace: folder });
    await ui.openContainer('Database Compare');
    await ui.row('alpha').waitFor();
  });

  after(async () => {
    await ui.close();
    await rm(folder, { recursive: true, force: true });
  });

  const entry = (title: string | RegExp) => ui.page.locator('.context-view .action-label', { hasText: title });
  const openMenu = async (row: string): Promise<void> => {
    await ui.row(row).first().click({ button: 'right' });
    await entry('Remove Environment').waitFor();
    // VS Code's menus ignore what happens in their first moment, for it may be the end of the click that opened them.
    await ui.page.waitForTimeout(400);
  };
  const choose = async (title: string | RegExp): Promise<void> => {
    await entry(title).click();
    await entry('Remove Environment').waitFor({ state: 'detached' });
  };
  const tab = (title: string) => ui.page.locator('.tab.active', { hasText: title });

  it('offers "Compare with Selected" once an environment is selected', async () => {
    await openMenu('beta');
    assert.equal(await entry('Compare with Selected').count(), 0);
    await choose('Select for Compare');
    await ui.page.locator('.statusbar-item', { hasText: 'is selected for compare' }).waitFor();
    await openMenu('alpha');
    await choose('Compare with Selected');
    await tab('beta <b> ↔ alpha').waitFor();
    await ui.webview().getByRole('row').filter({ hasText: '<img src=x>' }).first().waitFor({ timeout: 100_000 });
  });

  it('compares two selected rows', async () => {
    await ui.row('beta').first().click();
    await ui
      .row('alpha')
      .first()
      .click({ modifiers: ['Control'] });
    await openMenu('alpha');
    assert.equal(await entry('Select for Compare').count(), 0);
    await choose(/^Compare Schemas$/);
    await tab('alpha ↔ beta <b>').waitFor();
    await ui.webview().getByRole('row').filter({ hasText: '<img src=x>' }).first().waitFor({ timeout: 100_000 });
  });

  it('asks for the other side from the button of a row', async () => {
    await ui.row('beta').first().click();
    await ui.row('beta').first().locator('.action-label[aria-label^="Compare Schemas"]').click();
    await ui.page.locator('.quick-input-title', { hasText: 'Compare Schemas' }).waitFor();
    await ui.pick('broken');
    await tab('beta <b> ↔ broken').waitFor();
  });

  it('says file and line of what cannot be loaded, and opens it', async () => {
    await ui
      .webview()
      .getByText(/broken: .*broken\.sql, line 3/)
      .first()
      .waitFor({ timeout: 100_000 });
    await ui.screenshot('compare-failed');
    await ui.webview().getByRole('button', { name: 'Open File' }).click();
    assert.equal((await ui.cursorIn('broken.sql')).line, 3);
    await ui.row('broken').first().filter({ hasText: 'failed' }).waitFor();
  });

  it('shows the log on demand', async () => {
    await ui.runCommand('Database Compare: Show Log');
    await ui.page.locator('.part.panel .view-line', { hasText: 'broken' }).first().waitFor();
    await ui.screenshot('log');
  });
});
