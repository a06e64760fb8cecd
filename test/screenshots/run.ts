/**
 * `npm run screenshots`: makes the pictures of the README in a real VS Code on the sample, so that they show what is.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../support/projectFolders.ts';
import { openVsCode } from '../support/vscode/vscodeUi.ts';
import type { Theme } from '../support/vscode/vscodeUi.ts';

const folder = path.join(root, 'media', 'screenshots');
await mkdir(folder, { recursive: true });

const ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
try {
  await ui.openContainer('Database Compare');
  await ui.runCommand('Database Compare: Compare Schemas');
  await ui.pickBoth('production', 'local');
  const rows = ui.webview().getByRole('row');
  await rows.filter({ hasText: 'aoa_number' }).first().click({ timeout: 100_000 });
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    await ui.setTheme(theme);
    await ui.page.mouse.move(0, 0);
    await rows.filter({ hasText: 'aoa_number' }).first().waitFor();
    await ui.page.screenshot({ path: path.join(folder, `compare-${theme}.png`) });
  }

  await ui.webview().getByRole('tab', { name: 'Row Counts' }).click();
  await ui.webview().getByText('18,044 rows in production').waitFor({ timeout: 100_000 });
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    await ui.setTheme(theme);
    await ui.page.mouse.move(0, 0);
    await rows.filter({ hasText: 'credential_history' }).first().waitFor();
    await ui.page.screenshot({ path: path.join(folder, `counts-${theme}.png`) });
  }

  await ui.page.keyboard.press('Control+F4');
  await ui.migration('Add Blueshift').click();
  await ui.page.locator('.codelens-decoration', { hasText: 'production: pending' }).waitFor();
  // As wide as it takes to show the marks.
  const { x, y } = (await ui.page.locator('.part.editor').boundingBox()) ?? { x: 348, y: 0 };
  await ui.page.mouse.move(x, y + 300);
  await ui.page.mouse.down();
  await ui.page.mouse.move(x + 230, y + 300, { steps: 5 });
  await ui.page.mouse.up();
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    await ui.setTheme(theme);
    await ui.page.mouse.move(900, 600);
    await ui.migration('production: pending').first().waitFor();
    await ui.page.screenshot({ path: path.join(folder, `migrations-${theme}.png`) });
  }
} finally {
  await ui.close();
}
