import type * as vscode from 'vscode';
import type { ServerInfo } from '../catalog/session.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { SecretStore } from '../environments/provider.ts';
import type { ListedTable } from '../rows/rowCount.ts';
import type { SchemaMatrix } from '../workflows/compareMatrix.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { CountedEnvironment, CountRequest } from '../workflows/countSides.ts';
import type { DoctorOptions } from '../workflows/doctor.ts';
import type { DoctorReport } from '../workflows/doctorStep.ts';
import type { MigrationPlan, PlanOptions } from '../workflows/planMigration.ts';
import type { CountedPair } from '../workflows/countedPair.ts';
import type { FindingsOptions, RowFindings } from '../workflows/rowFindings.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import type { ConfiguredEnvironment, EnvironmentReader, EnvironmentStore } from './environments/environmentStore.ts';
import type { ReadOptions } from './environments/readings.ts';
import type { Log } from './log.ts';
import type { MigrationBoards } from './migrations/migrationBoard.ts';
import type { RevisionsOfFile } from './migrations/revisionsOfFile.ts';
import type { WorkspaceMigrations } from './migrations/workspaceMigrations.ts';
import type { ComparisonPanels } from './panels/comparisonPanels.ts';
import type { PlanStore } from './plans/planStore.ts';
import type { DetailsTree } from './trees/detailsTree.ts';
import type { StatusBar } from './statusBar.ts';
import type { EnvironmentsTree } from './trees/environmentsTree.ts';
import type { MigrationsTree } from './trees/migrationsTree.ts';

/** What the extension asks of the core. Each call loads on first use what it needs. */
export interface Core extends EnvironmentReader {
  /** Connects and says who answered. `secrets` stands in for the store while an environment is not saved yet. */
  connect(
    configured: ConfiguredEnvironment,
    options: ReadOptions & { readonly secrets?: SecretStore },
  ): Promise<ServerInfo>;
  /** Examines an environment of this name, or says what keeps its settings from being used. @throws CompareError */
  examine(
    name: string,
    store: Pick<EnvironmentStore, 'configured' | 'find'>,
    options: DoctorOptions,
  ): Promise<DoctorReport>;
  compare(left: ComparedSide, right: ComparedSide, options: CompareOptions): Promise<SchemaComparison>;
  compareMatrix(sides: readonly ComparedSide[], options: CompareOptions): Promise<SchemaMatrix>;
  /** Counts the tables of an environment; cancelled, it gives what has come. @throws CompareError */
  countRows(
    configured: ConfiguredEnvironment,
    request: CountRequest,
    options: ReadOptions & { readonly onCounted: (state: CountedEnvironment) => void },
  ): Promise<CountedEnvironment>;
  /** Which tables are the migration tools' own, by the migrations of the environments' folders. */
  versionTableTest(environments: readonly ConfiguredEnvironment[]): Promise<(table: ListedTable) => boolean>;
  /** What stands out of the row counts of two environments by their schemas and migrations. @throws CompareError */
  rowFindings(
    pair: CountedPair,
    sides: readonly ConfiguredEnvironment[],
    options: FindingsOptions,
  ): Promise<RowFindings>;
  /** Plans the pending migrations of an environment that was read. @throws CompareError */
  plan(configured: ConfiguredEnvironment, side: ComparedSide, options: PlanOptions): Promise<MigrationPlan>;
}

/** What commands work with; wired in extension.ts. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly core: Core;
  readonly secrets: SecretStore;
  readonly store: EnvironmentStore;
  readonly migrations: WorkspaceMigrations;
  readonly boards: MigrationBoards;
  readonly plans: PlanStore;
  readonly revisionsOfFile: RevisionsOfFile;
  readonly environmentsTree: EnvironmentsTree;
  readonly detailsTree: DetailsTree;
  readonly migrationsTree: MigrationsTree;
  readonly statusBar: StatusBar;
  readonly panels: () => Promise<ComparisonPanels>;
}
