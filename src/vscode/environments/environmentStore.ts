import * as vscode from 'vscode';
import { CompareError } from '../../compareError.ts';
import type { Environment, SettingsProblem } from '../../environments/environment.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import { inEnvironment, toCompareError } from '../errorMessages.ts';
import { compareSetting, settingSection } from '../ids.ts';
import type { EnvironmentState } from './environmentState.ts';
import { layerEntries, layerValue, settingsLayers, type SettingsLayer } from './settingsLayers.ts';

/** An environment and the settings.json that it comes from. */
export interface ConfiguredEnvironment {
  readonly environment: Environment;
  readonly layer: SettingsLayer;
}

export interface LocatedProblem extends SettingsProblem {
  readonly layer: SettingsLayer;
}

export interface Configured {
  readonly environments: readonly ConfiguredEnvironment[];
  readonly problems: readonly LocatedProblem[];
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((phase: string) => void) | undefined;
}

/** What the store needs of the core; loaded on first use. */
export interface EnvironmentReader {
  readSettings(
    entries: unknown,
    layer: SettingsLayer,
  ): Promise<{ environments: readonly Environment[]; problems: readonly SettingsProblem[] }>;
  /** What is wrong with a layer's `databaseCompare.compare`. */
  checkCompareSetting(value: unknown): Promise<readonly SettingsProblem[]>;
  readSide(configured: ConfiguredEnvironment, options: ReadOptions): Promise<ComparedSide>;
}

/** The environments of this window and what is known of each. Nothing connects but `read`. */
export interface EnvironmentStore extends vscode.Disposable {
  /** Fires with an environment's name when its state changed, with undefined when the settings did. */
  readonly onDidChange: vscode.Event<string | undefined>;
  configured(): Promise<Configured>;
  /** @throws CompareError `environmentUnknown` */
  find(name: string): Promise<ConfiguredEnvironment>;
  /** What the last `configured()` found under this name. */
  known(name: string): ConfiguredEnvironment | undefined;
  /** Tells environments of the same name in different workspaces apart, for what is stored about them. */
  scope(name: string): string;
  state(name: string): EnvironmentState;
  /** Connects and reads; joins a reading that is under way. @throws CompareError */
  read(name: string, options?: ReadOptions): Promise<ComparedSide>;
  cancel(name: string): void;
  /** Reads the settings again. */
  reload(): void;
  /** Reads the settings again, and forgets what was read of databases. */
  reset(): void;
}

interface Reading {
  readonly result: Promise<ComparedSide>;
  readonly abort: AbortController;
  readonly listeners: Set<(phase: string) => void>;
}

export function createEnvironmentStore(reader: EnvironmentReader): EnvironmentStore {
  const changed = new vscode.EventEmitter<string | undefined>();
  const states = new Map<string, EnvironmentState>();
  const readings = new Map<string, Reading>();
  let current: Promise<Configured> | undefined;
  let known: readonly ConfiguredEnvironment[] = [];

  const setState = (name: string, state: EnvironmentState): void => {
    states.set(name, state);
    changed.fire(name);
  };

  const load = async (): Promise<Configured> => {
    const configured = await readLayers(reader);
    forgetChanged(known, configured.environments, states);
    known = configured.environments;
    return configured;
  };

  const reload = (): void => {
    current = undefined;
    changed.fire(undefined);
  };

  const store: EnvironmentStore = {
    onDidChange: changed.event,
    configured: () => (current ??= load()),
    find: async (name) => {
      const { environments } = await store.configured();
      const found = environments.find((candidate) => candidate.environment.name === name);
      if (found !== undefined) return found;
      const names = environments.map((candidate) => candidate.environment.name).join(', ');
      throw new CompareError('environmentUnknown', { environment: name, known: names });
    },
    known: (name) => known.find((candidate) => candidate.environment.name === name),
    scope: (name) => {
      const layer = store.known(name)?.layer;
      if (layer === undefined || layer.target === 'user') return 'user';
      return (vscode.workspace.workspaceFile ?? layer.folder?.uri ?? '').toString();
    },
    state: (name) => states.get(name) ?? { phase: 'idle' },
    read: async (name, { signal, onProgress } = {}) => {
      const reading = readings.get(name) ?? start(name);
      if (onProgress !== undefined) reading.listeners.add(onProgress);
      const cancel = (): void => reading.abort.abort();
      if (signal?.aborted === true) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        return await reading.result;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    cancel: (name) => readings.get(name)?.abort.abort(),
    reload,
    reset: () => {
      for (const reading of readings.values()) reading.abort.abort();
      states.clear();
      reload();
    },
    dispose: () => {
      for (const reading of readings.values()) reading.abort.abort();
      for (const subscription of subscriptions) subscription.dispose();
      changed.dispose();
    },
  };

  const start = (name: string): Reading => {
    const before = store.state(name);
    const abort = new AbortController();
    const listeners = new Set<(phase: string) => void>();
    const onProgress = (phase: string): void => {
      if (abort.signal.aborted) return;
      setState(name, { phase: 'reading', progress: phase });
      for (const listener of listeners) listener(phase);
    };
    const run = async (): Promise<ComparedSide> => {
      try {
        const configured = await store.find(name);
        abort.signal.throwIfAborted();
        const side = await reader.readSide(configured, { signal: abort.signal, onProgress });
        readings.delete(name);
        setState(name, { phase: 'ready', side });
        return side;
      } catch (thrown) {
        const error = abort.signal.aborted
          ? new CompareError('cancelled', {}, { cause: thrown })
          : inEnvironment(toCompareError(thrown), name);
        readings.delete(name);
        setState(
          name,
          error.reason !== 'cancelled'
            ? { phase: 'failed', error }
            : before.phase === 'reading'
              ? { phase: 'idle' }
              : before,
        );
        throw error;
      }
    };
    setState(name, { phase: 'reading', progress: 'connecting' });
    const reading: Reading = { result: run(), abort, listeners };
    // Nobody may be waiting; the state tells the failure all the same.
    reading.result.catch(() => undefined);
    readings.set(name, reading);
    return reading;
  };

  const subscriptions = [
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingSection)) reload();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(reload),
    vscode.workspace.onDidChangeWorkspaceFolders(reload),
  ];
  return store;
}

async function readLayers(reader: EnvironmentReader): Promise<Configured> {
  const environments: ConfiguredEnvironment[] = [];
  const problems: LocatedProblem[] = [];
  for (const layer of settingsLayers()) {
    const compareProblems = await reader.checkCompareSetting(layerValue(layer, compareSetting));
    problems.push(...compareProblems.map((problem) => ({ ...problem, layer })));
    const entries = layerEntries(layer);
    if (entries === undefined) continue;
    const read = await reader.readSettings(entries, layer);
    for (const environment of read.environments) {
      if (environments.some((nearer) => nearer.environment.name === environment.name)) continue;
      environments.push({ environment, layer });
    }
    problems.push(...read.problems.map((problem) => ({ ...problem, layer })));
  }
  return { environments, problems };
}

/** What was read through other settings is no longer true. */
function forgetChanged(
  before: readonly ConfiguredEnvironment[],
  now: readonly ConfiguredEnvironment[],
  states: Map<string, EnvironmentState>,
): void {
  for (const { environment } of before) {
    const same = now.find((candidate) => candidate.environment.name === environment.name);
    if (JSON.stringify(same?.environment) !== JSON.stringify(environment)) states.delete(environment.name);
  }
}
