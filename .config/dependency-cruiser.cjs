// The import table of the architecture (README.md) as rules. Each room may import itself, the files that anyone may
// import, and the rooms listed for it.
const anyone = ['compareError\\.ts$', 'generatedFolders\\.ts$'];

/** room -> the other rooms it may import */
const rooms = {
  catalog: [],
  comparison: ['catalog'],
  sql: [],
  migrations: ['catalog', 'comparison', 'sql'],
  rows: ['catalog'],
  usages: [],
  environments: ['catalog', 'sql', 'lambda'],
  workflows: ['catalog', 'comparison', 'migrations', 'rows', 'usages', 'environments'],
  reports: ['catalog', 'comparison', 'migrations', 'rows', 'usages', 'environments', 'workflows', 'protocol'],
  protocol: ['catalog', 'comparison', 'migrations', 'rows', 'usages', 'environments', 'workflows', 'reports'],
  lambda: [],
  cli: ['catalog', 'comparison', 'migrations', 'rows', 'usages', 'environments', 'workflows', 'reports', 'protocol'],
};

/** Rooms of which another room may use the types only. */
const typesOnly = {
  migrations: ['comparison'],
  rows: ['catalog'],
  environments: ['catalog', 'lambda'],
  protocol: ['comparison', 'migrations', 'rows', 'usages', 'environments', 'workflows', 'reports'],
};

const roomRules = Object.entries(rooms).map(([room, others]) => ({
  name: `room-${room}`,
  comment: `src/${room}/ may import ${others.length === 0 ? 'no other room' : others.join(', ')} of src/.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: '^(src|webview|test)/',
    pathNot: [`^src/(${[room, ...others].join('|')})/`, ...anyone.map((file) => `^src/${file}`)],
  },
}));

const typesOnlyRules = Object.entries(typesOnly).map(([room, others]) => ({
  name: `types-only-${room}`,
  comment: `src/${room}/ may import only types of ${others.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: `^src/(${others.join('|')})/`,
    // How PostgreSQL quotes a name is no part of a catalog.
    pathNot: '^src/catalog/identifiers\\.ts$',
    dependencyTypesNot: ['type-only'],
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...typesOnlyRules,
    {
      name: 'only-vscode-imports-vscode',
      comment: 'Only src/vscode/ and src/extension.ts import vscode, so that the core runs in plain Node.',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: ['^src/vscode/', '^src/extension\\.ts$'] },
      to: { path: '^vscode$|@types/vscode/' },
    },
    {
      name: 'vscode-room',
      comment: 'src/vscode/ may import all rooms but cli/.',
      severity: 'error',
      from: { path: '^src/(vscode/|extension\\.ts$)' },
      to: { path: '^(src/(cli|extension\\.ts)|webview/|test/)' },
    },
    {
      name: 'error-type-stands-alone',
      severity: 'error',
      from: { path: '^src/compareError\\.ts$' },
      to: { path: '^(src|webview|test)/' },
    },
    {
      name: 'webview',
      comment: 'webview/ imports src/protocol/ and pure functions: a list of words, and how numbers are written.',
      severity: 'error',
      from: { path: '^webview/' },
      to: {
        path: '^(src|test)/',
        pathNot: ['^src/protocol/', '^src/catalog/objectKind\\.ts$', '^src/reports/numberText\\.ts$'],
      },
    },
    {
      name: 'toolkit-in-one-folder',
      comment: 'The archived toolkit stays in webview/controls/, so that replacing it is one folder of work.',
      severity: 'error',
      from: { pathNot: '^webview/controls/' },
      to: { path: '@vscode/webview-ui-toolkit' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^vscode$', '^pg-native$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What tests read as text: files of other projects, whose packages are not here.
    exclude: { path: '^test/fixtures/' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
