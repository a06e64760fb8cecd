import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode, themeNames } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

const newest = '20260131_0000_add_blueshift_provider_fields.py';

describe('the view of migrations', function () {
  this.timeout(300_000);
  let ui: VsCodeUi;

  before(async () => {
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
    await ui.openContainer('Database Compare');
  });

  after(async () => {
    await ui.close();
  });

  const statusBar = () => ui.page.locator('.statusbar-item[id*="databaseCompare.standing"]');
  const action = (title: string) => ui.page.locator(`.part.sidebar .pane-header .action-label[aria-label^="${title}"]`);

  it('shows the 19 revisions of the sample, 4 of them pending for production', async () => {
    await ui.migration('production: pending').first().waitFor({ timeout: 60_000 });
    assert.equal(await ui.migration('production: pending').count(), 4);
    const [first] = await ui.migration().all();
    assert.equal(await first?.getAttribute('aria-setsize'), '19');
    await ui.row('production').filter({ hasText: '4 behind, 16 days' }).waitFor();
    await ui.row('local').filter({ hasText: 'up to date' }).waitFor();
  });

  it('says in the status bar which environment is worst off', async () => {
    assert.match((await statusBar().textContent()) ?? '', /production: 4 behind/);
    await statusBar().hover();
    const hover = ui.page.locator('.monaco-hover:visible');
    await hover.filter({ hasText: 'up to date' }).waitFor();
    await ui.screenshot('status-bar');
    await ui.page.mouse.move(700, 400);
  });

  it('opens the file of the revision that is clicked, with its marks above the revision', async () => {
    await ui.migration('Add Blueshift').click();
    const cursor = await ui.cursorIn(newest);
    assert.ok(cursor.line > 10);
    const lens = ui.page.locator('.codelens-decoration');
    await lens.filter({ hasText: 'production: pending · local: applied' }).waitFor();
    for (const title of ['Compare', 'Show What It Changes']) await lens.getByText(title, { exact: true }).waitFor();
  });

  it('tells all of a revision when the pointer rests on it', async () => {
    await ui.page.mouse.move(700, 400);
    await ui.migration('Add Blueshift').hover();
    const hover = ui.page.locator('.monaco-hover:visible');
    await hover.filter({ hasText: 'after 7702d353e5b8' }).waitFor();
    await hover.filter({ hasText: 'add column providers.aoa_number' }).waitFor();
    await ui.screenshot('migration-tooltip');
    await ui.page.mouse.move(700, 400);
    await hover.waitFor({ state: 'hidden' });
  });

  for (const theme of themeNames) {
    it(`can be looked at in ${theme}`, async () => {
      await ui.setTheme(theme);
      await ui.migration('production: pending').first().waitFor();
      await ui.screenshot(`migrations-${theme}`);
    });
  }

  it('lists what a migration changes from the CodeLens, and goes there', async () => {
    await ui.page.locator('.codelens-decoration').getByText('Show What It Changes').click();
    await ui.page.locator('.quick-input-title', { hasText: 'production: pending' }).waitFor();
    await ui.screenshot('migration-changes');
    await ui.pick('add column providers.home_zip');
    await ui.page.locator('.view-line', { hasText: 'home_zip' }).first().waitFor();
    await ui.page.locator('.statusbar-item#status\\.editor\\.selection', { hasText: 'Ln 40,' }).waitFor();
  });

  it('says on hover whether the object is there, and reads what was not read from there', async () => {
    const place = ui.page.locator('.view-line span', { hasText: 'home_zip' }).last();
    const hover = ui.page.locator('.monaco-hover:visible');
    await place.hover();
    await hover.filter({ hasText: 'production: not read yet' }).waitFor();
    await ui.screenshot('operation-hover-unread');
    await hover.getByText('Read', { exact: true }).first().click();
    await ui.row('production').filter({ hasText: 'PostgreSQL' }).waitFor({ timeout: 100_000 });
    await ui.page.keyboard.press('Escape');
    await ui.page.mouse.move(700, 700);
    await place.hover();
    await hover.filter({ hasText: 'production: not there' }).waitFor();
    await ui.screenshot('operation-hover');
    await ui.page.mouse.move(700, 700);
  });

  it('shows only what is pending, on demand', async () => {
    await ui.migration().first().hover();
    await action('Show Pending Migrations Only').click();
    await ui.migration('Add licenses.is_imlc').waitFor({ state: 'detached' });
    assert.equal(await ui.migration().count(), 4);
    await action('Show All Migrations').click();
    await ui.migration('Add licenses.is_imlc').waitFor();
  });

  it('offers what to do with a revision', async () => {
    await ui.migration('Add provider_credentials').click({ button: 'right' });
    const entries = ui.page.locator('.context-view .action-label');
    await entries.filter({ hasText: 'Copy Revision' }).waitFor();
    const titles = await entries.allTextContents();
    for (const title of ['Open File', 'Compare', 'Show What It Changes', 'Copy Revision'])
      assert.ok(titles.includes(title), `${title} among ${titles.join(', ')}`);
    await ui.screenshot('migration-menu');
    await ui.page.waitForTimeout(400);
    await entries.filter({ hasText: 'Copy Revision' }).click();
    await entries.first().waitFor({ state: 'detached' });
    await ui.page.locator('.statusbar-item', { hasText: 'Revision copied' }).waitFor();
    assert.equal(await ui.page.evaluate('navigator.clipboard.readText()'), '20260115_0300');
  });

  it('follows what is written into the folder', async () => {
    const folder = path.join(ui.workspace ?? '', 'migrations', 'versions');
    const text = (revision: string, title: string) =>
      `"""${title}"""\nrevision = '${revision}'\ndown_revision = '20260131_0000'\n\n\ndef upgrade():\n    pass\n`;
    await writeFile(path.join(folder, 'x1.py'), text('x1', 'Hostile <b>bold</b> [x](command:y)'));
    await ui.migration('Hostile <b>bold</b> [x](command:y)').waitFor();
    await statusBar().filter({ hasText: 'production: 5 behind' }).waitFor();
    await writeFile(path.join(folder, 'x2.py'), text('x2', 'Second head'));
    await ui.migration('several heads that no merge joins').waitFor();
    await ui.migration('Branch Second head').waitFor();
    await ui.screenshot('migrations-branches');
    await rm(path.join(folder, 'x1.py'));
    await rm(path.join(folder, 'x2.py'));
    await ui.migration('several heads').waitFor({ state: 'detached' });
    await statusBar().filter({ hasText: 'production: 4 behind' }).waitFor();
  });

  it('complains about nothing', async () => {
    assert.deepEqual(await ui.notifications(), []);
  });
});
