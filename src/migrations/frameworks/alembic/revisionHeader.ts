import { type PythonSource } from '../../python/parsePython.ts';
import { children } from '../../values/syntaxTree.ts';
import { readStringLiteral } from '../../python/stringLiteral.ts';
import { iterate, knownText, type Scope, unknown } from '../../values/value.ts';

/** What a file says of itself, outside of its functions. */
export interface RevisionHeader {
  readonly id: string;
  readonly parents: readonly string[];
  /** Revisions or branch labels. */
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly date: string | undefined;
  readonly line: number;
  /** Names of what the file says in a way that only running it would tell. */
  readonly unknown: readonly string[];
}

/** Reads `revision`, `down_revision` and so on from what the module binds; undefined where it binds no revision. */
export function revisionHeader(file: string, source: PythonSource, module: Scope): RevisionHeader | undefined {
  const id = knownText(module.names.get('revision'));
  if (id === undefined || id === '') {
    return undefined;
  }
  const parents = identifiers(module, 'down_revision');
  const dependsOn = identifiers(module, 'depends_on');
  const branchLabels = identifiers(module, 'branch_labels');
  const notKnown = Object.entries({ down_revision: parents, depends_on: dependsOn });
  const docstring = moduleDocstring(source);
  return {
    id,
    parents: parents ?? [],
    dependsOn: dependsOn ?? [],
    branchLabels: branchLabels ?? [],
    title: titleOf(docstring, file),
    date: dateOf(docstring, file, id),
    line: revisionLine(source) ?? 1,
    unknown: notKnown.filter(([, value]) => value === undefined).map(([name]) => name),
  };
}

/** One identifier, several, or none; undefined where they are not known. */
function identifiers(module: Scope, name: string): readonly string[] | undefined {
  const value = module.names.get(name);
  if (value === undefined || value.kind === 'none') {
    return [];
  }
  const items = value.kind === 'text' ? [value] : iterate(value);
  const names = items?.filter((item) => item.kind !== 'none').map(knownText);
  return names?.every((item) => item !== undefined) === true ? names : undefined;
}

/** The line of the assignment at the top level. */
export function revisionLine(source: PythonSource): number | undefined {
  const assignment = children(source.root).find((statement) => {
    const target = statement.name === 'AssignStatement' ? statement.firstChild : null;
    return target?.name === 'VariableName' && source.text.slice(target.from, target.to) === 'revision';
  });
  return assignment === undefined ? undefined : source.lineAt(assignment.from);
}

function moduleDocstring(source: PythonSource): string {
  const first = children(source.root)[0];
  const literal = first?.name === 'ExpressionStatement' ? children(first)[0] : undefined;
  const isString = literal?.name === 'String' || literal?.name === 'ContinuedString';
  return isString ? readStringLiteral(literal, source, () => unknown).text : '';
}

/** The docstring's first line, which is the message given to `alembic revision -m`; else the file's own name. */
function titleOf(docstring: string, file: string): string {
  const first = docstring.trim().split('\n')[0]?.trim() ?? '';
  if (first !== '' && !/^(Revision ID|Revises|Create Date)\s*:/i.test(first)) {
    return first;
  }
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.py$/, '');
  return (
    name
      .replace(/^(?:[\d_-]*[_-])?(?:[0-9a-f]{8,}_)?/, '')
      .replaceAll('_', ' ')
      .trim() || name
  );
}

function dateOf(docstring: string, file: string, id: string): string | undefined {
  const written = /Create Date:\s*(\d{4})-(\d{1,2})-(\d{1,2})/i.exec(docstring);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const leading = /^(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d{7})/;
  for (const match of [written, leading.exec(name), leading.exec(id)]) {
    const [, year, month, day] = match ?? [];
    if (
      year !== undefined &&
      month !== undefined &&
      day !== undefined &&
      isDate(Number(year), Number(month), Number(day))
    ) {
      return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    }
  }
  return undefined;
}

function isDate(year: number, month: number, day: number): boolean {
  return year >= 2000 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
