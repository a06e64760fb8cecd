import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompareError } from '../compareError.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { Environment, MigrationsEnvironment } from '../environments/environment.ts';
import { openEnvironment } from '../environments/openEnvironment.ts';
import type { KeptTokens } from '../environments/providers/aws/rdsTokens.ts';
import { readEnvironments } from '../environments/readEnvironments.ts';
import { readTimeouts } from '../environments/readTimeouts.ts';
import { readOverrides } from '../migrations/overrides.ts';
import { readProjects } from '../migrations/readProjects.ts';
import { noticeSentence } from '../reports/noticeSentence.ts';
import { printable } from '../reports/textReport.ts';
import type { CountHistoryOptions } from '../workflows/countHistory.ts';
import { migrationScripts } from '../workflows/migrationScripts.ts';
import { readCompareOptions } from '../workflows/readCompareOptions.ts';
import { readCountHistory } from '../workflows/readCountHistory.ts';
import type { ComparedSide, ReadDependencies } from '../workflows/readSide.ts';
import type { CliContext } from './context.ts';
import { resolveSide } from './resolveSide.ts';
import type { KnownEnvironments } from './resolveSide.ts';
import { readWorkspaceSettings } from './workspaceSettings.ts';

/** A workspace as the commands work with it. What is wrong with its settings has been said on standard error. */
export interface CliWorkspace {
  /** Absolute. */
  readonly folder: string;
  readonly known: KnownEnvironments;
  readonly compareOptions: CompareOptions;
  /** Where row counts are kept, and how many. */
  readonly countHistory: CountHistoryOptions;
  /** The environment that an argument means. @throws CompareError */
  environment(argument: string): Promise<Environment>;
  /** Begins to read the migrations. */
  dependencies(): ReadDependencies;
}

/** @throws CompareError */
export async function openWorkspace(workspace: string, context: CliContext): Promise<CliWorkspace> {
  const folder = path.resolve(context.currentFolder, workspace);
  const settings = await readWorkspaceSettings(folder);
  const known = await readEnvironments(settings.environments, {
    workspaceFolder: folder,
    variables: context.variables,
  });
  const { timeouts, problems: timeoutProblems } = await readTimeouts(settings.timeouts);
  const { options: compareOptions, problems: compareProblems } = await readCompareOptions(settings.compare);
  const { overrides, problems: overrideProblems } = readOverrides(settings.migrations);
  for (const { setting, message } of overrideProblems) warn(`${setting}: ${message}`, context);
  const { kept, problems: historyProblems } = await readCountHistory(settings.countHistory);
  for (const { message } of [...timeoutProblems, ...compareProblems, ...historyProblems]) warn(message, context);
  const tokens: KeptTokens = new Map();
  const providers = { timeouts, variables: context.variables, tokens, cacheFolder: cacheFolder(context.variables) };
  return {
    folder,
    known,
    compareOptions,
    countHistory: {
      folder: path.join(stateFolder(context.variables), 'counts'),
      kept,
      variables: context.variables,
      onNote: (note) => {
        warn(note, context);
      },
    },
    environment: async (argument) => {
      const environment = await resolveSide(argument, known, context.currentFolder);
      for (const problem of known.problems) {
        if (problem.environmentName === environment.name) warn(problem.message, context);
      }
      return environment;
    },
    dependencies: () => {
      const projects = readProjects({ workspaceFolder: folder, overrides, signal: context.signal });
      const scripts = async (asked: MigrationsEnvironment) => migrationScripts(asked, await projects);
      return {
        open: (environment, options) => openEnvironment(environment, { ...providers, scripts }, options),
        projects,
      };
    },
  };
}

/** A line on standard error. */
export function warn(message: string, context: CliContext): void {
  context.stderr.write(`database-compare: ${message}\n`);
}

/** Says what could not be read of a database. */
export function warnOfNotices({ environment, catalog }: ComparedSide, context: CliContext): void {
  for (const notice of catalog.notices) {
    const place = notice.file === undefined ? '' : `${notice.file}:${String(notice.line ?? 1)}: `;
    warn(`${environment.name}: ${printable(`${place}${noticeSentence(notice)}`)}`, context);
  }
}

/** Whether what goes to standard output may be coloured. */
export function isColored(output: string | undefined, { stdout, variables }: CliContext): boolean {
  return output === undefined && stdout.isTTY && (variables['NO_COLOR'] ?? '') === '';
}

/** Writes a report into the file that was asked for, else to standard output. */
export async function print(text: string, output: string | undefined, context: CliContext): Promise<void> {
  if (output === undefined) {
    context.stdout.write(text);
    return;
  }
  const file = path.resolve(context.currentFolder, output);
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CompareError('fileUnreadable', { file, message: (error as Error).message }, { cause: error });
  }
}

/** Loaded SQL files are kept where the platform keeps caches, https://specifications.freedesktop.org/basedir-spec/ */
function cacheFolder(variables: CliContext['variables']): string {
  const given = variables['XDG_CACHE_HOME'];
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(os.homedir(), '.cache');
  return path.join(base, 'database-compare');
}

/** What is to be kept longer than a cache, by the same specification; on Windows with the local data of programs. */
function stateFolder(variables: CliContext['variables']): string {
  const given = variables[process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_STATE_HOME'];
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(os.homedir(), '.local', 'state');
  return path.join(base, 'database-compare');
}
