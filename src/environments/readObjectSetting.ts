import type { SettingsProblem } from './environment.ts';
import type { SettingName } from './validateSetting.ts';

/** The properties of a setting that are as its JSON schema says, and what is wrong with the others. */
export interface ObjectSetting {
  readonly given: Readonly<Record<string, unknown>>;
  readonly problems: readonly SettingsProblem[];
}

/** Reads a setting that is an object. What is wrong is reported and left out, so that defaults count in its place. */
export async function readObjectSetting(setting: SettingName, raw: unknown): Promise<ObjectSetting> {
  if (raw === undefined || raw === null) return { given: {}, problems: [] };
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
  if (typeof raw !== 'object' || Array.isArray(raw)) return { given: {}, problems };
  const wrong = new Set(findings.map(({ property }) => property.split(/[.[]/)[0]));
  return { given: Object.fromEntries(Object.entries(raw).filter(([name]) => !wrong.has(name))), problems };
}
