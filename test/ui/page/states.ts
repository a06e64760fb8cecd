import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type {
  PageComparison,
  PageDifference,
  PageEnvironment,
  PageExplanation,
  PageRemaining,
  PageRename,
  PageSide,
  PageState,
} from '../../../src/protocol/pageModel.ts';

/** Generated comparisons for the page: that of the sample, a huge one, and one of hostile names. */

const environments: readonly PageEnvironment[] = [
  { name: 'production', role: 'production', typeLabel: 'PostgreSQL' },
  { name: 'staging', role: 'staging', typeLabel: 'PostgreSQL' },
  { name: 'local', role: 'development', typeLabel: 'SQL files' },
];

const left: PageSide = {
  name: 'production',
  role: 'production',
  serverVersion: '15.4',
  revision: '20260115_0200',
  readAt: '2026-02-02T14:02:31',
  reachedBy: 'from SQL files',
};

const right: PageSide = {
  name: 'local',
  role: 'development',
  serverVersion: '15.8',
  revision: '20260131_0000',
  readAt: '2026-02-02T14:02:31',
  reachedBy: 'from SQL files',
};

type Defaulted =
  'owner' | 'schema' | 'attributes' | 'isIgnored' | 'isInNormalForm' | 'rename' | 'isRejectedRename' | 'supersededBy';
type Draft = Omit<PageDifference, 'id' | 'children' | Defaulted> &
  Partial<Pick<PageDifference, Defaulted>> & { readonly children?: readonly Draft[] };

/** Gives every difference and part its number, in the order in which they stand. */
function numbered(drafts: readonly Draft[]): PageDifference[] {
  let next = 0;
  const number = (draft: Draft): PageDifference => {
    const id = next++;
    return {
      schema: 'public',
      owner: null,
      attributes: [],
      isIgnored: false,
      isInNormalForm: false,
      isRejectedRename: false,
      rename: null,
      supersededBy: null,
      ...draft,
      id,
      children: (draft.children ?? []).map(number),
    };
  };
  return drafts.map(number);
}

function explained(cause: PageExplanation['cause'], revision: string, file: string, line: number): PageExplanation {
  return { cause, side: 'left', revision, file: `migrations/versions/${file}`, line, candidateCount: 0 };
}

const unmanaged: PageExplanation = {
  cause: 'unmanaged',
  side: null,
  revision: null,
  file: null,
  line: null,
  candidateCount: 0,
};
const blueshift = '20260131_0000_add_blueshift_provider_fields.py';

function column(table: string, name: string, type: string, explanation: PageExplanation): Draft {
  return {
    kind: 'column',
    path: `public.${table}.${name}`,
    name,
    status: 'rightOnly',
    owner: { kind: 'table', path: `public.${table}`, name: table },
    summary: type,
    explanation,
  };
}

function table(
  name: string,
  columns: readonly string[],
  status: 'leftOnly' | 'rightOnly',
  explanation: PageExplanation,
): Draft {
  const parts = [...columns, 'id', 'created_at', 'updated_at'].map((part): Draft => ({
    kind: 'column',
    path: `public.${name}.${part}`,
    name: part,
    status,
    summary: part.endsWith('_at') ? 'timestamptz' : part.endsWith('id') ? 'uuid' : 'varchar(255)',
    explanation: explanation.line === null ? explanation : { ...explanation, line: explanation.line + 2 },
  }));
  const key: Draft = {
    kind: 'constraint',
    path: `public.${name}.${name}_pkey`,
    name: `${name}_pkey`,
    status,
    summary: 'primary key (id)',
    explanation,
  };
  return {
    kind: 'table',
    path: `public.${name}`,
    name,
    status,
    summary: `${parts.length} columns · 1 constraint`,
    explanation,
    children: [...parts, key],
  };
}

const providerColumns: readonly (readonly [name: string, type: string])[] = [
  ['aoa_number', 'varchar(50)'],
  ['citizenship_status', 'varchar(100)'],
  ['cv_reference', 'varchar(255)'],
  ['disclosure_notes', 'text'],
  ['employer_start_date', 'date'],
  ['fcvs_fid', 'varchar(50)'],
  ['gender', 'varchar(20)'],
  ['green_card_uscis_number', 'varchar(50)'],
  ['height', 'varchar(20)'],
  ['weight', 'varchar(20)'],
  ['home_address', 'varchar(255)'],
  ['home_city', 'varchar(100)'],
  ['home_state', 'varchar(2)'],
  ['home_zip', 'varchar(10)'],
  ['name_change_documents', 'jsonb'],
  ['place_of_birth', 'varchar(100)'],
  ['previous_names', 'jsonb'],
  ['race', 'varchar(50)'],
  ['references', 'jsonb'],
  ['renewal_preferences', 'jsonb'],
];

/** The differences of the sample's two databases: 26 pending, 10 not in effect, 1 in no migration. */
export function sampleDifferences(): PageDifference[] {
  const accuracy = (line: number): PageExplanation =>
    explained('not in effect', '20260109_0200', '20260109_0200_add_accuracy_testing_tables.py', line);
  const duplicates = (line: number): PageExplanation =>
    explained('not in effect', '20260109_0100', '20260109_0100_add_duplicate_detection.py', line);
  const threads = (line: number): PageExplanation =>
    explained('not in effect', '20260108_0400', '20260108_0400_add_team_messaging_tables.py', line);
  const pending = (line: number): PageExplanation => explained('pending', '20260131_0000', blueshift, line);
  const tables = [
    table('accuracy_test_results', ['test_id', 'score'], 'rightOnly', accuracy(41)),
    table('accuracy_test_runs', ['started_at', 'model'], 'rightOnly', accuracy(24)),
    table('channels', ['team_id', 'topic'], 'rightOnly', threads(19)),
    table('coordinator_notification_preferences', ['coordinator_id', 'channel'], 'rightOnly', {
      ...explained('pending', '7702d353e5b8', '7702d353e5b8_notification_preferences.py', 22),
      candidateCount: 3,
    }),
    table('duplicate_events', ['event_id'], 'rightOnly', duplicates(20)),
    table('duplicate_review_queue', ['event_id', 'reviewer_id'], 'rightOnly', duplicates(33)),
    table('ground_truth_documents', ['document_id'], 'rightOnly', accuracy(60)),
  ];
  const renewal = ['portal_pin', 'renewal_notes'].map((name, index) =>
    column('licenses', name, 'text', pending(52 + index)),
  );
  const rest = [
    table('payment_methods', ['provider_id', 'brand', 'last4', 'expires_at'], 'rightOnly', pending(61)),
    table(
      'provider_credentials',
      ['provider_id', 'kind'],
      'rightOnly',
      explained('pending', '20260115_0300', '20260115_0300_provider_credentials.py', 18),
    ),
  ];
  const providers = providerColumns.map(([name, type], index) => column('providers', name, type, pending(28 + index)));
  return numbered([
    {
      kind: 'enum value',
      path: 'public.coordinator_action_type.stage_changed',
      name: 'stage_changed',
      status: 'rightOnly',
      owner: { kind: 'enum', path: 'public.coordinator_action_type', name: 'coordinator_action_type' },
      summary: '',
      explanation: explained('pending', '20260127_0100', '20260127_0100_add_stage_changed_action.py', 22),
    },
    ...tables,
    ...renewal,
    ...rest,
    ...providers,
    table(
      'report_access_logs',
      ['report_id', 'user_id'],
      'rightOnly',
      explained('not in effect', '20260109_0300', '20260109_0300_add_report_access_tables.py', 24),
    ),
    table('session', ['user_id', 'token', 'expires_at'], 'leftOnly', unmanaged),
    table('team_channels', ['team_id', 'name'], 'leftOnly', { ...threads(48), side: 'left' }),
    table('thread_messages', ['thread_id', 'body'], 'rightOnly', threads(35)),
    table('threads', ['channel_id', 'title'], 'rightOnly', threads(26)),
  ]);
}

/**
 * The sample's differences with what is suspected of them: that channels are the team_channels of before, and that
 * session was superseded by sessions. `migration` says that a migration renames the one to the other.
 */
export function suspectedDifferences(migration: PageRename['migration'] = null): PageDifference[] {
  const differences = sampleDifferences();
  const id = (name: string): number => differences.find((each) => each.name === name)?.id ?? -1;
  const alike = { score: 0.85, matching: ['id', 'team_id', 'created_at', 'updated_at'], of: 5 };
  const rename = (name: string): PageRename => ({ ...alike, name, path: `public.${name}`, id: id(name), migration });
  const more: Readonly<Record<string, Partial<PageDifference>>> = {
    channels: { rename: rename('team_channels') },
    team_channels: { rename: rename('channels') },
    session: {
      supersededBy: { path: 'public.sessions', name: 'sessions', score: 0.86, matching: ['id', 'user_id'], of: 3 },
    },
  };
  return differences.map((each) => ({ ...each, ...more[each.name] }));
}

/** What the options set aside, with ids of their own. */
export function ignoredDifferences(): PageDifference[] {
  const ignored = [
    table('tmp_import', ['line'], 'leftOnly', unmanaged),
    column('providers', 'shoe_size', 'integer', unmanaged),
  ];
  return numbered(ignored).map((each, index) => ({ ...each, id: 90_000 + index, isIgnored: true }));
}

/** Objects that differ in what both sides have: attributes, parts of every kind, several schemas. */
export function changedDifferences(): PageDifference[] {
  const owner = { kind: 'table', path: 'public.users', name: 'users' } as const;
  const unknown: PageExplanation = {
    ...explained('revision unknown', '0007', '0007_users.py', 12),
    side: 'right',
    candidateCount: 2,
  };
  return numbered([
    {
      kind: 'table',
      path: 'public.users',
      name: 'users',
      status: 'changed',
      summary: 'comment, unlogged',
      attributes: [
        { name: 'comment', left: 'People\nwho sign in', right: null },
        { name: 'unlogged', left: false, right: true },
      ],
      explanation: unmanaged,
    },
    {
      kind: 'column',
      path: 'public.users.email',
      name: 'email',
      status: 'changed',
      owner,
      summary: 'type',
      attributes: [{ name: 'type', left: 'character varying(100)', right: 'character varying(255)' }],
      explanation: explained('pending', '0009', '0009_longer_email.py', 14),
    },
    {
      kind: 'column',
      path: 'public.users.phone',
      name: 'phone',
      status: 'leftOnly',
      owner,
      summary: 'text',
      explanation: unknown,
    },
    {
      kind: 'index',
      path: 'public.ix_users_email',
      name: 'ix_users_email',
      status: 'changed',
      owner,
      summary: 'unique, keys',
      attributes: [
        { name: 'unique', left: true, right: false },
        { name: 'keys', left: 'lower(email)', right: 'email' },
      ],
      explanation: unmanaged,
    },
    {
      kind: 'view',
      schema: 'reporting',
      path: 'reporting.active_users',
      name: 'active_users',
      status: 'changed',
      summary: 'definition',
      attributes: [
        { name: 'definition', left: ' SELECT id\n   FROM users', right: ' SELECT id, email\n   FROM users' },
      ],
      explanation: unmanaged,
    },
    {
      kind: 'extension',
      schema: null,
      path: 'pg_trgm',
      name: 'pg_trgm',
      status: 'changed',
      summary: 'version',
      attributes: [{ name: 'version', left: '1.5', right: '1.6' }],
      explanation: unmanaged,
    },
  ]);
}

/** Names that want to be markup, to break lines, or to be longer than any column is wide. */
export function hostileDifferences(): PageDifference[] {
  const names = [
    '<img src=x onerror="window.broken=true">',
    'line\nbreak\ttab',
    '"quoted".dotted',
    `${'long'.repeat(15)}end`,
    '🐘 größe ＷＩＤＥ',
    '\u202egnol',
  ];
  return numbered(
    names.map((name) => ({
      kind: 'table',
      path: `public."${name}"`,
      name,
      status: 'leftOnly',
      summary: `<b>${name}</b>`,
      explanation: { ...explained('pending', name, `${name}.sql`, 1) },
    })),
  );
}

/** Any number of differences: columns under tables, and every tenth a table of its own with parts. */
export function manyDifferences(count: number): PageDifference[] {
  const causes = ['pending', 'not in effect', 'unmanaged', 'revision unknown'] as const;
  return numbered(
    Array.from({ length: count }, (_, index): Draft => {
      const explanation = explained(
        causes[index % causes.length] ?? 'pending',
        `r${index % 300}`,
        `r${index % 300}_change.sql`,
        index + 1,
      );
      const parent = `table_${String(Math.floor(index / 10)).padStart(5, '0')}`;
      return index % 10 === 9
        ? table(`${parent}_only`, ['a', 'b', 'c'], 'rightOnly', explanation)
        : column(parent, `column_${index}`, 'integer', explanation);
    }),
  );
}

/** After the pending migrations there is what no pending one explains. */
function remainingOf(differences: readonly PageDifference[]): PageRemaining {
  const ids = differences.filter(({ explanation }) => explanation.cause !== 'pending').map(({ id }) => id);
  return {
    headline: `After the pending migrations, these remain: ${ids.length}`,
    way: 'Computed from what the migrations say',
    ids,
    more: [],
    assumed: [],
  };
}

export function comparisonOf(
  differences: readonly PageDifference[],
  more: Partial<PageComparison> = {},
): PageComparison {
  return {
    left,
    right,
    headline: 'production is 4 migrations (16 days) behind, and 10 objects contradict migrations that it has applied',
    summary:
      differences.length === 0
        ? null
        : '37 differences: 26 are explained by 4 pending migrations, 10 contradict migrations that are applied, 1 is in no migration',
    pendingMigrations: 4,
    remaining: remainingOf(differences),
    tables: { both: 53, leftOnly: 2, rightOnly: 12 },
    differences: [...differences],
    ignored: [],
    normalForm: null,
    notices: [],
    ...more,
  };
}

export function readyState(differences: readonly PageDifference[], more: Partial<PageComparison> = {}): PageState {
  return stateOf({ phase: 'ready', comparison: comparisonOf(differences, more) });
}

/** The page with an environment on each side, in any phase. */
export function stateOf(
  run: PageState['run'],
  chosen: { left: string | null; right: string | null } = { left: 'production', right: 'local' },
): PageState {
  return { environments: [...environments], ...chosen, options: defaultCompareOptions, run };
}

const providersTable = (extra: string): string => `CREATE TABLE public.providers (
    id uuid NOT NULL,
    first_name varchar(100) NOT NULL,
    last_name varchar(100) NOT NULL,
    practice_state varchar(2),
${extra}    created_at timestamptz NOT NULL DEFAULT now()
);
`;

/** A definition that both sides have, with one line more on the right. */
export const sampleDefinitions = {
  left: providersTable(''),
  right: providersTable('    home_address varchar(255),\n'),
};
