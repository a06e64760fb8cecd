/** Names of folders that hold what others wrote, what is generated, or what is thrown away: never somebody's own code. */
export const generatedFolders: readonly string[] = [
  '__pycache__',
  'bower_components',
  'build',
  'coverage',
  'dist',
  'node_modules',
  'out',
  'site-packages',
  'target',
  'vendor',
  'venv',
];
