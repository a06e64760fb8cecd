import type { MigrationProject, Operation, Revision } from '../../../../src/migrations/migrationProject.ts';
import { describeOperation } from '../alembic/describeOperation.ts';

/** All that a project says, as text: one paragraph for each revision, with its operations on their lines. */
export function describeProject(project: MigrationProject): string {
  const { framework, folder, versionTables, revisions, problems } = project;
  const tables = versionTables.map(({ schema, name, columns }) => {
    const path = [schema, name].filter((part) => part !== undefined).join('.');
    return `${path}(${columns.join(', ')})`;
  });
  const lines = [
    `${framework} in ${folder}: ${tables.join(', ')}`,
    ...revisions.flatMap(describeRevision),
    ...problems.map(({ reason, file, line, detail }) => `! ${reason} ${file}:${String(line ?? 0)} ${detail}`),
  ];
  return `${lines.join('\n')}\n`;
}

function describeRevision(revision: Revision): readonly string[] {
  const { id, version = id, parents, dependsOn, title, date = 'no date', file, line } = revision;
  const { operations, dataChanges = [], transactional = true, downgrade = 'unknown' } = revision;
  const words = [
    `# ${id}`,
    version === id ? undefined : `(${version})`,
    `"${title}" ${date} ${file}:${String(line)}`,
    `after ${[...parents, ...dependsOn.map((other) => `+${other}`)].join(' ') || 'nothing'}`,
    transactional ? undefined : 'no transaction',
    `downgrade ${downgrade}`,
  ];
  return [
    '',
    words.filter((word) => word !== undefined).join(' '),
    ...operations.map(describeFully),
    ...dataChanges.map((change) => `${String(change.line)} ${change.verb} ${change.table}`),
  ];
}

function describeFully(operation: Operation): string {
  const { attributes = {}, modifiers = [], conditional = false, target } = operation;
  const wanted = target.kind === 'column' ? ['type', 'not null', 'default', 'serial', 'identity', 'generated'] : [];
  const settled = wanted.flatMap((name) => {
    const value = attributes[name];
    if (value === undefined || value === '' || value === 'false') return [];
    return [name === 'type' ? value : value === 'true' ? name : `${name} ${value}`];
  });
  const words = [
    describeOperation(operation),
    settled.length === 0 ? undefined : `{${settled.join(', ')}}`,
    attributes['unique'] === 'true' ? 'unique' : undefined,
    ...modifiers.map((modifier) => `[${modifier}]`),
    conditional ? 'if' : undefined,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}
