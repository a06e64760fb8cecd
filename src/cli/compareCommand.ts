import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompareError } from '../compareError.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { Environment } from '../environments/environment.ts';
import { openEnvironment } from '../environments/openEnvironment.ts';
import type { Provider } from '../environments/provider.ts';
import { createPostgresProvider } from '../environments/providers/postgres/postgresProvider.ts';
import { createSqlFilesProvider } from '../environments/providers/sqlFiles/sqlFilesProvider.ts';
import { readEnvironments } from '../environments/readEnvironments.ts';
import { readTimeouts } from '../environments/readTimeouts.ts';
import { readOverrides } from '../migrations/overrides.ts';
import { readProjects } from '../migrations/readProjects.ts';
import { toJsonReport } from '../reports/jsonReport.ts';
import { noticeSentence } from '../reports/noticeSentence.ts';
import { printable, toTextReport } from '../reports/textReport.ts';
import { compareSchemas } from '../workflows/compareSchemas.ts';
import { readCompareOptions } from '../workflows/readCompareOptions.ts';
import type { CliContext, CompareFlags } from './context.ts';
import { exitCodes } from './context.ts';
import { resolveSide } from './resolveSide.ts';
import { readWorkspaceSettings } from './workspaceSettings.ts';

/** Compares two databases, prints the report, and gives the exit code. */
export async function compareCommand(
  request: CompareFlags & { readonly left: string; readonly right: string },
  context: CliContext,
): Promise<number> {
  const workspaceFolder = path.resolve(context.currentFolder, request.workspace);
  const settings = await readWorkspaceSettings(workspaceFolder);
  const known = await readEnvironments(settings.environments, { workspaceFolder, variables: context.variables });
  const { timeouts, problems: timeoutProblems } = await readTimeouts(settings.timeouts);
  const { options: compareOptions, problems: compareProblems } = await readCompareOptions(settings.compare);
  const { overrides, problems: overrideProblems } = readOverrides(settings.migrations);
  for (const { setting, message } of overrideProblems)
    context.stderr.write(`database-compare: ${setting}: ${message}\n`);
  for (const { message } of [...timeoutProblems, ...compareProblems])
    context.stderr.write(`database-compare: ${message}\n`);

  const side = async (argument: string): Promise<Environment> => {
    const environment = await resolveSide(argument, known, context.currentFolder);
    return request.schema.length === 0 ? environment : { ...environment, schemas: request.schema };
  };
  const left = await side(request.left);
  const right = await side(request.right);
  for (const problem of known.problems) {
    if (problem.environmentName === left.name || problem.environmentName === right.name) {
      context.stderr.write(`database-compare: ${problem.message}\n`);
    }
  }

  const providers: readonly Provider[] = [
    createPostgresProvider({ timeouts, variables: context.variables }),
    createSqlFilesProvider({ timeouts, cacheFolder: cacheFolder(context.variables) }),
  ];
  const comparison = await compareSchemas(
    left,
    right,
    {
      open: (environment, options) => openEnvironment(environment, providers, options),
      projects: readProjects({ workspaceFolder, overrides, signal: context.signal }),
    },
    { signal: context.signal, compare: withFlags(compareOptions, request) },
  );
  for (const { environment, catalog } of [comparison.left, comparison.right]) {
    for (const notice of catalog.notices) {
      const place = notice.file === undefined ? '' : `${notice.file}:${String(notice.line ?? 1)}: `;
      context.stderr.write(
        `database-compare: ${environment.name}: ${printable(`${place}${noticeSentence(notice)}`)}\n`,
      );
    }
  }
  const color = request.output === undefined && context.stdout.isTTY && (context.variables['NO_COLOR'] ?? '') === '';
  await print(
    request.format === 'json'
      ? `${JSON.stringify(toJsonReport(comparison), null, 2)}\n`
      : toTextReport(comparison, { color }),
    request,
    context,
  );
  return comparison.differences.length === 0 ? exitCodes.equal : exitCodes.different;
}

/** A flag says yes to what the settings leave out; patterns and mappings add to theirs. */
function withFlags(settings: CompareOptions, flags: CompareFlags): CompareOptions {
  return {
    ...settings,
    ignore: [...settings.ignore, ...flags.ignore],
    owners: flags.owners ?? settings.owners,
    privileges: flags.privileges ?? settings.privileges,
    columnOrder: flags.columnOrder ?? settings.columnOrder,
    comments: flags.comments && settings.comments,
    whitespace: flags.whitespace ?? settings.whitespace,
    constraintNames: flags.constraintNames ?? settings.constraintNames,
    storage: flags.storage ?? settings.storage,
    schemas: { ...settings.schemas, ...flags.mapSchema },
    roles: { ...settings.roles, ...flags.mapRole },
  };
}

async function print(text: string, { output }: CompareFlags, context: CliContext): Promise<void> {
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
