import { frameworkNames } from './frameworkName.ts';
import type { FrameworkName } from './frameworkName.ts';

/** An entry of the setting `databaseCompare.migrations`: a folder to read instead of those that are found. */
export interface MigrationOverride {
  /** Relative to the workspace, or absolute. */
  readonly folder: string;
  /** Told from the folder's files where absent. */
  readonly framework?: FrameworkName;
}

/** An entry of the setting that cannot be used. The others still count. */
export interface OverrideProblem {
  /** "databaseCompare.migrations[1].framework". */
  readonly setting: string;
  /** From 0; undefined when the whole setting is wrong. */
  readonly entry: number | undefined;
  /** One sentence that names the expected values. */
  readonly message: string;
}

const setting = 'databaseCompare.migrations';

/** Checks the setting's value as it stands in settings.json. */
export function readOverrides(value: unknown): {
  readonly overrides: readonly MigrationOverride[];
  readonly problems: readonly OverrideProblem[];
} {
  if (value === undefined || value === null) return { overrides: [], problems: [] };
  if (!Array.isArray(value)) {
    return { overrides: [], problems: [{ setting, entry: undefined, message: 'Expected a list of folders.' }] };
  }
  const overrides: MigrationOverride[] = [];
  const problems: OverrideProblem[] = [];
  for (const [entry, item] of (value as readonly unknown[]).entries()) {
    const read = readEntry(item, entry);
    if ('folder' in read) overrides.push(read);
    else problems.push(read);
  }
  return { overrides, problems };
}

function readEntry(item: unknown, entry: number): MigrationOverride | OverrideProblem {
  const place = `${setting}[${String(entry)}]`;
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return { setting: place, entry, message: 'Expected an object with "folder" and, if need be, "framework".' };
  }
  const { folder, framework, ...others } = item as Readonly<Record<string, unknown>>;
  if (typeof folder !== 'string' || folder.trim() === '') {
    return { setting: `${place}.folder`, entry, message: "Expected a folder's path." };
  }
  const known = frameworkNames.find((name) => name === framework);
  if (framework !== undefined && known === undefined) {
    return {
      setting: `${place}.framework`,
      entry,
      message: `Expected one of ${frameworkNames.map((name) => `"${name}"`).join(', ')}.`,
    };
  }
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) {
    return { setting: `${place}.${unknown}`, entry, message: 'Expected only "folder" and "framework".' };
  }
  return known === undefined ? { folder } : { folder, framework: known };
}
