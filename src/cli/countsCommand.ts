import { CompareError } from '../compareError.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import { counted } from '../reports/counts.ts';
import { errorLine, errorSentence } from '../reports/errorSentences.ts';
import { toCsvRows } from '../reports/rowCsv.ts';
import { toJsonRows } from '../reports/rowJson.ts';
import { toMarkdownRows } from '../reports/rowMarkdown.ts';
import type { RowReport } from '../reports/rowReport.ts';
import { toTextRows } from '../reports/rowText.ts';
import { isData } from '../rows/compareRowCounts.ts';
import type { ComparedTable } from '../rows/compareRowCounts.ts';
import { rememberCount } from '../workflows/countHistory.ts';
import { countedPair } from '../workflows/countedPair.ts';
import type { CountedPair } from '../workflows/countedPair.ts';
import { countEnvironment, versionTableTest } from '../workflows/countSides.ts';
import { readRowFindings } from '../workflows/rowFindings.ts';
import type { RowFindings } from '../workflows/rowFindings.ts';
import type { ReadDependencies } from '../workflows/readSide.ts';
import { openWorkspace, print, warn } from './cliWorkspace.ts';
import type { CliContext, CountsFlags } from './context.ts';
import { exitCodes } from './context.ts';

/** Counts the rows of one or two databases, prints the report, and gives the exit code. */
export async function countsCommand(
  request: CountsFlags & { readonly left: string; readonly right: string | undefined },
  context: CliContext,
): Promise<number> {
  const workspace = await openWorkspace(request.workspace, context);
  const sides = [request.left, ...(request.right === undefined ? [] : [request.right])];
  const environments = await Promise.all(sides.map((side) => workspace.environment(side)));
  const dependencies = workspace.dependencies();
  const choice = {
    estimate: request.estimate === true,
    views: request.views === true,
    foreignTables: request.foreignTables === true,
  };
  const [left, right] = await Promise.all(
    environments.map(async (environment) => {
      const schemas = request.schema.length === 0 ? environment.schemas : request.schema;
      const narrowed = schemas === undefined ? environment : { ...environment, schemas };
      const side = await countEnvironment(narrowed, dependencies, choice, { signal: context.signal });
      return rememberCount(side, versionTableTest(await dependencies.projects), workspace.countHistory);
    }),
  );
  if (left === undefined) throw new RangeError('no side');
  const isVersionTable = versionTableTest(await dependencies.projects);
  const settings = workspace.compareOptions;
  const compare = { ...settings, schemas: { ...settings.schemas, ...request.mapSchema } };
  const pair = countedPair(left, right, { ...compare, isVersionTable });
  const findings = await findingsOf(pair, dependencies, compare, context);
  const report: RowReport = { ...pair, ...(findings === undefined ? {} : { findings }) };
  await print(render(report, request.format), request.output, context);
  return exitCodeOf(report, choice.estimate, context);
}

/** The counts stand without what else was to be read for them. */
async function findingsOf(
  pair: CountedPair,
  dependencies: ReadDependencies,
  compare: CompareOptions,
  context: CliContext,
): Promise<RowFindings | undefined> {
  if (pair.left.stoppedBy !== undefined || pair.right?.stoppedBy !== undefined) return undefined;
  try {
    return await readRowFindings(pair, dependencies, { signal: context.signal, compare });
  } catch (error) {
    if (!(error instanceof CompareError)) throw error;
    warn(`what stands out was not looked for: ${errorLine(error)}`, context);
    return undefined;
  }
}

/** 2 where the counting was stopped, or what could not be counted may make the difference; the reason is said. */
function exitCodeOf({ left, right, comparison }: RowReport, isEstimate: boolean, context: CliContext): number {
  for (const { environment, stoppedBy } of right === undefined ? [left] : [left, right]) {
    if (stoppedBy === undefined) continue;
    if (stoppedBy.reason !== 'cancelled') warn(`${environment.name}: ${errorSentence(stoppedBy)}`, context);
    return exitCodes.failed;
  }
  if (right === undefined) return exitCodes.equal;
  const tables = comparison.tables.filter(isData);
  const isOpen = ({ difference, isEstimated }: ComparedTable): boolean =>
    difference === undefined || (isEstimated && !isEstimate);
  const isOnOneSide = (table: ComparedTable): boolean => table.left === null || table.right === null;
  if (tables.some((table) => isOnOneSide(table) || (!isOpen(table) && table.difference !== 0)))
    return exitCodes.different;
  const open = tables.filter(isOpen).length;
  if (open === 0) return exitCodes.equal;
  warn(`whether the row counts differ is not known: ${counted(open, 'table')} could not be counted`, context);
  return exitCodes.failed;
}

function render(report: RowReport, format: CountsFlags['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJsonRows(report), null, 2)}\n`;
    case 'markdown':
      return toMarkdownRows(report);
    case 'csv':
      return toCsvRows(report);
    case 'text':
      return toTextRows(report);
  }
}
