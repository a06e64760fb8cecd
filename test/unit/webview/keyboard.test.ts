import assert from 'node:assert/strict';
import { gridCommand } from '../../../webview/model/keyboard.ts';
import type { GridCommand } from '../../../webview/model/keyboard.ts';
import { buildTree } from '../../../webview/model/tree.ts';
import { visibleRows } from '../../../webview/model/visibleRows.ts';
import { sampleDifferences } from '../../ui/page/states.ts';

const rows = visibleRows(buildTree(sampleDifferences(), 'owner'), new Set());
const last = rows.length - 1;
const closedTable = rows.findIndex((row) => row.node.key === 'object:table:public.session');
const openOwner = rows.findIndex((row) => row.node.key === 'object:table:public.providers');

function press(
  key: string,
  active: number,
  modifiers: { ctrlKey?: boolean; altKey?: boolean; metaKey?: boolean } = {},
): GridCommand | undefined {
  return gridCommand({ key, ctrlKey: false, altKey: false, metaKey: false, ...modifiers }, rows, active, 10);
}

describe('keys of the grid', () => {
  it('move by one, by a page, to the ends, and stay inside', () => {
    assert.deepEqual(press('ArrowDown', 0), { type: 'move', to: 1 });
    assert.deepEqual(press('ArrowUp', 0), { type: 'move', to: 0 });
    assert.deepEqual(press('PageDown', 0), { type: 'move', to: 10 });
    assert.deepEqual(press('PageUp', 4), { type: 'move', to: 0 });
    assert.deepEqual(press('PageDown', last - 2), { type: 'move', to: last });
    assert.deepEqual(press('Home', 7), { type: 'move', to: 0 });
    assert.deepEqual(press('End', 7, { ctrlKey: true }), { type: 'move', to: last });
  });

  it('open with right, then go inside', () => {
    assert.deepEqual(press('ArrowRight', closedTable), { type: 'open', index: closedTable });
    assert.deepEqual(press('ArrowRight', openOwner), { type: 'move', to: openOwner + 1 });
    assert.equal(press('ArrowRight', openOwner + 1), undefined);
  });

  it('close with left, or go to the row above', () => {
    assert.deepEqual(press('ArrowLeft', openOwner), { type: 'close', index: openOwner });
    assert.deepEqual(press('ArrowLeft', openOwner + 3), { type: 'move', to: openOwner });
    assert.equal(press('ArrowLeft', closedTable), undefined);
  });

  it('activate, toggle and open all siblings', () => {
    assert.deepEqual(press('Enter', 3), { type: 'activate', index: 3 });
    assert.deepEqual(press(' ', 3), { type: 'toggle', index: 3 });
    assert.deepEqual(press('*', 3), { type: 'openSiblings', index: 3 });
  });

  it('leave the keys of others alone', () => {
    assert.equal(press('ArrowDown', 0, { ctrlKey: true }), undefined);
    assert.equal(press('ArrowLeft', openOwner, { altKey: true }), undefined);
    assert.equal(press('Enter', 0, { metaKey: true }), undefined);
    assert.equal(press('a', 0), undefined);
    assert.equal(press('Tab', 0), undefined);
  });

  it('do nothing in an empty grid', () => {
    assert.equal(
      gridCommand({ key: 'ArrowDown', ctrlKey: false, altKey: false, metaKey: false }, [], 0, 10),
      undefined,
    );
  });
});
