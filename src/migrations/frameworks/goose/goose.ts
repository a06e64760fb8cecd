import { appliedEach } from '../../appliedRevisions.ts';
import { inNumberOrder, namedBy, stemOf } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { downPart, upPart } from '../sqlChain/upPart.ts';
import { revisionNames } from '../sqlChain/versions.ts';
import { beginsWith } from '../sqlChain/workspaceFiles.ts';

/** https://pressly.github.io/goose */
export const goose = sqlFramework({
  name: 'goose',
  label: 'goose',
  applyCommand: 'goose up',
  patterns: ['**/*.sql', '**/[0-9]*_*.go'],
  folderOf: (path) => /^(.+)\/\d+_[^/]*\.(?:sql|(?<!_test\.)go)$/.exec(path)?.[1],
  claims: (_folder, files, workspace) => beginsWith(files, workspace, /^--\s*\+goose\s+up\b|\bgoose\.AddMigration/im),
  migrations: ({ files }) =>
    inNumberOrder(
      files.map((file) => {
        if (file.path.endsWith('.go')) return { ...namedBy(file, stemOf(file, '.go')), sql: undefined };
        const transactional = !/^--\s*\+goose\s+no\s+transaction\b/im.test(file.text);
        const downgrade = downgradeOf(downPart(file.text));
        return { ...namedBy(file, stemOf(file)), sql: upPart(file.text), downgrade, transactional };
      }),
    ),
  placeholders: /^--\s*\+goose\s+envsub\s+on\b/im,
  versionTables: () => [{ schema: undefined, name: 'goose_db_version', columns: ['id', 'version_id', 'is_applied'] }],
  applied(project, rows) {
    const revision = revisionNames(project);
    const inTime = rows.toSorted((one, other) => Number(one['id']) - Number(other['id']));
    // Older versions of goose write another row when a migration is undone. Version 0 is there from the start.
    const last = new Map(inTime.map((row) => [row['version_id'] ?? '0', row['is_applied'] === 'true']));
    return appliedEach(
      project,
      [...last].flatMap(([version, isApplied]) => (isApplied && version !== '0' ? revision(version) : [])),
    );
  },
});
