import { toCsvRows } from '../reports/rowCsv.ts';
import { toJsonRows } from '../reports/rowJson.ts';
import { toMarkdownRows } from '../reports/rowMarkdown.ts';
import type { RowReport } from '../reports/rowReport.ts';
import { toTextRows } from '../reports/rowText.ts';
import { compareRowCounts, isData } from '../rows/compareRowCounts.ts';
import { countEnvironment, versionTableTest } from '../workflows/countSides.ts';
import { openWorkspace, print } from './cliWorkspace.ts';
import type { CliContext, CountsFlags } from './context.ts';
import { exitCodes } from './context.ts';

const nothing = { tables: [], counts: new Map(), foreignKeys: [] };

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
    environments.map((environment) => {
      const schemas = request.schema.length === 0 ? environment.schemas : request.schema;
      const narrowed = schemas === undefined ? environment : { ...environment, schemas };
      return countEnvironment(narrowed, dependencies, choice, { signal: context.signal });
    }),
  );
  if (left === undefined) throw new RangeError('no side');
  const isVersionTable = versionTableTest(await dependencies.projects);
  const report: RowReport = { left, right, comparison: compareRowCounts(left, right ?? nothing, isVersionTable) };
  await print(render(report, request.format), request.output, context);
  if (context.signal.aborted) return exitCodes.failed;
  return right === undefined || isEqual(report) ? exitCodes.equal : exitCodes.different;
}

/** Every table of both sides holds as many rows on either. */
function isEqual({ comparison }: RowReport): boolean {
  return comparison.tables.filter(isData).every(({ difference }) => difference === 0);
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
