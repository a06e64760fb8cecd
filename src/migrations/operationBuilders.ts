import type { Operation, OperationModifier, OperationTarget } from './migrationProject.ts';

/** Where the statement or call begins that says it. */
interface Placed {
  /** From 1. */
  readonly line: number;
}

/** Attributes as a statement settles them; undefined for what it leaves open. */
export type Settled = Readonly<Record<string, string | undefined>>;

/** Modifiers by whether the statement has them. */
export type Modifiers = Readonly<Partial<Record<OperationModifier, boolean | undefined>>>;

export interface Details {
  readonly attributes?: Settled;
  readonly modifiers?: Modifiers;
  /** That of the place where absent. */
  readonly line?: number;
}

export function create(
  target: OperationTarget,
  place: Placed,
  { attributes, modifiers, line = place.line }: Details = {},
): Operation {
  const settled = Object.entries(attributes ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    action: 'create',
    target,
    ...(settled.length === 0 ? {} : { attributes: Object.fromEntries(settled) }),
    ...modified(modifiers),
    line,
  };
}

export function drop(
  target: OperationTarget,
  place: Placed,
  { modifiers, line = place.line }: Omit<Details, 'attributes'> = {},
): Operation {
  return { action: 'drop', target, ...modified(modifiers), line };
}

/** @param value undefined where the statement does not say it literally, empty where it sets none */
export function alter(
  target: OperationTarget,
  attribute: string,
  value: string | undefined,
  line: number,
  modifiers?: Modifiers,
): Operation {
  return {
    action: 'alter',
    target,
    attribute,
    ...(value === undefined ? {} : { value }),
    ...modified(modifiers),
    line,
  };
}

function modified(modifiers: Modifiers | undefined): Pick<Operation, 'modifiers'> {
  const given = (Object.keys(modifiers ?? {}) as OperationModifier[]).filter((word) => modifiers?.[word] === true);
  return given.length === 0 ? {} : { modifiers: given };
}

/** An object that is named within no schema, or whose name says all. */
export function databaseWide(kind: OperationTarget['kind'], name: string | undefined): OperationTarget {
  return { kind, schema: undefined, owner: undefined, name };
}

/** An object that belongs to no other one. */
export function inSchema(
  kind: OperationTarget['kind'],
  { schema, name }: { readonly schema: string | undefined; readonly name: string },
): OperationTarget {
  return { kind, schema, owner: undefined, name };
}

/** A part of a table, a type or another object. */
export function partOf(
  kind: OperationTarget['kind'],
  owner: { readonly schema: string | undefined; readonly name: string },
  name: string | undefined,
): OperationTarget {
  return { kind, schema: owner.schema, owner: owner.name, name };
}
