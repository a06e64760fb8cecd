import { compareNaturally, dateOf, titleOf } from '../sqlChain/migrationNames.ts';

/** What a file's name says of its migration. */
export interface NamedMigration {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly id: string;
  readonly title: string;
  /** YYYY-MM-DD, where the name begins with a plausible date. */
  readonly date: string | undefined;
}

/** The migrations among a folder's files, in the order in which they are applied. Files that only undo are left out. */
export function orderedMigrations(paths: readonly string[]): readonly NamedMigration[] {
  const stems = new Set(paths.map(stemOf));
  const ids = new Set<string>();
  return paths
    .filter((path) => /\.sql$/i.test(path) && !isUndo(path, stems))
    .sort(compareMigrations)
    .map((path) => {
      const base = idOf(path);
      const id = ids.has(base) ? stemOf(path) : base;
      ids.add(id);
      return { path, id, title: titleOf(base), date: dateOf(base) };
    });
}

/** Whether a name says its place in an order: a number, a date, or Flyway's `V1__` and `R__`. */
export function hasOrderedName(path: string): boolean {
  return /^(?:v?\d|[vr]__|v\d)/i.test(idOf(path));
}

/** Whether a file is named after what it does in a folder that is named after the migration: `0001_users/up.sql`. */
export function isNamedByFolder(path: string): boolean {
  return /(?:^|\/)(?:up|down|migration)\.sql$/i.test(path);
}

function idOf(path: string): string {
  const segments = path.split('/');
  if (isNamedByFolder(path) && segments.length > 1) return segments.at(-2) ?? '';
  return stemOf(segments.at(-1) ?? '').replace(/[._-]up$/i, '');
}

function stemOf(path: string): string {
  return path.replace(/\.sql$/i, '');
}

/** `x.down.sql` always; `x_down.sql` only beside the file that it undoes, for a migration may scale something down. */
function isUndo(path: string, stems: ReadonlySet<string>): boolean {
  const stem = stemOf(path);
  if (/(?:^|\/)(?:down|undo|rollback|revert)$|\.(?:down|undo|rollback|revert)$|(?:^|\/)U\d[^/]*__/i.test(stem))
    return true;
  const rest = /^(.+)[_-](?:down|undo|rollback|revert)$/i.exec(stem)?.[1];
  return rest !== undefined && ['', '_up', '-up', '.up'].some((ending) => stems.has(rest + ending));
}

/** Flyway's repeatable migrations come last; else numbers count as numbers: `9_` before `10_`, `0009-` before `00010-`. */
function compareMigrations(left: string, right: string): number {
  const repeatable = Number(idOf(left).startsWith('R__')) - Number(idOf(right).startsWith('R__'));
  return repeatable !== 0 ? repeatable : compareNaturally(left, right);
}
