import * as vscode from 'vscode';
import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions, Provider, SecretStore } from '../environments/provider.ts';
import { settingSection } from './ids.ts';
import type { ConfiguredEnvironment } from './environments/environmentStore.ts';
import type { Log } from './log.ts';
import { createMigrationsReader } from './migrationsReader.ts';
import type { Core } from './services.ts';

export interface CoreOptions {
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Where what is costly to make again may be kept; absolute. */
  readonly storageFolder: string;
}

/** The core as the extension uses it: every part of it is loaded when it is first needed. */
export function createCore({ secrets, log, storageFolder }: CoreOptions): Core {
  const migrations = createMigrationsReader(log);
  const open = async (environment: Environment, options: OpenOptions & { secrets?: SecretStore }): Promise<Session> => {
    const { openEnvironment } = await import('../environments/openEnvironment.ts');
    const provider = await loadProvider(environment.type, options.secrets ?? secrets, storageFolder);
    return openEnvironment(environment, [provider], options);
  };
  return {
    readSettings: async (entries, layer) => {
      const { readEnvironments } = await import('../environments/readEnvironments.ts');
      return readEnvironments(entries, { workspaceFolder: layer.folder?.uri.fsPath, variables: process.env });
    },
    checkCompareSetting: async (value) => {
      if (value === undefined) return [];
      const { readCompareOptions } = await import('../workflows/readCompareOptions.ts');
      return (await readCompareOptions(value)).problems;
    },
    connect: async (configured, options) => {
      refuseUntrusted(configured);
      const session = await open(configured.environment, options);
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
      const side = await readSide(environment, { open, projects: migrations.read(layer.folder) }, options);
      log.info(`${environment.name}: PostgreSQL ${side.catalog.server.version} read in ${Date.now() - startedAt} ms`);
      return side;
    },
    findRevision: async (id) => {
      const projects = await migrations.latest();
      const found = projects.flatMap((project) => project.revisions).find((revision) => revision.id === id);
      return found === undefined ? undefined : { file: found.file, line: found.line };
    },
    compare: async (left, right, options) => {
      const { compareSides } = await import('../workflows/compareSchemas.ts');
      const comparison = compareSides(left, right, await migrations.latest(), options);
      log.info(`${left.environment.name} ↔ ${right.environment.name}: ${comparison.differences.length} differences`);
      return comparison;
    },
  };
}

/** A workspace that is not trusted opens no connection, wherever its settings were copied from. */
function refuseUntrusted({ layer }: ConfiguredEnvironment): void {
  if (layer.target !== 'user' && !vscode.workspace.isTrusted) throw new CompareError('workspaceUntrusted');
}

async function loadProvider(type: Environment['type'], secrets: SecretStore, storageFolder: string): Promise<Provider> {
  const { readTimeouts } = await import('../environments/readTimeouts.ts');
  const { timeouts } = await readTimeouts(vscode.workspace.getConfiguration(settingSection).get('timeouts'));
  if (type === 'postgres') {
    const { createPostgresProvider } = await import('../environments/providers/postgres/postgresProvider.ts');
    return createPostgresProvider({ secrets, timeouts, variables: process.env });
  }
  const { createSqlFilesProvider } = await import('../environments/providers/sqlFiles/sqlFilesProvider.ts');
  return createSqlFilesProvider({ timeouts, cacheFolder: storageFolder });
}
