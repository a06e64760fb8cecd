import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { Environment } from '../environments/environment.ts';
import { toJsonReport } from '../reports/jsonReport.ts';
import { toMarkdownReport } from '../reports/markdownReport.ts';
import { toTextReport } from '../reports/textReport.ts';
import { compareSchemas } from '../workflows/compareSchemas.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import { isColored, openWorkspace, print, warnOfNotices } from './cliWorkspace.ts';
import type { CliContext, CompareFlags } from './context.ts';
import { exitCodes } from './context.ts';

/** Compares two databases, prints the report, and gives the exit code. */
export async function compareCommand(
  request: CompareFlags & { readonly left: string; readonly right: string },
  context: CliContext,
): Promise<number> {
  const workspace = await openWorkspace(request.workspace, context);
  const side = async (argument: string): Promise<Environment> => {
    const environment = await workspace.environment(argument);
    return request.schema.length === 0 ? environment : { ...environment, schemas: request.schema };
  };
  const left = await side(request.left);
  const right = await side(request.right);
  const comparison = await compareSchemas(left, right, workspace.dependencies(), {
    signal: context.signal,
    compare: withFlags(workspace.compareOptions, request),
  });
  for (const read of [comparison.left, comparison.right]) warnOfNotices(read, context);
  const options = { color: isColored(request.output, context), excludePending: request.excludePending === true };
  await print(report(comparison, request.format, options), request.output, context);
  const counting = options.excludePending ? (comparison.remaining ?? comparison) : comparison;
  return counting.differences.length === 0 ? exitCodes.equal : exitCodes.different;
}

function report(
  comparison: SchemaComparison,
  format: CompareFlags['format'],
  options: { readonly color: boolean; readonly excludePending: boolean },
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJsonReport(comparison), null, 2)}\n`;
    case 'markdown':
      return toMarkdownReport(comparison);
    case 'text':
      return toTextReport(comparison, options);
  }
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
