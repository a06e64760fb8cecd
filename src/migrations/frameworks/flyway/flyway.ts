import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import type { MigrationFile } from '../framework.ts';
import type { SqlMigration } from '../sqlChain/readSqlChain.ts';
import { compareNaturally, dateOf, titleOf } from '../sqlChain/migrationNames.ts';
import { stemOf } from '../sqlChain/numberedFiles.ts';
import { sqlFramework } from '../sqlChain/sqlFramework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { differingChecksums, revisionNames } from '../sqlChain/versions.ts';
import { nearestFile } from '../sqlChain/workspaceFiles.ts';
import { flywayChecksum } from './checksum.ts';
import { readFlywaySettings } from './settings.ts';
import { readState } from './state.ts';
import { bareVersion, repeatableName } from './versions.ts';

const fileName = /^(.+)\/(?:[VUB]\d[\d._]*|R)__[^/]*\.sql$/;
const otherDatabase =
  /(?:^|\/)(?:cockroach\w*|db2|derby|h2|hsqldb|mariadb|mssql|mysql|oracle|sqlite|sqlserver)(?:\/|$)/i;

/** https://documentation.red-gate.com/flyway */
export const flyway = sqlFramework({
  name: 'flyway',
  label: 'Flyway',
  applyCommand: 'flyway migrate',
  // What is below a folder of migrations is of it, but for a folder for each make of database.
  folderOf(path) {
    const folder = fileName.exec(path)?.[1];
    const location = folder === undefined ? undefined : /^(?:.*\/)?(?:db\/)?migrations?(?=\/|$)/i.exec(folder)?.[0];
    return location === undefined || otherDatabase.test(folder ?? '') ? folder : location;
  },
  // Rust's Refinery has files of the same names and a table of its own.
  claims: async (folder, files, workspace) =>
    !otherDatabase.test(folder) &&
    files.some((path) => /\/[VB]\d[^/]*$/.test(path)) &&
    (await nearestFile(folder, ['Cargo.toml'], workspace, (text) => /^\s*refinery\b/m.test(text))) === undefined,
  async configuration(folder, workspace) {
    const names = ['flyway.toml', 'flyway.conf', 'conf/flyway.conf', 'application.properties'];
    const file = await nearestFile(folder, names, workspace, (text) => /flyway/i.test(text));
    return file === undefined ? [] : [file];
  },
  migrations({ files, configuration }) {
    const { placeholders } = readFlywaySettings(configuration[0]?.text ?? '');
    const ofKind = (kind: string) => files.filter((file) => stemOf(file).startsWith(kind));
    const undo = new Map(ofKind('U').map((file) => [bareVersion(stemOf(file)), file.text]));
    const resolve = (text: string): string =>
      text.replaceAll(
        /\$\{([^}\n]*)\}/g,
        (whole, name: string) => placeholders.get(name.trim().toLowerCase()) ?? whole,
      );
    const migrationOf = (file: MigrationFile): SqlMigration => {
      const id = stemOf(file);
      const version = bareVersion(id);
      const sql = resolve(file.text);
      const downgrade = version === undefined ? {} : { downgrade: downgradeOf(undo.get(version)) };
      // Of a repeatable migration the sum is taken of what the placeholders stand for.
      const isKnown = version !== undefined || !sql.includes('${');
      const checksum = isKnown ? { checksum: flywayChecksum(version === undefined ? sql : file.text) } : {};
      const named = {
        id,
        version: version ?? repeatableName(id),
        title: titleOf(id.replace(/^B/, '')),
        date: dateOf(id),
      };
      return { ...named, file, sql, ...downgrade, ...checksum };
    };
    const inOrder = (kind: string): readonly SqlMigration[] =>
      ofKind(kind)
        .map(migrationOf)
        .toSorted((one, other) => compareNaturally(one.version ?? '', other.version ?? ''));
    const versioned = inOrder('V');
    // A baseline sums up what comes before it; where that is there, only new databases begin with it.
    const first = versioned[0]?.version;
    const baseline = inOrder('B').findLast(
      ({ version = '' }) => first === undefined || compareNaturally(version, first) < 0,
    );
    return [...(baseline === undefined ? [] : [baseline]), ...versioned, ...inOrder('R')];
  },
  placeholders: /\$\{/,
  versionTables({ configuration }) {
    const { table } = readFlywaySettings(configuration[0]?.text ?? '');
    const columns = ['installed_rank', 'version', 'description', 'type', 'checksum', 'success'];
    // The second is its name in versions before 5.
    const names = table === undefined ? ['flyway_schema_history', 'schema_version'] : [table];
    return names.map((name) => ({ schema: undefined, name, columns }));
  },
  applied(project, rows) {
    const state = readState(rows);
    const revision = revisionNames(project);
    const checksumOf = (version: string) => state.applied.get(version)?.checksum;
    const isRepeatable = (id: string) => id.startsWith('R__');
    // A repeatable migration that has changed is pending again.
    const changed = project.revisions.filter(({ id, version = id, checksum }) => {
      const before = checksumOf(version);
      return isRepeatable(id) && checksum !== undefined && typeof before === 'string' && before !== checksum;
    });
    const below = project.revisions.filter(
      ({ id, version = id }) =>
        !isRepeatable(id) && state.baseline !== undefined && compareNaturally(version, state.baseline) <= 0,
    );
    const declared = new Set(project.revisions.map(({ id, version = id }) => version));
    const ids = [...state.applied]
      .filter(([version, { isSql }]) => declared.has(version) || isSql)
      .map(([version]) => revision(version))
      .filter((id) => !changed.some((each) => each.id === id));
    const failed = [...state.failed].map((version): AppliedProblem => ({
      reason: 'failed',
      revision: revision(version),
    }));
    const versioned = project.revisions.filter(({ id }) => !isRepeatable(id));
    const differing = differingChecksums({ revisions: versioned }, ({ id, version = id }) => checksumOf(version));
    const all = [...below.map(({ id }) => id), ...ids];
    const read = appliedEach(project, all, [...failed, ...differing], 'any');
    // Repeatable migrations are behind all versions, and none of them is later than one that is pending.
    const inOrder = appliedEach({ ...project, revisions: versioned }, all);
    const skipped = inOrder.problems.filter(({ reason }) => reason === 'outOfOrder');
    return { ...read, problems: [...read.problems, ...skipped] };
  },
});
