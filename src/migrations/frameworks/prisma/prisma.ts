import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import { compare, dateOf, titleOf } from '../sqlChain/migrationNames.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { isMoreThanLineEnds, sha256 } from '../sqlChain/sha256.ts';
import { differingChecksums } from '../sqlChain/versions.ts';

/** https://www.prisma.io/docs/orm/prisma-migrate */
export const prisma = sqlFramework({
  name: 'prisma',
  label: 'Prisma Migrate',
  applyCommand: 'npx prisma migrate deploy',
  folderOf: (path) => /^(.+)\/[^/]+\/migration\.sql$/.exec(path)?.[1],
  async claims(folder, _files, workspace) {
    const lock = await workspace.readText(posix.join(folder, 'migration_lock.toml'));
    const provider = /^\s*provider\s*=\s*"(\w+)"/m.exec(lock)?.[1];
    return provider === undefined ? /(?:^|\/)prisma\/migrations$/.test(folder) : provider === 'postgresql';
  },
  migrations: ({ files }) =>
    files
      .map((file) => {
        const id = posix.basename(posix.dirname(file.path));
        const said = { id, title: titleOf(id), date: dateOf(id), checksum: sha256(file.bytes) };
        return { ...said, file, sql: file.text };
      })
      .toSorted((one, other) => compare(one.id, other.id)),
  versionTables: () => [
    {
      schema: undefined,
      name: '_prisma_migrations',
      columns: ['migration_name', 'checksum', 'finished_at', 'rolled_back_at', 'logs'],
    },
  ],
  applied(project, rows) {
    // One that failed and was marked as rolled back has a row for each attempt.
    const lasting = rows.filter((row) => row['rolled_back_at'] === null);
    const finished = lasting.filter((row) => row['finished_at'] !== null);
    const failed = lasting
      .filter((row) => row['finished_at'] === null)
      .map(({ migration_name: name, logs }): AppliedProblem => ({
        reason: 'failed',
        revision: name ?? '',
        ...(logs ? { detail: logs } : {}),
      }));
    const checksums = new Map(finished.map((row) => [row['migration_name'], row['checksum']]));
    const differing = differingChecksums(project, ({ id }) => checksums.get(id)).filter(isMoreThanLineEnds(project));
    return appliedEach(
      project,
      [...checksums.keys()].flatMap((name) => name ?? []),
      [...failed, ...differing],
      'any',
    );
  },
});
