/** Who the project's own statements come from: the tool and its function, and those it has a foreign function send. */
const applications: ReadonlySet<string> = new Set(['database-compare', 'foreign function']);

/**
 * Settings that make a server tell of each statement who sent it, and afterwards whether its transaction has written
 * by then: only one that writes has an id (`%x`).
 * https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LINE-PREFIX
 */
export const statementLogSettings: Readonly<Record<string, string>> = {
  log_statement: 'all',
  log_duration: 'on',
  log_line_prefix: '<<%a|%d|%p|%x>> ',
};

/** What the tool may send: statements that read, its read-only transaction, and the savepoint in it. */
const allowed =
  /^(?:(?:SELECT|WITH|EXPLAIN)\b|BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY$|SAVEPOINT opened$|ROLLBACK(?: TO SAVEPOINT opened)?$)/i;

/** What the tool sent to one server, as the server tells. */
export interface ToolStatements {
  /** Takes the next piece of the server's log. */
  readonly take: (piece: string) => void;
  /** In their order, each text once. */
  readonly texts: ReadonlySet<string>;
  /** Statements in this database are to be refused; the test that sends them sees to it that they are. */
  expectAttempts(database: string): void;
  /** Whether the server has told of a statement that holds this text, from now on. */
  watchFor(text: string): () => boolean;
  /** What was no read, or whose transaction has written. Takes the end of the log for whole. */
  violations(): readonly string[];
}

export function followToolStatements(): ToolStatements {
  const texts = new Set<string>();
  const attempted = new Set<string>();
  const violations = new Set<string>();
  /** By the server's process: what it was told last. */
  const latest = new Map<string, string>();
  const watched = new Set<string>();
  let rest = '';

  const takeEntry = (entry: string): void => {
    const [, application = '', database = '', process = '', transaction = '', word = '', message = ''] =
      /^<<([^|]*)\|([^|]*)\|(\d+)\|(\d*)>> ([A-Z]+): {2}([^]*)$/.exec(entry) ?? [];
    const said = word === 'STATEMENT' ? message : /^(?:execute [^:]*|statement): ([^]*)$/.exec(message)?.[1];
    // The server indents what follows a line's end.
    const statement = said?.replaceAll('\n\t', '\n').trim();
    if (statement !== undefined) {
      latest.set(process, statement);
      for (const text of watched) if (statement.includes(text)) watched.delete(text);
    }
    if (!applications.has(application)) return;
    if (statement !== undefined) texts.add(statement);
    if (attempted.has(database)) return;
    if (statement !== undefined && !allowed.test(statement)) violations.add(statement);
    if (transaction !== '' && transaction !== '0')
      violations.add(`a transaction wrote: ${latest.get(process) ?? message}`);
  };

  return {
    texts,
    take(piece) {
      rest += piece;
      const entries = rest.split(/\n(?=<<)/);
      rest = entries.pop() ?? '';
      for (const entry of entries) takeEntry(entry);
    },
    expectAttempts: (database) => void attempted.add(database),
    watchFor(text) {
      watched.add(text);
      return () => !watched.has(text);
    },
    violations() {
      takeEntry(rest);
      rest = '';
      return [...violations];
    },
  };
}

/** @throws Error with the statements, where there are some that the tool must not send */
export function assertOnlyReads(statements: ToolStatements): void {
  const found = statements.violations();
  if (found.length > 0) throw new Error(`The tool sent what it must not:\n${found.join('\n')}`);
}
