import type { SyntaxNode } from '@lezer/common';
import { children, splitAt } from '../values/syntaxTree.ts';
import { type Arguments, knownText, unknown, type Value } from '../values/value.ts';

interface Evaluation {
  readonly textOf: (node: SyntaxNode) => string;
  readonly evaluate: (node: SyntaxNode) => Value;
  readonly comprehend: (nodes: readonly SyntaxNode[]) => Value;
}

/** Evaluates what stands between the parentheses of a call. */
export function readArguments(list: SyntaxNode, { textOf, evaluate, comprehend }: Evaluation): Arguments {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let open = false;
  const inner = children(list).filter((node) => node.name !== '(' && node.name !== ')');
  if (inner.some((node) => node.name === 'for')) {
    return { positional: [comprehend(inner)], keywords, open };
  }
  for (const [first, second, third] of splitAt(inner, ',')) {
    if (first === undefined) {
      continue;
    }
    if (first.name === '*' && second !== undefined) {
      const value = evaluate(second);
      if (value.kind === 'sequence') {
        positional.push(...value.items);
      }
      open ||= value.kind !== 'sequence' || value.open;
    } else if (first.name === '**' && second !== undefined) {
      open = spread(evaluate(second), keywords) || open;
    } else if (second?.name === 'AssignOp' && third !== undefined) {
      keywords.set(textOf(first), evaluate(third));
    } else {
      positional.push(evaluate(first));
    }
  }
  return { positional, keywords, open };
}

/** Adds a dictionary's entries to the keywords; tells whether there may be more of them. */
function spread(value: Value, keywords: Map<string, Value>): boolean {
  if (value.kind !== 'dictionary') {
    return true;
  }
  let open = value.open;
  for (const entry of value.entries) {
    const name = knownText(entry.key);
    if (name === undefined) {
      open = true;
    } else {
      keywords.set(name, entry.value);
    }
  }
  return open;
}

/** The argument at that place (from 0) or by one of those names; undefined where the call does not give it. */
export function argument(given: Arguments, place: number | undefined, ...names: string[]): Value | undefined {
  for (const name of names) {
    const value = given.keywords.get(name);
    if (value !== undefined) {
      return value;
    }
  }
  const value = place === undefined ? undefined : given.positional[place];
  return value ?? (given.open && place !== undefined ? unknown : undefined);
}
