import { mementoKeys } from '../ids.ts';
import type { Services } from '../services.ts';
import { choosePair } from './compareCommands.ts';

/** "Compare Row Counts": shows the pair's page on the tab of row counts, and counts both sides. */
export async function compareRowCounts(services: Services, argument: unknown, all: unknown): Promise<void> {
  const pair = await choosePair(services, argument, all, 'Compare Row Counts');
  if (pair === undefined) return;
  await services.context.workspaceState.update(mementoKeys.recentPair, pair);
  await (await services.panels()).openCounts(pair);
}
