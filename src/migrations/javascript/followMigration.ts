import type { Downgrade, MigrationProblem } from '../migrationProject.ts';
import { createSqlRecorder } from '../generated/sqlRecorder.ts';
import type { Recorded, SqlRecorder } from '../generated/sqlRecorder.ts';
import type { SourceFile } from '../readingCache.ts';
import type { SqlOperationReader } from '../sqlOperationReader.ts';
import type { Value } from '../values/value.ts';
import { createMachine } from './execute.ts';
import type { Host, Machine } from './machine.ts';
import { parseJavaScript } from './parseJavaScript.ts';
import { runModule } from './runModule.ts';

/** How a framework's files are run. */
export interface MigrationRunner {
  /** What the file's calls do. */
  host(recorder: SqlRecorder, machine: () => Machine): Host;
  /** The functions of the file that do and undo; undefined where it has none, and so is no migration. */
  parts(module: ReturnType<typeof runModule>): MigrationParts | undefined;
}

export interface MigrationParts {
  readonly up: () => void;
  readonly down: (() => void) | undefined;
  /** Whether the file says that nothing undoes it. */
  readonly refusesDown?: boolean;
  readonly transactional?: boolean;
  /** What the version table calls it, where the file says so itself. */
  readonly name?: string;
  /** Where it says so, from 1. */
  readonly line?: number;
}

export interface FollowedMigration extends Recorded, Pick<MigrationParts, 'name' | 'line'> {
  readonly downgrade: Downgrade;
}

/**
 * Follows a JavaScript or TypeScript migration as its framework would run it. Never throws. Loads the grammar.
 *
 * @returns only problems where the file is no migration
 */
export function followMigration(
  { path, text }: SourceFile,
  sql: SqlOperationReader,
  runner: MigrationRunner,
): FollowedMigration | readonly MigrationProblem[] {
  const source = parseJavaScript(path, text);
  const errors: MigrationProblem[] =
    source.errorLine === undefined
      ? []
      : [{ reason: 'syntaxError', file: path, line: source.errorLine, detail: 'not valid JavaScript' }];
  const follow = (direction: 'up' | 'down') => {
    let calls = 0;
    // A file is run for each direction, so that what one of them leaves behind does not change the other.
    const machine: Machine = createMachine(source, {
      call: (made) => {
        calls++;
        return host.call(made);
      },
      property: (receiver, name) => host.property?.(receiver, name),
    });
    const recorder = createSqlRecorder(path, sql, () => machine.undecided > 0);
    const host = runner.host(recorder, () => machine);
    const parts = runner.parts(runModule(machine));
    calls = 0;
    parts?.[direction]?.();
    return { parts, calls, machine, recorder };
  };
  const { parts, recorder, machine } = follow('up');
  if (parts === undefined) return errors;
  if (machine.stepsLeft <= 0) recorder.notStatic(1, 'too many steps');
  const { operations, dataChanges, transactional, problems } = recorder.finish();
  return {
    operations,
    dataChanges,
    transactional: transactional && parts.transactional !== false,
    problems: [...errors, ...problems],
    downgrade: downgradeOf(),
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.line === undefined ? {} : { line: parts.line }),
  };

  function downgradeOf(): Downgrade {
    if (parts?.refusesDown === true) return 'raises';
    if (parts?.down === undefined) return 'missing';
    const down = follow('down');
    if (down.machine.threw) return 'raises';
    return down.calls > 0 ? 'real' : 'empty';
  }
}

/** Calls a function of the file with what the framework gives it; undefined where it is none. */
export function calling(value: Value | undefined, given: readonly Value[]): (() => void) | undefined {
  if (value?.kind !== 'closure') return undefined;
  return () => {
    value.call({ positional: given, keywords: new Map(), open: true });
  };
}
