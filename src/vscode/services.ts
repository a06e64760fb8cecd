import type * as vscode from 'vscode';
import type { ServerInfo } from '../catalog/session.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { SecretStore } from '../environments/provider.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import type {
  ConfiguredEnvironment,
  EnvironmentReader,
  EnvironmentStore,
  ReadOptions,
} from './environments/environmentStore.ts';
import type { FilePlace } from './jumpToMigration.ts';
import type { Log } from './log.ts';
import type { ComparisonPanels } from './panels/comparisonPanels.ts';
import type { DetailsTree } from './trees/detailsTree.ts';
import type { EnvironmentsTree } from './trees/environmentsTree.ts';

/** What the extension asks of the core. Each call loads on first use what it needs. */
export interface Core extends EnvironmentReader {
  /** Connects and says who answered. `secrets` stands in for the store while an environment is not saved yet. */
  connect(
    configured: ConfiguredEnvironment,
    options: ReadOptions & { readonly secrets?: SecretStore },
  ): Promise<ServerInfo>;
  /** Where the migrations that were read last declare a revision. */
  findRevision(id: string): Promise<FilePlace | undefined>;
  compare(left: ComparedSide, right: ComparedSide, options: CompareOptions): Promise<SchemaComparison>;
}

/** What commands work with; wired in extension.ts. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly core: Core;
  readonly secrets: SecretStore;
  readonly store: EnvironmentStore;
  readonly environmentsTree: EnvironmentsTree;
  readonly detailsTree: DetailsTree;
  readonly panels: () => Promise<ComparisonPanels>;
}
