import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ParseError } from 'jsonc-parser';
import { CompareError } from '../compareError.ts';

/** The settings of a workspace that concern us, as written; undefined where they are not set. */
export interface WorkspaceSettings {
  readonly environments: unknown;
  readonly migrations: unknown;
  readonly compare: unknown;
  readonly timeouts: unknown;
  readonly countHistory: unknown;
}

/**
 * Reads `.vscode/settings.json` of a workspace folder, comments and trailing commas allowed, as VS Code does.
 * @throws CompareError `fileUnreadable` when there is a file that cannot be read, `settingsInvalid` when it is no JSON
 */
export async function readWorkspaceSettings(workspaceFolder: string): Promise<WorkspaceSettings> {
  const file = path.join(workspaceFolder, '.vscode', 'settings.json');
  const settings = await parseSettings(file);
  return {
    environments: settings['databaseCompare.environments'],
    migrations: settings['databaseCompare.migrations'],
    compare: settings['databaseCompare.compare'],
    timeouts: settings['databaseCompare.timeouts'],
    countHistory: settings['databaseCompare.countHistory'],
  };
}

async function parseSettings(file: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new CompareError('fileUnreadable', { file, message: (error as Error).message }, { cause: error });
  }
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const line = text.slice(0, first.offset).split('\n').length;
    throw new CompareError('settingsInvalid', {
      message: `${file}, line ${String(line)}: ${printParseErrorCode(first.error)}.`,
    });
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
