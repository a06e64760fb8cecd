import assert from 'node:assert/strict';
import { fromPageSchema } from '../../../src/protocol/messages.ts';
import type { PageDifference } from '../../../src/protocol/pageModel.ts';
import * as v from 'valibot';
import { applyFilters, makeSearchable, noFilters } from '../../../webview/model/filter.ts';
import { arrange, prepare, rearranged } from '../../../webview/model/arrangement.ts';
import {
  decisionMessage,
  decisionTitles,
  decisionsFor,
  jumpMessage,
  menuContext,
} from '../../../webview/model/rowActions.ts';
import type { Decision } from '../../../webview/model/rowActions.ts';
import { migrationsText, rowCells, rowPath, rowSentence } from '../../../webview/model/rowCells.ts';
import { buildTree } from '../../../webview/model/tree.ts';
import type { NodeContent, TreeNode } from '../../../webview/model/tree.ts';
import { comparisonOf, ignoredDifferences, sampleDifferences, suspectedDifferences } from '../../ui/page/states.ts';

const names = { left: 'production', right: 'local' };

function nodeOf(nodes: readonly TreeNode[], key: string): TreeNode {
  const found = nodes.flatMap((node) => [node, ...node.children()]).find((node) => node.key === `object:${key}`);
  return found ?? assert.fail(key);
}

function contentOf(differences: readonly PageDifference[], key: string): NodeContent {
  return nodeOf(buildTree(differences, 'owner'), key).content;
}

describe('a suspected rename', () => {
  const tree = buildTree(suspectedDifferences(), 'owner');
  const node = nodeOf(tree, 'table:public.team_channels');

  it('is one row with the parts of both', () => {
    assert.equal(node.content.type, 'rename');
    assert.equal(tree.filter(({ key }) => key.endsWith('channels')).length, 1);
    const parts = node.children().map(({ key }) => key);
    assert.ok(parts.includes('object:column:public.team_channels.name'));
    assert.ok(parts.includes('object:column:public.channels.topic'));
    assert.equal(buildTree(suspectedDifferences(), 'none').length, 36);
    assert.equal(buildTree(sampleDifferences(), 'none').length, 37);
  });

  it('says what speaks for it', () => {
    const { left, mark, right } = rowCells(node.content, names);
    assert.deepEqual(
      [left.tone, left.name, mark?.glyph, right.name, right.note],
      ['removed', 'team_channels', '→', 'channels?', 'renamed? 4 of 5 columns alike'],
    );
    assert.equal(rowSentence(node.content, names), 'table, perhaps renamed to public.channels');
    assert.equal(rowPath(node.content), 'public.team_channels');
  });

  it('is no question where a migration renames', () => {
    const migration = { revision: '42', file: 'm/42.py', line: 7 };
    const content = contentOf(suspectedDifferences(migration), 'table:public.team_channels');
    const { mark, right } = rowCells(content, names);
    assert.deepEqual(
      [mark?.label, right.name, right.note],
      ['renamed by a migration', 'channels', 'renamed by a migration · 4 of 5 columns alike'],
    );
    assert.deepEqual(jumpMessage(content), { type: 'openFile', file: 'm/42.py', line: 7 });
  });

  it('is an ordinary row where the other one is filtered out', () => {
    const passing = applyFilters(makeSearchable(suspectedDifferences()), { ...noFilters, statuses: ['leftOnly'] });
    const content = contentOf(passing, 'table:public.team_channels');
    assert.equal(content.type, 'difference');
    assert.deepEqual(decisionsFor(content).slice(0, 2), ['accept', 'reject']);
    assert.equal(rowCells(content, names).right.note, 'perhaps renamed, see channels');
  });

  it('of columns stands within their table', () => {
    const [left, right] = sampleDifferences().filter(({ name }) => name === 'home_city' || name === 'home_zip');
    assert.ok(left && right);
    const alike = { score: 0.8, matching: ['type'], of: 3, migration: null };
    const columns: PageDifference[] = [
      { ...right, rename: { ...alike, path: left.path, name: left.name, id: left.id } },
      { ...left, status: 'leftOnly', rename: { ...alike, path: right.path, name: right.name, id: right.id } },
    ];
    const [owner] = buildTree(columns, 'owner');
    assert.deepEqual(
      owner?.children().map(({ content }) => content.type),
      ['rename'],
    );
    assert.equal(
      rowCells(contentOf(columns, `column:${left.path}`), names).right.note,
      'renamed? 1 of 3 attributes alike',
    );
  });

  it('that was accepted shows both names and can be undone', () => {
    const [first] = sampleDifferences().filter(({ name }) => name === 'channels');
    assert.ok(first);
    const renamed: PageDifference = {
      ...first,
      status: 'changed',
      children: [],
      attributes: [{ name: 'name', left: 'channels', right: 'rooms' }],
    };
    const content = contentOf([renamed], 'table:public.channels');
    const { left, right } = rowCells(content, names);
    assert.deepEqual([left.name, right.name], ['channels', 'rooms']);
    assert.deepEqual(decisionsFor(content), ['undo', 'ignore', 'ignoreAllLikeThis']);
    assert.equal(menuContext(content)['databaseCompareRow'], 'renamed counted');
  });

  it('that was said to be none can be suspected again', () => {
    const [first] = sampleDifferences().filter(({ name }) => name === 'channels');
    assert.ok(first);
    const content = contentOf([{ ...first, isRejectedRename: true }], 'table:public.channels');
    assert.deepEqual(decisionsFor(content), ['reconsider', 'ignore', 'ignoreAllLikeThis']);
    assert.equal(menuContext(content)['databaseCompareRow'], 'rejected counted');
    assert.deepEqual(decisionMessage('reconsider', 7), { type: 'rename', id: 7, answer: 'undo' });
  });
});

describe('ignored differences', () => {
  const prepared = prepare(comparisonOf(sampleDifferences(), { ignored: ignoredDifferences() }));
  const plain = arrange(prepared, 'owner');
  const all = rearranged(plain, { filters: { ...noFilters, ignored: true } });

  it('are rows on request only, and never counted', () => {
    assert.deepEqual([plain.shown, all.shown, all.prepared.counts.statuses.get('leftOnly')], [37, 37, 2]);
    assert.deepEqual([plain.tree.length + 1, all.rows.length], [all.tree.length, plain.rows.length + 2]);
  });

  it('do not change what their owner says', () => {
    const providers = nodeOf(all.tree, 'table:public.providers').content;
    assert.ok(providers.type === 'owner');
    assert.equal(providers.parts.length, 21);
    assert.equal(rowCells(providers, names).right.note, '20 columns more');
    assert.equal(migrationsText(providers), '1 migration');
  });

  it('can only be taken back', () => {
    assert.deepEqual(decisionsFor(nodeOf(all.tree, 'table:public.tmp_import').content), ['stopIgnoring']);
    assert.equal(menuContext(nodeOf(all.tree, 'table:public.tmp_import').content)['databaseCompareRow'], 'ignored');
  });
});

describe('decisions about a row', () => {
  it('are none for headings, owners that do not differ themselves, and parts of one-sided objects', () => {
    const tree = buildTree(sampleDifferences(), 'owner');
    assert.deepEqual(decisionsFor({ type: 'group', label: 'x', count: 1 }), []);
    assert.deepEqual(decisionsFor(nodeOf(tree, 'table:public.providers').content), []);
    assert.deepEqual(decisionsFor(nodeOf(tree, 'column:public.threads.title').content), []);
    assert.deepEqual(menuContext(null), { preventDefaultContextMenuItems: true });
  });

  it('are messages that the extension understands', () => {
    for (const decision of Object.keys(decisionTitles) as Decision[]) {
      assert.ok(v.is(fromPageSchema, decisionMessage(decision, 3)), decision);
    }
  });
});
