import { appliedEach } from '../../appliedRevisions.ts';
import { compare } from '../sqlChain/migrationNames.ts';
import { namedBy, stemOf } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { downPart, upPart } from '../sqlChain/upPart.ts';
import { bareNumber, revisionNames } from '../sqlChain/versions.ts';
import { beginsWith } from '../sqlChain/workspaceFiles.ts';

/** https://github.com/amacneil/dbmate */
export const dbmate = sqlFramework({
  name: 'dbmate',
  label: 'dbmate',
  applyCommand: 'dbmate up',
  folderOf: (path) => /^(.+)\/\d[^/]*\.sql$/.exec(path)?.[1],
  claims: (_folder, files, workspace) => beginsWith(files, workspace, /^--\s*migrate:up\b/m),
  migrations: ({ files }) =>
    files
      .map((file) => {
        const transactional = !/^--\s*migrate:up\b.*\btransaction\s*:\s*false\b/m.test(file.text);
        const downgrade = downgradeOf(downPart(file.text));
        return { ...namedBy(file, stemOf(file)), sql: upPart(file.text), downgrade, transactional };
      })
      .toSorted((one, other) => compare(one.id, other.id)),
  // Of the same name: golang-migrate's and Hasura's (dirty), Ecto's (inserted_at), Supabase's (statements, name).
  versionTables: () => [
    {
      schema: undefined,
      name: 'schema_migrations',
      columns: ['version'],
      without: ['dirty', 'inserted_at', 'name', 'statements'],
    },
  ],
  applied(project, rows) {
    const revision = revisionNames(project);
    const ids = rows.flatMap(({ version }) => (version ? revision(bareNumber(version)) : []));
    return appliedEach(project, ids, [], 'any');
  },
});
