import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import type { MigrationFile } from '../framework.ts';
import { compare, isoDate, titleOf } from '../sqlChain/migrationNames.ts';
import type { SqlMigration } from '../sqlChain/readSqlChain.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { isMoreThanLineEnds, sha256 } from '../sqlChain/sha256.ts';
import { differingChecksums, revisionNames } from '../sqlChain/versions.ts';
import { readJournal } from './journal.ts';

const journalIn = (folder: string) => posix.join(folder, 'meta/_journal.json');
const ownFolder = /^(.+)\/(\d{14})_[^/]*\/migration\.sql$/;

/** https://orm.drizzle.team/docs/migrations: a journal beside the files, or, since 1.0, a folder for each. */
export const drizzle = sqlFramework({
  name: 'drizzle',
  label: 'Drizzle',
  applyCommand: 'npx drizzle-kit migrate',
  folderOf: (path) => ownFolder.exec(path)?.[1] ?? /^(.+)\/[^/]+\.sql$/.exec(path)?.[1],
  async claims(folder, files, workspace) {
    const journal = readJournal(await workspace.readText(journalIn(folder)));
    if (journal !== undefined) return journal.isPostgres;
    const first = files.find((path) => ownFolder.test(path));
    if (first === undefined) return false;
    const snapshot = await workspace.readText(posix.join(posix.dirname(first), 'snapshot.json'));
    return /"dialect"\s*:\s*"postgres/.test(snapshot);
  },
  configuration: (folder) => Promise.resolve([journalIn(folder)]),
  migrations({ folder, files, configuration }) {
    const journal = readJournal(configuration[0]?.text ?? '');
    const byPath = new Map(files.map((file) => [file.path, file]));
    const named =
      journal === undefined
        ? files.flatMap((file) => withMoment(file, posix.basename(posix.dirname(file.path)), momentOf(file.path)))
        : journal.entries.flatMap(({ tag, when }) =>
            withMoment(byPath.get(posix.join(folder, `${tag}.sql`)), tag, when),
          );
    return named.toSorted((one, other) => compare(Number(one.version), Number(other.version)));
  },
  versionTables: () =>
    ['drizzle', undefined].map((schema) => ({
      schema,
      name: '__drizzle_migrations',
      columns: ['hash', 'created_at'],
    })),
  applied(project, rows) {
    const revision = revisionNames(project);
    const byHash = new Map(project.revisions.map(({ id, checksum }) => [checksum, id]));
    const byId = new Map(
      rows.map(({ hash = null, created_at: moment }) => {
        const id = revision(moment ?? '');
        const isKnown = id !== moment;
        return [isKnown ? id : (byHash.get(hash ?? '') ?? hash ?? ''), hash] as const;
      }),
    );
    // All that are older than the last one are skipped: one that has no row is never applied any more.
    const differing = differingChecksums(project, ({ id }) => byId.get(id)).filter(isMoreThanLineEnds(project));
    return appliedEach(project, [...byId.keys()], differing);
  },
});

function withMoment(file: MigrationFile | undefined, id: string, moment: number): readonly SqlMigration[] {
  if (file === undefined || Number.isNaN(moment)) return [];
  const checksum = sha256(file.bytes);
  const said = { id, version: String(moment), title: titleOf(id), date: isoDate(moment) };
  return [{ ...said, file, sql: file.text, checksum }];
}

/** Milliseconds since 1970 by the folder's name, as UTC. */
function momentOf(path: string): number {
  const digits = ownFolder.exec(path)?.[2] ?? '';
  return Date.parse(digits.replace(/^(.{4})(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
}
