import * as vscode from 'vscode';
import type { MigrationProject } from '../../migrations/migrationProject.ts';
import type { Place } from '../../migrations/place.ts';
import { markOf, type EnvironmentMark } from '../../migrations/revisionMark.ts';
import { standingWords } from '../../reports/standingWords.ts';
import type { ReadVersions } from '../../workflows/readStanding.ts';
import type { ConfiguredEnvironment, EnvironmentStore } from '../environments/environmentStore.ts';
import type { Log } from '../log.ts';
import type { WorkspaceMigrations } from './workspaceMigrations.ts';

/** An environment as the migrations see it. */
export interface BoardEnvironment {
  readonly configured: ConfiguredEnvironment;
  /** The projects that it may have a version table for. */
  readonly projects: readonly MigrationProject[];
  /** What its version tables said; undefined where it was not asked in this window. */
  readonly read: ReadVersions | undefined;
  readonly place: Place | undefined;
}

/** Every revision of the workspace, and where every environment stands among them. */
export interface MigrationBoard {
  readonly projects: readonly MigrationProject[];
  readonly environments: readonly BoardEnvironment[];
}

/** Keeps the board current, once somebody has asked for it. */
export interface MigrationBoards extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** @throws CompareError */
  current(): Promise<MigrationBoard>;
  /** What was found last; undefined before anybody asked. */
  latest(): MigrationBoard | undefined;
}

/** The mark of a revision in every environment that it concerns, in the order of the settings. */
export function marksOf(board: MigrationBoard, project: MigrationProject, revision: string): EnvironmentMark[] {
  return board.environments.flatMap(({ configured, projects, place }) => {
    // What the migrations make has every revision, by what it is.
    if (configured.environment.type === 'migrations') return [];
    const mark = projects.includes(project) ? markOf(place, project, revision) : undefined;
    return mark === undefined ? [] : [{ environment: configured.environment.name, mark }];
  });
}

/** "4 behind, 16 days"; nothing where it cannot be told. */
export function standingIn(board: MigrationBoard | undefined, environmentName: string): readonly string[] {
  const found = board?.environments.find(({ configured }) => configured.environment.name === environmentName);
  return found?.place === undefined ? [] : standingWords(found.place);
}

/** How long to wait for further changes before the board is made again, in milliseconds. */
const pause = 30;

export function createMigrationBoards(
  store: EnvironmentStore,
  migrations: WorkspaceMigrations,
  log: Log,
): MigrationBoards {
  const changed = new vscode.EventEmitter<void>();
  let making: Promise<MigrationBoard> | undefined;
  let latest: MigrationBoard | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const make = (): Promise<MigrationBoard> => {
    const own = makeBoard(store, migrations, latest);
    making = own;
    own.then(
      (board) => {
        if (making !== own || board === latest) return;
        latest = board;
        changed.fire();
      },
      (error: unknown) => {
        if (making === own) making = undefined;
        log.error('The migrations cannot be shown', error);
      },
    );
    return own;
  };
  const invalidate = (): void => {
    if (making === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      make().catch(() => undefined);
    }, pause);
  };
  const subscriptions = [store.onDidChange(invalidate), migrations.onDidChange(invalidate)];
  return {
    onDidChange: changed.event,
    current: () => {
      if (making !== undefined && timer === undefined) return making;
      clearTimeout(timer);
      timer = undefined;
      return make();
    },
    latest: () => latest,
    dispose: () => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      changed.dispose();
    },
  };
}

/** The board as it is now; the one from before where nothing has changed. */
async function makeBoard(
  store: EnvironmentStore,
  migrations: WorkspaceMigrations,
  before: MigrationBoard | undefined,
): Promise<MigrationBoard> {
  const [{ environments: configured }, projects, { placeAmong }] = await Promise.all([
    store.configured(),
    migrations.projects(),
    import('../../migrations/place.ts'),
  ]);
  const environments = await Promise.all(
    configured.map(async (environment): Promise<BoardEnvironment> => {
      const own = await migrations.projectsOf(environment.layer);
      const read = store.versions(environment.environment.name);
      const same = before?.environments.find(
        (other) => other.configured === environment && other.read === read && sameItems(other.projects, own),
      );
      return (
        same ?? {
          configured: environment,
          projects: own,
          read,
          place: read === undefined ? undefined : placeAmong(own, read.versions),
        }
      );
    }),
  );
  const isSame =
    before !== undefined && sameItems(before.projects, projects) && sameItems(before.environments, environments);
  return isSame ? before : { projects, environments };
}

function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
