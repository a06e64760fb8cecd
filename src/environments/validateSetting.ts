import type { ErrorObject } from 'ajv';
import { contributes } from '../../package.json';

const { properties } = contributes.configuration;

export type SettingName = keyof typeof properties;

/**
 * Checks values against the JSON schema that package.json gives VS Code, so that there is one description of the settings.
 * Import this module only where it is needed: it brings the manifest and Ajv.
 */
export async function createValidator(
  setting: SettingName,
  part: 'whole' | 'entry',
): Promise<(value: unknown) => readonly ErrorObject[]> {
  // A bundle gives a CommonJS module's default export only; Node gives it too.
  const { default: Ajv } = await import('ajv');
  // Not strict: the schema has words that only VS Code knows, such as markdownDescription.
  const ajv = new Ajv({ allErrors: true, strict: false, discriminator: true, verbose: true });
  const schema = properties[setting];
  const validate = ajv.compile(part === 'entry' && 'items' in schema ? schema.items : schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}
