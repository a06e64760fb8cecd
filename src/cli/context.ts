/** What a command needs of its process. */
export interface CliContext {
  readonly signal: AbortSignal;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  /** Told the exit code when a command ends without an error. */
  readonly done: (exitCode: number) => void;
}

export const exitCodes = { equal: 0, different: 1, failed: 2 } as const;

export interface CompareFlags extends ReportFlags {
  readonly schema: readonly string[];
  /** What differs by pending migrations alone does not count. */
  readonly excludePending?: true;
  /** What the flags say of databaseCompare.compare; where they say nothing, the workspace's settings count. */
  readonly ignore: readonly string[];
  readonly owners?: true;
  readonly privileges?: true;
  readonly columnOrder?: true;
  /** `--no-comments`; commander gives true where the flag is absent. */
  readonly comments: boolean;
  readonly whitespace?: true;
  readonly constraintNames?: true;
  readonly storage?: true;
  readonly mapSchema: Readonly<Record<string, string>>;
  readonly mapRole: Readonly<Record<string, string>>;
}

/** What all commands take. */
export interface ReportFlags {
  readonly workspace: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly output?: string;
}

export interface CountsFlags extends Omit<ReportFlags, 'format'> {
  readonly format: ReportFlags['format'] | 'csv';
  readonly schema: readonly string[];
  /** Estimates only. */
  readonly estimate?: true;
  readonly views?: true;
  readonly foreignTables?: true;
  /** Adds to the workspace's settings. */
  readonly mapSchema: Readonly<Record<string, string>>;
}

export interface PlanFlags extends ReportFlags {
  /** The environment that the other one should be like afterwards. */
  readonly against?: string;
}
