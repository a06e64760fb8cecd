import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode, themeNames } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

const migration = '20260131_0000_add_blueshift_provider_fields.py';

describe('comparing the sample', function () {
  this.timeout(300_000);
  let ui: VsCodeUi;

  before(async () => {
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
  });

  after(async () => {
    await ui.close();
  });

  const gridRow = (name: string) => ui.webview().getByRole('row').filter({ hasText: name }).first();
  const search = () => ui.webview().locator('input[placeholder^="Search"]');
  const refresh = () => ui.webview().getByRole('button', { name: 'Refresh' }).first();

  it('shows the details of an environment that is clicked', async () => {
    await ui.openContainer('Database Compare');
    await ui.row('production').first().click();
    await ui.row('Declared in').waitFor();
    await ui.row('Type').filter({ hasText: 'SQL files' }).waitFor();
    assert.doesNotMatch((await ui.row('production').first().textContent()) ?? '', /PostgreSQL/);
  });

  it('asks for both sides in the palette and compares them', async () => {
    await ui.runCommand('Database Compare: Compare Schemas');
    await ui.pickBoth('production', 'local');
    await ui.page.locator('.tab.active', { hasText: 'production ↔ local' }).waitFor();
    await ui.webview().getByText('4 migrations (16 days) behind').first().waitFor({ timeout: 100_000 });
    await search().fill('home_address');
    await gridRow('home_address').waitFor();
    await ui.screenshot('compare-search');
    await search().fill('');
  });

  it('says in the tree how far each environment is', async () => {
    const production = (await ui.row('production').first().textContent()) ?? '';
    assert.match(production, /4 behind, 16 days · 20260115_0200 · PostgreSQL [\d.]+/);
    assert.match((await ui.row('local').first().textContent()) ?? '', /up to date · 20260131_0000/);
  });

  for (const theme of themeNames) {
    it(`can be looked at in ${theme}`, async () => {
      await ui.setTheme(theme);
      await gridRow('coordinator_action_type').waitFor();
      await ui.screenshot(`compare-${theme}`);
    });
  }

  it('jumps from providers.home_address to the line of its migration', async () => {
    await gridRow('home_address')
      .getByText(/20260131_0000/)
      .first()
      .click();
    const cursor = await ui.cursorIn(migration);
    const text = await readFile(path.join(ui.workspace ?? '', 'migrations', 'versions', migration), 'utf8').catch(
      () => '',
    );
    const line =
      text.split('\n').findIndex((each) => each.includes("'home_address'") || each.includes('"home_address"')) + 1;
    assert.ok(line > 0, 'the migration adds the column');
    assert.equal(cursor.line, line);
    await ui.screenshot('jump');
  });

  it("opens both definitions in VS Code's own diff editor", async () => {
    await ui.page.locator('.tab', { hasText: 'production ↔ local' }).first().click();
    await gridRow('home_address').click();
    await ui.webview().getByText('Open in Diff Editor').first().click();
    await ui.page.locator('.tab.active', { hasText: 'public.providers (production ↔ local)' }).waitFor();
    await ui.page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'home_address' }).first().waitFor();
    await ui.screenshot('diff-editor');
    await ui.page.keyboard.press('Control+F4');
  });

  it('offers the same pair first the next time', async () => {
    await ui.page.keyboard.press('F1');
    await ui.answer('>Database Compare: Compare Schemas');
    const first = ui.page.locator('.quick-input-list .monaco-list-row').first();
    await first.filter({ hasText: 'production ↔ local' }).waitFor();
    await ui.page.keyboard.press('Escape');
  });

  it('survives a reload, offers Refresh, and connects only then', async () => {
    await ui.page.locator('.tab', { hasText: 'production ↔ local' }).first().click();
    await ui.reload();
    await ui.page.locator('.tab.active', { hasText: 'production ↔ local' }).waitFor();
    await refresh().waitFor();
    await ui.openContainer('Database Compare');
    // Where it stands is asked again, and nothing more.
    const production = ui.row('production').first();
    await production.filter({ hasText: '4 behind, 16 days' }).waitFor({ timeout: 60_000 });
    assert.doesNotMatch((await production.textContent()) ?? '', /PostgreSQL/);
    await ui.screenshot('reloaded');
    await refresh().click();
    await search().waitFor({ timeout: 100_000 });
  });

  it('cancels', async () => {
    await ui.embeddedDatabasesAreGone();
    await refresh().click();
    await ui.webview().getByRole('button', { name: 'Cancel' }).first().click();
    await search().waitFor();
    assert.deepEqual(await ui.notifications(), []);
  });
});
