import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import type { MigrationProject } from '../../migrationProject.ts';
import type { Framework } from '../framework.ts';
import { barePath } from './changelogFiles.ts';
import { findChangelogs, changelogsIn } from './findChangelogs.ts';

/** https://docs.liquibase.com */
export const liquibase: Framework = {
  name: 'liquibase',
  label: 'Liquibase',
  applyCommand: 'liquibase update',
  patterns: [
    '**/*[cC]hange[lL]og*.{xml,yaml,yml,json,sql}',
    '**/{[cC]hange[lL]og,liquibase}*/**/*.{xml,yaml,yml,json,sql}',
  ],
  find: findChangelogs,
  inFolder: changelogsIn,
  async read(input) {
    const { readLiquibase } = await import('./readLiquibase.ts');
    const columns = ['id', 'author', 'filename', 'exectype'];
    const versionTables = [{ schema: undefined, name: 'databasechangelog', columns }];
    return { framework: 'liquibase', versionTables, ...(await readLiquibase(input)) };
  },
  applied(project, rows) {
    const revision = changeSetNames(project);
    const ids = new Map(
      rows.map(({ id, author, filename, exectype }) => [revision(id ?? '', author ?? '', filename ?? ''), exectype]),
    );
    const failed = [...ids].flatMap(([id, type]) => (type === 'FAILED' ? [id] : []));
    const problems = failed.map((id): AppliedProblem => ({ reason: 'failed', revision: id }));
    const applied = [...ids.keys()].filter((id) => !failed.includes(id));
    return appliedEach(project, applied, problems, 'any');
  },
};

/**
 * Finds the revision of a row. The table has the changelog's path as it is on Liquibase's search path, of which the
 * workspace's folders tell nothing: where its end is not that of a revision's path, the file's name decides.
 */
function changeSetNames(project: MigrationProject): (id: string, author: string, filename: string) => string {
  const byChange = new Map<string, { readonly id: string; readonly path: string }[]>();
  for (const { id } of project.revisions) {
    const [name = '', author = '', ...path] = id.split('::');
    const key = `${name}::${author}`;
    byChange.set(key, [...(byChange.get(key) ?? []), { id, path: path.join('::') }]);
  }
  return (id, author, filename) => {
    const candidates = byChange.get(`${id}::${author}`) ?? [];
    const path = barePath(filename);
    const ending = (one: string, other: string): boolean => one === other || one.endsWith(`/${other}`);
    const found =
      candidates.find((each) => ending(each.path, path) || ending(path, each.path)) ??
      candidates.find((each) => posix.basename(each.path) === posix.basename(path));
    return found?.id ?? `${id}::${author}::${filename}`;
  };
}
