import type { SyntaxNode } from '@lezer/common';
import { type Text, textOf, unknownPart } from './text.ts';

/** What an expression of a file comes to, as far as the file itself says it. */
export type Value =
  | Unknown
  | None
  | Flag
  | NumberValue
  | Text
  | Sequence
  | Dictionary
  | FunctionValue
  | Closure
  | ClassValue
  | Member
  | Reference
  | Method
  | Call;

/** Something that only running the file would tell. */
interface Unknown {
  readonly kind: 'unknown';
}
export interface None {
  readonly kind: 'none';
}
interface Flag {
  readonly kind: 'flag';
  readonly value: boolean;
}
interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
}
/** A list, tuple or set. `append()` and its like change `items`. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly type: 'list' | 'tuple' | 'set';
  readonly items: Value[];
  /** True where it may hold more than `items`. */
  open: boolean;
}
export interface Dictionary {
  readonly kind: 'dictionary';
  readonly entries: { readonly key: Value; value: Value }[];
  open: boolean;
}
/** A `def` or `lambda` of the file. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Of parameters, by name; evaluated where the function is defined. */
  readonly defaults: ReadonlyMap<string, Value>;
}
/** A function of the file in a language whose reader calls it by itself. */
export interface Closure {
  readonly kind: 'closure';
  /** @param line where it is called, from 1 */
  readonly call: (given: Arguments, line?: number) => Value;
}
export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  /** True of subclasses of Python's enum.Enum: iterating gives the members. */
  readonly isEnum: boolean;
  readonly members: ReadonlyMap<string, Value>;
  /** Where it is declared, from 1, where the reader says so. */
  readonly line?: number;
}
/** A member of an enum class. */
interface Member {
  readonly kind: 'member';
  readonly className: string;
  readonly name: string;
  readonly value: Value;
}
/** A name from outside of the file, with its module: `sqlalchemy.Column`. */
interface Reference {
  readonly kind: 'reference';
  readonly path: string;
}
/** An attribute of a value, mostly a method about to be called. */
interface Method {
  readonly kind: 'method';
  readonly receiver: Value;
  readonly name: string;
}
/** The result of calling something from outside of the file: `sa.Column('id', sa.Integer())`. */
export interface Call extends Arguments {
  readonly kind: 'call';
  /** `sqlalchemy.Column`; of a method's result `sqlalchemy.table().update`. */
  readonly callee: string;
  /** The value whose method it is. */
  readonly receiver?: Value;
  /** Where the call begins, from 1. */
  readonly line: number;
}

export interface Arguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** True where `*` or `**` of something unknown may give more. */
  readonly open: boolean;
}

export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent?: Scope;
}

export const unknown: Unknown = { kind: 'unknown' };
export const none: None = { kind: 'none' };

export function flag(value: boolean): Flag {
  return { kind: 'flag', value };
}

export function number(value: number): Value {
  return Number.isFinite(value) ? { kind: 'number', value } : unknown;
}

export function sequence(type: Sequence['type'], items: Value[], open = false): Sequence {
  return { kind: 'sequence', type, items, open };
}

/** The text of a string all of whose parts are known; undefined of everything else. */
export function knownText(value: Value | undefined): string | undefined {
  return value?.kind === 'text' && !value.text.includes(unknownPart) ? value.text : undefined;
}

/** The items that a loop over the value sees; undefined where they are not known. */
export function iterate(value: Value): readonly Value[] | undefined {
  switch (value.kind) {
    case 'sequence':
      return value.items;
    case 'dictionary':
      return value.entries.map((entry) => entry.key);
    case 'class':
      return value.isEnum ? [...value.members.values()] : undefined;
    case 'text':
      return knownText(value) === undefined ? undefined : [...value.text].map((letter) => textOf(letter));
    default:
      return undefined;
  }
}
