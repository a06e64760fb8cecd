import assert from 'node:assert/strict';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { CompareOptions } from '../../../src/comparison/compareOptions.ts';
import { decideRename } from '../../../src/comparison/decideRename.ts';
import type { Difference } from '../../../src/comparison/difference.ts';
import { catalogFrom } from '../../support/catalogs.ts';
import type { ObjectSketch } from '../../support/catalogs.ts';

const table = (name: string, ...columns: readonly string[]): ObjectSketch => ({
  kind: 'table',
  name,
  parts: columns.map((column) => {
    const [columnName = '', type = 'integer'] = column.split(' ');
    return { kind: 'column', name: columnName, attributes: { type, 'not null': false } };
  }),
});

function compared(
  left: ObjectSketch[],
  right: ObjectSketch[],
  options: Partial<CompareOptions> = {},
): readonly Difference[] {
  return compareCatalogs(catalogFrom(left), catalogFrom(right), { ...defaultCompareOptions, ...options }).differences;
}

const teamChannels = table('team_channels', 'id', 'name text', 'topic text', 'team_id', 'created_at timestamptz');
const channels = table('channels', 'id', 'name text', 'topic text', 'created_at timestamptz', 'kind text');

describe('suspected renames', () => {
  it('are told of both objects with their evidence, and merge nothing', () => {
    const differences = compared([teamChannels], [channels]);
    assert.deepEqual(
      differences.map(({ path, status, rename }) => [path, status, rename?.path]),
      [
        ['public.channels', 'rightOnly', 'public.team_channels'],
        ['public.team_channels', 'leftOnly', 'public.channels'],
      ],
    );
    assert.deepEqual(differences[1]?.rename, {
      path: 'public.channels',
      score: 0.79,
      matching: ['id', 'name', 'topic', 'created_at'],
      of: 5,
    });
  });

  it('are not seen between tables that share only a name or only two columns', () => {
    const differences = compared(
      [table('accounts', 'id', 'a', 'b', 'c')],
      [table('accounts_old', 'id', 'x', 'y', 'z'), table('other', 'id')],
    );
    assert.deepEqual(
      differences.filter(({ rename }) => rename !== undefined),
      [],
    );
  });

  it('pair each object with the one that is most like it', () => {
    const differences = compared(
      [table('user_mail', 'id', 'mail', 'at')],
      [table('user_mails', 'id', 'mail', 'at'), table('user_mailing', 'id', 'mail', 'at')],
    );
    assert.deepEqual(
      differences.map(({ path, rename }) => [path, rename?.path]),
      [
        ['public.user_mail', 'public.user_mails'],
        ['public.user_mailing', undefined],
        ['public.user_mails', 'public.user_mail'],
      ],
    );
  });

  it('of a column need its type, and stay within its table', () => {
    const left = [table('users', 'id', 'mail_address text', 'age'), table('posts', 'id', 'heading text')];
    const right = [
      table('users', 'id', 'email_address text', 'age_years bigint'),
      table('posts', 'id', 'email_adress text'),
    ];
    assert.deepEqual(
      compared(left, right).flatMap(({ path, rename }) => (rename === undefined ? [] : [[path, rename.path]])),
      [
        ['public.users.email_address', 'public.users.mail_address'],
        ['public.users.mail_address', 'public.users.email_address'],
      ],
    );
  });

  it('are gone when the user says that it is none', () => {
    const differences = compared([teamChannels], [channels], { renames: { 'table:public.team_channels': false } });
    assert.deepEqual(
      differences.map(({ rename }) => rename),
      [undefined, undefined],
    );
  });

  it('become one change of name, with the parts compared, when the user accepts one', () => {
    const index = (name: string) => ({ kind: 'index' as const, name, attributes: { method: 'btree', keys: 'name' } });
    const withForeignKey = (other: string): ObjectSketch => ({
      ...table('posts', 'channel_id'),
      parts: [{ kind: 'constraint', name: 'fk', attributes: { type: 'foreign key', references: `public.${other}` } }],
    });
    const differences = compared(
      [
        { ...teamChannels, parts: [...(teamChannels.parts ?? []), index('ix_team_channels_name')] },
        withForeignKey('team_channels'),
      ],
      [{ ...channels, parts: [...(channels.parts ?? []), index('ix_channels_name')] }, withForeignKey('channels')],
      { renames: { 'table:public.team_channels': 'public.channels' } },
    );
    assert.deepEqual(
      differences.map(({ kind, path, status, attributes }) => [kind, path, status, attributes.map(({ name }) => name)]),
      [
        ['table', 'public.team_channels', 'changed', ['name']],
        ['column', 'public.team_channels.team_id', 'leftOnly', []],
        ['column', 'public.channels.kind', 'rightOnly', []],
      ],
    );
  });

  it('of a column, when accepted, leave only what else differs', () => {
    const differences = compared([table('users', 'mail text')], [table('users', 'email text')], {
      renames: { 'column:public.users.mail': 'public.users.email' },
    });
    assert.deepEqual(
      differences.map(({ path, attributes }) => [path, attributes]),
      [['public.users.mail', [{ name: 'name', left: 'mail', right: 'email' }]]],
    );
  });
});

describe('what was said of a rename', () => {
  const directions = [
    [[teamChannels], [channels]],
    [[channels], [teamChannels]],
  ] as const;
  const options = (renames: CompareOptions['renames']): CompareOptions => ({ ...defaultCompareOptions, renames });
  const between = (left: readonly ObjectSketch[], right: readonly ObjectSketch[], renames: CompareOptions['renames']) =>
    compareCatalogs(catalogFrom(left), catalogFrom(right), options(renames)).differences;

  const accepted = [
    { 'table:public.team_channels': 'public.channels' },
    { 'table:public.channels': 'public.team_channels' },
  ] as const;

  it('counts whichever side is left, and whichever was left when it was said', () => {
    for (const renames of accepted) {
      for (const [left, right] of directions) {
        const [first, ...parts] = between(left, right, renames);
        assert.deepEqual(first?.attributes, [{ name: 'name', left: left[0].name, right: right[0].name }]);
        assert.deepEqual(
          new Set(parts.map(({ kind, name }) => `${kind} ${name}`)),
          new Set(['column team_id', 'column kind']),
        );
      }
    }
  });

  it('counts of a column of a renamed table too', () => {
    const renames = { 'table:public.a': 'public.b', 'column:public.a.mail': 'public.b.email' };
    const [one, other] = [[table('a', 'id', 'mail text')], [table('b', 'id', 'email text')]];
    assert.deepEqual(
      between(one, other, renames).map(({ attributes }) => attributes),
      [[{ name: 'name', left: 'a', right: 'b' }], [{ name: 'name', left: 'mail', right: 'email' }]],
    );
    assert.deepEqual(
      between(other, one, renames).map(({ attributes }) => attributes),
      [[{ name: 'name', left: 'b', right: 'a' }], [{ name: 'name', left: 'email', right: 'mail' }]],
    );
  });

  it('counts no longer where one side has both', () => {
    const differences = between([teamChannels, channels], [channels], {
      'table:public.team_channels': 'public.channels',
    });
    assert.deepEqual(
      differences.map(({ path, status }) => [path, status]),
      [['public.team_channels', 'leftOnly']],
    );
  });

  it('can be taken back from either side', () => {
    for (const renames of accepted) {
      for (const [left, right] of directions) {
        const [renamed] = between(left, right, renames);
        assert.ok(renamed);
        assert.deepEqual(decideRename(renamed, 'undo', options({ ...renames, 'table:public.x': false })), {
          renames: { 'table:public.x': false },
        });
      }
    }
  });

  it('says of a rejected one that it is, and suspects it again once that is taken back', () => {
    for (const [left, right] of directions) {
      const suspected = between(left, right, {});
      const [one] = suspected;
      assert.ok(one?.rename);
      const { renames } = decideRename(one, 'reject', options({}));
      const rejected = between(left, right, renames ?? {});
      assert.deepEqual(
        rejected.map(({ rename }) => rename),
        [undefined, undefined],
      );
      const [marked, ...more] = rejected.filter(({ isRejectedRename }) => isRejectedRename);
      assert.ok(marked);
      assert.deepEqual(more, []);
      assert.deepEqual(decideRename(marked, 'undo', options(renames ?? {})), { renames: {} });
      // Said the other way around it is the same.
      assert.deepEqual(
        between(right, left, renames ?? {}).map(({ rename }) => rename),
        [undefined, undefined],
      );
    }
  });
});

describe('a table on one side that is like one of both', () => {
  it('is said to be perhaps superseded by it', () => {
    const sessions = table('sessions', 'id', 'user_id', 'data text');
    const differences = compared([sessions, table('session', 'id', 'user_id', 'data text', 'expire')], [sessions]);
    assert.deepEqual(
      differences.map(({ path, rename, supersededBy }) => [path, rename, supersededBy?.path]),
      [['public.session', undefined, 'public.sessions']],
    );
  });
});
