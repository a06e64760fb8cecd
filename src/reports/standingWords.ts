import type { AppliedProblem } from '../migrations/appliedRevisions.ts';
import type { Place } from '../migrations/place.ts';
import { counted } from './counts.ts';

/** "4 behind, 16 days", "up to date", "2 states need attention"; nothing where it cannot be told. */
export function standingWords(place: Pick<Place, 'standing' | 'applied'>): string[] {
  const attention = attentionOf(place).length;
  return [
    ...behindWords(place),
    ...(attention === 0 ? [] : [`${counted(attention, 'state')} ${attention === 1 ? 'needs' : 'need'} attention`]),
  ];
}

/** The states of a database that no run of the migrations leaves behind. */
export function attentionOf({ applied }: Pick<Place, 'applied'>): readonly AppliedProblem[] {
  return [...applied.values()].flatMap(({ problems }) => problems);
}

function behindWords({ standing }: Pick<Place, 'standing'>): string[] {
  if (standing === undefined) return [];
  const { pending, daysBehind } = standing;
  if (pending.length === 0) return ['up to date'];
  const days = daysBehind === undefined || daysBehind === 0 ? '' : `, ${counted(daysBehind, 'day')}`;
  return [`${String(pending.length)} behind${days}`];
}
