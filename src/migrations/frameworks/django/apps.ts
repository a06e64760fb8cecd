import { posix } from 'node:path';
import type { MigrationFile } from '../framework.ts';
import type { DjangoSettings } from './modelState.ts';

type Configuration = readonly Pick<MigrationFile, 'path' | 'text'>[];

/** The label of the app that a file in its folder `migrations` belongs to. */
export function appOf(file: string, configuration: Configuration): string {
  const folder = posix.dirname(posix.dirname(file));
  const config = configuration.find(({ path }) => path === posix.join(folder, 'apps.py'))?.text ?? '';
  return /^\s+label\s*=\s*['"]([^'"]+)['"]/m.exec(config)?.[1] ?? posix.basename(folder);
}

/** What settings.py says of keys and users. */
export function readSettings(configuration: Configuration): Omit<DjangoSettings, 'hasIdentity'> {
  const settings = configuration.filter(({ path }) => !path.endsWith('apps.py')).map(({ text }) => text);
  const setting = (name: string): string | undefined =>
    settings
      .map((text) => new RegExp(`^${name}\\s*=\\s*['"]([^'"]+)['"]`, 'm').exec(text)?.[1])
      .find((value) => value !== undefined);
  return {
    autoField: setting('DEFAULT_AUTO_FIELD') ?? 'django.db.models.AutoField',
    userModel: setting('AUTH_USER_MODEL') ?? 'auth.User',
  };
}
