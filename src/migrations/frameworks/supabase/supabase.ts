import { appliedEach } from '../../appliedRevisions.ts';
import { inNumberOrder, namedBy, stemOf } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { bareNumber, revisionNames } from '../sqlChain/versions.ts';

/** https://supabase.com/docs/guides/deployment/database-migrations */
export const supabase = sqlFramework({
  name: 'supabase',
  label: 'Supabase',
  applyCommand: 'supabase db push',
  folderOf: (path) => /^(.+)\/\d+_[^/]*\.sql$/.exec(path)?.[1],
  claims: (folder) => /(?:^|\/)supabase\/migrations$/.test(folder),
  migrations: ({ files }) => inNumberOrder(files.map((file) => ({ ...namedBy(file, stemOf(file)), sql: file.text }))),
  versionTables: () => [{ schema: 'supabase_migrations', name: 'schema_migrations', columns: ['version'] }],
  applied(project, rows) {
    const revision = revisionNames(project);
    return appliedEach(
      project,
      rows.flatMap(({ version }) => (version ? revision(bareNumber(version)) : [])),
    );
  },
});
