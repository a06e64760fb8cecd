import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('comparing the environments of the sample in a matrix', function () {
  this.timeout(300_000);
  let ui: VsCodeUi;

  before(async () => {
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
  });

  after(async () => {
    await ui.close();
  });

  const matrixRow = (name: string) => ui.webview().getByRole('row').filter({ hasText: name }).first();

  it('asks which, and shows every object that differs', async () => {
    await ui.runCommand('Database Compare: Compare Environments');
    await ui.pick('production');
    await ui.pick('local');
    await ui.page.keyboard.press('Enter');
    await ui.page.locator('.tab.active', { hasText: 'production ↔ local' }).waitFor();
    await ui.webview().getByText('37 objects differ').waitFor({ timeout: 100_000 });
    await matrixRow('home_address').waitFor();
    await ui.screenshot('matrix');
  });

  it('opens the comparison at the object whose cell is clicked', async () => {
    await ui.webview().locator('input[placeholder^="Search"]').fill('weight');
    await matrixRow('weight').getByRole('gridcell', { name: 'production: not there' }).click();
    await ui.webview().getByText('4 migrations (16 days) behind').first().waitFor({ timeout: 100_000 });
    const active = ui.webview().locator('difference-grid .row.active');
    await active.filter({ hasText: 'weight' }).waitFor();
    await ui.webview().getByText('public.providers.weight').first().waitFor();
    assert.deepEqual(await ui.notifications(), []);
  });
});
