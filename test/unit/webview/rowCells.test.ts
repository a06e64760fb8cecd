import assert from 'node:assert/strict';
import { causeLegend, causeTag, explanationSentence, migrationLink } from '../../../webview/model/explanations.ts';
import { migrationsText, rowCells, rowPath, rowSentence } from '../../../webview/model/rowCells.ts';
import { buildTree } from '../../../webview/model/tree.ts';
import type { NodeContent, TreeNode } from '../../../webview/model/tree.ts';
import { changedDifferences, hostileDifferences, sampleDifferences } from '../../ui/page/states.ts';

const names = { left: 'production', right: 'local' };

function find(nodes: readonly TreeNode[], key: string): NodeContent {
  for (const node of nodes) {
    if (node.key === key) return node.content;
    const inside = node.children().find((child) => child.key === key);
    if (inside !== undefined) return inside.content;
  }
  return assert.fail(key);
}

const sample = buildTree(sampleDifferences(), 'owner');
const changed = buildTree(changedDifferences(), 'owner');

describe('cells of a row', () => {
  it('say what an owner has more on each side', () => {
    const { left, mark, right } = rowCells(find(sample, 'object:table:public.providers'), names);
    assert.deepEqual(
      [left.name, left.note, mark?.glyph, right.name, right.note],
      ['providers', 'table', '~', 'providers', '20 columns more'],
    );
    const users = rowCells(find(changed, 'object:table:public.users'), names);
    assert.equal(users.left.note, 'table · 1 column more');
    assert.equal(users.right.note, 'comment, unlogged changed · 1 column changed · 1 index changed');
  });

  it('speak of the values of an enum', () => {
    assert.equal(
      rowCells(find(sample, 'object:enum:public.coordinator_action_type'), names).right.note,
      '1 value more',
    );
  });

  it('show a column on one side only', () => {
    const { left, mark, right } = rowCells(find(sample, 'object:column:public.providers.home_address'), names);
    assert.deepEqual([left.tone, left.name], ['absent', 'not there']);
    assert.deepEqual([mark?.glyph, mark?.label], ['+', 'only in local']);
    assert.deepEqual([right.tone, right.name, right.note, right.code], ['added', 'home_address', 'varchar(255)', true]);
  });

  it('show a table on the left only', () => {
    const { left, mark, right } = rowCells(find(sample, 'object:table:public.session'), names);
    assert.deepEqual(
      [left.tone, left.note, mark?.glyph, right.tone],
      ['removed', 'table · 6 columns · 1 constraint', '−', 'absent'],
    );
    assert.equal(mark?.label, 'only in production');
  });

  it('write an enum value as SQL does', () => {
    const content = find(sample, 'object:enum value:public.coordinator_action_type.stage_changed');
    assert.equal(rowCells(content, names).right.name, "'stage_changed'");
  });

  it('show both values of a single changed attribute, and name several', () => {
    const email = rowCells(find(changed, 'object:column:public.users.email'), names);
    assert.deepEqual(
      [email.left.note, email.right.note],
      ['type: character varying(100)', 'type: character varying(255)'],
    );
    const index = rowCells(find(changed, 'object:index:public.ix_users_email'), names);
    assert.deepEqual([index.left.note, index.right.note], ['index', 'unique, keys changed']);
  });

  it('show both values of an attribute, none for a missing one', () => {
    const { left, right } = rowCells(find(changed, 'attribute:table:public.users:comment'), names);
    assert.deepEqual([left.prefix, left.name, left.code], ['comment: ', 'People⏎who sign in', true]);
    assert.deepEqual([right.name, right.code], ['none', false]);
  });

  it('keep hostile names on one line and as they are', () => {
    const shown = buildTree(hostileDifferences(), 'owner').map((node) => rowCells(node.content, names).left.name);
    assert.equal(shown[0], '<img src=x onerror="window.broken=true">');
    assert.equal(shown[1], 'line⏎break␉tab');
    assert.ok(shown.every((name) => !/[\n\u202e]/.test(name)));
  });

  it('count the migrations behind an owner', () => {
    const owner = find(changed, 'object:table:public.users');
    assert.ok(owner.type === 'owner');
    assert.equal(migrationsText(owner), '2 migrations · 2 in no migration');
  });

  it('have the path that the database gave', () => {
    const [first] = buildTree(hostileDifferences().slice(1), 'owner');
    assert.ok(first);
    assert.equal(rowPath(first.content), 'public."line\nbreak\ttab"');
    assert.equal(rowPath({ type: 'group', label: 'x', count: 1 }), null);
  });

  it('say in the detail pane what a row is', () => {
    assert.equal(
      rowSentence(find(sample, 'object:column:public.providers.home_address'), names),
      'column, only in local',
    );
    assert.equal(rowSentence(find(sample, 'object:table:public.providers'), names), 'table, 20 columns more');
  });
});

describe('explanations', () => {
  const pending = {
    cause: 'pending',
    side: 'left',
    revision: 'r1',
    file: 'db/versions/20260131_0000_add_fields.py',
    line: 28,
    candidateCount: 0,
  } as const;

  it('link to the base name and line, whose end is never cut off', () => {
    assert.deepEqual(migrationLink(pending), {
      head: '20260131_0000_add_',
      tail: 'fields.py:28',
      location: 'db/versions/20260131_0000_add_fields.py:28',
    });
    assert.equal(migrationLink({ ...pending, file: 'a.sql', line: null })?.tail, 'a.sql');
    assert.equal(migrationLink({ ...pending, file: null }), null);
  });

  it('say which side is at fault', () => {
    assert.equal(
      explanationSentence(pending, names),
      'r1 is pending on production\ndb/versions/20260131_0000_add_fields.py:28',
    );
    assert.match(
      explanationSentence({ ...pending, cause: 'not in effect', side: 'right' }, names),
      /^r1 is applied on local, but not in effect/,
    );
  });

  it('have words for each cause', () => {
    assert.deepEqual(
      [causeTag('not in effect'), causeTag('unmanaged'), causeLegend('pending', 1)],
      ['applied, not in effect', 'in no migration', 'explained by 1 pending migration'],
    );
  });
});
