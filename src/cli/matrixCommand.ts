import { CompareError } from '../compareError.ts';
import { errorLine } from '../reports/errorSentences.ts';
import { toJsonMatrix, toMarkdownMatrix, toTextMatrix } from '../reports/matrixReport.ts';
import { compareMatrix, fewestInMatrix, mostInMatrix, readSides } from '../workflows/compareMatrix.ts';
import type { SchemaMatrix } from '../workflows/compareMatrix.ts';
import { openWorkspace, print, warn, warnOfNotices } from './cliWorkspace.ts';
import type { CliContext, ReportFlags } from './context.ts';
import { exitCodes } from './context.ts';

/** Prints every object that differs in any of several databases, and gives the exit code. */
export async function matrixCommand(
  request: ReportFlags & { readonly environments: readonly string[] },
  context: CliContext,
): Promise<number> {
  const { length } = request.environments;
  if (length < fewestInMatrix || length > mostInMatrix) {
    throw new CompareError('settingsInvalid', {
      message: `A matrix has ${String(fewestInMatrix)} to ${String(mostInMatrix)} environments.`,
    });
  }
  const workspace = await openWorkspace(request.workspace, context);
  const environments = await Promise.all(request.environments.map((argument) => workspace.environment(argument)));
  const dependencies = workspace.dependencies();
  const readings = await readSides(environments, dependencies, { signal: context.signal });
  const sides = readings.flatMap((reading) => ('side' in reading ? [reading.side] : []));
  for (const side of sides) warnOfNotices(side, context);
  for (const reading of readings) if ('error' in reading) warn(errorLine(reading.error), context);
  if (sides.length < fewestInMatrix) return exitCodes.failed;
  const matrix = compareMatrix(sides, await dependencies.projects, workspace.compareOptions);
  await print(report(matrix, request.format), request.output, context);
  if (sides.length < length) return exitCodes.failed;
  return matrix.rows.length === 0 ? exitCodes.equal : exitCodes.different;
}

function report(matrix: SchemaMatrix, format: ReportFlags['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJsonMatrix(matrix), null, 2)}\n`;
    case 'markdown':
      return toMarkdownMatrix(matrix);
    case 'text':
      return toTextMatrix(matrix);
  }
}
