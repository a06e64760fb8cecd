import { createSqlRecorder } from '../../generated/sqlRecorder.ts';
import type { Recorded } from '../../generated/sqlRecorder.ts';
import type { Downgrade, MigrationProblem } from '../../migrationProject.ts';
import type { SourceFile } from '../../readingCache.ts';
import { createRubyMachine, evaluate } from '../../ruby/evaluate.ts';
import { nodeAt, type RubyParser } from '../../ruby/parseRuby.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import type { ClassValue, Scope } from '../../values/value.ts';
import { createMigrationHost, type MigrationRun } from './migrationHost.ts';

export interface RailsReading extends Recorded {
  readonly downgrade: Downgrade;
  /** Where its class is declared. */
  readonly line: number;
}

/** Follows a migration as Rails would run it. Never throws. */
export function readRailsFile(
  { path, text }: SourceFile,
  parse: RubyParser,
  sql: SqlOperationReader,
): RailsReading | readonly MigrationProblem[] {
  const source = parse(text);
  const errors: MigrationProblem[] =
    source.errorLine === undefined
      ? []
      : [{ reason: 'syntaxError', file: path, line: source.errorLine, detail: 'not valid Ruby' }];
  const follow = (direction: MigrationRun['direction']) => {
    const run: MigrationRun = { version: { number: 0 }, direction, irreversible: false };
    let calls = 0;
    let isTransactional = true;
    const machine = createRubyMachine(source, {
      call: (call) => {
        calls++;
        if (call.callee === 'disable_ddl_transaction!') isTransactional = false;
        return host(call);
      },
    });
    const recorder = createSqlRecorder(path, sql, () => machine.undecided > 0);
    const host = createMigrationHost(recorder, run);
    const module: Scope = { names: new Map() };
    evaluate(source.root.type === 'ProgramNode' ? bodyOf(source.root) : source.root, module, machine);
    const migration = migrationIn(module);
    run.version = { number: versionOf(migration) };
    const method = (name: string) => {
      const found = migration?.members.get(`def ${name}`) ?? migration?.members.get(`def self.${name}`);
      return found?.kind === 'closure' ? found : undefined;
    };
    calls = 0;
    const change = method('change');
    const main = method(direction) ?? change;
    const call = () => main?.call({ positional: [], keywords: new Map(), open: true });
    return {
      migration,
      machine,
      recorder,
      run,
      main,
      change,
      method,
      call,
      calls: () => calls,
      isTransactional: () => isTransactional,
    };
  };
  const up = follow('up');
  if (up.migration === undefined || up.main === undefined) return errors;
  up.call();
  const { operations, dataChanges, transactional, problems } = up.recorder.finish();
  return {
    operations,
    dataChanges,
    transactional: transactional && up.isTransactional(),
    problems: [...errors, ...problems],
    line: up.migration.line ?? 1,
    downgrade: downgrade(),
  };

  function downgrade(): Downgrade {
    const down = follow('down');
    if (down.method('down') === undefined) {
      if (down.change === undefined) return 'missing';
      return up.run.irreversible ? 'raises' : up.calls() > 0 ? 'real' : 'empty';
    }
    down.call();
    if (down.machine.threw) return 'raises';
    return down.calls() > 0 ? 'real' : 'empty';
  }
}

function bodyOf(root: Parameters<typeof evaluate>[0]) {
  return root === undefined ? undefined : nodeAt(root, 'statements');
}

/** The class that inherits from `ActiveRecord::Migration`, or from one that does. */
function migrationIn(module: Scope): ClassValue | undefined {
  const classes = [...module.names.values()].flatMap((value) => (value.kind === 'class' ? [value] : []));
  return classes.findLast(({ members }) => {
    const superclass = members.get('< superclass');
    return superclass?.kind === 'reference' && superclass.path.includes('Migration');
  });
}

/** 7.1 of `ActiveRecord::Migration[7.1]` as 701; 4.2 where there is none, as Rails has it. */
function versionOf(migration: ClassValue | undefined): number {
  const superclass = migration?.members.get('< superclass');
  const [, major, minor] = /\[(\d+)(?:\.(\d+))?\]/.exec(superclass?.kind === 'reference' ? superclass.path : '') ?? [];
  return major === undefined ? 402 : Number(major) * 100 + Number(minor ?? 0);
}
