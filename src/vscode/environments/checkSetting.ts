import type { SettingsProblem } from '../../environments/environment.ts';
import { readTimeouts } from '../../environments/readTimeouts.ts';
import { readOverrides } from '../../migrations/overrides.ts';
import { readCompareOptions } from '../../workflows/readCompareOptions.ts';
import { readCountHistory } from '../../workflows/readCountHistory.ts';
import { migrationsSetting, type CheckedSetting } from '../ids.ts';

/** What is wrong with the value of a setting other than the environments. */
export async function checkSetting(setting: CheckedSetting, value: unknown): Promise<readonly SettingsProblem[]> {
  switch (setting) {
    case 'compare':
      return (await readCompareOptions(value)).problems;
    case 'countHistory':
      return (await readCountHistory(value)).problems;
    case 'timeouts':
      return (await readTimeouts(value)).problems;
    case migrationsSetting:
      return readOverrides(value).problems.map(({ setting: place, message }) => ({
        setting: place,
        // Entries are counted among the environments.
        entry: undefined,
        environmentName: undefined,
        severity: 'error',
        reason: 'invalid',
        message: `${place}: ${message}`,
      }));
  }
}
