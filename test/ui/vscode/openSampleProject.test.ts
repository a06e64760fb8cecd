import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('a window without a folder', function () {
  this.timeout(300_000);
  let ui: VsCodeUi;

  before(async () => {
    ui = await openVsCode();
  });

  after(async () => {
    await ui.close();
  });

  it('leads to the sample, with its environments ready', async () => {
    await ui.openContainer('Database Compare');
    const open = ui.page.locator('.part.sidebar .monaco-button', { hasText: 'Open Sample Project' });
    await open.click();
    await ui.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'alembic.ini' }).waitFor();
    await ui.openContainer('Database Compare');
    await ui.row('production').filter({ hasText: '4 behind, 16 days' }).waitFor({ timeout: 60_000 });
    await ui.row('local').waitFor();
  });
});
