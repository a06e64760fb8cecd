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

export interface CompareOptions {
  readonly workspace: string;
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly schema: readonly string[];
}
