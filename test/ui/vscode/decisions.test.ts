import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../support/projectFolders.ts';
import { openVsCode, themeNames } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('deciding on the page what counts', function () {
  this.timeout(300_000);
  let ui: VsCodeUi;
  let file: string;

  before(async () => {
    ui = await openVsCode({ workspace: path.join(root, 'media', 'sample') });
    file = path.join(ui.workspace ?? '', '.vscode', 'settings.json');
    await ui.runCommand('Database Compare: Compare Schemas');
    await ui.pickBoth('production', 'local');
    await total(37);
  });

  after(async () => {
    await ui.close();
  });

  const gridRow = (name: string | RegExp) => ui.webview().getByRole('row').filter({ hasText: name }).first();
  const search = () => ui.webview().locator('input[placeholder^="Search"]');
  const total = (count: number) =>
    ui
      .webview()
      .locator(`input[placeholder="Search ${String(count)} differences"]`)
      .waitFor({ timeout: 100_000 });
  const button = (name: string | RegExp) => ui.webview().getByRole('button', { name });
  const settings = async (): Promise<unknown> => {
    const text = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    return text['databaseCompare.compare'];
  };

  it('shows the suspected rename of the sample in one row, with both definitions', async () => {
    await search().fill('channels');
    await gridRow('channels?')
      .filter({ hasText: /renamed\? \d of 8 columns alike/ })
      .click();
    await ui.webview().locator('detail-pane .text', { hasText: 'CREATE TABLE public.team_channels' }).waitFor();
    await ui.webview().locator('detail-pane .text', { hasText: 'CREATE TABLE public.channels' }).waitFor();
  });

  for (const theme of themeNames) {
    it(`can be looked at in ${theme}`, async () => {
      await ui.setTheme(theme);
      await gridRow('channels?').waitFor();
      await ui.screenshot(`rename-${theme}`);
    });
  }

  it('accepts it at once, writes it into the settings, and takes it back', async () => {
    await gridRow('channels?').getByRole('button', { name: 'accept', exact: true }).click();
    await total(39);
    assert.deepEqual(await settings(), { renames: { 'table:public.team_channels': 'public.channels' } });
    await gridRow('team_channels').click();
    await ui.webview().locator('detail-pane .text', { hasText: 'CREATE TABLE public.channels' }).waitFor();
    await ui.screenshot('rename-accepted');
    await button('Swap sides').click();
    await gridRow('team_channels')
      .filter({ hasText: /channels.*team_channels/s })
      .click();
    await total(39);
    await button('Undo Rename').click();
    await total(37);
    assert.equal(await settings(), undefined);
    await button('Swap sides').click();
  });

  it('takes back that it is none', async () => {
    await gridRow('channels?').getByRole('button', { name: 'not a rename' }).click();
    await until(async () => JSON.stringify(await settings()) === '{"renames":{"table:public.team_channels":false}}');
    await gridRow('team_channels').click();
    await button('May Be a Rename').click();
    await gridRow('channels?').waitFor();
    assert.equal(await settings(), undefined);
  });

  it('ignores a row from its context menu, counts it, and stops ignoring', async () => {
    await search().fill('payment_methods');
    await gridRow('payment_methods').click({ button: 'right' });
    await ui.page.locator('.monaco-menu').getByText('Ignore This', { exact: true }).waitFor();
    await ui.screenshot('row-menu');
    await ui.page.locator('.monaco-menu').getByText('Ignore This', { exact: true }).click();
    await total(36);
    assert.deepEqual(await settings(), { ignore: ['table:public.payment_methods'] });
    await button('1 ignored').click();
    await ui.screenshot('ignored-shown');
    await gridRow('payment_methods').getByRole('button', { name: 'stop ignoring' }).click();
    await total(37);
    await search().fill('');
  });

  it('shows what each pattern would ignore before it ignores all columns of a table', async () => {
    await search().fill('home_address');
    await gridRow('home_address').click();
    await button('Ignore').click();
    await ui.webview().getByRole('menuitem', { name: 'Ignore All Like This' }).click();
    const patterns = ui.page.locator('.quick-input-widget');
    await patterns.filter({ hasText: 'column:public.providers.*' }).waitFor();
    await ui.screenshot('ignore-all');
    await patterns.locator('input[type="text"]').first().fill('column:*.home_*');
    await patterns.locator('.monaco-list-row', { hasText: 'column:*.home_*' }).first().waitFor();
    await patterns.locator('input[type="text"]').first().fill('');
    await patterns
      .locator('.monaco-list-row', { hasText: 'column:public.providers.*' })
      .filter({ hasText: '20 differences' })
      .click();
    await search().fill('');
    await total(17);
    await button('20 ignored').waitFor();
  });

  it('compares again when the settings are changed by hand', async () => {
    const text = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...text, 'databaseCompare.compare': { ignore: ['table:**'] } }, null, 2));
    await button('14 ignored').waitFor();
    await total(23);
    await writeFile(file, JSON.stringify({ ...text, 'databaseCompare.compare': undefined }, null, 2));
    await total(37);
  });

  it('switches an option, keeps it in the settings, and leads there', async () => {
    await button('What is compared').click();
    await ui.webview().getByRole('checkbox', { name: 'Comments' }).uncheck();
    await until(async () => JSON.stringify(await settings()) === '{"comments":false}');
    await ui.screenshot('compare-options');
    await ui.webview().getByRole('checkbox', { name: 'Comments' }).check();
    await until(async () => (await settings()) === undefined);
    await ui.webview().getByRole('button', { name: 'Edit in Settings' }).click();
    await ui.cursorIn('settings.json');
    assert.deepEqual(await ui.notifications(), []);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
