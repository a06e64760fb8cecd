import { quoteIdentifier } from '../catalog/identifiers.ts';
import { defaultConstraintName } from './defaultNames.ts';
import { existingParts } from './historyDependents.ts';
import { coveredBy, namespaceOf } from './historyKeys.ts';
import type { Subject, Subjects } from './historySubjects.ts';
import type { Operation } from './migrationProject.ts';

/** An object that an operation is about, and what the operation is to that object. */
export interface Meaning {
  readonly subject: Subject;
  readonly operation: Operation;
}

/**
 * What an operation is about, by what the migrations so far have made: the statement may call it by less than its
 * name, by the name of something that belongs to it, or mean several at once. What nothing speaks of yet is added.
 */
export function meaningsOf(subjects: Subjects, operation: Operation): readonly Meaning[] {
  const { action, target } = operation;
  const { kind, schema = 'public', owner, name, columns, constraintType: type, references } = target;
  const coverage = columns === undefined && type === undefined ? undefined : { type, columns, references };
  const itself = (subject: Subject): Meaning => ({ subject, operation });
  if (name === undefined && coverage === undefined) return severalOf(subjects, operation).map(itself);
  const ofView = columnOfView(subjects, operation);
  if (ofView !== undefined) return [ofView];
  const known =
    name === undefined
      ? existingParts(subjects, kind, schema, owner).find(
          (part) => part.kind === kind && coveredBy(part.coverage, coverage),
        )
      : subjects.named(kind, schema, owner, name);
  if (known !== undefined) {
    if (action === 'create') subjects.change(known, { kind, coverage, owner });
    return [itself(known)];
  }
  const others = action === 'create' || name === undefined ? [] : namedOtherwise(subjects, operation, name);
  if (others.length > 0) return others;
  const fresh: Subject = {
    kind,
    schema,
    owner,
    name,
    coverage,
    exists: true,
    attributes: new Map(),
    entries: [],
  };
  subjects.add(fresh);
  return [itself(fresh)];
}

/** Without a name: all parts of a kind that an object has, or everything of a kind in a schema. */
function severalOf(subjects: Subjects, { target }: Operation): readonly Subject[] {
  const { kind, schema = 'public', owner } = target;
  if (owner !== undefined) {
    return existingParts(subjects, kind, schema, owner).filter((part) => part.kind === kind);
  }
  return [...subjects.existing()].filter(
    (each) => each.schema === schema && each.owner === undefined && namespaceOf(each.kind) === namespaceOf(kind),
  );
}

/** What a view says of its columns, by the attribute that says it of a table's. */
const viewAttributes: Readonly<Record<string, string>> = {
  'attribute options': 'column settings',
  comment: 'column comments',
  compression: 'column settings',
  default: 'column defaults',
  privileges: 'column privileges',
  'statistics target': 'column settings',
  storage: 'column settings',
};

/** The columns of a view are attributes of it. */
function columnOfView(subjects: Subjects, operation: Operation): Meaning | undefined {
  const { kind, schema = 'public', owner } = operation.target;
  if (kind !== 'column' || owner === undefined || operation.action === 'create') return undefined;
  const view = subjects.named('view', schema, undefined, owner);
  if (view?.exists !== true || (view.kind !== 'view' && view.kind !== 'materialized view')) return undefined;
  const attribute = viewAttributes[operation.attribute ?? ''] ?? 'columns';
  return { subject: view, operation: asChangeOf(view, attribute, operation) };
}

/** The same operation as one that changes an attribute of something else, to what nobody can tell. */
function asChangeOf(subject: Subject, attribute: string, { line, modifiers }: Operation, value?: string): Operation {
  const { kind, schema, owner, name } = subject;
  return {
    action: 'alter',
    target: { kind, schema, owner, name },
    attribute,
    ...(value === undefined ? {} : { value }),
    ...(modifiers === undefined ? {} : { modifiers }),
    line,
  };
}

/** What bears another name than the statement says, or is part of what does. */
function namedOtherwise(subjects: Subjects, operation: Operation, name: string): readonly Meaning[] {
  const { kind, schema = 'public', owner } = operation.target;
  const existing = (): readonly Subject[] => [...subjects.existing()].filter((each) => each.schema === schema);
  const itself = (subject: Subject | undefined): readonly Meaning[] =>
    subject === undefined ? [] : [{ subject, operation }];
  if (kind === 'index') {
    return itself(existing().find((each) => each.kind === 'constraint' && each.name === name));
  }
  if (namespaceOf(kind) === 'routine' && !name.includes('(')) {
    return itself(
      existing().find((each) => namespaceOf(each.kind) === 'routine' && each.name?.startsWith(`${name}(`) === true),
    );
  }
  if (kind === 'sequence') return sequenceOfColumn(existing(), operation, name);
  if (kind === 'constraint') {
    const domain = owner === undefined ? undefined : subjects.named('domain', schema, undefined, owner);
    const columns = existingParts(subjects, 'column', schema, owner);
    return notNullOf(domain?.kind === 'domain' ? [domain] : columns, operation, name);
  }
  return namespaceOf(kind) === 'type' ? typeOfOther(subjects, existing(), operation, name) : [];
}

/** The options of the sequence behind a serial or an identity column are attributes of the column. */
function sequenceOfColumn(existing: readonly Subject[], operation: Operation, name: string): readonly Meaning[] {
  const subject = existing.find((each) => each.kind === 'column' && hasSequence(each, name));
  if (subject === undefined) return [];
  const { action, attribute } = operation;
  if (action === 'rename') {
    const path = [subject.schema, operation.newName ?? ''].map(quoteIdentifier).join('.');
    return [{ subject, operation: asChangeOf(subject, 'sequence name', operation, path) }];
  }
  if (attribute === 'comment' || attribute === 'privileges' || attribute === 'persistence') {
    return [{ subject, operation: asChangeOf(subject, `sequence ${attribute}`, operation) }];
  }
  return [
    { subject, operation: asChangeOf(subject, attribute === 'owned by' ? 'serial' : 'sequence options', operation) },
  ];
}

function hasSequence({ schema, owner = '', name = '', attributes }: Subject, sequence: string): boolean {
  const given = attributes.get('sequence name');
  if (given !== undefined) return given === [schema, sequence].map(quoteIdentifier).join('.');
  const isSequenced = attributes.has('identity') || attributes.get('serial') === 'true';
  return isSequenced && defaultConstraintName(owner, [name], 'seq') === sequence;
}

/** Since version 18 a NOT NULL has a name, and is an attribute of its column or domain nevertheless. */
function notNullOf(holders: readonly Subject[], operation: Operation, name: string): readonly Meaning[] {
  const subject = holders
    .filter(({ kind }) => kind === 'column' || kind === 'domain')
    .find((holder) => (holder.attributes.get('not null constraint') ?? notNullName(holder)) === name);
  if (subject === undefined) return [];
  const { action, attribute, newName } = operation;
  const change =
    action === 'rename'
      ? asChangeOf(subject, 'not null constraint', operation, newName)
      : action === 'drop'
        ? asChangeOf(subject, 'not null', operation, 'false')
        : asChangeOf(subject, attribute === undefined ? 'not null' : `not null ${attribute}`, operation);
  return [{ subject, operation: change }];
}

function notNullName({ owner, name = '' }: Subject): string {
  return owner === undefined
    ? defaultConstraintName(name, [], 'not_null')
    : defaultConstraintName(owner, [name], 'not_null');
}

/** A table has a type of its rows, of which only the privileges are its own. */
function typeOfOther(
  subjects: Subjects,
  existing: readonly Subject[],
  operation: Operation,
  name: string,
): readonly Meaning[] {
  const { schema = 'public' } = operation.target;
  const relation = operation.attribute === 'privileges' ? subjects.named('table', schema, undefined, name) : undefined;
  if (relation?.exists === true && relation.kind !== 'index') {
    return [{ subject: relation, operation: asChangeOf(relation, 'row type privileges', operation) }];
  }
  return multirangeOf(existing, operation, name);
}

/** A range type brings a multirange, whose name is an attribute of it. */
function multirangeOf(existing: readonly Subject[], operation: Operation, name: string): readonly Meaning[] {
  const subject = existing.find(
    (each) =>
      each.kind === 'range type' &&
      (each.attributes.get('multirange') ??
        [each.schema, multirangeName(each.name ?? '')].map(quoteIdentifier).join('.')) ===
        [each.schema, name].map(quoteIdentifier).join('.'),
  );
  return subject === undefined ? [] : [{ subject, operation: asChangeOf(subject, 'multirange', operation) }];
}

/** makeMultirangeTypeName() in PostgreSQL's pg_type.c. */
function multirangeName(range: string): string {
  return range.includes('range') ? range.replace('range', 'multirange') : `${range}_multirange`;
}
