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
  /** Of a connection service file, as with PGSERVICE. */
  readonly service?: string;
  /** Prints a connection string or a password, for vaults and secrets that rotate. */
  readonly connectionCommand?: string;
  /** Absolute; where the command runs. */
  readonly workspaceFolder?: string;
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  /** Only from `${env:...}` or a connection string; anything else lives in the secret store. */
  readonly password?: string;
  readonly ssl?: { readonly mode: SslMode; readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** The way to the server, where this machine does not reach it by itself. */
  readonly ssh?: SshSettings;
  /** A token of AWS IAM in the place of a password, for Amazon RDS and Aurora. */
  readonly auth?: 'aws-iam';
  /** Of the token; without it the one in the host's name. */
  readonly region?: string;
  /** Of ~/.aws/config, for the token. */
  readonly profile?: string;
  /** A role to assume before the token is made. */
  readonly roleArn?: string;
  /** The variables of the entry's `envFile` that connections heed, such as PGPASSWORD; they win over the process's. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** An SSH host that a server is reached through. What is absent comes from ssh's own configuration. */
export interface SshSettings {
  /** A host name, an address, or an alias of ~/.ssh/config. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  /** The file of a private key; absolute. */
  readonly identityFile?: string;
  /** The socket of an agent; true for the one of SSH_AUTH_SOCK, false for none. */
  readonly agent?: boolean | string;
  /** The hosts that are passed on the way to it, as `user@host:port` or aliases, the nearest one first. */
  readonly jump?: readonly string[];
}

/** SQL files loaded into an embedded PostgreSQL. */
export interface SqlFilesEnvironment extends EnvironmentCommon {
  readonly type: 'sqlFiles';
  /** Absolute paths or globs, in loading order. */
  readonly files: readonly string[];
  /** What is run after them: migrations, to see what they make of it. Never from the settings. */
  readonly after?: readonly { readonly file: string; readonly sql: string }[];
}

/** A database that only an AWS Lambda function can reach. */
export interface LambdaEnvironment extends EnvironmentCommon {
  readonly type: 'lambda';
  /** Name, ARN, or either with an alias or a version. */
  readonly functionName: string;
  readonly region?: string;
  /** Of ~/.aws/config. */
  readonly profile?: string;
  /** A role to assume before the function is invoked. */
  readonly roleArn?: string;
  /** Another address of the Lambda API: a VPC endpoint, an emulator. */
  readonly endpoint?: string;
  /** How long the function may take to answer. */
  readonly timeoutSeconds?: number;
  /** The event for a function that is not ours: JSON with `${sql}` and `${params}`. */
  readonly request?: unknown;
  /** Dotted paths in the answer of a function that is not ours. */
  readonly response?: { readonly rows?: string; readonly columns?: string; readonly error?: string };
  /** The AWS_... variables of the entry's `envFile`, such as AWS_PROFILE; they win over the process's. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The database that the migrations of the workspace make, in an embedded PostgreSQL. */
export interface MigrationsEnvironment extends EnvironmentCommon {
  readonly type: 'migrations';
  /** Absolute; where the command runs. */
  readonly workspaceFolder: string;
  /** Relative to the workspace, with `/`; absent means the migrations of all folders. */
  readonly folder?: string;
  /** Prints as SQL what the migrations run, for those that are not SQL themselves. */
  readonly command?: string;
  /** The variables of the entry's `envFile`; they win over the process's. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** One entry of `databaseCompare.environments`, validated, with every variable resolved. */
export type Environment = LambdaEnvironment | MigrationsEnvironment | PostgresEnvironment | SqlFilesEnvironment;

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
