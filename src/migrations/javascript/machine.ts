import type { SyntaxNode } from '@lezer/common';
import type { Call, Scope, Value } from '../values/value.ts';
import type { JavaScriptSource } from './parseJavaScript.ts';

/** What a file is run against: decides what calls and properties from outside of the file do. */
export interface Host {
  /** Does what a call does; the value that it gives, or undefined where it gives nothing of interest. */
  readonly call: (call: Call) => Value | undefined;
  /** The value of a property; undefined where the host does not know it. */
  readonly property?: (receiver: Value, name: string) => Value | undefined;
}

/** Where the program goes on after a statement. */
export type Flow =
  { readonly kind: 'next' | 'break' | 'continue' | 'throw' } | { readonly kind: 'return'; readonly value: Value };

/** A small interpreter over one file. It follows literal values and takes every branch that it cannot decide. */
export interface Machine {
  readonly source: JavaScriptSource;
  readonly host: Host;
  /** What `export` gives away, by name. */
  readonly exported: Map<string, Value>;
  /** Here because functions, expressions and statements need one another. */
  readonly evaluate: (node: SyntaxNode, scope: Scope) => Value;
  readonly executeBody: (body: SyntaxNode, scope: Scope) => Flow;
  /** Counts down; at 0 everything comes to unknown, so that no loop runs away. */
  stepsLeft: number;
  /** How many functions and expressions are running, one within the other. */
  nesting: number;
  /** How many undecided branches and loops surround what is running, or may have ended it. */
  undecided: number;
  /** True once an error has been thrown that nothing decides about. */
  threw: boolean;
}

/** Runs something that only running would tell whether it runs. */
export function undecidedly<Result>(machine: Pick<Machine, 'undecided'>, run: () => Result): Result {
  machine.undecided++;
  try {
    return run();
  } finally {
    machine.undecided--;
  }
}
