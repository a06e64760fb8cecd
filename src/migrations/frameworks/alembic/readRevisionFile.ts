import type { DataChange, Downgrade, MigrationProblem, Operation } from '../../migrationProject.ts';
import { createMachine, executeBody } from '../../python/execute.ts';
import type { Machine } from '../../python/machine.ts';
import { parsePython } from '../../python/parsePython.ts';
import { type Scope, unknown, type Value } from '../../values/value.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { downgradeOf } from './downgradePart.ts';
import type { NamingConvention } from './namingConvention.ts';
import { type RevisionHeader, revisionHeader, revisionLine } from './revisionHeader.ts';
import { indexModules, type ModuleIndex, siblingModules } from './siblingModules.ts';
import { createUpgradeHost, type Recording } from './upgradeHost.ts';
import { createRecord, reportNotStatic } from './upgradeRecord.ts';
import { withoutDowngrade } from './withoutDowngrade.ts';

/** While a function of another module runs, what is undecided around its call is so for it too. */
function runWithin(recording: Recording, entered: Machine, run: () => Value): Value {
  const outer = recording.machine;
  const { undecided } = entered;
  entered.undecided = undecided + (outer?.undecided ?? 0);
  recording.machine = entered;
  const result = run();
  entered.undecided = undecided;
  recording.machine = outer;
  return result;
}

export interface RevisionFile {
  readonly file: string;
  /** undefined where the file is no migration, or does not say which. */
  readonly header: RevisionHeader | undefined;
  readonly operations: readonly Operation[];
  readonly dataChanges: readonly DataChange[];
  readonly transactional: boolean;
  readonly downgrade: Downgrade;
  readonly problems: readonly MigrationProblem[];
}

/** Follows one file as Alembic would run it. Never throws. Loads the Python grammar. */
export function readRevisionFile(
  { path, text }: { path: string; text: string },
  convention: NamingConvention,
  sql: SqlOperationReader,
  others: ModuleIndex = indexModules([]),
): RevisionFile {
  const source = parsePython(withoutDowngrade(text));
  const record = createRecord(path, convention);
  const recording: Recording = { active: false, machine: undefined };
  const upgradeHost = createUpgradeHost(record, recording, sql);
  const modules = siblingModules(others, path, upgradeHost, (entered, run) => runWithin(recording, entered, run));
  const machine = createMachine(source, { ...upgradeHost, imported: modules.value });
  recording.machine = machine;
  const module: Scope = { names: new Map() };
  executeBody(source.root, module, machine);
  const header = revisionHeader(path, source, module);
  const upgrade = module.names.get('upgrade');
  if (source.errorLine !== undefined) {
    record.problems.push({ reason: 'syntaxError', file: path, line: source.errorLine, detail: 'not valid Python' });
  }
  if (header === undefined) {
    if (upgrade?.kind === 'function' && source.errorLine === undefined) {
      const line = revisionLine(source);
      record.problems.push({
        reason: 'revisionMissing',
        file: path,
        ...(line === undefined ? {} : { line }),
        detail: 'revision',
      });
    }
    return result([]);
  }
  for (const name of header.unknown) {
    reportNotStatic(record, header.line, name);
  }
  recording.active = true;
  if (upgrade?.kind === 'function') {
    machine.callFunction(upgrade, { positional: [], keywords: new Map(), open: true });
    runEngineUpgrades();
  }
  if (machine.stepsLeft <= 0) {
    reportNotStatic(record, header.line, 'too many steps');
  }
  return result(record.operations);

  function result(operations: readonly Operation[]): RevisionFile {
    const { dataChanges, transactional, problems } = record;
    const downgrade = downgradeOf(module.names.get('downgrade'));
    return { file: path, header, operations, dataChanges, transactional, downgrade, problems };
  }

  /** Alembic's template for several databases: `upgrade(engine_name)` calls `upgrade_<engine>()` by its name. */
  function runEngineUpgrades(): void {
    if (upgrade?.kind !== 'function') return;
    const parameter = upgrade.node.getChild('ParamList')?.getChild('VariableName') ?? null;
    if (parameter !== null) {
      for (const [name, value] of module.names) {
        if (name.startsWith('upgrade_') && value.kind === 'function') {
          machine.callFunction(value, { positional: [unknown], keywords: new Map(), open: true });
        }
      }
    }
  }
}
