import * as vscode from 'vscode';
import { CompareError, type ErrorReason } from '../../compareError.ts';
import type { ServerInfo } from '../../catalog/session.ts';
import type { SecretStore } from '../../environments/provider.ts';
import type { ConfiguredEnvironment } from '../environments/environmentStore.ts';
import { changeLayerEntries, settingsLayers } from '../environments/settingsLayers.ts';
import { errorSentence } from '../../reports/errorSentences.ts';
import { toCompareError } from '../errorMessages.ts';
import type { Services } from '../services.ts';
import { draftEntry, emptyDraft, usesTokens, type EnvironmentDraft } from '../wizard/environmentDraft.ts';
import { addressStep, environmentSteps } from '../wizard/environmentSteps.ts';
import { runSteps, type Step } from '../wizard/multiStep.ts';

/** "Add Environment": asks, tests the connection, and saves. What was typed outlives a failed connection. */
export async function addEnvironment(services: Services): Promise<void> {
  const { environments } = await services.store.configured();
  const taken = new Set(environments.map(({ environment }) => environment.name));
  // The workspace's own settings open no connection while it is not trusted, so nothing is saved there.
  const layers = settingsLayers().filter((layer) => layer.target === 'user' || vscode.workspace.isTrusted);
  const [nearest] = layers;
  if (nearest === undefined) return;

  const steps = environmentSteps((name) => taken.has(name), layers);
  let draft: EnvironmentDraft | undefined = { ...emptyDraft, layer: nearest };
  let startAt: Step<EnvironmentDraft> | undefined;
  for (;;) {
    draft = await runSteps('Add Environment', steps, draft, startAt);
    if (draft === undefined) return;
    const verdict = await tryConnection(services, draft);
    if (verdict.kind === 'givenUp') return;
    if (verdict.kind === 'edit') {
      startAt = addressStep(draft, verdict.reason);
      continue;
    }
    await save(services, draft);
    const found = verdict.server === undefined ? 'saved without a test' : `PostgreSQL ${verdict.server.version}`;
    vscode.window.setStatusBarMessage(`$(check) ${draft.name}: ${found}`, 5000);
    await services.detailsTree.show(draft.name);
    return;
  }
}

type Verdict =
  | { readonly kind: 'save'; readonly server?: ServerInfo }
  | { readonly kind: 'edit'; readonly reason: ErrorReason }
  | { readonly kind: 'givenUp' };

async function tryConnection(services: Services, draft: EnvironmentDraft): Promise<Verdict> {
  for (;;) {
    try {
      const server = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: `Connecting to ${draft.name}`, cancellable: true },
        async (progress, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return services.core.connect(await resolved(services, draft), {
            secrets: draftSecrets(draft),
            signal: abort.signal,
            onProgress: (message) => progress.report({ message }),
          });
        },
      );
      return { kind: 'save', server };
    } catch (thrown) {
      const error = toCompareError(thrown);
      const message = error.reason === 'cancelled' ? 'The test was cancelled.' : errorSentence(error);
      if (error.reason !== 'cancelled') services.log.error(`${draft.name}: ${message}`, error);
      // Modal, so that nothing but a choice makes what was typed go away.
      const chosen = await vscode.window.showWarningMessage(
        message,
        { modal: true, detail: 'What you entered is kept while you decide.' },
        'Edit',
        'Retry',
        'Save Anyway',
      );
      if (chosen === 'Save Anyway') return { kind: 'save' };
      if (chosen === 'Edit') return { kind: 'edit', reason: error.reason };
      if (chosen !== 'Retry') return { kind: 'givenUp' };
    }
  }
}

/** The draft as the settings would give it, variables resolved. */
async function resolved(services: Services, draft: EnvironmentDraft): Promise<ConfiguredEnvironment> {
  const { environments, problems } = await services.core.readSettings([draftEntry(draft)], draft.layer);
  const [environment] = environments;
  if (environment !== undefined) return { environment, layer: draft.layer };
  throw new CompareError('settingsInvalid', { message: problems[0]?.message });
}

/** The password as typed, before there is anything to keep it for. */
function draftSecrets(draft: EnvironmentDraft): SecretStore {
  return {
    get: async () => (draft.password === '' ? undefined : draft.password),
    store: async () => undefined,
    delete: async () => undefined,
  };
}

async function save(services: Services, draft: EnvironmentDraft): Promise<void> {
  await changeLayerEntries(draft.layer, (entries) => [...entries, draftEntry(draft)]);
  services.store.reload();
  // The store's scope of a name is known once the settings have it.
  await services.store.configured();
  if (draft.password !== '' && !usesTokens(draft)) await services.secrets.store(draft.name, draft.password);
}
