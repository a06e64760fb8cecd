import type { StepRisk } from '../migrations/risk/risk.ts';
import { stepWords } from './riskSentences.ts';

/** Steps of one migration that a reader takes as one: the same rule on the same table. */
export interface StepGroup {
  readonly first: StepRisk;
  readonly count: number;
  /** "add column providers.height and 19 like it". */
  readonly words: string;
}

/** In order of the first of each; what is accepted is left out. */
export function groupSteps(steps: readonly StepRisk[]): readonly StepGroup[] {
  const groups = new Map<string, StepRisk[]>();
  for (const step of steps) {
    if (step.accepted !== undefined) continue;
    const key = JSON.stringify([step.rule, step.relation, step.work, step.isUncertain]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const more = group.length === 1 ? '' : ` and ${String(group.length - 1)} like it`;
    return [{ first, count: group.length, words: `${stepWords(first)}${more}` }];
  });
}
