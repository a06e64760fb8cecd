import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('counting the rows of the sample', function () {
  this.timeout(400_000);
  let ui: VsCodeUi;
  before(async () => {
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
  });
  after(async () => {
    await ui.close();
  });

  const page = () => ui.webview();
  const row = (name: string) => page().locator('count-grid').getByRole('row').filter({ hasText: name }).first();
  const firstName = () => page().locator('count-grid [role=rowheader] .name').first();
  const headline = () => page().getByRole('heading', { name: /^18,044 rows in production, 569 in local/ });

  it('opens the tab of the pair, and shows totals and tables', async () => {
    await ui.openContainer('Database Compare');
    await ui.runCommand('Database Compare: Compare Row Counts');
    await ui.pickBoth('production', 'local');
    await headline().waitFor({ timeout: 200_000 });
    assert.match(await headline().innerText(), /31\.7x, \+17,475/);
    await row('credential_history').filter({ hasText: '9,614' }).waitFor();
    await page().getByText('The 10 largest tables hold 98.0 % of the rows of production').waitFor();
    await page()
      .getByText(/in production \(4 rows\) was perhaps superseded by/)
      .waitFor({ timeout: 150_000 });
    await ui.screenshot('counts');
  });

  it('sorts, and copies the row that is clicked', async () => {
    await page().getByRole('button', { name: 'Table', exact: true }).click();
    await firstName().filter({ hasText: 'accuracy_test_results' }).waitFor();
    await page().getByRole('button', { name: 'Rows Ratio', exact: true }).click();
    await firstName().filter({ hasText: 'users' }).waitFor();
    await row('licenses').click({ button: 'right' });
    const copy = ui.page.locator('.monaco-menu').getByText('Copy Row', { exact: true });
    await copy.waitFor();
    // VS Code's menus ignore what happens in their first moment, for it may be the end of the click that opened them.
    await ui.page.waitForTimeout(400);
    await copy.click();
    await copy.waitFor({ state: 'detached' });
    await ui.page.locator('.statusbar-item', { hasText: 'Copied' }).waitFor();
    const text = await ui.page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal(text, 'public.licenses\t4,509\t270\t+4,239\t16.7x');
  });

  it('cancels, and what had come is still there', async () => {
    await ui.embeddedDatabasesAreGone();
    await page().getByRole('button', { name: 'Refresh' }).click();
    await page().getByRole('button', { name: 'Cancel' }).click();
    await page().getByRole('button', { name: 'Refresh' }).and(page().locator(':not([disabled])')).waitFor();
    await row('credential_history').waitFor();
    assert.deepEqual(await ui.notifications(), []);
  });

  it('comes back after a reload on its tab, and waits to be asked', async () => {
    await ui.reload();
    await ui.page.locator('.tab.active', { hasText: 'production ↔ local' }).waitFor();
    const count = page().getByRole('button', { name: 'Count Rows' });
    await count.waitFor();
    await count.click();
    await headline().waitFor({ timeout: 200_000 });
    // Sorted as before.
    await firstName().filter({ hasText: 'users' }).waitFor();
    await page().getByRole('tab', { name: 'Schema' }).click();
    await page().getByRole('button', { name: 'Refresh' }).first().waitFor();
  });
});
