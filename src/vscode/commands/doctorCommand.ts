import * as vscode from 'vscode';
import { openMarkdown } from '../plans/planDocument.ts';
import type { Services } from '../services.ts';
import type { PickItem } from '../wizard/multiStep.ts';
import { environmentItems, namedBy, offerToAdd } from './chooseEnvironment.ts';
import { withProgress } from './withProgress.ts';

/** "Doctor": examines an environment, one whose settings cannot be used included, and opens what was found. */
export async function examineEnvironment(services: Services, argument: unknown): Promise<void> {
  const name = namedBy(argument) ?? (await choosePatient(services));
  if (name === undefined) return;
  const [{ toMarkdownDoctor }, { doctorLine, doctorVerdict }] = await Promise.all([
    import('../../reports/doctorReport.ts'),
    import('../../reports/doctorSentences.ts'),
  ]);
  const report = await withProgress(`Examining ${name}`, (reading) =>
    services.core.examine(name, services.store, {
      ...reading,
      onStep: (step) => reading.onProgress(doctorLine(step).title),
    }),
  );
  services.log.info(`${name}: ${doctorVerdict(report)}`);
  await openMarkdown(toMarkdownDoctor(report));
}

async function choosePatient(services: Services): Promise<string | undefined> {
  const { environments, problems } = await services.store.configured();
  const usable = new Set(environments.map(({ environment }) => environment.name));
  const broken = new Set(
    problems.flatMap(({ environmentName }) =>
      environmentName === undefined || usable.has(environmentName) ? [] : [environmentName],
    ),
  );
  if (usable.size + broken.size === 0) {
    await offerToAdd();
    return undefined;
  }
  const brokenItems: PickItem<string>[] = [...broken].map((name) => ({
    label: name,
    description: 'its settings cannot be used',
    iconPath: new vscode.ThemeIcon('error'),
    value: name,
  }));
  const chosen = await vscode.window.showQuickPick([...environmentItems(environments, services), ...brokenItems], {
    title: 'Doctor',
    placeHolder: 'Select an environment to examine',
    matchOnDescription: true,
  });
  return chosen?.value;
}
