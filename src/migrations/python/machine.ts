import type { PythonSource } from './parsePython.ts';
import type { Arguments, Call, FunctionValue, Value } from '../values/value.ts';

/** What a file is run against: decides what calls and attributes from outside of the file do. */
export interface Host {
  /** Does what a call does; the value that it gives, or undefined where it gives nothing of interest. */
  readonly call: (call: Call) => Value | undefined;
  /** The value of an attribute; undefined where the host does not know it. */
  readonly attribute: (receiver: Value, name: string) => Value | undefined;
  /** What a name of another module comes to, by its dotted path; undefined where only its name is known. */
  readonly imported?: (path: string) => Value | undefined;
}

/** A small interpreter over one file. It follows literal values and takes every branch that it cannot decide. */
export interface Machine {
  readonly source: PythonSource;
  readonly host: Host;
  /** Calls a function of the file. Here because expressions and statements need one another. */
  readonly callFunction: (target: FunctionValue, given: Arguments) => Value;
  /** Counts down; at 0 everything comes to unknown, so that no loop runs away. */
  stepsLeft: number;
  /** How many functions of the file are running, one within the other. */
  depth: number;
  /** How many expressions are being evaluated, one within the other. */
  nesting: number;
  /** How many undecided branches and loops surround what is running. */
  undecided: number;
  /** True once the running function may have returned from an undecided branch. */
  mayHaveReturned: boolean;
}
