import { openMarkdown } from '../plans/planDocument.ts';
import type { Services } from '../services.ts';
import { choosePair } from './compareCommands.ts';
import { showProgress } from './withProgress.ts';

/**
 * "Compare Row Counts": counts the tables of two environments and opens the report. Cancelled, the report has what was
 * counted until then, and says so of the rest.
 */
export async function compareRowCounts(services: Services, argument: unknown, all: unknown): Promise<void> {
  const pair = await choosePair(services, argument, all, 'Compare Row Counts');
  if (pair === undefined) return;
  const [left, right] = [await services.store.find(pair.left), await services.store.find(pair.right)];
  const title = `Counting the rows of ${pair.left} and ${pair.right}`;
  const report = await showProgress(title, (reading) => services.core.countRows(left, right, reading));
  const { toMarkdownRows } = await import('../../reports/rowMarkdown.ts');
  await openMarkdown(toMarkdownRows(report));
}
