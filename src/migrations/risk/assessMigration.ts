import type { DataChange, Operation, Revision } from '../migrationProject.ts';
import { dataChangeRules, missingRelationRule } from './dataChangeRules.ts';
import { strongerLock } from './lockMode.ts';
import { isFact } from './operationFacts.ts';
import type {
  MigrationRisk,
  RelationLock,
  RelationName,
  RelationSize,
  Reversibility,
  RiskVerdict,
  SizeOf,
  StepRisk,
  TouchedRelation,
  Work,
} from './risk.ts';
import type { OperationPattern, RiskRule } from './riskRule.ts';
import { riskRules } from './rules.ts';
import { relationKey, relationKinds, relationOfPath } from './schemaState.ts';
import type { SchemaState } from './schemaState.ts';
import { byWeight, verdictOfStep, worstStep } from './verdict.ts';

/** Where PostgreSQL's manual is; a rule's `manual` is below it. */
const manualRoot = 'https://www.postgresql.org/docs/current/';

export interface AssessOptions {
  /** How large the environment's tables are. */
  readonly sizeOf?: SizeOf | undefined;
  /** Why the risk of a rule on a line of the migration's file is accepted; undefined where nobody says so. */
  readonly acceptedBecause?: ((rule: string, line: number) => string | undefined) | undefined;
}

/**
 * What a migration means for a database in use. Tables that it makes itself are nobody's yet, so nothing that it does
 * to them counts.
 *
 * @param state what is known of the database; afterwards it is as the migration leaves it
 */
export function assessMigration(
  revision: Revision,
  state: SchemaState,
  { sizeOf = () => undefined, acceptedBecause = () => undefined }: AssessOptions = {},
): MigrationRisk {
  const created = new Map<string, RelationName>();
  const createdTypes = new Set<string>();
  const steps: StepRisk[] = [];
  const isNew = (relation: RelationName): boolean =>
    created.has(relationKey(relation)) || sizeOf(relation) === 'absent';
  /** Neither the environment has it nor do the migrations before make it. */
  const isMissing = (relation: RelationName): boolean => sizeOf(relation) === 'absent' && !state.has(relation);

  for (const item of inOrder(revision)) {
    if ('verb' in item) {
      const relation = { schema: item.schema ?? 'public', name: item.table };
      const subject = { dataChange: item, relation, partners: [], sizeOf };
      if (isMissing(relation)) steps.push(stepOf(missingRelationRule, subject));
      else if (!isNew(relation)) steps.push(stepOf(dataChangeRules[item.verb], subject));
      continue;
    }
    const relation = relationOf(item, state);
    const rule = riskRules.find(({ when }) => fits(when, item, relation, state));
    const isCreated = createsRelation(item, relation, state);
    if (isCreated && relation !== undefined) created.set(relationKey(relation), relation);
    noteCreatedType(createdTypes, item);
    if (relation !== undefined && !isCreated && isMissing(relation)) {
      if (needsRelation(item)) {
        add(steps, stepOf(missingRelationRule, { operation: item, relation, partners: [], sizeOf }));
      }
    } else if (rule !== undefined && !isOfCreatedType(createdTypes, item)) {
      const partners = partnersOf(rule, item, relation, state).filter((partner) => !isNew(partner));
      if (relation === undefined || !isNew(relation)) {
        add(steps, stepOf(rule, { operation: item, relation, partners, sizeOf }));
      } else if (partners.length > 0) steps.push(partnerStep(rule, item, partners, sizeOf));
    }
    renameCreated(created, item, relation);
    state.apply(item);
  }
  const judged = steps.map((step) => ({ ...step, accepted: acceptedBecause(step.rule, step.line) }));
  return summarize(revision, judged, [...created.values()]);
}

/** What a statement does to several attributes of one object is one step. */
function add(steps: StepRisk[], step: StepRisk): void {
  const last = steps.at(-1);
  const isSame =
    last?.operation !== undefined &&
    last.rule === step.rule &&
    last.line === step.line &&
    last.operation.action === 'alter' &&
    JSON.stringify(last.operation.target) === JSON.stringify(step.operation?.target);
  if (!isSame) steps.push(step);
}

/** Operations and data changes by their place in the file. */
function inOrder(revision: Revision): readonly (Operation | DataChange)[] {
  const changes = [...(revision.dataChanges ?? [])];
  return [
    ...revision.operations.flatMap((operation) => {
      const before = [];
      for (let next = changes[0]; next !== undefined && next.line < operation.line; next = changes[0]) {
        before.push(next);
        changes.shift();
      }
      return [...before, operation];
    }),
    ...changes,
  ];
}

function createsRelation(
  { action, target, modifiers = [] }: Operation,
  relation: RelationName | undefined,
  state: SchemaState,
): boolean {
  if (action !== 'create' || relation === undefined || !relationKinds.has(target.kind)) return false;
  const leavesOld = modifiers.includes('or replace') || modifiers.includes('if not exists');
  return !leavesOld || !state.has(relation);
}

/** IF EXISTS and conditions are there for tables that are not. */
function needsRelation({ modifiers = [], conditional }: Operation): boolean {
  return !modifiers.includes('if exists') && conditional !== true;
}

/** The values of a new enum come with it. */
function noteCreatedType(createdTypes: Set<string>, { action, target }: Operation): void {
  const { kind, schema = 'public', name } = target;
  if (action === 'create' && kind === 'enum' && name !== undefined) createdTypes.add(relationKey({ schema, name }));
}

function isOfCreatedType(createdTypes: ReadonlySet<string>, { target }: Operation): boolean {
  const { kind, schema = 'public', owner = '' } = target;
  return kind === 'enum value' && createdTypes.has(relationKey({ schema, name: owner }));
}

/** The relation that an operation is about, or whose part it is about. */
function relationOf({ target }: Operation, state: SchemaState): RelationName | undefined {
  const { kind, schema = 'public', owner, name } = target;
  if (relationKinds.has(kind)) return name === undefined ? undefined : { schema, name };
  if (kind === 'index' && owner === undefined) return name === undefined ? undefined : state.tableOfIndex(schema, name);
  const isPart = ['column', 'constraint', 'index', 'trigger', 'policy', 'rule', 'statistics'].includes(kind);
  return isPart && owner !== undefined ? { schema, name: owner } : undefined;
}

function fits(
  when: OperationPattern,
  operation: Operation,
  relation: RelationName | undefined,
  state: SchemaState,
): boolean {
  const { target, modifiers = [], attribute } = operation;
  if (when.action !== operation.action || !when.kinds.includes(target.kind)) return false;
  if (when.attributes !== undefined && (attribute === undefined || !when.attributes.includes(attribute))) return false;
  if (when.value !== undefined && when.value !== operation.value) return false;
  if (when.constraintTypes !== undefined && !when.constraintTypes.includes(target.constraintType ?? '')) return false;
  if (when.modifier !== undefined && !modifiers.includes(when.modifier)) return false;
  return when.fact === undefined || isFact(when.fact, operation, relation, state);
}

/** The tables at the other end of the foreign keys that the operation is about. */
function partnersOf(
  rule: RiskRule,
  { target, modifiers = [] }: Operation,
  relation: RelationName | undefined,
  state: SchemaState,
): readonly RelationName[] {
  if (rule.partnerLock === undefined || relation === undefined) return [];
  if (target.kind === 'table') {
    const others = modifiers.includes('cascade') ? state.referencing(relation) : [];
    return [...state.referenced(relation), ...others];
  }
  const { references } = target;
  if (references !== undefined) return [{ schema: references.schema ?? 'public', name: references.table }];
  const known = target.name === undefined ? undefined : state.constraint(relation, target.name);
  return known?.references === undefined ? [] : [known.references];
}

interface Subject {
  readonly operation?: Operation;
  readonly dataChange?: DataChange;
  readonly relation: RelationName | undefined;
  readonly partners: readonly RelationName[];
  readonly sizeOf: SizeOf;
}

function stepOf(rule: Omit<RiskRule, 'when'>, subject: Subject): StepRisk {
  const { operation, dataChange, relation, partners, sizeOf } = subject;
  const size = knownSize(relation, sizeOf);
  const locks: RelationLock[] = [];
  if (rule.lock !== undefined && relation !== undefined) locks.push({ ...relation, mode: rule.lock });
  for (const partner of partners) {
    const isSelf = relation !== undefined && relationKey(partner) === relationKey(relation);
    if (rule.partnerLock !== undefined && !isSelf) locks.push({ ...partner, mode: rule.partnerLock });
  }
  const parent = operation?.value === undefined ? undefined : relationOfPath(operation.value);
  if (rule.parentLock !== undefined && parent !== undefined) locks.push({ ...parent, mode: rule.parentLock });
  return {
    rule: rule.id,
    operation,
    dataChange,
    line: (operation ?? dataChange)?.line ?? 1,
    relation,
    size,
    locks,
    work: rule.work ?? 'none',
    isUncertain: rule.isUncertain === true || operation?.conditional === true,
    losesData: rule.losesData === true,
    irreversible: rule.irreversible === true,
    outsideTransaction: rule.outsideTransaction === true,
    verdict: verdictOfStep(rule, size),
    accepted: undefined,
    safer: rule.safer,
    manual: `${manualRoot}${rule.manual}`,
  };
}

/** A foreign key of a new table: it has no rows, and still locks the tables that it refers to. */
function partnerStep(
  { id, partnerLock, manual }: RiskRule,
  operation: Operation,
  partners: readonly RelationName[],
  sizeOf: SizeOf,
): StepRisk {
  const lock = partnerLock === undefined ? {} : { lock: partnerLock, partnerLock };
  const [relation, ...others] = partners;
  return stepOf({ id, manual, ...lock }, { operation, relation, partners: others, sizeOf });
}

function knownSize(relation: RelationName | undefined, sizeOf: SizeOf): RelationSize | undefined {
  const size = relation === undefined ? undefined : sizeOf(relation);
  return size === 'absent' ? undefined : size;
}

/** A new table stays new under another name. */
function renameCreated(
  created: Map<string, RelationName>,
  { action, newName, attribute, target }: Operation,
  relation: RelationName | undefined,
): void {
  if (action !== 'rename' || newName === undefined || relation === undefined || !relationKinds.has(target.kind)) return;
  if (!created.delete(relationKey(relation))) return;
  const renamed =
    attribute === 'schema' ? { ...relation, schema: newName } : { schema: relation.schema, name: newName };
  created.set(relationKey(renamed), renamed);
}

function summarize(revision: Revision, steps: readonly StepRisk[], creates: readonly RelationName[]): MigrationRisk {
  const reversibility = reversibilityOf(revision, steps);
  const decisive = worstStep(steps.filter(({ accepted }) => accepted === undefined));
  const notUndone: readonly RiskVerdict[] =
    reversibility === 'notWritten' ? [{ grade: 'medium', reason: 'notUndone' }] : [];
  const verdicts = [...(decisive === undefined ? [] : [decisive.verdict]), ...notUndone];
  const verdict = verdicts.toSorted(byWeight)[0] ?? { grade: 'low', reason: 'newOnly' };
  return {
    revision,
    steps,
    relations: touched(steps),
    creates,
    verdict,
    decisive: decisive?.verdict === verdict ? decisive : undefined,
    reversibility,
    downgrade: revision.downgrade,
    transactional: revision.transactional !== false && !steps.some(({ outsideTransaction }) => outsideTransaction),
  };
}

function reversibilityOf({ downgrade, operations }: Revision, steps: readonly StepRisk[]): Reversibility {
  if (steps.some(({ losesData, verdict }) => losesData && verdict.because !== 'empty')) return 'dataLost';
  if (steps.some(({ irreversible }) => irreversible)) return 'cannot';
  if (downgrade === undefined) return 'unknown';
  return downgrade === 'real' || operations.length === 0 ? 'yes' : 'notWritten';
}

const works: readonly Work[] = ['none', 'write', 'scan', 'index build', 'rewrite'];

function touched(steps: readonly StepRisk[]): readonly TouchedRelation[] {
  const relations = new Map<string, TouchedRelation>();
  for (const step of steps) {
    for (const lock of step.locks) {
      const key = relationKey(lock);
      const isOwn = step.relation !== undefined && key === relationKey(step.relation);
      const before = relations.get(key);
      const work = isOwn ? step.work : 'none';
      relations.set(key, {
        schema: lock.schema,
        name: lock.name,
        mode: before === undefined ? lock.mode : strongerLock(before.mode, lock.mode),
        work: before === undefined || works.indexOf(work) > works.indexOf(before.work) ? work : before.work,
        losesData: (before?.losesData ?? false) || (isOwn && step.losesData),
      });
    }
  }
  return [...relations.values()];
}
