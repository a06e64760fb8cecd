import type { SettingsProblem } from './environment.ts';
import { defaultTimeouts } from './provider.ts';
import type { SessionTimeouts } from './provider.ts';
import { readObjectSetting } from './readObjectSetting.ts';

/** Reads the setting `databaseCompare.timeouts`. What is wrong is reported, and the default counts in its place. */
export async function readTimeouts(
  raw: unknown,
): Promise<{ timeouts: SessionTimeouts; problems: readonly SettingsProblem[] }> {
  const { given, problems } = await readObjectSetting('databaseCompare.timeouts', raw);
  const milliseconds = (name: string, otherwise: number): number => {
    const seconds = given[name];
    return typeof seconds === 'number' ? Math.round(seconds * 1000) : otherwise;
  };
  return {
    timeouts: {
      connect: milliseconds('connectSeconds', defaultTimeouts.connect),
      statement: milliseconds('statementSeconds', defaultTimeouts.statement),
      lock: milliseconds('lockSeconds', defaultTimeouts.lock),
      idleInTransaction: milliseconds('idleInTransactionSeconds', defaultTimeouts.idleInTransaction),
    },
    problems,
  };
}
