import * as vscode from 'vscode';
import type { ComparedSide } from '../../workflows/readSide.ts';
import { compareOptions } from '../compareSettings.ts';
import type { ConfiguredEnvironment } from '../environments/environmentStore.ts';
import { commandIds } from '../ids.ts';
import { linkTo, openMarkdown, plannedEnvironment } from '../plans/planDocument.ts';
import type { Services } from '../services.ts';
import type { PickItem } from '../wizard/multiStep.ts';
import { chooseEnvironment, environmentItems, namedBy } from './chooseEnvironment.ts';
import { withProgress } from './withProgress.ts';
import type { Reading } from './withProgress.ts';

/**
 * "Plan Migration": asks for what is not given, reads, and opens the plan.
 * @param against the environment to compare with, as another command hands it over; null for none
 */
export async function planMigration(services: Services, argument: unknown, against?: unknown): Promise<void> {
  const chosen = await chooseEnvironment(services, argument, 'Plan Migration');
  if (chosen === undefined) return;
  const other = against === null || typeof against === 'string' ? against : await askForOther(services, chosen);
  if (other === undefined) return;
  const options = await compareOptions(chosen.layer.folder);
  const [{ toPlanMarkdown }, { storedPlan }] = await Promise.all([
    import('../../reports/planMarkdown.ts'),
    import('../../workflows/verifyPlan.ts'),
  ]);
  const plan = await withProgress(`Planning the migration of ${chosen.environment.name}`, async (reading) => {
    const [side, otherSide] = await readBoth(services, chosen, other, reading);
    return services.core.plan(chosen, side, { ...reading, against: otherSide, compare: options });
  });
  await services.plans.save(plan, storedPlan(plan));
  await openMarkdown(toPlanMarkdown(plan, { linkTo }));
}

/** "Verify Migration": holds the last plan of an environment against it, and opens what became of it. */
export async function verifyMigration(services: Services, argument: unknown): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const named = namedBy(argument) ?? (document === undefined ? undefined : plannedEnvironment(document));
  const isPlanned = ({ environment }: ConfiguredEnvironment): boolean =>
    services.plans.find(environment.name) !== undefined;
  const chosen =
    named === undefined && services.plans.environments().length === 0
      ? undefined
      : await chooseEnvironment(services, named, 'Verify Migration', isPlanned);
  const plan = chosen === undefined ? undefined : services.plans.find(chosen.environment.name);
  if (chosen === undefined || plan === undefined) {
    if (chosen !== undefined || named === undefined) await offerToPlan(chosen?.environment.name);
    return;
  }
  const [{ toVerificationMarkdown, verificationSentence }, { verifyPlan }, options] = await Promise.all([
    import('../../reports/verificationMarkdown.ts'),
    import('../../workflows/verifyPlan.ts'),
    compareOptions(chosen.layer.folder),
  ]);
  const verification = await withProgress(`Verifying the migration of ${plan.environment}`, async (reading) => {
    // The other environment may have left the settings since.
    const { environments } = await services.store.configured();
    const other = environments.find(({ environment }) => environment.name === plan.against?.environment);
    const [side, against] = await readBoth(services, chosen, other?.environment.name ?? null, reading);
    return verifyPlan(plan, side, await services.migrations.projectsOf(chosen.layer), { against, compare: options });
  });
  services.log.info(`${plan.environment}: ${verificationSentence(verification)}`);
  await openMarkdown(toVerificationMarkdown(verification, { linkTo }));
}

async function offerToPlan(environmentName: string | undefined): Promise<void> {
  const plan = 'Plan Migration';
  const chosen = await vscode.window.showInformationMessage(
    'There is no plan to verify: plan the migration first.',
    plan,
  );
  if (chosen === plan) await vscode.commands.executeCommand(commandIds.planMigration, environmentName);
}

/** The name of the environment to compare with; null where the user wants none, undefined where the user gave up. */
async function askForOther(services: Services, chosen: ConfiguredEnvironment): Promise<string | null | undefined> {
  const others = (await services.store.configured()).environments.filter(
    ({ environment }) => environment.name !== chosen.environment.name,
  );
  if (others.length === 0) return null;
  const none: PickItem<string> = {
    label: 'None',
    description: 'leave out what will still differ',
    iconPath: new vscode.ThemeIcon('circle-slash'),
    value: '',
  };
  const picked = await vscode.window.showQuickPick([...environmentItems(others, services), none], {
    title: `Plan Migration of ${chosen.environment.name}`,
    placeHolder: 'Select the environment that it should be like afterwards',
  });
  if (picked === undefined) return undefined;
  return picked.value === '' ? null : picked.value;
}

async function readBoth(
  services: Services,
  { environment }: ConfiguredEnvironment,
  other: string | null,
  reading: Reading,
): Promise<[ComparedSide, ComparedSide | undefined]> {
  return Promise.all([
    services.store.read(environment.name, reading),
    other === null ? undefined : services.store.read(other, { signal: reading.signal }),
  ]);
}
