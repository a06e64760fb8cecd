import type { MigrationProblem } from '../../migrationProject.ts';
import type { MigrationFile, ProjectInput } from '../framework.ts';
import { isTrue } from './changeNode.ts';
import type { ChangelogTree, ChangeNode } from './changeNode.ts';
import { findFile, findFiles } from './changelogFiles.ts';
import { isFormattedSql, parseFormattedSql } from './formattedSql.ts';

/** A change set where it stands. */
export interface FoundChangeSet {
  readonly node: ChangeNode;
  readonly file: MigrationFile;
  /** As Liquibase names the changelog, where that is not its path. */
  readonly logicalFilePath: string | undefined;
}

export interface Changelog {
  /** In the order in which they run. */
  readonly changeSets: readonly FoundChangeSet[];
  /** What `${name}` stands for. */
  readonly properties: ReadonlyMap<string, string>;
  readonly problems: readonly MigrationProblem[];
}

/** Follows changelogs from their roots through all that they include. Each file is read once. */
export async function readChangelog(roots: readonly string[], input: ProjectInput): Promise<Changelog> {
  const [{ loadXmlReader }, { loadYamlReader }] = await Promise.all([
    import('./parseXml.ts'),
    import('./parseYaml.ts'),
  ]);
  const [parseXml, parseYaml] = await Promise.all([loadXmlReader(), loadYamlReader()]);
  const byPath = new Map([...input.files, ...input.configuration].map((file) => [file.path, file]));
  const paths = [...byPath.keys()];
  const changeSets: FoundChangeSet[] = [];
  const properties = new Map<string, string>();
  const problems: MigrationProblem[] = [];
  const seen = new Set<string>();

  const parse = (file: MigrationFile): ChangelogTree => {
    if (/\.xml$/i.test(file.path)) return parseXml(file.text);
    if (/\.(?:ya?ml|json)$/i.test(file.path)) return parseYaml(file.text);
    return isFormattedSql(file.text) ? parseFormattedSql(file.text) : { nodes: [rawSql(file)], faults: [] };
  };
  const read = (path: string): void => {
    const file = byPath.get(path);
    if (file === undefined || seen.has(path)) return;
    seen.add(path);
    const { nodes, logicalFilePath, faults } = input.perFile(file, () => parse(file));
    for (const fault of faults) problems.push({ reason: 'syntaxError', file: path, ...fault });
    for (const node of nodes) follow(node, file, logicalFilePath);
  };
  const follow = (node: ChangeNode, file: MigrationFile, logicalFilePath: string | undefined): void => {
    const { name, attributes, line } = node;
    const place = { from: file.path, isRelative: isTrue(node, 'relativeToChangelogFile') };
    const named = attributes.get('file') ?? attributes.get('path') ?? '';
    const missing = (): number =>
      problems.push({ reason: 'fileUnreadable', file: file.path, line, detail: `${name} ${named}: no such file` });
    if (name === 'changeSet') {
      changeSets.push({ node, file, logicalFilePath: attributes.get('logicalFilePath') ?? logicalFilePath });
    } else if (name === 'property') {
      const property = attributes.get('name');
      // The first definition counts.
      if (property !== undefined && runsHere(attributes.get('dbms')) && !properties.has(property)) {
        properties.set(property, attributes.get('value') ?? '');
      }
    } else if (name === 'include') {
      const path = findFile(named, place, paths);
      if (path === undefined) missing();
      else read(path);
    } else if (name === 'includeAll') {
      const ending = attributes.get('endsWithFilter') ?? '';
      const found = findFiles(named, place, paths).filter((path) => path.endsWith(ending) && isChangelogName(path));
      if (found.length === 0 && attributes.get('errorIfMissingOrEmpty') !== 'false') missing();
      found.forEach(read);
    }
  };
  roots.forEach(read);
  return { changeSets, properties, problems };
}

export function isChangelogName(path: string): boolean {
  return /\.(?:xml|ya?ml|json|sql)$/i.test(path);
}

/** Whether what is for these makes of database is for PostgreSQL: `postgresql, h2`, `!oracle`, `all`. */
export function runsHere(dbms: string | undefined): boolean {
  const names = (dbms ?? '').split(',').map((name) => name.trim().toLowerCase());
  const wanted = names.filter((name) => name !== '' && !name.startsWith('!'));
  if (names.includes('!postgresql') || wanted.includes('none')) return false;
  return wanted.length === 0 || wanted.includes('postgresql') || wanted.includes('all');
}

/** A file of plain SQL is one change set. */
function rawSql({ text }: MigrationFile): ChangeNode {
  const place = { line: 1, text: '', textLine: 1 };
  const sql: ChangeNode = { ...place, name: 'sql', attributes: new Map(), children: [], text };
  const attributes = new Map([
    ['id', 'raw'],
    ['author', 'includeAll'],
  ]);
  return { ...place, name: 'changeSet', attributes, children: [sql] };
}
