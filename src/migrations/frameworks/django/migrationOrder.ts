import type { MigrationProblem } from '../../migrationProject.ts';
import type { DjangoMigration, MigrationKey } from './readDjangoFile.ts';

export interface PlacedMigration {
  readonly migration: DjangoMigration;
  /** Of the same app. */
  readonly parents: readonly string[];
  /** Of other apps. */
  readonly dependsOn: readonly string[];
}

const idOf = ({ app, name }: MigrationKey): string => `${app}.${name}`;

/**
 * The migrations of all apps in an order in which Django could run them, and those of an app in the order of their
 * names where nothing else tells. A squashed migration stands in for those that it replaces where these are gone;
 * dependencies on apps whose migrations are not in the workspace (Django's own) are left out.
 */
export function orderMigrations(
  found: readonly DjangoMigration[],
  userModel: string,
): { readonly migrations: readonly PlacedMigration[]; readonly problems: readonly MigrationProblem[] } {
  const present = new Set(found.map(idOf));
  const isNeedless = ({ replaces }: DjangoMigration): boolean =>
    replaces.length > 0 && replaces.every((key) => present.has(idOf(key)));
  const squashes = new Map(found.filter(isNeedless).map((squash) => [idOf(squash), squash]));
  const kept = found.filter((migration) => !squashes.has(idOf(migration)));
  const byId = new Map(kept.map((migration) => [idOf(migration), migration]));
  const replacedBy = new Map(
    kept.flatMap((squash) => squash.replaces.map((key) => [idOf(key), idOf(squash)] as const)),
  );
  const apps = new Set(kept.map(({ app }) => app));
  const problems: MigrationProblem[] = [];

  const rootOf = (app: string): string | undefined => {
    const own = kept.filter((migration) => migration.app === app);
    const root = own.find(({ dependencies }) => !dependencies.some((key) => key !== 'userModel' && key.app === app));
    return root === undefined ? undefined : idOf(root);
  };
  const leafOf = (app: string): string | undefined => {
    const own = kept.filter((migration) => migration.app === app);
    const named = new Set(
      own.flatMap(({ dependencies }) => dependencies.flatMap((key) => (key === 'userModel' ? [] : [idOf(key)]))),
    );
    const leaf = own.findLast((migration) => !named.has(idOf(migration)));
    return leaf === undefined ? undefined : idOf(leaf);
  };
  const resolve = (migration: DjangoMigration, key: MigrationKey | 'userModel'): string | undefined => {
    const { app, name } = key === 'userModel' ? { app: userModel.split('.')[0] ?? '', name: '__first__' } : key;
    if (!apps.has(app)) return undefined;
    const id = name === '__first__' ? rootOf(app) : name === '__latest__' ? leafOf(app) : idOf({ app, name });
    if (id === undefined) return undefined;
    const squash = squashes.get(id);
    const real = squash === undefined ? (replacedBy.get(id) ?? id) : idOf(squash.replaces.at(-1) ?? squash);
    if (byId.has(real)) return real === idOf(migration) ? undefined : real;
    problems.push({ reason: 'parentMissing', file: migration.file, line: migration.line, detail: id });
    return undefined;
  };

  const needs = new Map(
    kept.map((migration) => [
      idOf(migration),
      new Set(migration.dependencies.flatMap((key) => resolve(migration, key) ?? [])),
    ]),
  );
  for (const migration of kept) {
    for (const key of migration.runBefore) needs.get(resolve(migration, key) ?? '')?.add(idOf(migration));
  }
  const migrations: PlacedMigration[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (migration: DjangoMigration): void => {
    const id = idOf(migration);
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      problems.push({ reason: 'cycle', file: migration.file, line: migration.line, detail: id });
      return;
    }
    state.set(id, 'open');
    const before = [...(needs.get(id) ?? [])].toSorted();
    for (const other of before) {
      const needed = byId.get(other);
      if (needed !== undefined) visit(needed);
    }
    state.set(id, 'done');
    const isOwn = (other: string) => byId.get(other)?.app === migration.app;
    migrations.push({ migration, parents: before.filter(isOwn), dependsOn: before.filter((other) => !isOwn(other)) });
  };
  const byName = (one: DjangoMigration, other: DjangoMigration): number => (idOf(one) < idOf(other) ? -1 : 1);
  for (const migration of kept.toSorted(byName)) visit(migration);
  problems.push(...severalHeads(migrations));
  return { migrations, problems };
}

/** Django refuses to migrate an app with two leaves. */
function severalHeads(migrations: readonly PlacedMigration[]): readonly MigrationProblem[] {
  const parents = new Set(migrations.flatMap((each) => each.parents));
  const leaves = migrations.filter(({ migration }) => !parents.has(idOf(migration)));
  return leaves.flatMap(({ migration }, index) => {
    const isSecond = leaves.findIndex((other) => other.migration.app === migration.app) < index;
    const { file, line } = migration;
    return isSecond ? [{ reason: 'headsSeveral' as const, file, line, detail: idOf(migration) }] : [];
  });
}
