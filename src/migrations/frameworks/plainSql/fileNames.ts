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

function compareNaturally(left: string, right: string): number {
  const leftParts = left.match(/\d+|\D+/g) ?? [];
  const rightParts = right.match(/\d+|\D+/g) ?? [];
  for (const [index, leftPart] of leftParts.entries()) {
    const rightPart = rightParts[index];
    if (rightPart === undefined) return 1;
    const byNumber =
      /^\d/.test(leftPart) && /^\d/.test(rightPart) ? compare(BigInt(leftPart), BigInt(rightPart)) : undefined;
    const order = byNumber ?? compare(leftPart, rightPart);
    if (order !== 0) return order;
  }
  return leftParts.length === rightParts.length ? compare(left, right) : -1;
}

function compare<T extends string | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function titleOf(id: string): string {
  const title = id.replace(/^[vr]?[\d._-]*_*/i, (prefix) => (/\d|__/.test(prefix) ? '' : prefix));
  return title.replaceAll(/[_-]+/g, ' ').trim() || id;
}

function dateOf(id: string): string | undefined {
  const match = /^[vV]?(\d{4})([-_]?)(\d{2})\2(\d{2})(?:\d{4}(?:\d{2}(?:\d{3})?)?)?(?!\d)/.exec(id);
  if (match === null) return undefined;
  const text = `${match[1] ?? ''}-${match[3] ?? ''}-${match[4] ?? ''}`;
  const date = new Date(`${text}T00:00:00Z`);
  // The runtime turns 31 February into March, and a plain number may look like a date.
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isDate && date.getUTCFullYear() >= 1990 && date.getUTCFullYear() < 2100 ? text : undefined;
}
