import type { AttributeChange, Difference, Side } from '../comparison/difference.ts';
import { facetOf } from '../catalog/kinds.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import type { AppliedRevisions } from './appliedRevisions.ts';
import { deviatingSide, settersOf } from './attributeSetters.ts';
import type { ExplainedDifference, Explanation } from './explanation.ts';
import { buildHistory } from './history.ts';
import type { History, HistoryEntry, ObjectIdentity } from './history.ts';
import type { MigrationProject } from './migrationProject.ts';
import { identitiesOf } from './objectIdentity.ts';

/** A migration project, and what either side's version table says of it; undefined where it cannot be read. */
export interface AppliedProject {
  readonly project: MigrationProject;
  readonly left: AppliedRevisions | undefined;
  readonly right: AppliedRevisions | undefined;
}

/** Says of each difference, and of each part of an object on one side only, which migration explains it. */
export function explainDifferences(
  differences: readonly Difference[],
  projects: readonly AppliedProject[],
): readonly ExplainedDifference[] {
  const histories = projects.map((applied) => ({ ...applied, history: buildHistory(applied.project) }));
  const find = entriesFinder(differences, histories);
  const explain = (difference: Difference, owner: OwnerExplanation | undefined): ExplainedDifference => {
    const { explanation, since } = explainDifference(difference, owner, find(difference));
    const children = difference.children.map((child) => explain(child, { explanation, since }));
    return { ...difference, explanation, children };
  };
  return differences.map((difference) => explain(difference, undefined));
}

interface OwnerExplanation {
  readonly explanation: Explanation;
  /** The place in the chain of the operation that makes the owner be there or not. */
  readonly since: number;
}

type Found = { readonly entries: readonly HistoryEntry[]; readonly applied: AppliedProject } | undefined;

/** Objects are found by name; then constraints and indexes by what they cover, unless the name they have there is another difference's. */
function entriesFinder(
  differences: readonly Difference[],
  histories: readonly (AppliedProject & { readonly history: History })[],
): (difference: Difference) => Found {
  const found = new Map<Difference, Found>();
  const taken = new Set<readonly HistoryEntry[]>();
  const unnamed: { readonly difference: Difference; readonly identities: readonly ObjectIdentity[] }[] = [];
  // Where several projects speak of an object, one whose revision can be read says more.
  const byReadability = histories.toSorted((one, other) => readableSides(other) - readableSides(one));
  const visit = (difference: Difference, parent: Difference | undefined): void => {
    const identities = identitiesOf(difference, parent);
    for (const applied of byReadability) {
      const entries = entriesOf(identities, difference, applied.history);
      if (entries === undefined) continue;
      taken.add(entries);
      found.set(difference, { entries, applied });
      break;
    }
    const isCovering = identities.some(({ coverage }) => coverage !== undefined);
    if (!found.has(difference) && isCovering) unnamed.push({ difference, identities });
    for (const child of difference.children) visit(child, difference);
  };
  for (const difference of differences) visit(difference, undefined);
  for (const { difference, identities } of unnamed) {
    for (const applied of byReadability) {
      const entries = identities
        .flatMap((identity) => applied.history.covering(identity))
        .findLast((each) => !taken.has(each));
      if (entries !== undefined && !found.has(difference)) found.set(difference, { entries, applied });
    }
  }
  return (difference) => found.get(difference);
}

/** Of several names the one that was spoken of last; of what was renamed the one that it lost. */
function entriesOf(
  identities: readonly ObjectIdentity[],
  { attributes }: Difference,
  history: History,
): readonly HistoryEntry[] | undefined {
  const known = identities.map((identity) => history.of(identity)).filter((entries) => entries.length > 0);
  const [latest] = known.toSorted((a, b) => lastOf(b).order - lastOf(a).order);
  const isRenamed = attributes.some(({ name }) => name === 'name');
  return (isRenamed ? known.find((entries) => lastOf(entries).effect === 'absent') : undefined) ?? latest;
}

function readableSides({ left, right }: AppliedProject): number {
  return Number(left !== undefined) + Number(right !== undefined);
}

function explainDifference(
  difference: Difference,
  owner: OwnerExplanation | undefined,
  found: Found,
): OwnerExplanation {
  if (found === undefined) return owner ?? { explanation: unmanaged, since: -1 };
  const { entries, applied } = found;
  const fault =
    difference.status === 'changed'
      ? faultOfChange(difference, entries, applied)
      : faultOfAbsence(difference, entries, applied);
  // What was done to a part before its owner came or went does not say why it is missing with it.
  if (owner !== undefined && fault.entry.order < owner.since) return owner;
  const { revision, operation } = fault.entry;
  const explanation: Explanation = {
    cause: causeOf(isApplied(applied, fault.side, fault.entry)),
    side: fault.side,
    revision: revision.id,
    file: revision.file,
    line: operation.line,
    candidates: entries.toReversed().map((entry) => ({
      revision: entry.revision.id,
      file: entry.revision.file,
      line: entry.operation.line,
      action: entry.operation.action,
    })),
  };
  return { explanation, since: fault.since };
}

const unmanaged: Explanation = {
  cause: 'unmanaged',
  side: null,
  revision: null,
  file: null,
  line: null,
  candidates: [],
};

function causeOf(applied: boolean | undefined): Explanation['cause'] {
  if (applied === undefined) return 'revision unknown';
  return applied ? 'not in effect' : 'pending';
}

/** undefined where the side's revision cannot be read, or is one that no file declares. */
function isApplied(applied: AppliedProject, side: Side, { revision }: HistoryEntry): boolean | undefined {
  const revisions = applied[side];
  if (revisions === undefined) return undefined;
  if (revisions.applied.has(revision.id)) return true;
  return revisions.unknownHeads.length > 0 ? undefined : false;
}

interface Fault {
  readonly side: Side;
  /** The operation that has no effect on that side. */
  readonly entry: HistoryEntry;
  readonly since: number;
}

/**
 * Kinds that come and go with what is set of them: default privileges, and the parts of a partition that are listed only
 * where something of them is their own.
 */
const listedByAttributes: ReadonlySet<ObjectKind> = new Set([
  'column',
  'constraint',
  'default privileges',
  'index',
  'trigger',
]);

/** Whether an operation sets what an object has besides what it is: a comment, an owner, grants, how it is stored. */
function isAside({ operation: { target, attribute } }: HistoryEntry): boolean {
  const facet = attribute === undefined ? undefined : facetOf(target.kind, attribute);
  return facet !== undefined && facet !== 'code';
}

/**
 * Of an object on one side only: where the last operation takes it away, the side that still has it; else the side
 * without it. There, the creation has no effect where that side claims it; else all that follows is missing too, and
 * the last operation counts, on the line that creates where the same revision does both.
 */
function faultOfAbsence({ status }: Difference, entries: readonly HistoryEntry[], applied: AppliedProject): Fault {
  const [holder, other]: readonly [Side, Side] = status === 'leftOnly' ? ['left', 'right'] : ['right', 'left'];
  const own = entries.filter((entry) => entry.effect !== 'affected' && !isAside(entry));
  const last = own.at(-1) ?? lastOf(entries);
  if (last.effect === 'absent') return { side: holder, entry: last, since: last.order };
  const creation = own.findLast(({ effect }) => effect === 'present');
  if (creation === undefined) {
    const comesAndGoes = listedByAttributes.has(last.operation.target.kind);
    return { side: (comesAndGoes ? unappliedSide(last, applied) : undefined) ?? other, entry: last, since: last.order };
  }
  const isCreation = creation.revision === last.revision || isApplied(applied, other, creation) === true;
  return { side: other, entry: isCreation ? creation : last, since: creation.order };
}

/**
 * Of an object whose attributes differ: the newest operation on one of them that tells the sides apart, by its value
 * or by who has applied it. An operation that neither side has applied explains nothing while an older one can.
 */
function faultOfChange(difference: Difference, entries: readonly HistoryEntry[], applied: AppliedProject): Fault {
  const setters = difference.attributes
    .map((change) => ({ change, entries: settersOf(change.name, entries) }))
    .flatMap(({ change, entries: newestFirst }) =>
      newestFirst.map((entry, index) => ({ change, entry, older: newestFirst.slice(index + 1) })),
    )
    .sort((one, other) => other.entry.order - one.entry.order);
  for (const { change, entry, older } of setters) {
    const side = deviatingSide(change, entry) ?? unappliedSide(entry, applied);
    if (side !== undefined) return { side, entry, since: entry.order };
    const isMeant = isApplied(applied, 'left', entry) !== false || isApplied(applied, 'right', entry) !== false;
    if (isMeant) return { side: outdatedSide(change, older) ?? sideBehind(applied), entry, since: entry.order };
  }
  const entry = setters[0]?.entry ?? lastOf(entries);
  return { side: sideBehind(applied), entry, since: entry.order };
}

/** The side that still has what an older operation set. */
function outdatedSide(change: AttributeChange, older: readonly HistoryEntry[]): Side | undefined {
  for (const entry of older) {
    const deviating = deviatingSide(change, entry);
    if (deviating !== undefined) return deviating === 'left' ? 'right' : 'left';
  }
  return undefined;
}

/** The one side that has not applied an operation that the other one has, or that cannot say so. */
function unappliedSide(entry: HistoryEntry, applied: AppliedProject): Side | undefined {
  const [left, right] = [isApplied(applied, 'left', entry), isApplied(applied, 'right', entry)];
  if (left === right) return undefined;
  if (left === false || right === false) return left === false ? 'left' : 'right';
  return left === undefined ? 'left' : 'right';
}

/** Where both sides claim the operation, the one with fewer revisions is the more likely to deviate; else the left one. */
function sideBehind({ left, right }: AppliedProject): Side {
  return (right?.applied.size ?? Infinity) < (left?.applied.size ?? Infinity) ? 'right' : 'left';
}

function lastOf(entries: readonly HistoryEntry[]): HistoryEntry {
  const last = entries.at(-1);
  if (last === undefined) throw new RangeError('no entries');
  return last;
}
