/** Every identifier that package.json and the code must agree on. A unit test holds them together. */

export const commandIds = {
  acceptRename: 'databaseCompare.acceptRename',
  addEnvironment: 'databaseCompare.addEnvironment',
  cancelReading: 'databaseCompare.cancelReading',
  chooseCaFile: 'databaseCompare.chooseCaFile',
  compareMatrix: 'databaseCompare.compareMatrix',
  compareMigration: 'databaseCompare.compareMigration',
  compareRowCounts: 'databaseCompare.compareRowCounts',
  compareSchemas: 'databaseCompare.compareSchemas',
  compareWithSelected: 'databaseCompare.compareWithSelected',
  connect: 'databaseCompare.connect',
  copyConnectionString: 'databaseCompare.copyConnectionString',
  copyFact: 'databaseCompare.copyFact',
  copyRevision: 'databaseCompare.copyRevision',
  copyRowCount: 'databaseCompare.copyRowCount',
  doctor: 'databaseCompare.doctor',
  duplicateEnvironment: 'databaseCompare.duplicateEnvironment',
  editEnvironment: 'databaseCompare.editEnvironment',
  exportComparison: 'databaseCompare.exportComparison',
  findMigrationUsages: 'databaseCompare.findMigrationUsages',
  findUsages: 'databaseCompare.findUsages',
  ignoreAllLikeThis: 'databaseCompare.ignoreAllLikeThis',
  ignoreDifference: 'databaseCompare.ignoreDifference',
  moveToSecretStorage: 'databaseCompare.moveToSecretStorage',
  openDetailsRow: 'databaseCompare.openDetailsRow',
  openEnvironmentRow: 'databaseCompare.openEnvironmentRow',
  openMigration: 'databaseCompare.openMigration',
  openMigrationRow: 'databaseCompare.openMigrationRow',
  openRevisionFile: 'databaseCompare.openRevisionFile',
  openSampleProject: 'databaseCompare.openSampleProject',
  openSettings: 'databaseCompare.openSettings',
  planMigration: 'databaseCompare.planMigration',
  readStanding: 'databaseCompare.readStanding',
  reconsiderRename: 'databaseCompare.reconsiderRename',
  refreshComparison: 'databaseCompare.refreshComparison',
  refreshEnvironment: 'databaseCompare.refreshEnvironment',
  refreshEnvironments: 'databaseCompare.refreshEnvironments',
  refreshMigrations: 'databaseCompare.refreshMigrations',
  rejectRename: 'databaseCompare.rejectRename',
  removeEnvironment: 'databaseCompare.removeEnvironment',
  revealMigration: 'databaseCompare.revealMigration',
  selectForCompare: 'databaseCompare.selectForCompare',
  setPassword: 'databaseCompare.setPassword',
  showAllMigrations: 'databaseCompare.showAllMigrations',
  showDetails: 'databaseCompare.showDetails',
  showDifference: 'databaseCompare.showDifference',
  showFunctionReply: 'databaseCompare.showFunctionReply',
  showLog: 'databaseCompare.showLog',
  showMigrationChanges: 'databaseCompare.showMigrationChanges',
  showPendingMigrations: 'databaseCompare.showPendingMigrations',
  signInToAws: 'databaseCompare.signInToAws',
  saveLambdaFunction: 'databaseCompare.saveLambdaFunction',
  stopIgnoring: 'databaseCompare.stopIgnoring',
  swapSides: 'databaseCompare.swapSides',
  testConnection: 'databaseCompare.testConnection',
  undoRename: 'databaseCompare.undoRename',
  verifyMigration: 'databaseCompare.verifyMigration',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewContainerId = 'databaseCompare';

export const viewIds = {
  environments: 'databaseCompare.environments',
  details: 'databaseCompare.details',
  migrations: 'databaseCompare.migrations',
} as const;

/** Keys that `when` clauses read. */
export const contextKeys = {
  /** An environment was chosen with "Select for Compare". */
  hasSelected: 'databaseCompare.hasSelectedForCompare',
  /** The view of migrations shows what is pending somewhere, and no more. */
  onlyPending: 'databaseCompare.onlyPendingMigrations',
} as const;

export const settingSection = 'databaseCompare';
export const environmentsSetting = 'environments';
export const compareSetting = 'compare';
export const migrationsSetting = 'migrations';
export const statusBarSetting = 'statusBar';
export const codeLensSetting = 'codeLens';
export const standingOnOpenSetting = 'standingOnOpen';
export const diagnosticsSetting = 'migrationDiagnostics';

/** "migrations" of "databaseCompare.migrations[1].folder". */
export function settingOf(place: string): string {
  return /^databaseCompare\.(\w+)/.exec(place)?.[1] ?? environmentsSetting;
}

/** Settings besides the environments whose mistakes are told. */
export const checkedSettings = [compareSetting, migrationsSetting, 'timeouts', 'countHistory'] as const;
export type CheckedSetting = (typeof checkedSettings)[number];

export const panelViewType = 'databaseCompare.comparison';
export const matrixViewType = 'databaseCompare.matrix';

/** Scheme of the read-only documents that the diff editor shows. */
export const definitionScheme = 'database-compare';

/** Keys of what is remembered between sessions. */
export const mementoKeys = {
  countChoice: 'countChoice',
  recentMatrix: 'recentMatrix',
  recentPair: 'recentPair',
  selectedForCompare: 'selectedForCompare',
} as const;

/** `contextValue`s of tree rows; the menus' `when` clauses match them. */
export const rowContexts = {
  environment: (type: string, isReading: boolean) => `environment.${type}${isReading ? '.reading' : ''}`,
  fact: 'fact',
  migrationProject: 'migrationProject',
  revision: 'revision',
  /** A table, a view or a column. */
  used: 'used',
} as const;
