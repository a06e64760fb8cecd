import { createHash } from 'node:crypto';
import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import { inNumberOrder, namedBy, stemOf } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { differingChecksums, revisionNames } from '../sqlChain/versions.ts';
import { nearestFile } from '../sqlChain/workspaceFiles.ts';

/** https://docs.rs/sqlx/latest/sqlx/migrate/index.html */
export const sqlx = sqlFramework({
  name: 'sqlx',
  label: 'SQLx',
  applyCommand: 'sqlx migrate run',
  folderOf: (path) => /^(.+)\/\d+_[^/]*\.sql$/.exec(path)?.[1],
  claims: async (folder, _files, workspace) =>
    (await nearestFile(folder, ['Cargo.toml'], workspace, (text) =>
      /^\s*(?:sqlx(?:-core)?\s*[=.]|\[(?:.*\.)?dependencies\.sqlx\])/m.test(text),
    )) !== undefined,
  migrations({ files }) {
    const downs = new Map(files.map((file) => [stemOf(file, '.down.sql'), file.text]));
    return inNumberOrder(
      files
        .filter(({ path }) => !path.endsWith('.down.sql'))
        .map((file) => {
          const isReversible = file.path.endsWith('.up.sql');
          const named = namedBy(file, stemOf(file, isReversible ? '.up.sql' : '.sql'));
          return {
            ...named,
            sql: file.text,
            checksum: `\\x${createHash('sha384').update(file.bytes).digest('hex')}`,
            transactional: !file.text.startsWith('-- no-transaction'),
            downgrade: isReversible ? downgradeOf(downs.get(named.id)) : 'missing',
          };
        }),
    );
  },
  versionTables: () => [{ schema: undefined, name: '_sqlx_migrations', columns: ['version', 'success', 'checksum'] }],
  applied(project, rows) {
    const revision = revisionNames(project);
    const byId = new Map(rows.map((row) => [revision(row['version'] ?? ''), row]));
    const failed = [...byId].filter(([, row]) => row['success'] !== 'true').map(([id]) => id);
    const differing = differingChecksums(project, ({ id }) => {
      const kept = byId.get(id)?.['checksum'];
      // `bytea_output` may be set to another form, which says nothing.
      return kept?.startsWith('\\x') === true ? kept : undefined;
    });
    return appliedEach(
      project,
      [...byId.keys()].filter((id) => !failed.includes(id)),
      [...failed.map((id): AppliedProblem => ({ reason: 'failed', revision: id })), ...differing],
      'any',
    );
  },
});
