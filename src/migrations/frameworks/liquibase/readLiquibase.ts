import { posix } from 'node:path';
import type { Downgrade, MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import type { ProjectInput } from '../framework.ts';
import { dateOf, titleOf } from '../sqlChain/migrationNames.ts';
import { withPlaceholders } from '../sqlChain/placeholders.ts';
import { childrenOf } from './changeNode.ts';
import type { ChangeNode } from './changeNode.ts';
import { findFile } from './changelogFiles.ts';
import { changeSql } from './changeTypes.ts';
import { readChangelog, runsHere } from './readChangelog.ts';
import type { FoundChangeSet } from './readChangelog.ts';
import { layOut } from './sqlParts.ts';
import type { SqlPart } from './sqlParts.ts';

/** What a change set has besides its changes. */
const notChanges: ReadonlySet<string> = new Set([
  'comment',
  'ext',
  'modifySql',
  'preConditions',
  'property',
  'rollback',
  'validCheckSum',
]);
/** Changes that Liquibase cannot undo by itself. */
const oneWay: ReadonlySet<string> = new Set([
  ...[
    'createProcedure',
    'createFunction',
    'createTrigger',
    'createView',
    'delete',
    'dropColumn',
    'dropTable',
    'dropView',
  ],
  ...['insert', 'modifyDataType', 'sql', 'sqlFile', 'update', 'dropSequence', 'dropDefaultValue', 'dropPrimaryKey'],
  ...['dropUniqueConstraint', 'dropForeignKeyConstraint', 'dropIndex', 'dropProcedure', 'alterSequence'],
]);

/** The roots of a project, and of its files those that any of them may include. */
export async function readLiquibase(
  input: ProjectInput,
): Promise<Omit<MigrationProject, 'framework' | 'versionTables'>> {
  const roots = input.configuration.map(({ path }) => path);
  const { changeSets, properties, problems: found } = await readChangelog(roots, input);
  const problems = [...found];
  const sql = withPlaceholders(input.sql);
  const revisions: Revision[] = [];
  const ids = new Set<string>();
  for (const changeSet of changeSets.filter(({ node }) => runsHere(node.attributes.get('dbms')))) {
    const { node, file } = changeSet;
    const id = idOf(changeSet);
    if (ids.has(id)) {
      problems.push({ reason: 'revisionDuplicate', file: file.path, line: node.line, detail: id });
      continue;
    }
    ids.add(id);
    const { parts, isWhole } = partsOf(changeSet, input, problems);
    const resolve = (part: SqlPart): SqlPart => ({
      ...part,
      sql: part.sql.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => properties.get(name) ?? whole),
    });
    const laidOut = layOut(parts.map(resolve));
    const read = sql(laidOut.sql);
    const isConditional = isUnderCondition(node);
    for (const problem of read.problems) {
      const reason = problem.detail === 'placeholder in a name' ? 'notStatic' : 'syntaxError';
      problems.push({ reason, file: file.path, ...problem, line: laidOut.lineAt(problem.line) });
    }
    const parent = revisions.at(-1)?.id;
    const comment = childrenOf(node, 'comment')[0]?.text.trim() ?? node.attributes.get('comment');
    const own = node.attributes.get('id') ?? '';
    revisions.push({
      id,
      parents: parent === undefined ? [] : [parent],
      dependsOn: [],
      title: comment === undefined || comment === '' ? titleOf(own) : comment,
      date: dateOf(own) ?? dateOf(posix.basename(file.path)),
      file: file.path,
      line: node.line,
      ...(isWhole ? { sql: laidOut.sql } : {}),
      operations: read.operations.map((operation) => ({
        ...operation,
        line: laidOut.lineAt(operation.line),
        ...(isConditional ? { conditional: true } : {}),
      })),
      dataChanges: read.dataChanges.map((change) => ({ ...change, line: laidOut.lineAt(change.line) })),
      transactional: read.transactional && node.attributes.get('runInTransaction')?.toLowerCase() !== 'false',
      downgrade: downgradeOf(node),
    });
  }
  return { folder: input.folder, revisions, problems };
}

/** As Liquibase says it: id, author and changelog tell a change set. */
function idOf({ node, file, logicalFilePath }: FoundChangeSet): string {
  const { attributes } = node;
  return [attributes.get('id') ?? '', attributes.get('author') ?? '', logicalFilePath ?? file.path].join('::');
}

/** The change set's SQL, and whether that is all that it does. */
function partsOf(
  { node, file }: FoundChangeSet,
  input: ProjectInput,
  problems: MigrationProblem[],
): { readonly parts: readonly SqlPart[]; readonly isWhole: boolean } {
  let isWhole = true;
  const parts = changesOf(node).flatMap((change): readonly SqlPart[] => {
    if (!runsHere(change.attributes.get('dbms'))) return [];
    const made = change.name === 'sqlFile' ? sqlOfFile(change, file.path, input) : changeSql(change);
    if (made !== undefined) return made;
    isWhole = false;
    problems.push({ reason: 'notStatic', file: file.path, line: change.line, detail: change.name });
    return [];
  });
  return { parts, isWhole };
}

function changesOf(node: ChangeNode): readonly ChangeNode[] {
  return node.children.filter(({ name }) => !notChanges.has(name));
}

function sqlOfFile(change: ChangeNode, from: string, input: ProjectInput): readonly SqlPart[] | undefined {
  const isRelative = change.attributes.get('relativeToChangelogFile')?.toLowerCase() === 'true';
  const named = change.attributes.get('path') ?? '';
  const path = findFile(
    named,
    { from, isRelative },
    input.files.map((file) => file.path),
  );
  const found = input.files.find((file) => file.path === path);
  return found === undefined ? undefined : [{ sql: `${found.text}\n;`, line: change.line, isWritten: false }];
}

/** What only running tells: whether its preconditions hold, and for which contexts and labels Liquibase is run. */
function isUnderCondition({ attributes, children }: ChangeNode): boolean {
  const names = ['context', 'contextFilter', 'labels'];
  return (
    children.some(({ name }) => name === 'preConditions') || names.some((name) => (attributes.get(name) ?? '') !== '')
  );
}

function downgradeOf(node: ChangeNode): Downgrade {
  const given = [...childrenOf(node, 'rollback').map((each) => each.children.length > 0 || each.text.trim() !== '')];
  const written = node.attributes.get('rollback');
  const all = written === undefined ? given : [...given, written.trim() !== ''];
  if (all.length > 0) return all.includes(true) ? 'real' : 'empty';
  return changesOf(node).some(({ name }) => oneWay.has(name)) ? 'missing' : 'real';
}
