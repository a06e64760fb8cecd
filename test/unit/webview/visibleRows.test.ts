import assert from 'node:assert/strict';
import type { PageDifference } from '../../../src/protocol/pageModel.ts';
import { buildTree } from '../../../webview/model/tree.ts';
import type { Grouping, TreeNode } from '../../../webview/model/tree.ts';
import { differenceStops, nextStop, visibleRows, withOpen } from '../../../webview/model/visibleRows.ts';
import type { GridRow } from '../../../webview/model/visibleRows.ts';
import { changedDifferences, manyDifferences, sampleDifferences } from '../../ui/page/states.ts';

const closed: ReadonlySet<string> = new Set();

function tree(differences: readonly PageDifference[], grouping: Grouping = 'owner'): readonly TreeNode[] {
  return buildTree(differences, grouping);
}

function label(row: GridRow): string {
  const { content } = row.node;
  const indent = '  '.repeat(row.level - 1);
  switch (content.type) {
    case 'group':
      return `${indent}[${content.label} ${content.count}]`;
    case 'owner':
      return `${indent}${content.prefix}${content.owner.name}:`;
    case 'difference':
      return `${indent}${content.prefix}${content.difference.name}`;
    case 'rename':
      return `${indent}${content.left.name} → ${content.right.name}`;
    case 'attribute':
      return `${indent}.${content.attribute.name}`;
  }
}

const labels = (nodes: readonly TreeNode[], flipped = closed): string[] => visibleRows(nodes, flipped).map(label);

describe('rows of the grid', () => {
  it('put parts under the object that both sides have, after what differs in itself', () => {
    assert.deepEqual(labels(tree(changedDifferences())), [
      'public.users:',
      '  .comment',
      '  .unlogged',
      '  email',
      '  phone',
      '  ix_users_email',
      'reporting.active_users',
      'pg_trgm',
    ]);
  });

  it('gather by schema, without the schema before each name', () => {
    assert.deepEqual(labels(tree(changedDifferences(), 'schema')), [
      '[public 4]',
      '  users:',
      '    .comment',
      '    .unlogged',
      '    email',
      '    phone',
      '    ix_users_email',
      '[reporting 1]',
      '  active_users',
      '[outside of schemas 1]',
      '  pg_trgm',
    ]);
  });

  it('gather by kind, each part with the name of its owner', () => {
    assert.deepEqual(labels(tree(changedDifferences(), 'kind')).slice(0, 6), [
      '[tables 1]',
      '  public.users',
      '[columns 2]',
      '  public.users.email',
      '  public.users.phone',
      '[indexes 1]',
    ]);
  });

  it('stand one below the other without groups', () => {
    const rows = visibleRows(tree(changedDifferences(), 'none'), closed);
    assert.equal(rows.length, 6);
    assert.ok(rows.every((row) => row.level === 1));
  });

  it('name the schema only where there are several', () => {
    assert.ok(labels(tree(sampleDifferences())).includes('session'));
  });

  it('open a one-sided object to its parts, and close an owner', () => {
    const nodes = tree(sampleDifferences());
    const session = nodes.find((node) => node.key === 'object:table:public.session');
    const providers = nodes.find((node) => node.key === 'object:table:public.providers');
    assert.ok(session && providers);
    const opened = labels(nodes, withOpen(closed, [session], true));
    assert.deepEqual(opened.slice(opened.indexOf('session') + 1).slice(0, 3), ['  user_id', '  token', '  expires_at']);
    const shut = labels(nodes, withOpen(closed, [providers], false));
    assert.ok(shut.includes('providers:') && !shut.includes('  home_address'));
  });

  it('know their level, parent and place among their siblings', () => {
    const rows = visibleRows(tree(sampleDifferences()), closed);
    const index = rows.findIndex((row) => label(row) === '  citizenship_status');
    const row = rows[index];
    assert.deepEqual([row?.level, row?.position, row?.siblings, row?.expanded], [2, 2, 20, undefined]);
    assert.equal(label(rows[row?.parent ?? -1] ?? assert.fail()), 'providers:');
  });

  it('have a key of their own each, the same after a swap', () => {
    const rows = visibleRows(tree(sampleDifferences()), closed);
    assert.equal(new Set(rows.map((row) => row.node.key)).size, rows.length);
    const swapped = sampleDifferences().map((difference) => ({ ...difference, status: 'leftOnly' as const }));
    assert.deepEqual(
      visibleRows(tree(swapped), closed).map((row) => row.node.key),
      rows.map((row) => row.node.key),
    );
  });

  it('come of 10,000 differences in a moment', () => {
    const many = manyDifferences(10_000);
    const started = performance.now();
    assert.equal(visibleRows(tree(many), closed).length, 11_000);
    assert.ok(performance.now() - started < 300);
  });
});

describe('next and previous difference', () => {
  const nodes = tree(changedDifferences());
  const rows = visibleRows(nodes, closed);
  const name = (active: number, step: 1 | -1): string | undefined => nextStop(nodes, rows, active, step)?.node.key;

  it('stop at each difference once, also inside of closed rows', () => {
    assert.deepEqual(
      differenceStops(nodes).map((stop) => stop.node.key),
      [
        'object:table:public.users',
        'object:column:public.users.email',
        'object:column:public.users.phone',
        'object:index:public.ix_users_email',
        'object:view:reporting.active_users',
        'object:extension:pg_trgm',
      ],
    );
  });

  it('go on from an attribute of a difference', () => {
    assert.equal(name(1, 1), 'object:column:public.users.email');
    assert.equal(name(1, -1), 'object:extension:pg_trgm');
  });

  it('go around the ends', () => {
    assert.equal(name(rows.length - 1, 1), 'object:table:public.users');
    assert.equal(name(0, -1), 'object:extension:pg_trgm');
  });

  it('go from a heading to what is inside, or back to what is before', () => {
    const grouped = tree(changedDifferences(), 'schema');
    const shown = visibleRows(grouped, closed);
    const heading = shown.findIndex((row) => row.node.key === 'group:reporting');
    assert.equal(nextStop(grouped, shown, heading, 1)?.node.key, 'object:view:reporting.active_users');
    assert.equal(nextStop(grouped, shown, heading, -1)?.node.key, 'object:index:public.ix_users_email');
  });

  it('name what has to be opened on the way', () => {
    const stop = nextStop(nodes, rows, 0, 1);
    assert.deepEqual(
      stop?.ancestors.map((node) => node.key),
      ['object:table:public.users'],
    );
  });

  it('have nowhere to go without differences', () => {
    assert.equal(nextStop([], [], 0, 1), undefined);
  });
});
