import * as vscode from 'vscode';
import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment, MigrationsEnvironment } from '../environments/environment.ts';
import type { OpenOptions, SecretStore } from '../environments/provider.ts';
import type { KeptTokens } from '../environments/providers/aws/rdsTokens.ts';
import type { SshQuestions } from '../environments/ssh/sshQuestions.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { UsageSubject } from '../usages/usage.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import { settingSection } from './ids.ts';
import type { ConfiguredEnvironment } from './environments/environmentStore.ts';
import type { SettingsLayer } from './environments/settingsLayers.ts';
import type { Log } from './log.ts';
import type { WorkspaceMigrations } from './migrations/workspaceMigrations.ts';
import type { Core } from './services.ts';
import { urisOf } from './workspacePaths.ts';

export interface CoreOptions {
  readonly secrets: SecretStore;
  readonly sshQuestions: SshQuestions;
  readonly log: Log;
  readonly migrations: WorkspaceMigrations;
  /** Where what is costly to make again may be kept; absolute. */
  readonly storageFolder: string;
}

/** The core as the extension uses it: every part of it is loaded when it is first needed. */
export function createCore({ secrets, sshQuestions, log, migrations, storageFolder }: CoreOptions): Core {
  /** Whose migrations explain what was read. */
  const layers = new WeakMap<ComparedSide, SettingsLayer>();
  const projectsOf = async (side: ComparedSide): Promise<readonly MigrationProject[]> => {
    const layer = layers.get(side);
    return layer === undefined ? [] : migrations.projectsOf(layer);
  };
  const tokens: KeptTokens = new Map();
  type Open = (environment: Environment, options: OpenOptions & { secrets?: SecretStore }) => Promise<Session>;
  const openIn =
    (layer: SettingsLayer): Open =>
    async (environment, options) => {
      const [{ openEnvironment }, { readTimeouts }] = await Promise.all([
        import('../environments/openEnvironment.ts'),
        import('../environments/readTimeouts.ts'),
      ]);
      const { timeouts } = await readTimeouts(vscode.workspace.getConfiguration(settingSection).get('timeouts'));
      const context = {
        secrets: options.secrets ?? secrets,
        sshQuestions,
        timeouts,
        variables: process.env,
        tokens,
        cacheFolder: storageFolder,
        onNote: (note: string) => log.info(note),
        scripts: async (asked: MigrationsEnvironment) => {
          const { migrationScripts } = await import('../workflows/migrationScripts.ts');
          return migrationScripts(asked, await migrations.projectsOf(layer));
        },
      };
      return openEnvironment(environment, context, options);
    };
  return {
    readSettings: async (entries, layer) => {
      const { readEnvironments } = await import('../environments/readEnvironments.ts');
      return readEnvironments(entries, { workspaceFolder: layer.folder?.uri.fsPath, variables: process.env });
    },
    checkSetting: async (setting, value) => {
      if (value === undefined) return [];
      const { checkSetting } = await import('./environments/checkSetting.ts');
      return checkSetting(setting, value);
    },
    connect: async (configured, options) => {
      refuseUntrusted(configured);
      const session = await openIn(configured.layer)(configured.environment, options);
      try {
        return session.server;
      } finally {
        await session.close();
      }
    },
    readSide: async (configured, options) => {
      refuseUntrusted(configured);
      const { environment, layer } = configured;
      const startedAt = Date.now();
      const { readSide } = await import('../workflows/readSide.ts');
      const side = await readSide(
        environment,
        { open: openIn(layer), projects: migrations.projectsOf(layer) },
        options,
      );
      layers.set(side, layer);
      log.info(`${environment.name}: PostgreSQL ${side.catalog.server.version} read in ${Date.now() - startedAt} ms`);
      return side;
    },
    readStanding: async (configured, options) => {
      refuseUntrusted(configured);
      const { environment, layer } = configured;
      const startedAt = Date.now();
      const { readStanding } = await import('../workflows/readStanding.ts');
      const read = await readStanding(
        environment,
        { open: openIn(layer), projects: migrations.projectsOf(layer) },
        options,
      );
      log.info(`${environment.name}: version tables read in ${Date.now() - startedAt} ms`);
      return read;
    },
    plan: async (configured, side, options) => {
      refuseUntrusted(configured);
      const { layer } = configured;
      const [{ planMigration }, { searchUsages }] = await Promise.all([
        import('../workflows/planMigration.ts'),
        import('../workflows/searchUsages.ts'),
      ]);
      const projects = migrations.projectsOf(layer);
      const folder = layer.folder ?? vscode.workspace.workspaceFolders?.[0];
      const findUsages =
        folder === undefined
          ? undefined
          : async (subjects: readonly UsageSubject[]) =>
              searchUsages({ folder: folder.uri.fsPath, subjects, signal: options.signal }, await projects, [
                configured.environment,
                ...(options.against === undefined ? [] : [options.against.environment]),
              ]);
      const plan = await planMigration(
        side,
        { open: openIn(layer), projects, readText: readWorkspaceText, findUsages },
        options,
      );
      log.info(`${configured.environment.name}: ${plan.projects.flatMap(({ pending }) => pending).length} pending`);
      return plan;
    },
    examine: async (name, store, options) => {
      const { examine } = await import('../workflows/doctor.ts');
      const { environments, problems } = await store.configured();
      const own = problems.filter(({ environmentName }) => environmentName === name);
      const isUsable = environments.some(({ environment }) => environment.name === name);
      const errors = own.filter(({ severity }) => severity === 'error');
      if (!isUsable && errors.length > 0) {
        const open = () => Promise.reject(new CompareError('settingsInvalid'));
        return examine({ name, problems: errors }, { open, projects: Promise.resolve([]) }, options);
      }
      const configured = await store.find(name);
      refuseUntrusted(configured);
      const { environment, layer } = configured;
      const dependencies = { open: openIn(layer), projects: migrations.projectsOf(layer) };
      return examine({ name, environment, problems: own }, dependencies, options);
    },
    countRows: async (configured, request, options) => {
      refuseUntrusted(configured);
      const { environment, layer } = configured;
      const startedAt = Date.now();
      const { countEnvironment, versionTableTest } = await import('../workflows/countSides.ts');
      const counted = await countEnvironment(environment, { open: openIn(layer) }, request, options);
      log.info(`${environment.name}: ${counted.tables.length} tables counted in ${Date.now() - startedAt} ms`);
      const { keepCount } = await import('./counts/countHistory.ts');
      return keepCount(counted, versionTableTest(await migrations.projectsOf(layer)), { storageFolder, log });
    },
    versionTableTest: async (environments) => {
      const { versionTableTest } = await import('../workflows/countSides.ts');
      const projects = await Promise.all(environments.map(({ layer }) => migrations.projectsOf(layer)));
      return versionTableTest(projects.flat());
    },
    rowFindings: async (pair, sides, options) => {
      for (const side of sides) refuseUntrusted(side);
      const { readRowFindings } = await import('../workflows/rowFindings.ts');
      const projects = Promise.all(sides.map(({ layer }) => migrations.projectsOf(layer)));
      const open: Open = async (environment, opening) => {
        const side = sides.find((each) => each.environment.name === environment.name);
        if (side === undefined) throw new CompareError('environmentUnknown', { name: environment.name });
        return openIn(side.layer)(environment, opening);
      };
      return readRowFindings(pair, { open, projects: projects.then((lists) => [...new Set(lists.flat())]) }, options);
    },
    compareMatrix: async (sides, options) => {
      const { compareMatrix } = await import('../workflows/compareMatrix.ts');
      const projects = new Set((await Promise.all(sides.map(projectsOf))).flat());
      return compareMatrix(sides, [...projects], options);
    },
    compare: async (left, right, options) => {
      const { compareSides } = await import('../workflows/compareSchemas.ts');
      const projects = new Set([...(await projectsOf(left)), ...(await projectsOf(right))]);
      const comparison = compareSides(left, right, [...projects], options);
      log.info(`${left.environment.name} ↔ ${right.environment.name}: ${comparison.differences.length} differences`);
      return comparison;
    },
  };
}

/** A file as the editor has it, saved or not; empty where there is none. */
async function readWorkspaceText(file: string): Promise<string> {
  for (const uri of urisOf(file)) {
    try {
      return (await vscode.workspace.openTextDocument(uri)).getText();
    } catch {
      // Perhaps another folder of the workspace has it.
    }
  }
  return '';
}

/**
 * A workspace that is not trusted opens no connection, wherever its settings were copied from, and nobody's settings
 * run a command in it, which would run the workspace's code.
 */
function refuseUntrusted({ environment, layer }: ConfiguredEnvironment): void {
  const runsCode =
    (environment.type === 'migrations' && environment.command !== undefined) ||
    (environment.type === 'postgres' && environment.connectionCommand !== undefined);
  if ((layer.target !== 'user' || runsCode) && !vscode.workspace.isTrusted)
    throw new CompareError('workspaceUntrusted');
}
