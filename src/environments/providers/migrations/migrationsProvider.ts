import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationsEnvironment } from '../../environment.ts';
import type { OpenOptions, Provider } from '../../provider.ts';
import { openEmbedded } from '../sqlFiles/openEmbedded.ts';
import type { EmbeddedOptions } from '../sqlFiles/openEmbedded.ts';
import { runCommand } from '../../runCommand.ts';

/** What applying one migration runs. */
export interface MigrationScript {
  /** Absolute. */
  readonly file: string;
  /** On the lines of the file where it stands. */
  readonly sql: string;
}

export interface MigrationsOptions extends EmbeddedOptions {
  /** Keeps what a command has printed, too, so that an error in it has a file to open. */
  readonly cacheFolder: string;
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /**
   * The migrations that the environment stands for, in order.
   * @throws CompareError `filesNotFound`, or `migrationNotSql` with the first one that is more than SQL
   */
  readonly scripts: (environment: MigrationsEnvironment, options: OpenOptions) => Promise<readonly MigrationScript[]>;
}

/** How long a command may take that prints the migrations as SQL, in milliseconds: it starts an interpreter and reads files. */
const commandTimeout = 300_000;

/**
 * The database that the migration files of the workspace make, in PGlite: their SQL, or what a command prints of it.
 *
 * Opening fails as it does for SQL files, and with `commandFailed` or `commandTimeout`.
 */
export function createMigrationsProvider({
  variables,
  scripts,
  ...embedded
}: MigrationsOptions): Provider<MigrationsEnvironment> {
  return {
    type: 'migrations',
    async open(environment, options = {}) {
      const sources = await (environment.command === undefined
        ? scripts(environment, options)
        : printedBy(environment.command, environment, { variables, cacheFolder: embedded.cacheFolder }, options));
      const files = sources.map(({ file }) => file);
      const session = await openEmbedded({ files, texts: sources.map(({ sql }) => sql) }, embedded, options);
      return { ...session, builtFrom: { folder: environment.folder } };
    },
  };
}

async function printedBy(
  command: string,
  environment: MigrationsEnvironment,
  { variables, cacheFolder }: Pick<MigrationsOptions, 'variables' | 'cacheFolder'>,
  options: OpenOptions,
): Promise<readonly MigrationScript[]> {
  options.onProgress?.(`running ${command}`);
  const printed = await runCommand(
    {
      text: command,
      folder: environment.workspaceFolder,
      variables: { ...variables, ...environment.variables },
      timeout: commandTimeout,
    },
    options,
  );
  const name = createHash('sha256').update(`${environment.workspaceFolder}\n${command}`).digest('hex').slice(0, 16);
  const file = path.join(cacheFolder, `printed-${name}.sql`);
  // A folder that cannot be written to is no reason not to load it.
  await mkdir(cacheFolder, { recursive: true })
    .then(() => writeFile(file, printed))
    .catch(() => undefined);
  // Windows' interpreters may write a byte order mark.
  return [{ file, sql: printed.replace(/^\uFEFF/, '') }];
}
