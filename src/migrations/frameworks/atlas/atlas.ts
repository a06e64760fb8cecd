import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import type { MigrationFile, WorkspaceFiles } from '../framework.ts';
import { orderedMigrations } from '../plainSql/fileNames.ts';
import { compare } from '../sqlChain/migrationNames.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { upPart } from '../sqlChain/upPart.ts';
import { differingChecksums, revisionNames } from '../sqlChain/versions.ts';
import { beginsWith } from '../sqlChain/workspaceFiles.ts';

const directive = (name: string, value: string) => new RegExp(`^--\\s*atlas:${name}\\s+${value}\\b`, 'm');
const isCheckpoint = (text: string) => /^--\s*atlas:checkpoint\b/m.test(text);

/** https://atlasgo.io/versioned/intro */
export const atlas = sqlFramework({
  name: 'atlas',
  label: 'Atlas',
  applyCommand: 'atlas migrate apply --dir file://. --url "$DATABASE_URL"',
  folderOf: (path) => /^(.+)\/[^/]+\.sql$/.exec(path)?.[1],
  claims: async (folder, files, workspace) =>
    (await workspace.readText(posix.join(folder, 'atlas.sum'))) !== '' && !(await areForOthers(files, workspace)),
  migrations({ files }) {
    const inOrder = files.toSorted((one, other) => compare(posix.basename(one.path), posix.basename(other.path)));
    const sums = sumsOf(inOrder);
    const named = new Map(orderedMigrations(inOrder.map(({ path }) => path)).map((each) => [each.path, each]));
    return inOrder.flatMap((file, index) => {
      const { id, title, date } = named.get(file.path) ?? {};
      // What a checkpoint sums up is in the files before it; a new database begins there, but others never run it.
      if (id === undefined || title === undefined || (index > 0 && isCheckpoint(file.text))) return [];
      const checksum = sums.get(file);
      return {
        ...{ id, title, date, file, version: id.split('_')[0] ?? id, sql: upPart(file.text) },
        ...(checksum === undefined ? {} : { checksum }),
        transactional: !directive('txmode', 'none').test(file.text),
      };
    });
  },
  versionTables: () =>
    ['atlas_schema_revisions', undefined].map((schema) => ({
      schema,
      name: 'atlas_schema_revisions',
      columns: ['version', 'applied', 'total', 'error', 'hash'],
    })),
  applied(project, rows) {
    const revision = revisionNames(project);
    // A row of Atlas's own that is no migration has a name that begins with a full stop.
    const own = rows
      .map(({ version, applied, total, error, hash }) => ({ version: version ?? '.', applied, total, error, hash }))
      .filter(({ version }) => !version.startsWith('.'))
      .toSorted((one, other) => compare(one.version, other.version));
    const partial = own.filter(({ applied, total }) => applied !== total);
    const failed = partial.map((row): AppliedProblem => ({
      reason: 'failed',
      revision: revision(row.version),
      detail: `${row.applied ?? '?'}/${row.total ?? '?'}${row.error ? `: ${row.error}` : ''}`,
    }));
    const first = own[0]?.version;
    // Versions before the first row are what a baseline or a checkpoint stands for; the latter has no revision.
    const before = project.revisions.filter(({ id, version = id }) => first !== undefined && version < first);
    const declared = new Set(project.revisions.map(({ id, version = id }) => version));
    const ids = own
      .filter((row) => !partial.includes(row) && (row.version !== first || declared.has(row.version)))
      .map(({ version }) => revision(version));
    const read = appliedEach(project, [...before.map(({ id }) => id), ...ids], failed);
    const hashes = new Map(own.map((row) => [revision(row.version), row.hash === '' ? undefined : row.hash]));
    // Each sum covers the files before it too: only the first that differs tells, and none behind a file that came later.
    const gap = project.revisions.findIndex(({ id }) => !read.applied.has(id));
    const tellable = gap < 0 ? project.revisions : project.revisions.slice(0, gap);
    const differing = differingChecksums({ revisions: tellable }, ({ id }) => hashes.get(id)).slice(0, 1);
    return { ...read, problems: [...read.problems, ...differing] };
  },
});

/** Atlas also plans migrations, and sums them, in the form of other tools, which then apply them. */
async function areForOthers(files: readonly string[], workspace: WorkspaceFiles): Promise<boolean> {
  if (files.some((path) => /\.up\.sql$|\/V\d[^/]*__[^/]*$/.test(path))) return true;
  return beginsWith(files, workspace, /^--\s*(?:\+goose|migrate:up|liquibase\s+formatted)\b/im);
}

/** The sums as in atlas.sum and the version table: SHA-256 of the names and texts of all files so far, in base 64. */
function sumsOf(files: readonly MigrationFile[]): ReadonlyMap<MigrationFile, string> {
  const hash = createHash('sha256');
  const sums = new Map<MigrationFile, string>();
  for (const file of files) {
    hash.update(posix.basename(file.path));
    if (directive('sum', 'ignore').test(file.text)) continue;
    hash.update(file.bytes);
    sums.set(file, hash.copy().digest('base64'));
  }
  return sums;
}
