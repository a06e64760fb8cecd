import type { Call, Scope, Value } from '../values/value.ts';
import type { RubyNode, RubySource } from './parseRuby.ts';

/** A small interpreter over one file. It follows literal values and takes every branch that it cannot decide. */
export interface RubyMachine {
  readonly source: RubySource;
  /** Decides what calls do that the file does not define. */
  readonly host: { readonly call: (call: Call) => Value | undefined };
  /** Here because definitions and expressions need one another. */
  readonly evaluate: (node: RubyNode | undefined, scope: Scope) => Value;
  /** Counts down; at 0 everything comes to unknown. */
  stepsLeft: number;
  /** How many expressions are being evaluated, one within the other. */
  nesting: number;
  /** How many undecided branches surround what is running, or may have ended it. */
  undecided: number;
  /** True once the running method has returned. */
  returned: boolean;
  /** True once an error has been raised that nothing decides about. */
  threw: boolean;
}
