import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('a workspace that is not trusted', function () {
  this.timeout(300_000);
  let ui: VsCodeUi;

  before(async () => {
    const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample'), settings });
  });

  after(async () => {
    await ui.close();
  });

  it('shows none of its environments, and says why', async () => {
    await ui.openContainer('Database Compare');
    await ui.page.locator('.part.sidebar .monaco-button', { hasText: 'Manage Workspace Trust' }).waitFor();
    await ui.screenshot('untrusted');
    assert.equal(await ui.row('production').count(), 0);
  });

  it('shows them as soon as it is trusted', async () => {
    await ui.page.locator('.part.sidebar .monaco-button', { hasText: 'Manage Workspace Trust' }).click();
    await ui.page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .first()
      .click();
    await ui.row('production').filter({ hasText: '4 behind, 16 days' }).waitFor({ timeout: 60_000 });
  });
});
