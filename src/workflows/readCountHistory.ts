import type { SettingsProblem } from '../environments/environment.ts';
import { readObjectSetting } from '../environments/readObjectSetting.ts';

/** How many counts of each environment are kept where the setting does not say. */
const defaultKept = 20;

/** Reads the setting `databaseCompare.countHistory`. What is wrong is reported, and the default counts in its place. */
export async function readCountHistory(raw: unknown): Promise<{ kept: number; problems: readonly SettingsProblem[] }> {
  const { problems } = await readObjectSetting('databaseCompare.countHistory', raw);
  return { kept: typeof raw === 'number' && problems.length === 0 ? raw : defaultKept, problems };
}
