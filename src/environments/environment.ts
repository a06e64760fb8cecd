/** What an environment is for; shown as an icon and a word. */
export type EnvironmentRole = 'production' | 'staging' | 'development';

/** libpq's sslmode values, https://www.postgresql.org/docs/current/libpq-ssl.html */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

interface EnvironmentCommon {
  readonly name: string;
  readonly role?: EnvironmentRole;
  /** Schemas to compare; absent means all but the system's. */
  readonly schemas?: readonly string[];
}

/** A server reached directly. Variables are resolved, paths absolute. */
export interface PostgresEnvironment extends EnvironmentCommon {
  readonly type: 'postgres';
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  /** Only from `${env:...}` or a connection string; anything else lives in the secret store. */
  readonly password?: string;
  readonly ssl?: { readonly mode: SslMode; readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** The PG... variables of the entry's `envFile`, such as PGPASSWORD; they win over the process's. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** SQL files loaded into an embedded PostgreSQL. */
export interface SqlFilesEnvironment extends EnvironmentCommon {
  readonly type: 'sqlFiles';
  /** Absolute paths or globs, in loading order. */
  readonly files: readonly string[];
}

/** One entry of `databaseCompare.environments`, validated, with every variable resolved. */
export type Environment = PostgresEnvironment | SqlFilesEnvironment;

/** An entry, or a part of one, that cannot be used. The other entries still work. */
export interface SettingsProblem {
  /** "databaseCompare.environments[1].role": the setting, the entry, the property. */
  readonly setting: string;
  /** From 0; undefined when the whole setting is wrong. */
  readonly entry: number | undefined;
  readonly environmentName: string | undefined;
  readonly severity: 'error' | 'warning';
  readonly reason: 'invalid' | 'variableUndefined' | 'envFileUnreadable' | 'duplicateName' | 'plainTextPassword';
  /** One sentence that names the expected values. */
  readonly message: string;
}
