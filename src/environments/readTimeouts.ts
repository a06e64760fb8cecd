import type { SettingsProblem } from './environment.ts';
import { defaultTimeouts } from './provider.ts';
import type { SessionTimeouts } from './provider.ts';

const setting = 'databaseCompare.timeouts';

/** Reads the setting `databaseCompare.timeouts`. What is wrong is reported, and the default counts in its place. */
export async function readTimeouts(
  raw: unknown,
): Promise<{ timeouts: SessionTimeouts; problems: readonly SettingsProblem[] }> {
  if (raw === undefined || raw === null) return { timeouts: defaultTimeouts, problems: [] };
  const [{ createValidator }, { describeErrors }] = await Promise.all([
    import('./validateSetting.ts'),
    import('./settingsMessage.ts'),
  ]);
  const validate = await createValidator(setting, 'whole');
  const findings = describeErrors(validate(raw), raw);
  const problems = findings.map(({ property, text }): SettingsProblem => ({
    setting: property === '' ? setting : `${setting}.${property}`,
    entry: undefined,
    environmentName: undefined,
    severity: 'error',
    reason: 'invalid',
    message: `${setting}: ${text}`,
  }));
  const wrong = new Set(findings.map(({ property }) => property));
  const given = wrong.has('') ? {} : (raw as Readonly<Record<string, unknown>>);
  const milliseconds = (name: string, otherwise: number): number => {
    const seconds = given[name];
    return typeof seconds === 'number' && !wrong.has(name) ? Math.round(seconds * 1000) : otherwise;
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
