import { CompareError } from '../compareError.ts';
import { toJsonMigrations, toMarkdownMigrations, toTextMigrations } from '../reports/migrationsReport.ts';
import { errorLine } from '../reports/errorSentences.ts';
import { readStandings } from '../workflows/readStandings.ts';
import type { Standings } from '../workflows/readStandings.ts';
import { isColored, openWorkspace, print, warn } from './cliWorkspace.ts';
import type { CliContext, ReportFlags } from './context.ts';
import { exitCodes } from './context.ts';

/** Prints where environments stand among the migrations, and gives the exit code. */
export async function migrationsCommand(
  request: ReportFlags & { readonly environments: readonly string[] },
  context: CliContext,
): Promise<number> {
  const workspace = await openWorkspace(request.workspace, context);
  const named = await Promise.all(request.environments.map((argument) => workspace.environment(argument)));
  const environments = named.length === 0 ? workspace.known.environments : named;
  if (named.length === 0) for (const { message } of workspace.known.problems) warn(message, context);
  const standings = await readStandings(environments, workspace.dependencies(), { signal: context.signal });
  await print(report(standings, request, context), request.output, context);
  const places = standings.environments.map(({ place }) => place);
  const failed = places.filter((place) => place instanceof CompareError);
  for (const error of failed) warn(errorLine(error), context);
  if (failed.length > 0) return exitCodes.failed;
  const isPending = places.some(
    (place) => !(place instanceof CompareError) && (place.standing?.pending.length ?? 0) > 0,
  );
  return isPending ? exitCodes.different : exitCodes.equal;
}

function report(standings: Standings, { format, output }: ReportFlags, context: CliContext): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJsonMigrations(standings), null, 2)}\n`;
    case 'markdown':
      return toMarkdownMigrations(standings);
    case 'text':
      return toTextMigrations(standings, { color: isColored(output, context) });
  }
}
