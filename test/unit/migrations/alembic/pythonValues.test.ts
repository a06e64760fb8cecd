import assert from 'node:assert/strict';
import { createMachine, executeBody } from '../../../../src/migrations/python/execute.ts';
import { parsePython } from '../../../../src/migrations/python/parsePython.ts';
import { unknownPart } from '../../../../src/migrations/values/text.ts';
import type { Scope, Value } from '../../../../src/migrations/values/value.ts';

/** The value that a module gives to `x`, as plain JavaScript; `?` where it is not known. */
function valueOfX(code: string): unknown {
  const source = parsePython(code);
  const scope: Scope = { names: new Map() };
  executeBody(source.root, scope, createMachine(source, { call: () => undefined, attribute: () => undefined }));
  return plain(scope.names.get('x'));
}

function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'text':
      return value.text.replaceAll(unknownPart, '?');
    case 'none':
      return null;
    case 'flag':
    case 'number':
      return value.value;
    case 'sequence':
      return [...value.items.map(plain), ...(value.open ? ['...'] : [])];
    case 'dictionary':
      return [...value.entries.map((entry) => [plain(entry.key), plain(entry.value)]), ...(value.open ? ['...'] : [])];
    default:
      return '?';
  }
}

const cases: readonly [title: string, code: string, expected: unknown][] = [
  ['escapes', String.raw`x = "a\tb\x41\u00e9\U0001F418\101\q\\" + r"\n" + b"c".decode()`, 'a\tbAé🐘A\\q\\\\n?'],
  ['quotes of all kinds', `x = 'a"b' "c'd" '''e'f''' """g"h"""`, `a"bc'de'fg"h`],
  ['joined lines', 'x = "a\\\nb"', 'ab'],
  ['an f-string', "n = 7\nx = f\"{n:03d}{{}}{n}{n!r}{unknown}{'a' + 'b'}{n:>5}\"", '007{}77?ab?'],
  ['nested f-strings', 'a = "t"\nx = f"{f\'{a}_x\'}_{a.upper()}"', 't_x_T'],
  ['format()', 'x = "{} {1} {name!r} {{}} {2}".format("a", "b", name="c")', "a b 'c' {} ?"],
  ['%', 'x = "%s-%d-%05d-%%" % ("a", 2, 3) + "%(k)s" % {"k": "v"} + "%s" % "w"', 'a-2-00003-%vw'],
  [
    'string methods',
    'x = [" a_b ".strip().title(), "A".lower(), "a,b".split(","), "-".join(["a", "b"]), "abc".removeprefix("a"), "a".zfill(3)]',
    ['A_B', 'a', ['a', 'b'], 'a-b', 'bc', '00a'],
  ],
  [
    'startswith',
    'x = ["ab".startswith("a"), "ab".endswith("a"), "b" in "abc", unknown.startswith("a")]',
    [true, false, true, '?'],
  ],
  ['numbers', 'x = [1_000, 7 // 2, -7 % 3, 2 * 3 + 1, 0.5, 2 > 1]', [1000, 3, 2, 7, 0.5, true]],
  [
    'equality',
    'x = [1 == 1.0, "a" == "b", None is None, (1, "a") == (1, "a"), [1] == [2], u == 1, 1 != 2, 1 not in (1, u)]',
    [true, false, true, true, false, '?', true, false],
  ],
  [
    'and, or, not',
    'x = ["" or "a", u and False, u or True, not u, 1 and "b", u and True]',
    ['a', false, true, '?', 'b', '?'],
  ],
  ['unpacking', 'a, (b, *c), d = 1, (2, 3, 4), 5\n[e] = [6]\nx = [a, b, c, d, e]', [1, 2, [3, 4], 5, 6]],
  ['stars', 'a = [1, 2]\nx = [0, *a, *(3, 4), *u]', [0, 1, 2, 3, 4, '...']],
  [
    'dictionaries',
    'd = {"a": 1, **{"b": 2}}\nd["c"] = 3\nd["a"] = 0\nx = [d["a"], d.get("b"), d.get("z", 9), list(d), d.get(u)]',
    [0, 2, 9, ['a', 'b', 'c'], '?'],
  ],
  ['comprehensions', 'x = [f"{a}{b}" for a in "xy" for b in range(3) if b != 1]', ['x0', 'x2', 'y0', 'y2']],
  ['dictionary comprehensions', 'x = {k.upper(): v for k, v in {"a": 1}.items()}', [['A', 1]]],
  ['generators', 'x = tuple(a for a in [1, 2] if a > 1)', [2]],
  ['a comprehension over the unknown', 'x = [a for a in u]', ['...']],
  [
    'builtins',
    'x = [len("abc"), str(1), int("4"), sorted(["b", "a"]), list(reversed([1, 2])), list(zip([1], ["a"])), list(enumerate("a", 1)), bool("")]',
    [3, '1', 4, ['a', 'b'], [2, 1], [[1, 'a']], [[1, 'a']], false],
  ],
  ['dedent', 'import textwrap\nx = textwrap.dedent("""\\\n    a\n      b\n\n    c""")', 'a\n  b\n\nc'],
  [
    'functions',
    'def f(a, b="d", *rest, c=None, **more):\n    return [a, b, rest, c, more]\nx = f(1, 2, 3, c=4, e=5)',
    [1, 2, [3], 4, [['e', 5]]],
  ],
  ['closures and lambdas', 'def f(n):\n    return lambda m: n + m\nx = f(1)(2)', 3],
  [
    'a return that is not certain',
    'def f():\n    for a in u:\n        if a:\n            return True\n    return False\nx = f()',
    '?',
  ],
  ['a return on all ways', 'def f():\n    if u:\n        return 1\n    else:\n        return 2\nx = f()', '?'],
  ['names after an undecided branch', 'a = b = 1\nif u:\n    a = 2\nx = [a, b]', ['?', 1]],
  ['what an undecided branch adds', 'x = [1]\nif u:\n    x.append(2)', [1, 2, '...']],
  [
    'loops',
    'x = []\nfor i in range(9):\n    if i == 1:\n        continue\n    if i == 4:\n        break\n    x.append(i)',
    [0, 2, 3],
  ],
  ['while', 'x = 0\nwhile x < 5:\n    x += 2', 6],
  [
    'enum classes',
    'class A(str, Enum):\n    B = "b"\n    C = "c"\nx = [[m.value for m in A], A.B.value, A["C"].name]',
    [['b', 'c'], 'b', 'C'],
  ],
  ['constants of a class', 'class A:\n    B = "b"\n    C = B + "c"\nx = A.C', 'bc'],
  ['match', 'x = 1\nmatch u:\n    case 1:\n        x = 2', '?'],
  ['conditional expressions', 'x = ["a" if 1 else "b", "a" if u else "b"]', ['a', '?']],
  ['annotations and walrus', 'y: int = 1\nx = (z := y + 1) + z', 4],
  ['indexes', 'x = [(1, 2, 3)[-1], [1][5], "abc"[0]]', [3, '?', '?']],
];

describe('values of a Python file', () => {
  for (const [title, code, expected] of cases) {
    it(title, () => {
      assert.deepEqual(valueOfX(code), expected);
    });
  }
});
