import assert from 'node:assert/strict';
import type { FromMatrix } from '../../../src/protocol/matrixMessages.ts';
import type { MatrixState } from '../../../src/protocol/matrixModel.ts';
import { labOfSuite } from '../../support/pageHarness.ts';
import type { OpenOptions, OpenPage } from '../../support/pageHarness.ts';
import { keepAccessiblePictures } from './accessiblePicture.ts';
import { loadingMatrix, manyRows, matrixState, oneFailed, production } from './matrixStates.ts';

describe('the matrix page', function () {
  this.timeout(60_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  const show = async (state: MatrixState, options: OpenOptions = {}): Promise<void> => {
    opened = await lab.open({ ...options, element: 'database-compare-matrix' });
    await opened.sendRaw({ type: 'state', state });
  };
  const last = async <Type extends FromMatrix['type']>(type: Type): Promise<Extract<FromMatrix, { type: Type }>> => {
    const deadline = Date.now() + 5_000;
    while (Date.now() < deadline) {
      // The harness knows the messages of the comparison page.
      const all = (await opened.posted()) as unknown as FromMatrix[];
      const found = all.findLast((message): message is Extract<FromMatrix, { type: Type }> => message.type === type);
      if (found !== undefined) return found;
      await opened.page.waitForTimeout(20);
    }
    throw new Error(`no ${type}: ${JSON.stringify(await opened.posted())}`);
  };
  const row = (name: string | RegExp) => opened.page.getByRole('row', { name });
  const status = () => opened.page.locator('matrix-tools').getByRole('status').innerText();
  const cell = (name: string | RegExp, environment: string) =>
    row(name).getByRole('gridcell', { name: new RegExp(`^${environment}: `) });

  it('shows each object with its form in each environment, in words as well', async () => {
    await show(matrixState());
    assert.equal(await status(), '5 objects differ');
    assert.deepEqual(
      await row(/email/)
        .getByRole('gridcell')
        .evaluateAll((cells: { ariaLabel: string | null }[]) => cells.map(({ ariaLabel }) => String(ariaLabel))),
      ['production: form A', 'staging: form B', 'local: form C', 'code: form B', 'null'],
    );
    assert.equal(await cell(/payment_methods/, 'production').innerText(), 'not there');
    assert.equal(await cell(/payment_methods/, 'local').innerText(), '✓ there');
    await row(/<b>"hostile"⏎<\/b>/).waitFor();
    assert.deepEqual(opened.complaints, []);
  });

  it('compares two environments at the object whose two cells are clicked', async () => {
    await show(matrixState());
    await cell(/email/, 'local').click();
    assert.equal(await status(), 'Choose what to compare local with in this row');
    await cell(/email/, 'production').click();
    const { left, right, kind, path } = await last('openPair');
    assert.deepEqual([left, right, kind, path], [2, 0, 'column', 'public.providers.email']);
    assert.equal(await status(), '5 objects differ');
  });

  it('does the same by keyboard, and takes a choice back with Escape', async () => {
    await show(matrixState());
    await opened.page.getByRole('grid').focus();
    for (const key of ['ArrowDown', 'Enter']) await opened.page.keyboard.press(key);
    assert.equal(await status(), 'Choose what to compare production with in this row');
    await opened.page.keyboard.press('Escape');
    assert.equal(await status(), '5 objects differ');
    for (const key of ['Enter', 'ArrowRight', 'Enter']) await opened.page.keyboard.press(key);
    const { left, right, path } = await last('openPair');
    assert.deepEqual([left, right, path], [0, 1, 'public.session']);
  });

  it('needs one click where only two are there', async () => {
    const { columns, rows } = matrixState();
    await show({
      columns: columns.slice(0, 2),
      rows: (rows ?? []).map((each) => ({ ...each, cells: each.cells.slice(0, 2) })),
    });
    await cell(/session/, 'staging').click();
    const { left, right } = await last('openPair');
    assert.deepEqual([left, right], [0, 1]);
  });

  it('opens the migration that explains a row, by mouse and keyboard', async () => {
    await show(matrixState());
    await row(/home_address/)
      .getByRole('button')
      .click();
    const { file, line } = await last('openFile');
    assert.deepEqual([file, line], ['migrations/versions/20260131_0000_add_blueshift_provider_fields.py', 30]);
    await opened.forget();
    for (const key of ['ArrowDown', ...Array<string>(5).fill('ArrowRight'), 'Enter']) {
      await opened.page.getByRole('grid').press(key);
    }
    assert.equal((await last('openFile')).line, 7);
  });

  it('searches, filters by kind and by what no migration explains, and remembers', async () => {
    await show(matrixState());
    await opened.page.keyboard.press('Control+f');
    await opened.page.keyboard.type('payment');
    assert.equal(await status(), '1 of 5 shown');
    await opened.page.keyboard.press('Escape');
    await opened.page.getByRole('button', { name: '1 only unexplained' }).click();
    assert.equal(await status(), '1 of 5 shown');
    await row(/session/).waitFor();
    const remembered = await opened.remembered();
    assert.deepEqual(Reflect.get(remembered as object, 'environments'), ['production', 'staging', 'local', 'code']);
    await opened.close();
    await show(matrixState(), { remembered });
    assert.equal(await status(), '1 of 5 shown');
    await opened.page.getByRole('button', { name: 'only unexplained', pressed: true }).click();
    await opened.page.getByRole('button', { name: 'Kinds' }).click();
    await opened.page.getByRole('menuitemcheckbox', { name: 'indexes' }).click();
    assert.equal(await status(), '1 of 5 shown');
  });

  it('shows the others where one failed, and offers to try it again', async () => {
    await show(oneFailed());
    assert.equal(await cell(/home_address/, 'staging').innerText(), 'not read');
    await opened.page.getByRole('alert').getByText('refused the connection').waitFor();
    await opened.page.getByRole('button', { name: 'Retry' }).click();
    assert.equal((await last('retry')).column, 1);
    await opened.page.getByRole('button', { name: 'Edit Environment' }).click();
    assert.equal((await last('runAction')).column, 1);
  });

  it('says how far each reading is, and cancels', async () => {
    await show(loadingMatrix());
    await opened.sendRaw({ type: 'progress', column: 1, words: 'reading the migrations' });
    await opened.page.getByText('reading the migrations').waitFor();
    await opened.page.getByRole('button', { name: 'Cancel' }).click();
    await last('cancel');
  });

  it('says so where nothing is chosen, nothing differs, or too little was read', async () => {
    await show({ columns: [], rows: null });
    await opened.page.locator('main').getByRole('button', { name: 'Choose Environments…' }).click();
    await last('choose');
    await opened.sendRaw({ type: 'state', state: matrixState({ rows: [] }) });
    await opened.page.getByText('production, staging, local, code contain the same objects.').waitFor();
    const failed = { ...production, reading: { phase: 'failed', message: 'no', action: null } };
    await opened.sendRaw({ type: 'state', state: { columns: [production, failed], rows: null } });
    await opened.page.getByText('At least two databases must be read to compare them').waitFor();
    await opened.sendRaw({
      type: 'state',
      state: {
        columns: [production, production].map((each) => ({ ...each, reading: { phase: 'waiting' } })),
        rows: null,
      },
    });
    await opened.page.getByRole('button', { name: 'Compare', exact: true }).click();
    await last('refresh');
  });

  it('copies', async () => {
    await show(matrixState());
    await opened.page.getByRole('button', { name: 'Copy' }).click();
    await opened.page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    assert.equal((await last('copyAs')).format, 'csv');
  });

  it('draws only what is on the screen of 10,000 rows', async () => {
    await show(manyRows(10_000));
    await opened.page.getByRole('grid').focus();
    await opened.page.keyboard.press('End');
    await row(/column_9999/).waitFor();
    assert.ok((await opened.page.locator('matrix-grid [role=row]').count()) < 80);
  });

  const scenes: Readonly<Record<string, MatrixState>> = {
    ready: matrixState(),
    failed: oneFailed(),
    loading: loadingMatrix(),
    empty: { columns: [], rows: null },
  };
  for (const [name, state] of Object.entries(scenes)) {
    it(`${name} is accessible in every theme, and keeps pictures`, async () => {
      await show(state);
      if (name === 'ready') {
        await cell(/email/, 'local').click();
        await opened.page.getByRole('grid').focus();
      }
      await keepAccessiblePictures(opened, `matrix-${name}`);
    });
  }
});
