import { dedent, join, mapLetters, slice, split, type Text, textOf, unknownPart } from '../values/text.ts';
import { type Arguments, flag, knownText, none, number, sequence, unknown, type Value } from '../values/value.ts';
import type { RubyMachine } from './machine.ts';

/** Everything but nil and false counts as true; undefined where it is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'none':
      return false;
    case 'flag':
      return value.value;
    case 'text':
    case 'number':
    case 'sequence':
    case 'dictionary':
      return true;
    default:
      return undefined;
  }
}

/** What a value looks like in `"#{value}"`. */
export function display(value: Value): Text {
  switch (value.kind) {
    case 'text':
      return value;
    case 'none':
      return textOf('');
    case 'flag':
    case 'number':
      return textOf(String(value.value));
    default:
      return textOf(unknownPart);
  }
}

/** The methods of strings, symbols, lists and hashes on known values; undefined for others. */
export function callMethod(receiver: Value, name: string, given: Arguments, machine: RubyMachine): Value | undefined {
  if (/^(?:freeze|itself|dup|presence|to_a|html_safe|force_encoding)$/.test(name)) return receiver;
  if (name === '==' || name === '!=') return equality(receiver, given.positional[0], name === '==');
  if (name === '!') {
    const holds = truth(receiver);
    return holds === undefined ? unknown : flag(!holds);
  }
  if (name === 'nil?' && receiver.kind !== 'unknown' && receiver.kind !== 'call') return flag(receiver.kind === 'none');
  switch (receiver.kind) {
    case 'text':
      return callTextMethod(receiver, name, given);
    case 'sequence':
      return (
        callEachMethod(
          receiver.items.map((item) => [item]),
          receiver.open,
          name,
          given,
          machine,
        ) ?? callListMethod(receiver.items, name, given)
      );
    case 'dictionary':
      return (
        callEachMethod(
          receiver.entries.map(({ key, value }) => [key, value]),
          receiver.open,
          name,
          given,
          machine,
        ) ?? callHashMethod(receiver, name, given)
      );
    case 'number':
      if (name === 'times') {
        const count = Math.min(1000, Math.max(0, receiver.value));
        return callEachMethod(
          Array.from({ length: count }, (_, index) => [number(index)]),
          false,
          'each',
          given,
          machine,
        );
      }
      return name === 'to_s'
        ? display(receiver)
        : /^(?:days?|hours?|bytes|megabytes?|kilobytes?)$/.test(name)
          ? unknown
          : undefined;
    case 'closure':
      return name === 'call' || name === '.()' ? receiver.call(given) : undefined;
    default:
      return undefined;
  }
}

function equality(one: Value, other: Value | undefined, isEqual: boolean): Value {
  const left = knownText(one) ?? (one.kind === 'number' || one.kind === 'flag' ? one.value : undefined);
  const right = knownText(other) ?? (other?.kind === 'number' || other?.kind === 'flag' ? other.value : undefined);
  return left === undefined || right === undefined ? unknown : flag((left === right) === isEqual);
}

function callTextMethod(text: Text, name: string, { positional }: Arguments): Value | undefined {
  const [first, second] = positional;
  switch (name) {
    case 'to_s':
    case 'to_sym':
    case 'to_str':
    case 'intern':
      return text;
    case 'upcase':
      return mapLetters(text, (letters) => letters.toUpperCase());
    case 'downcase':
      return mapLetters(text, (letters) => letters.toLowerCase());
    case 'strip':
    case 'chomp':
    case 'squish': {
      const start = text.text.length - text.text.trimStart().length;
      return slice(text, name === 'chomp' ? 0 : start, Math.max(start, text.text.trimEnd().length));
    }
    case 'strip_heredoc':
      return dedent(text);
    case '+':
      return first?.kind === 'text' ? join([text, first], textOf('')) : unknown;
    case 'split':
      return sequence(
        'list',
        split(text, knownText(first) === undefined ? /\s+/g : literalPattern(knownText(first) ?? '')),
      );
    case 'gsub':
    case 'sub':
    case 'tr': {
      const pattern = knownText(first);
      return pattern === undefined || second?.kind !== 'text'
        ? unknown
        : join(split(text, literalPattern(pattern)), second);
    }
    default:
      return undefined;
  }
}

function literalPattern(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g');
}

/** The methods that run a block for each item. */
function callEachMethod(
  items: readonly (readonly Value[])[],
  open: boolean,
  name: string,
  { keywords, positional }: Arguments,
  machine: RubyMachine,
): Value | undefined {
  const block = keywords.get('&');
  if (block?.kind !== 'closure') return undefined;
  const withIndex = name.endsWith('with_index');
  const withObject = name === 'each_with_object';
  const turn = (item: readonly Value[], index: number): Value => {
    const whole = item.length > 1 ? sequence('list', [...item]) : (item[0] ?? none);
    const given = withIndex
      ? [whole, number(index)]
      : withObject
        ? [whole, positional[0] ?? unknown]
        : item.length > 1
          ? [...item]
          : [whole];
    return block.call({ positional: given, keywords: new Map(), open: false });
  };
  if (
    !/^(?:each\w*|map\w*|collect|flat_map|filter_map|select|filter|reject|tap|to_h|index_with|any\?|all\?)$/.test(name)
  )
    return undefined;
  const results = items.map(turn);
  if (open) {
    machine.undecided++;
    turn([unknown], items.length);
    machine.undecided--;
  }
  if (/^(?:map|collect|flat_map|filter_map)/.test(name)) {
    const flat =
      name === 'flat_map'
        ? results.flatMap((result) => (result.kind === 'sequence' ? result.items : [result]))
        : results;
    return sequence('list', flat, open);
  }
  if (/^(?:select|filter|reject)$/.test(name)) {
    const kept = items.filter((_, index) => truth(results[index] ?? unknown) !== (name === 'reject'));
    return sequence(
      'list',
      kept.map(([first]) => first ?? none),
      open,
    );
  }
  return name.startsWith('each') ? none : unknown;
}

function callListMethod(items: readonly Value[], name: string, { positional }: Arguments): Value | undefined {
  const [first] = positional;
  switch (name) {
    case 'join':
      return join(items.map(display), first?.kind === 'text' ? first : textOf(''));
    case '+':
    case 'concat':
      return first?.kind === 'sequence'
        ? sequence('list', [...items, ...first.items], first.open)
        : sequence('list', [...items], true);
    case '-':
      return first?.kind === 'sequence'
        ? sequence(
            'list',
            items.filter(
              (item) =>
                !first.items.some((other) => knownText(other) !== undefined && knownText(other) === knownText(item)),
            ),
          )
        : unknown;
    case 'first':
      return items[0] ?? none;
    case 'last':
      return items.at(-1) ?? none;
    case '[]':
      return first?.kind === 'number' ? (items.at(first.value) ?? none) : unknown;
    case 'reverse':
      return sequence('list', items.toReversed());
    case 'uniq':
    case 'compact':
    case 'sort':
    case 'flatten':
      return sequence(
        'list',
        items.flatMap((item) => (name === 'flatten' && item.kind === 'sequence' ? item.items : [item])),
      );
    default:
      return undefined;
  }
}

function callHashMethod(
  hash: Value & { readonly kind: 'dictionary' },
  name: string,
  { positional }: Arguments,
): Value | undefined {
  const [first] = positional;
  switch (name) {
    case 'keys':
      return sequence(
        'list',
        hash.entries.map(({ key }) => key),
        hash.open,
      );
    case 'values':
      return sequence(
        'list',
        hash.entries.map(({ value }) => value),
        hash.open,
      );
    case '[]':
    case 'fetch': {
      const key = knownText(first);
      return (
        hash.entries.findLast((entry) => key !== undefined && knownText(entry.key) === key)?.value ??
        (hash.open ? unknown : none)
      );
    }
    case 'merge':
      return first?.kind === 'dictionary'
        ? { ...hash, entries: [...hash.entries, ...first.entries], open: hash.open || first.open }
        : { ...hash, open: true };
    default:
      return undefined;
  }
}
