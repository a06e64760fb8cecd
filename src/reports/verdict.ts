import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import { countCauses, counted } from './counts.ts';

/** The outcome of a comparison in one sentence, without a full stop. */
export function verdict(comparison: SchemaComparison): string {
  const { left, right, differences } = comparison;
  const behind = [left, right].flatMap(behindClause);
  const contradictions = contradictionClause(comparison);
  const clauses = contradictions === undefined ? behind : [...behind, contradictions];
  if (clauses.length > 0) return joined(clauses);
  if (differences.length === 0) {
    const ignored =
      comparison.ignored.length === 0 ? '' : `, but for ${counted(comparison.ignored.length, 'ignored difference')}`;
    return `${left.environment.name} and ${right.environment.name} have the same schema${ignored}`;
  }
  const causes = countCauses(differences);
  const total = counted(differences.length, 'difference');
  if (comparison.projects.length === 0) return `${total}, and no migrations in the workspace to explain them`;
  if (causes.unmanaged === differences.length) return `${total}, none of them in a migration`;
  return causes.unmanaged === 0
    ? `${total}, all of them in migrations`
    : `${total}, ${String(causes.unmanaged)} of them in no migration`;
}

/**
 * How migrations explain the differences, in one sentence: "37 differences: 26 are explained by 4 pending migrations, 10
 * contradict migrations that are applied, 1 is in no migration". undefined where there is nothing to explain, or by.
 */
export function summarySentence({ differences, projects }: SchemaComparison): string | undefined {
  if (differences.length === 0 || projects.length === 0) return undefined;
  const causes = countCauses(differences);
  const pending = pendingRevisions(differences);
  const clause = (count: number, one: string, several: string): string[] =>
    count === 0 ? [] : [`${String(count)} ${count === 1 ? one : several}`];
  const by = `explained by ${counted(pending, 'pending migration')}`;
  const clauses = [
    ...clause(causes.pending, `is ${by}`, `are ${by}`),
    ...clause(
      causes['not in effect'],
      'contradicts a migration that is applied',
      'contradict migrations that are applied',
    ),
    ...clause(
      causes['revision unknown'],
      'is in a migration of unknown standing',
      'are in migrations of unknown standing',
    ),
    ...clause(causes.unmanaged, 'is in no migration', 'are in no migration'),
  ];
  return `${counted(differences.length, 'difference')}: ${clauses.join(', ')}`;
}

/** How many pending migrations explain any of the differences. */
export function pendingRevisions(differences: SchemaComparison['differences']): number {
  const pending = differences.filter(({ explanation }) => explanation.cause === 'pending');
  return new Set(pending.map(({ explanation }) => explanation.file)).size;
}

/** undefined where nothing is known to be pending. */
export function remainingSentence({ remaining }: Pick<SchemaComparison, 'remaining'>): string | undefined {
  if (remaining === undefined) return undefined;
  const { length } = remaining.differences;
  return length === 0
    ? 'After the pending migrations, nothing remains'
    : `After the pending migrations, ${length === 1 ? 'this remains' : 'these remain'}: ${String(length)}`;
}

/** How it was found out what remains; undefined where nothing is known to be pending. */
export function remainingWay({ remaining, left, right }: SchemaComparison): string | undefined {
  if (remaining === undefined) return undefined;
  if (remaining.ran.length === 0) return 'Computed from what the migrations say';
  const names = remaining.ran.map((side) => (side === 'left' ? left : right).environment.name);
  return `The pending migrations of ${names.join(' and ')} were run on an embedded PostgreSQL`;
}

function behindClause(side: ComparedSide): string[] {
  const standing = side.standing;
  if (standing === undefined || standing.pending.length === 0) return [];
  const days =
    standing.daysBehind === undefined || standing.daysBehind === 0 ? '' : ` (${counted(standing.daysBehind, 'day')})`;
  return [`${side.environment.name} is ${counted(standing.pending.length, 'migration')}${days} behind`];
}

function contradictionClause({ left, right, differences }: SchemaComparison): string | undefined {
  const contradicting = differences.filter((difference) => difference.explanation.cause === 'not in effect');
  if (contradicting.length === 0) return undefined;
  const sides = new Set(contradicting.map((difference) => difference.explanation.side));
  const verb = contradicting.length === 1 ? 'contradicts' : 'contradict';
  const start = `${counted(contradicting.length, 'object')} ${verb} migrations that`;
  if (sides.size > 1) return `${start} have been applied`;
  const side = sides.has('left') ? left : right;
  const alone = [left, right].filter((other) => behindClause(other).length > 0);
  return alone.length === 1 && alone[0] === side
    ? `${start} it has applied`
    : `${start} ${side.environment.name} has applied`;
}

function joined(clauses: readonly string[]): string {
  return clauses.length <= 1 ? clauses.join('') : `${clauses.slice(0, -1).join(', ')}, and ${clauses.at(-1) ?? ''}`;
}
