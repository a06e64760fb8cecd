import { columnRules } from './columnRules.ts';
import { constraintRules } from './constraintRules.ts';
import { partRules } from './partRules.ts';
import { relationRules } from './relationRules.ts';
import type { RiskRule } from './riskRule.ts';

/**
 * What each operation locks and does; the first rule that fits counts. `test/database/risk` runs statements of each
 * rule on real servers and holds the table to the locks, scans and rewrites that it sees there.
 */
export const riskRules: readonly RiskRule[] = [...columnRules, ...relationRules, ...constraintRules, ...partRules];
