import { appliedUpToHeads } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import { inNumberOrder, namedBy, stemOf } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { revisionNames } from '../sqlChain/versions.ts';

/** https://github.com/golang-migrate/migrate */
export const golangMigrate = sqlFramework({
  name: 'golang-migrate',
  label: 'golang-migrate',
  applyCommand: 'migrate -path . -database "$DATABASE_URL" up',
  folderOf: (path) => /^(.+)\/\d+_[^/]*\.(?:up|down)\.sql$/.exec(path)?.[1],
  claims: (_folder, files) => files.some((path) => path.endsWith('.up.sql')),
  migrations({ files }) {
    const downs = new Map(files.map((file) => [stemOf(file, '.down.sql'), file.text]));
    const ups = files.filter(({ path }) => path.endsWith('.up.sql'));
    return inNumberOrder(
      ups.map((file) => {
        const named = namedBy(file, stemOf(file, '.up.sql'));
        return { ...named, sql: file.text, downgrade: downgradeOf(downs.get(named.id)) };
      }),
    );
  },
  versionTables: () => [{ schema: undefined, name: 'schema_migrations', columns: ['version', 'dirty'] }],
  applied(project, rows) {
    const revision = revisionNames(project);
    // The one row is of the last version; -1 means before the first one.
    const [{ version, dirty } = {}] = rows.filter((row) => !row['version']?.startsWith('-'));
    const head = version ? revision(version) : undefined;
    const read = appliedUpToHeads(project, head === undefined ? [] : [head]);
    if (head === undefined || dirty !== 'true') return read;
    // It is written before the migration runs, and cleaned after it.
    const problem: AppliedProblem = { reason: 'dirty', revision: head };
    const applied = new Set([...read.applied].filter((id) => id !== head));
    return { ...read, applied, problems: [...read.problems, problem] };
  },
});
