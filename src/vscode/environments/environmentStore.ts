import * as vscode from 'vscode';
import { CompareError } from '../../compareError.ts';
import type { Environment, SettingsProblem } from '../../environments/environment.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import type { ReadVersions } from '../../workflows/readStanding.ts';
import { inEnvironment, toCompareError } from '../errorMessages.ts';
import { checkedSettings, settingSection, type CheckedSetting } from '../ids.ts';
import type { EnvironmentState } from './environmentState.ts';
import { createReadings, type ReadOptions } from './readings.ts';
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

/** What the store needs of the core; loaded on first use. */
export interface EnvironmentReader {
  readSettings(
    entries: unknown,
    layer: SettingsLayer,
  ): Promise<{ environments: readonly Environment[]; problems: readonly SettingsProblem[] }>;
  /** What is wrong with a layer's value of another setting. */
  checkSetting(setting: CheckedSetting, value: unknown): Promise<readonly SettingsProblem[]>;
  readSide(configured: ConfiguredEnvironment, options: ReadOptions): Promise<ComparedSide>;
  readStanding(configured: ConfiguredEnvironment, options: ReadOptions): Promise<ReadVersions>;
}

/** The environments of this window and what is known of each. Nothing connects but `read` and `readVersions`. */
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
  /** What the version tables said when the database was last asked in this window. */
  versions(name: string): ReadVersions | undefined;
  /** Connects and reads; joins a reading that is under way. @throws CompareError */
  read(name: string, options?: ReadOptions): Promise<ComparedSide>;
  /** Connects and reads the version tables alone; what was read of the rest stays. @throws CompareError */
  readVersions(name: string, options?: ReadOptions): Promise<ReadVersions>;
  cancel(name: string): void;
  /** Reads the settings again. */
  reload(): void;
  /** Reads the settings again, and forgets what was read of databases. */
  reset(): void;
}

export function createEnvironmentStore(reader: EnvironmentReader): EnvironmentStore {
  const changed = new vscode.EventEmitter<string | undefined>();
  const states = new Map<string, EnvironmentState>();
  const versions = new Map<string, ReadVersions>();
  let current: Promise<Configured> | undefined;
  let known: readonly ConfiguredEnvironment[] = [];

  const setState = (name: string, state: EnvironmentState): void => {
    states.set(name, state);
    changed.fire(name);
  };

  const load = async (): Promise<Configured> => {
    const configured = await readLayers(reader);
    forgetChanged(known, configured.environments, (name) => {
      states.delete(name);
      versions.delete(name);
    });
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
    versions: (name) => versions.get(name),
    read: (name, options = {}) => sides.read(name, options),
    readVersions: async (name, options = {}) =>
      sides.isUnderWay(name) ? sides.read(name, options) : standings.read(name, options),
    cancel: (name) => {
      sides.cancel(name);
      standings.cancel(name);
    },
    reload,
    reset: () => {
      stopAll();
      states.clear();
      versions.clear();
      reload();
    },
    dispose: () => {
      stopAll();
      for (const subscription of subscriptions) subscription.dispose();
      changed.dispose();
    },
  };

  const stopAll = (): void => {
    sides.cancelAll();
    standings.cancelAll();
  };

  const sides = createReadings<ComparedSide>(async (name, { signal, onProgress }) => {
    const before = store.state(name);
    setState(name, { phase: 'reading', progress: 'connecting' });
    try {
      const configured = await store.find(name);
      signal.throwIfAborted();
      const side = await reader.readSide(configured, {
        signal,
        onProgress: (phase) => {
          if (signal.aborted) return;
          setState(name, { phase: 'reading', progress: phase });
          onProgress(phase);
        },
      });
      versions.set(name, side);
      setState(name, { phase: 'ready', side });
      return side;
    } catch (thrown) {
      const error = failure(name, thrown, signal);
      const kept: EnvironmentState = before.phase === 'reading' ? { phase: 'idle' } : before;
      setState(name, error.reason === 'cancelled' ? kept : { phase: 'failed', error });
      throw error;
    }
  });

  /** Goes on beside what the state says, which it changes only where nothing else is known. */
  const standings = createReadings<ReadVersions>(async (name, { signal, onProgress }) => {
    try {
      const configured = await store.find(name);
      signal.throwIfAborted();
      const read = await reader.readStanding(configured, { signal, onProgress });
      signal.throwIfAborted();
      versions.set(name, read);
      setState(name, store.state(name).phase === 'failed' ? { phase: 'idle' } : store.state(name));
      return read;
    } catch (thrown) {
      const error = failure(name, thrown, signal);
      if (error.reason !== 'cancelled' && store.state(name).phase === 'idle')
        setState(name, { phase: 'failed', error });
      throw error;
    }
  });

  const subscriptions = [
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingSection)) reload();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(reload),
    vscode.workspace.onDidChangeWorkspaceFolders(reload),
  ];
  return store;
}

function failure(name: string, thrown: unknown, signal: AbortSignal): CompareError {
  return signal.aborted
    ? new CompareError('cancelled', {}, { cause: thrown })
    : inEnvironment(toCompareError(thrown), name);
}

async function readLayers(reader: EnvironmentReader): Promise<Configured> {
  const environments: ConfiguredEnvironment[] = [];
  const problems: LocatedProblem[] = [];
  for (const layer of settingsLayers()) {
    for (const setting of checkedSettings) {
      const found = await reader.checkSetting(setting, layerValue(layer, setting));
      problems.push(...found.map((problem) => ({ ...problem, layer })));
    }
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
  forget: (name: string) => void,
): void {
  for (const { environment } of before) {
    const same = now.find((candidate) => candidate.environment.name === environment.name);
    if (JSON.stringify(same?.environment) !== JSON.stringify(environment)) forget(environment.name);
  }
}
