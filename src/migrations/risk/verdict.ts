import { blockedBy } from './lockMode.ts';
import type { RelationSize, RiskGrade, RiskReason, RiskVerdict, StepRisk } from './risk.ts';
import type { RiskRule } from './riskRule.ts';

/** Up to this many rows work is done before anybody notices. */
export const fewRows = 10_000;
/** From this many rows on work that keeps writes waiting is felt. */
export const manyRows = 1_000_000;

/** Worst first; the place decides where several have the same grade. */
const grades: Readonly<Record<RiskReason, RiskGrade>> = {
  failsWithoutTable: 'high',
  losesData: 'high',
  failsOnRows: 'high',
  rewrites: 'high',
  scansBlockingReads: 'high',
  scansBlockingWrites: 'medium',
  changesAllRows: 'medium',
  breaksRunningCode: 'medium',
  irreversible: 'medium',
  notUndone: 'medium',
  locksReads: 'low',
  locksWrites: 'low',
  blocksNothing: 'low',
  newOnly: 'low',
};
const order = Object.keys(grades) as readonly RiskReason[];

/** Reasons that weigh as much as the table is large. */
const bySize: ReadonlySet<RiskReason> = new Set([
  'rewrites',
  'scansBlockingReads',
  'scansBlockingWrites',
  'changesAllRows',
]);

/** How risky one step is, with its worst reason. Without a size a table is taken for one of ordinary size. */
export function verdictOfStep(rule: Omit<RiskRule, 'when'>, size: RelationSize | undefined): RiskVerdict {
  return worst(reasonsOf(rule).map((reason) => weigh(reason, size)));
}

/** How risky all of them are together. */
export function worstStep(steps: readonly StepRisk[]): StepRisk | undefined {
  return steps.reduce<StepRisk | undefined>(
    (worse, step) => (worse === undefined || byWeight(step.verdict, worse.verdict) < 0 ? step : worse),
    undefined,
  );
}

/** Negative where the first is worse. */
export function byWeight(a: RiskVerdict, b: RiskVerdict): number {
  const rank: Readonly<Record<RiskGrade, number>> = { high: 0, medium: 1, low: 2 };
  return rank[a.grade] - rank[b.grade] || order.indexOf(a.reason) - order.indexOf(b.reason);
}

function worst(verdicts: readonly RiskVerdict[]): RiskVerdict {
  return verdicts.toSorted(byWeight)[0] ?? { grade: 'low', reason: 'blocksNothing' };
}

function reasonsOf(rule: Omit<RiskRule, 'when'>): readonly RiskReason[] {
  const { lock, work = 'none' } = rule;
  const blocks = lock === undefined ? 'nothing' : blockedBy(lock);
  const isRead = work === 'scan' || work === 'index build';
  const reasons: readonly (readonly [boolean, RiskReason])[] = [
    [rule.failsWithoutTable === true, 'failsWithoutTable'],
    [rule.losesData === true, 'losesData'],
    [rule.failsOnRows === true, 'failsOnRows'],
    [work === 'rewrite', 'rewrites'],
    [isRead && blocks === 'reads and writes', 'scansBlockingReads'],
    [isRead && blocks === 'writes', 'scansBlockingWrites'],
    [work === 'write', 'changesAllRows'],
    [rule.breaksRunningCode === true, 'breaksRunningCode'],
    [rule.irreversible === true, 'irreversible'],
    [blocks === 'reads and writes', 'locksReads'],
    [blocks === 'writes', 'locksWrites'],
  ];
  return reasons.flatMap(([isTrue, reason]) => (isTrue ? [reason] : []));
}

function weigh(reason: RiskReason, size: RelationSize | undefined): RiskVerdict {
  const grade = grades[reason];
  // Only a count is proof that nothing is lost.
  if (size?.rows === 0 && size.exact && (bySize.has(reason) || reason === 'losesData' || reason === 'failsOnRows')) {
    return { grade: 'low', reason, because: 'empty' };
  }
  if (size === undefined || !bySize.has(reason)) return { grade, reason };
  if (size.rows <= fewRows) return { grade: 'low', reason, because: 'small' };
  return size.rows >= manyRows ? { grade: 'high', reason, because: 'large' } : { grade, reason };
}
