import { stat } from 'node:fs/promises';
import path from 'node:path';
import { CompareError } from '../compareError.ts';
import type { Environment, SettingsProblem } from '../environments/environment.ts';

/** What the sides on the command line can name. */
export interface KnownEnvironments {
  readonly environments: readonly Environment[];
  readonly problems: readonly SettingsProblem[];
}

/**
 * The environment that an argument means: one of the settings by its name, else a postgres:// URI, else a .sql file or
 * a folder of such files.
 * @throws CompareError `environmentUnknown`, or `settingsInvalid` when an entry of that name cannot be used
 */
export async function resolveSide(
  argument: string,
  known: KnownEnvironments,
  currentFolder: string,
): Promise<Environment> {
  const configured = known.environments.find((environment) => environment.name === argument);
  if (configured !== undefined) return configured;
  const broken = known.problems.find((problem) => problem.severity === 'error' && problem.environmentName === argument);
  if (broken !== undefined) throw new CompareError('settingsInvalid', { message: broken.message });
  if (/^postgres(ql)?:\/\//.test(argument))
    return { type: 'postgres', name: nameOfUri(argument), connectionString: argument };
  const file = path.resolve(currentFolder, argument);
  if (await isFileOrFolder(file)) return { type: 'sqlFiles', name: path.basename(file), files: [file] };
  throw new CompareError('environmentUnknown', {
    environment: argument,
    known: known.environments.map((environment) => environment.name).join(', '),
  });
}

/** What a report may call the database: never the password, nor anything else but where it is. */
function nameOfUri(uri: string): string {
  if (!URL.canParse(uri)) return 'postgres';
  const { host, pathname } = new URL(uri);
  return decodeURIComponent(`${host}${pathname}`) || 'postgres';
}

async function isFileOrFolder(file: string): Promise<boolean> {
  try {
    const found = await stat(file);
    return found.isDirectory() || file.endsWith('.sql');
  } catch {
    return false;
  }
}
