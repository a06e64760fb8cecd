import assert from 'node:assert/strict';
import { hasFocus, labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import {
  changedDifferences,
  ignoredDifferences,
  readyState,
  sampleDifferences,
  suspectedDifferences,
} from './states.ts';

describe('what the reader decides on the page', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  const show = async (state = readyState(suspectedDifferences())): Promise<OpenPage> =>
    (opened = await lab.open({ state }));
  const row = (name: string | RegExp) => opened.page.getByRole('row', { name });
  const buttonIn = (part: string, name: string) => opened.page.locator(part).getByRole('button', { name, exact: true });
  const menuContext = async (): Promise<Record<string, unknown>> =>
    JSON.parse(
      await opened.page.evaluate<string>(
        'document.querySelector("database-compare-page").dataset.vscodeContext ?? "null"',
      ),
    ) as Record<string, unknown>;

  describe('about what is compared', () => {
    it('has a checkbox for each option, and acts at once', async () => {
      await show();
      await opened.page.getByRole('button', { name: 'What is compared' }).click();
      const boxes = opened.page.getByRole('checkbox');
      assert.equal(await boxes.count(), 7);
      assert.equal(await opened.page.getByRole('checkbox', { checked: true }).count(), 1);
      assert.ok(await hasFocus(boxes.first()));
      await opened.page.keyboard.press('Space');
      assert.deepEqual(await opened.waitFor('setFlag'), { type: 'setFlag', flag: 'comments', value: false });
      await opened.page.getByRole('checkbox', { name: 'Owners' }).check();
      const posted = await opened.posted();
      assert.deepEqual(posted.at(-1), { type: 'setFlag', flag: 'owners', value: true });
    });

    it('shows what the settings say, also when a change was not taken', async () => {
      const state = readyState(sampleDifferences());
      await show(state);
      await opened.page.getByRole('button', { name: 'What is compared' }).click();
      const storage = opened.page.getByRole('checkbox', { name: 'Storage parameters' });
      await storage.check();
      await opened.send({ type: 'state', state });
      assert.equal(await storage.isChecked(), false);
      await opened.send({ type: 'state', state: { ...state, options: { ...state.options, storage: true } } });
      assert.equal(await storage.isChecked(), true);
      const dialog = opened.page.getByRole('dialog', { name: 'What is compared' });
      assert.ok(await dialog.isVisible(), 'it stays open');
    });

    it('lists patterns and mappings as text, and leads to the settings', async () => {
      const state = readyState(sampleDifferences());
      const hostile = 'table:public.<b>"x"\n';
      const options = { ...state.options, ignore: [hostile], renames: { 'column:public.a.b': false as const } };
      await show({ ...state, options });
      await opened.page.getByRole('button', { name: 'What is compared' }).click();
      await opened.page.getByText('table:public.<b>"x"⏎').waitFor();
      await opened.page.getByText('column:public.a.b: not a rename').waitFor();
      await buttonIn('compare-options', 'Edit in Settings').click();
      await opened.waitFor('editOptions');
    });

    it('closes with Escape and keeps keys to itself', async () => {
      await show();
      await opened.page.getByRole('button', { name: 'What is compared' }).focus();
      await opened.page.keyboard.press('Enter');
      await opened.page.keyboard.press('?');
      await opened.page.keyboard.press('Escape');
      assert.equal(await opened.page.getByRole('checkbox').count(), 0);
      assert.equal(await opened.page.getByRole('dialog').count(), 0);
      assert.equal(await opened.page.locator('detail-pane').count(), 1);
      assert.ok(await hasFocus(opened.page.getByRole('button', { name: 'What is compared' })));
    });
  });

  describe('about ignoring', () => {
    it('counts what is ignored, and shows it when asked, dimmed, with a way back', async () => {
      await show(readyState(sampleDifferences(), { ignored: ignoredDifferences() }));
      assert.equal(await row(/tmp_import/).count(), 0);
      await opened.page.getByRole('button', { name: '2 ignored', pressed: false }).click();
      await opened.page.getByRole('button', { name: '2 ignored', pressed: true }).waitFor();
      await opened.page.getByPlaceholder('Search 37 differences').first().waitFor();
      assert.equal(await row('providers').first().getByText('20 columns more').count(), 1);
      await opened.page.keyboard.press('Control+f');
      await opened.page.keyboard.type('tmp_');
      await row(/tmp_import/)
        .getByRole('button', { name: 'stop ignoring' })
        .click();
      assert.deepEqual(await opened.waitFor('stopIgnoring'), { type: 'stopIgnoring', id: 90_000 });
      assert.equal(await buttonIn('detail-pane', 'Stop Ignoring').count(), 1);
      assert.equal(await buttonIn('detail-pane', 'Ignore').count(), 0);
    });

    it('can be reached where nothing else differs', async () => {
      await show(readyState([], { ignored: ignoredDifferences() }));
      await opened.page.getByText('but for what is ignored').waitFor();
      await opened.page.getByRole('button', { name: '2 ignored' }).click();
      await row(/tmp_import/).waitFor();
    });

    it('is offered for a row in the detail pane, by keyboard', async () => {
      await show();
      await opened.page.keyboard.press('F7');
      await buttonIn('detail-pane', 'Ignore').focus();
      await opened.page.keyboard.press('Enter');
      const first = opened.page.getByRole('menuitem', { name: 'Ignore This' });
      await first.and(opened.page.locator(':focus')).waitFor();
      await opened.page.keyboard.press('ArrowDown');
      await opened.page.keyboard.press('Enter');
      const message = await opened.waitFor('ignore');
      assert.equal(message.scope, 'allLikeThis');
    });

    it('is not offered for a part of what one side has not at all', async () => {
      await show();
      await row(/payment_methods/).dblclick();
      await row(/last4/).click();
      assert.equal(await buttonIn('detail-pane', 'Ignore').count(), 0);
    });

    it("tells VS Code's context menu which row it is about", async () => {
      await show(readyState(suspectedDifferences(), { ignored: ignoredDifferences() }));
      await row(/payment_methods/).click({ button: 'right' });
      const { databaseCompareRow, differenceId } = await menuContext();
      assert.equal(databaseCompareRow, 'counted');
      assert.equal(typeof differenceId, 'number');
      await row(/channels\?/).click({ button: 'right' });
      assert.equal((await menuContext())['databaseCompareRow'], 'suspected counted');
      await opened.page.keyboard.press('Home');
      await opened.page.keyboard.press('F7');
      await opened.page.getByRole('treegrid').dispatchEvent('contextmenu', { bubbles: true, composed: true });
      assert.equal((await menuContext())['databaseCompareRow'], 'counted');
      await opened.page.locator('detail-pane .path').click({ button: 'right' });
      assert.equal(await menuContext(), null);
    });
  });

  describe('about a suspected rename', () => {
    it('sees both in one row with the evidence, and still counted as two', async () => {
      await show();
      const pair = row(/channels\?/);
      assert.equal(await pair.count(), 1);
      assert.match(await pair.innerText(), /team_channels[^]*→[^]*channels\?[^]*renamed\? 4 of 5 columns alike/);
      assert.equal(
        await pair.getByRole('button', { name: 'accept' }).getAttribute('title'),
        ['4 of 5 columns alike: id, team_id, created_at, updated_at', 'Likeness in structure and name: 85 %'].join(
          '\n',
        ),
      );
      await opened.page.getByPlaceholder('Search 37 differences').first().waitFor();
      await opened.page.getByRole('button', { name: '2 only in production' }).waitFor();
    });

    it('accepts and rejects in the row', async () => {
      await show();
      const id = suspectedDifferences().find(({ name }) => name === 'team_channels')?.id;
      await row(/channels\?/)
        .getByRole('button', { name: 'accept' })
        .click();
      assert.deepEqual(await opened.waitFor('rename'), { type: 'rename', id, answer: 'accept' });
      await row(/channels\?/)
        .getByRole('button', { name: 'not a rename' })
        .click();
      assert.deepEqual(
        (await opened.posted()).findLast(({ type }) => type === 'rename'),
        {
          type: 'rename',
          id,
          answer: 'reject',
        },
      );
    });

    it('accepts in the detail pane', async () => {
      await show();
      await row(/channels\?/).click();
      await opened.page.getByText('table, perhaps renamed to public.channels').waitFor();
      await buttonIn('detail-pane', 'Accept Rename').click();
      await opened.waitFor('rename');
    });

    it('leads to the migration that renames', async () => {
      const migration = { revision: '0042', file: 'migrations/versions/0042_rename.py', line: 7 };
      await show(readyState(suspectedDifferences(migration)));
      const pair = row(/renamed by a migration/);
      await pair.getByRole('button', { name: '0042_rename.py:7' }).click();
      assert.deepEqual(await opened.waitFor('openFile'), {
        type: 'openFile',
        file: migration.file,
        line: migration.line,
      });
    });

    it('stays two rows where a filter shows only one side', async () => {
      await show();
      await opened.page.getByRole('button', { name: '2 only in production' }).click();
      assert.equal(await row(/channels\?/).count(), 0);
      await row(/team_channels[^]*perhaps renamed, see channels/).waitFor();
    });

    it('says what perhaps superseded a table', async () => {
      await show();
      await opened.page.keyboard.press('Control+f');
      await opened.page.keyboard.type('session');
      await row(/session[^]*perhaps superseded by sessions, 2 of 3 columns alike/).waitFor();
    });

    it('offers to suspect one again that was said to be none', async () => {
      const rejected = sampleDifferences().map((each) =>
        each.name === 'channels' ? { ...each, isRejectedRename: true } : each,
      );
      await show(readyState(rejected));
      await row(/(?:^|\W)channels\b/)
        .first()
        .click();
      await buttonIn('detail-pane', 'May Be a Rename').click();
      assert.equal((await opened.waitFor('rename')).answer, 'undo');
    });

    it('offers to undo an accepted one', async () => {
      const renamed = changedDifferences().map((each) =>
        each.name === 'active_users'
          ? { ...each, attributes: [{ name: 'name', left: 'active_users', right: 'people' }] }
          : each,
      );
      await show(readyState(renamed));
      const changed = row(/active_users[^]*people/);
      await changed.click();
      await buttonIn('detail-pane', 'Undo Rename').click();
      assert.equal((await opened.waitFor('rename')).answer, 'undo');
    });
  });
});
