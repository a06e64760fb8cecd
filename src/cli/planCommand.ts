import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { toJsonPlan } from '../reports/planJson.ts';
import { pendingRisks } from '../reports/planFacts.ts';
import { toPlanMarkdown } from '../reports/planMarkdown.ts';
import { planMigration } from '../workflows/planMigration.ts';
import type { UsageSubject } from '../usages/usage.ts';
import { readSide } from '../workflows/readSide.ts';
import { searchUsages } from '../workflows/searchUsages.ts';
import { openWorkspace, print, warnOfNotices } from './cliWorkspace.ts';
import type { CliContext, PlanFlags } from './context.ts';
import { exitCodes } from './context.ts';

/** Prints the plan for an environment's pending migrations, and gives the exit code. */
export async function planCommand(
  request: PlanFlags & { readonly environment: string },
  context: CliContext,
): Promise<number> {
  const workspace = await openWorkspace(request.workspace, context);
  const environment = await workspace.environment(request.environment);
  const other = request.against === undefined ? undefined : await workspace.environment(request.against);
  const dependencies = workspace.dependencies();
  const { signal } = context;
  const [side, against] = await Promise.all([
    readSide(environment, dependencies, { signal }),
    other === undefined ? undefined : readSide(other, dependencies, { signal }),
  ]);
  warnOfNotices(side, context);
  if (against !== undefined) warnOfNotices(against, context);
  const readText = (file: string): Promise<string> =>
    readFile(path.resolve(workspace.folder, file), 'utf8').catch(() => '');
  const projects = await dependencies.projects;
  const findUsages = (subjects: readonly UsageSubject[]) =>
    searchUsages({ folder: workspace.folder, subjects, signal }, projects, workspace.known.environments);
  const plan = await planMigration(
    side,
    { ...dependencies, readText, findUsages },
    { signal, against, compare: workspace.compareOptions },
  );
  const text = request.format === 'json' ? `${JSON.stringify(toJsonPlan(plan), null, 2)}\n` : toPlanMarkdown(plan);
  await print(text, request.output, context);
  return pendingRisks(plan).length === 0 ? exitCodes.equal : exitCodes.different;
}
