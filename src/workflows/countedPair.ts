import type { CompareOptions } from '../comparison/compareOptions.ts';
import { directedBetween } from '../comparison/directedOptions.ts';
import type { SideNames } from '../comparison/directedOptions.ts';
import { createLeftNames } from '../comparison/leftNames.ts';
import { compareRowCounts } from '../rows/compareRowCounts.ts';
import type { OtherNames, RowComparison } from '../rows/compareRowCounts.ts';
import type { CountableKind, ListedTable } from '../rows/rowCount.ts';
import type { CountedEnvironment } from './countSides.ts';

/** Two environments whose rows were counted, or one, which then is the left. */
export interface CountedPair {
  readonly left: CountedEnvironment;
  readonly right: CountedEnvironment | undefined;
  /** Of one environment: against nothing, so that every table is only left. */
  readonly comparison: RowComparison;
}

/** What is known of tables beyond their names: how the comparison of schemas pairs them, and which are no data. */
export interface PairingRules extends Pick<CompareOptions, 'schemas' | 'renames'> {
  readonly isVersionTable: (table: ListedTable) => boolean;
}

/** Pairs the tables of two environments as the comparison of their schemas does. */
export function countedPair(
  left: CountedEnvironment,
  right: CountedEnvironment | undefined,
  rules: PairingRules,
): CountedPair {
  const other = right ?? { tables: [], counts: new Map(), foreignKeys: [] };
  const names = otherNames(left.tables, other.tables, rules);
  const comparison = compareRowCounts(left, other, rules.isVersionTable, names);
  return { left, right, comparison };
}

/** A table that the other side has under its own name is that one, whatever the options say. */
function otherNames(
  left: readonly ListedTable[],
  right: readonly ListedTable[],
  { schemas, renames }: PairingRules,
): OtherNames {
  const names = createLeftNames({ ...directedBetween({ schemas, renames }, namesIn(left), namesIn(right)), roles: {} });
  if (names.areSame) return new Map();
  const paths = new Set(right.map(({ path }) => path));
  const taken = new Set(left.map(({ path }) => path).filter((path) => paths.has(path)));
  const found = new Map<string, string>();
  for (const { path, kind } of left) {
    if (taken.has(path)) continue;
    const other = names.path({ kind: relationKinds[kind], path });
    if (!paths.has(other) || taken.has(other)) continue;
    taken.add(other);
    found.set(path, other);
  }
  return found;
}

const relationKinds = {
  table: 'table',
  'partitioned table': 'table',
  partition: 'table',
  'materialized view': 'materialized view',
  'foreign table': 'foreign table',
  view: 'view',
} as const satisfies Readonly<Record<CountableKind, string>>;

function namesIn(tables: readonly ListedTable[]): SideNames {
  return {
    schemas: { has: (name) => tables.some(({ schema }) => schema === name) },
    objects: { has: (key) => tables.some(({ path, kind }) => `${relationKinds[kind]}:${path}` === key) },
  };
}
