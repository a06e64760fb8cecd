import { concatenate, split, type Text, textOf, unknownPart } from '../values/text.ts';
import { knownText, type Value } from '../values/value.ts';
import { literal, quoteName } from './sqlWords.ts';

/** SQL with `?` for values and `??` for names, as query builders bind them. */
export function bindParameters(text: Text, bindings: Value | undefined): Text {
  if (bindings === undefined || bindings.kind === 'none') return text;
  const given = bindings.kind === 'sequence' ? bindings.items : [bindings];
  const marks = text.text.match(/\?\??/g) ?? [];
  const parts = split(text, /\?\??/g);
  const values = marks.map((mark, index) => {
    const value = bindings.kind === 'dictionary' ? undefined : given[index];
    if (value === undefined) return textOf(unknownPart);
    return textOf(mark === '??' ? quoteName(knownText(value)) : literal(value));
  });
  return concatenate(parts.flatMap((part, index) => [part, ...values.slice(index, index + 1)]));
}
