import type { Scalar } from '../catalog/catalogObject.ts';
import type { ServerInfo } from '../catalog/session.ts';
import { withoutOnlyRelation } from './onlyRelation.ts';
import type { SqlNode } from './sqlTokens.ts';
import { parseTokens, printTokens, splitAt } from './sqlTokens.ts';
import { asCalls } from './syntaxFunctions.ts';

/** Attributes that PostgreSQL writes from what it has parsed, in the manner of its version. */
const deparsedAttributes: ReadonlySet<string> = new Set([
  ...['query', 'rule', 'sql body', 'arguments', 'default', 'generated', 'expression', 'expressions', 'exclusion'],
  ...['keys', 'predicate', 'partition key', 'when', 'using', 'with check', 'row filter', 'columns'],
]);

/** How texts of two servers are made alike when this release lies between them: the older's, the newer's or both. */
interface VersionRule {
  /** The first `server_version_num` that writes the other way. */
  readonly since: number;
  readonly attribute?: string;
  readonly older?: Rewrite;
  readonly newer?: Rewrite;
}

type Rewrite = (nodes: readonly SqlNode[]) => readonly SqlNode[];

const rules: readonly VersionRule[] = [
  // 13 calls another function for SIMILAR TO, without an escape that is not given.
  { since: 130000, older: eachCall('similar_escape', similarToEscape) },
  // 14 writes TRIM, EXTRACT, AT TIME ZONE and others as they are in the SQL standard, and not as calls.
  { since: 140000, older: asCalls, newer: asCalls },
  // 14 gives EXTRACT a numeric result, and so to the constants that it is compared with.
  { since: 140000, older: withoutCastsOfNumbers, newer: withoutCastsOfNumbers },
  // For the same reason columns of views have other types, without any other change of the view.
  { since: 140000, attribute: 'columns', older: withNumericColumns, newer: withNumericColumns },
  // 16 stores the query of a view without OLD and NEW, so that a relation can be the only one: its columns are bare.
  { since: 160000, attribute: 'query', older: withoutOnlyRelation, newer: withoutOnlyRelation },
  // Therefore a relation of a view may be called `old` or `new`, where it was called `old_1` before.
  { since: 160000, attribute: 'query', older: withFreedNames },
  // 16 can indent what XMLSERIALIZE gives, and always says whether it does.
  { since: 160000, newer: withoutNoIndent },
];

/** Texts of two servers made alike; undefined where both versions write them in the same manner. */
export type VersionForm = (
  attribute: string,
  left: Scalar,
  right: Scalar,
) => { readonly left: string; readonly right: string } | undefined;

/**
 * What PostgreSQL's versions write differently, for servers of two versions. Only for comparing: nothing of it is
 * shown.
 */
export function createVersionForm(left: ServerInfo, right: ServerInfo): VersionForm {
  const [low, high] = [left.versionNumber, right.versionNumber].toSorted((a, b) => a - b);
  const between = rules.filter(({ since }) => (low ?? 0) < since && since <= (high ?? 0));
  if (between.length === 0) return () => undefined;
  const rewritten = (attribute: string, nodes: readonly SqlNode[], { versionNumber }: ServerInfo): string => {
    const result = between
      .filter((rule) => rule.attribute === undefined || rule.attribute === attribute)
      .reduce((text, rule) => (versionNumber < rule.since ? rule.older : rule.newer)?.(text) ?? text, nodes);
    return printTokens(result);
  };
  return (attribute, leftText, rightText) => {
    if (typeof leftText !== 'string' || typeof rightText !== 'string' || !deparsedAttributes.has(attribute))
      return undefined;
    const [leftNodes, rightNodes] = [parseTokens(leftText), parseTokens(rightText)];
    const form = { left: rewritten(attribute, leftNodes, left), right: rewritten(attribute, rightNodes, right) };
    const isSame = form.left === printTokens(leftNodes) && form.right === printTokens(rightNodes);
    return isSame ? undefined : form;
  };
}

/** Applies a rewrite to the calls of a function, the innermost first. */
function eachCall(
  name: string,
  rewrite: (args: readonly SqlNode[][]) => { readonly name: string; readonly args: readonly SqlNode[][] },
): Rewrite {
  const walk: Rewrite = (nodes) => {
    const inner = nodes.map((node) => (typeof node === 'string' ? node : { ...node, inside: walk(node.inside) }));
    return inner.map((node, index) => {
      const next = inner[index + 1];
      if (node === name && typeof next === 'object') return rewrite(splitAt(next.inside, ',')).name;
      if (typeof node === 'string' || inner[index - 1] !== name) return node;
      const { args } = rewrite(splitAt(node.inside, ','));
      return { ...node, inside: args.flatMap((argument, place) => (place === 0 ? argument : [',', ...argument])) };
    });
  };
  return walk;
}

function similarToEscape(args: readonly SqlNode[][]): { name: string; args: readonly SqlNode[][] } {
  return { name: 'similar_to_escape', args: args.filter((argument) => argument[0] !== 'NULL') };
}

/** `(3000)::numeric` and `(3000)::double precision` as the number, in a text where a part of a time is taken. */
function withoutCastsOfNumbers(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return mentions(nodes, 'date_part') ? bareNumbers(nodes) : nodes;
}

function bareNumbers(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const result: SqlNode[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) break;
    const [number = '', ...more] = typeof node === 'object' ? node.inside : [];
    const words = nodes[index + 1] !== '::' ? 0 : castWords(nodes.slice(index + 2));
    if (typeof number === 'string' && /^\d/.test(number) && more.length === 0 && words > 0) {
      result.push(number);
      index += words + 1;
    } else result.push(typeof node === 'string' ? node : { ...node, inside: bareNumbers(node.inside) });
  }
  return result;
}

/** How many tokens the type is, if it is one that a part of a time has in some version; else none. */
function castWords([first, second]: readonly SqlNode[]): number {
  if (first === 'numeric' && typeof second !== 'object') return 1;
  return first === 'double' && second === 'precision' ? 2 : 0;
}

/** `double precision` as `numeric`. */
function withNumericColumns(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return nodes.flatMap((node, index) => {
    if (node === 'double' && nodes[index + 1] === 'precision') return ['numeric'];
    return node === 'precision' && nodes[index - 1] === 'double' ? [] : [node];
  });
}

function mentions(nodes: readonly SqlNode[], word: string): boolean {
  return nodes.some((node) => (typeof node === 'string' ? node === word : mentions(node.inside, word)));
}

function withFreedNames(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const freed = nodes.map((node) => {
    if (typeof node !== 'string') return { ...node, inside: withFreedNames(node.inside) };
    const [, name, number] = /^(old|new)_(\d+)$/.exec(node) ?? [];
    if (name === undefined) return node;
    return number === '1' ? name : `${name}_${String(Number(number) - 1)}`;
  });
  // `old old_1` has become `old old`, which is written `old`.
  return freed.filter((node, index) => !((node === 'old' || node === 'new') && freed[index - 1] === node));
}

function withoutNoIndent(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return nodes
    .filter(
      (node, index) =>
        !(node === 'NO' && nodes[index + 1] === 'INDENT') && !(node === 'INDENT' && nodes[index - 1] === 'NO'),
    )
    .map((node) => (typeof node === 'string' ? node : { ...node, inside: withoutNoIndent(node.inside) }));
}
