/** Every identifier that package.json and the code must agree on. A unit test holds them together. */

export const commandIds = {
  acceptRename: 'databaseCompare.acceptRename',
  addEnvironment: 'databaseCompare.addEnvironment',
  cancelReading: 'databaseCompare.cancelReading',
  compareSchemas: 'databaseCompare.compareSchemas',
  compareWithSelected: 'databaseCompare.compareWithSelected',
  connect: 'databaseCompare.connect',
  copyConnectionString: 'databaseCompare.copyConnectionString',
  copyFact: 'databaseCompare.copyFact',
  duplicateEnvironment: 'databaseCompare.duplicateEnvironment',
  editEnvironment: 'databaseCompare.editEnvironment',
  exportComparison: 'databaseCompare.exportComparison',
  ignoreAllLikeThis: 'databaseCompare.ignoreAllLikeThis',
  ignoreDifference: 'databaseCompare.ignoreDifference',
  moveToSecretStorage: 'databaseCompare.moveToSecretStorage',
  openMigration: 'databaseCompare.openMigration',
  openSampleProject: 'databaseCompare.openSampleProject',
  openSettings: 'databaseCompare.openSettings',
  refreshComparison: 'databaseCompare.refreshComparison',
  refreshEnvironment: 'databaseCompare.refreshEnvironment',
  refreshEnvironments: 'databaseCompare.refreshEnvironments',
  rejectRename: 'databaseCompare.rejectRename',
  removeEnvironment: 'databaseCompare.removeEnvironment',
  selectForCompare: 'databaseCompare.selectForCompare',
  setPassword: 'databaseCompare.setPassword',
  showDetails: 'databaseCompare.showDetails',
  showLog: 'databaseCompare.showLog',
  stopIgnoring: 'databaseCompare.stopIgnoring',
  swapSides: 'databaseCompare.swapSides',
  testConnection: 'databaseCompare.testConnection',
  undoRename: 'databaseCompare.undoRename',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewContainerId = 'databaseCompare';

export const viewIds = {
  environments: 'databaseCompare.environments',
  details: 'databaseCompare.details',
} as const;

/** Keys that `when` clauses read. */
export const contextKeys = {
  /** An environment was chosen with "Select for Compare". */
  hasSelected: 'databaseCompare.hasSelectedForCompare',
} as const;

export const settingSection = 'databaseCompare';
export const environmentsSetting = 'environments';
export const compareSetting = 'compare';

export const panelViewType = 'databaseCompare.comparison';

/** Scheme of the read-only documents that the diff editor shows. */
export const definitionScheme = 'database-compare';

/** Keys of what is remembered between sessions. */
export const mementoKeys = {
  recentPair: 'recentPair',
  selectedForCompare: 'selectedForCompare',
} as const;

/** `contextValue`s of tree rows; the menus' `when` clauses match them. */
export const rowContexts = {
  environment: (type: string, isReading: boolean) => `environment.${type}${isReading ? '.reading' : ''}`,
  fact: 'fact',
} as const;
