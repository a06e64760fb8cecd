import { defaultCompareOptions } from '../comparison/compareOptions.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { SettingsProblem } from '../environments/environment.ts';
import { readObjectSetting } from '../environments/readObjectSetting.ts';

/** Reads the setting `databaseCompare.compare`. What is wrong is reported, and the default counts in its place. */
export async function readCompareOptions(
  raw: unknown,
): Promise<{ options: CompareOptions; problems: readonly SettingsProblem[] }> {
  const { given, problems } = await readObjectSetting('databaseCompare.compare', raw);
  // The JSON schema has checked every property that is left.
  return { options: { ...defaultCompareOptions, ...(given as Partial<CompareOptions>) }, problems };
}
