import { blockedBy } from '../migrations/risk/lockMode.ts';
import type { LockMode } from '../migrations/risk/lockMode.ts';
import type {
  MigrationRisk,
  RelationName,
  RelationSize,
  Reversibility,
  RiskReason,
  StepRisk,
  Work,
} from '../migrations/risk/risk.ts';
import { quoteIdentifier } from '../catalog/identifiers.ts';
import { operationWords } from './operationWords.ts';

/** `public.providers`, each part quoted where SQL needs it. */
export function relationPath({ schema, name }: RelationName): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** What a step does: "add column providers.weight", "update rows of providers". */
export function stepWords({ operation, dataChange }: StepRisk): string {
  if (operation !== undefined) return operationWords(operation);
  if (dataChange === undefined) return '';
  const name = [dataChange.schema, dataChange.table].filter((part) => part !== undefined).join('.');
  const verbs = { insert: 'insert rows into', update: 'update rows of', delete: 'delete rows of', truncate: 'empty' };
  return `${verbs[dataChange.verb]} ${name}`;
}

/** "blocks reads and writes", "blocks nothing". */
export function blocksWords(mode: LockMode): string {
  return `blocks ${blockedBy(mode)}`;
}

export function workWords(work: Work, isUncertain = false): string {
  const words: Readonly<Record<Work, string>> = {
    none: 'no rewrite, no scan',
    write: 'writes rows',
    scan: 'scans the table',
    'index build': 'builds an index',
    rewrite: 'rewrites the table',
  };
  return isUncertain && work !== 'none' ? `perhaps ${words[work]}` : words[work];
}

/** Why one step is as risky as it is, as one sentence without a full stop. */
export function stepSentence(step: StepRisk): string {
  const { verdict, relation, size, work, isUncertain } = step;
  const table = relation === undefined ? 'the table' : tableWords(relation, size);
  const isEmpty = verdict.because === 'empty';
  const perhaps = isUncertain ? 'perhaps ' : '';
  const worked =
    work === 'scan' ? `${table} is ${perhaps}read as a whole` : `${perhaps}an index is built over ${table}`;
  const reasons: Readonly<Record<RiskReason, string>> = {
    failsWithoutTable: `it fails, for there is no ${table}, and no migration before makes it`,
    losesData: isEmpty ? `nothing is lost, for ${table} is empty` : 'data is lost that no downgrade brings back',
    failsOnRows: isEmpty
      ? `it needs an empty table, and ${table} is`
      : `it fails if ${table} holds rows, for there is no default for them`,
    rewrites: `${table} is ${perhaps}rewritten, and nobody can read or write it meanwhile${relief(step)}`,
    scansBlockingReads: `${worked}, and nobody can read or write it meanwhile${relief(step)}`,
    scansBlockingWrites: `${worked}, and nobody can write to it meanwhile${relief(step)}`,
    changesAllRows: `every row of ${table} that it changes stays locked until the transaction ends${relief(step)}`,
    breaksRunningCode: 'code that is still running fails when it uses the old name',
    irreversible: 'it cannot be undone, for PostgreSQL has no statement for it',
    notUndone: 'its downgrade part does not undo it',
    locksReads: `${table} is locked for reads and writes, but only for a moment: nothing is rewritten or scanned`,
    locksWrites: `${table} is locked for writes, but only for a moment`,
    blocksNothing: 'it blocks neither reads nor writes',
    newOnly: 'it only makes what is new',
  };
  return `${stepWords(step)}: ${reasons[verdict.reason]}`;
}

function relief({ verdict }: StepRisk): string {
  if (verdict.because === 'small') return ', which is soon done with so few';
  return verdict.because === 'empty' ? ', which is empty' : '';
}

/** Why a migration is as risky as it is, as one sentence without a full stop. */
export function riskSentence({ decisive, verdict, downgrade, reversibility }: MigrationRisk): string {
  if (decisive !== undefined) return capital(stepSentence(decisive));
  if (verdict.reason === 'notUndone') return capital(reversibilitySentence(reversibility, downgrade));
  return 'It only makes what is new, and locks nobody out';
}

export function reversibilitySentence(reversibility: Reversibility, downgrade: MigrationRisk['downgrade']): string {
  switch (reversibility) {
    case 'yes':
      return 'its downgrade part undoes it';
    case 'dataLost':
      return downgrade === 'real'
        ? 'not reversible: a downgrade makes the object again, not what was in it'
        : 'not reversible: what was in it is lost';
    case 'cannot':
      return 'not reversible: PostgreSQL has no statement that undoes it';
    case 'notWritten':
      return {
        empty: 'not reversible: its downgrade part is empty',
        raises: 'not reversible: its downgrade part refuses',
        missing: 'not reversible: it has no downgrade part',
        real: 'its downgrade part undoes it',
      }[downgrade ?? 'missing'];
    case 'unknown':
      return 'nothing in the files undoes it';
  }
}

/** "yes", "no" or "by hand", for a column of a table. */
export function reversibilityWord(reversibility: Reversibility): string {
  return reversibility === 'yes' ? 'yes' : reversibility === 'unknown' ? 'by hand' : 'no';
}

/** "public.providers (852 rows)", "public.events (about 1,200,000 rows)". */
function tableWords(relation: RelationName, size: RelationSize | undefined): string {
  const path = relationPath(relation).replace(/^public\./, '');
  return size === undefined ? path : `${path} (${rowsWords(size)})`;
}

/** "852 rows", "about 1,200,000 rows". */
export function rowsWords({ rows, exact }: RelationSize): string {
  const number = rows.toLocaleString('en');
  return `${exact ? '' : 'about '}${number} ${rows === 1 ? 'row' : 'rows'}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
