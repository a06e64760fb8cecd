import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode, themeNames } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('the view of environments', () => {
  let ui: VsCodeUi;

  before(async () => {
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
  });

  after(async () => {
    await ui.close();
  });

  it("shows the sample's environments, and again after a reload", async () => {
    await ui.openContainer('Database Compare');
    await ui.row('production').waitFor();
    await ui.row('local').waitFor();
    await ui.reload();
    await ui.openContainer('Database Compare');
    await ui.row('production').waitFor();
    assert.deepEqual(await ui.notifications(), []);
  });

  for (const theme of themeNames) {
    it(`can be looked at in ${theme}`, async () => {
      await ui.setTheme(theme);
      await ui.row('production').waitFor();
      await ui.screenshot(`environments-${theme}`);
    });
  }

  it('tells where the cursor is', async () => {
    await ui.runCommand('Preferences: Open Workspace Settings (JSON)');
    const position = await ui.cursorIn('settings.json');
    assert.equal(position.line, 1);
  });
});
