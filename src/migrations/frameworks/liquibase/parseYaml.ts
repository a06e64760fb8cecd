import type { Node as YamlNode, Pair, YAMLMap } from 'yaml';
import type { ChangelogTree, ChangeNode } from './changeNode.ts';

/** Lists that YAML has where XML has none: their items belong to what the list is of. */
const lists: ReadonlySet<string> = new Set(['changes', 'columns']);

/** What is text between tags in XML. */
const texts: ReadonlySet<string> = new Set(['sql', 'selectQuery', 'procedureText', 'procedureBody', 'where']);

/** Loads the parser and gives a reader of changelogs in YAML and in JSON, which YAML contains. */
export async function loadYamlReader(): Promise<(text: string) => ChangelogTree> {
  const { LineCounter, isMap, isPair, isScalar, isSeq, parseDocument } = await import('yaml');
  return (text) => {
    const counter = new LineCounter();
    const document = parseDocument(text, { lineCounter: counter });
    const lineOf = (node: unknown): number => {
      const range = (node as Partial<YamlNode> | null)?.range;
      return range === undefined || range === null ? 1 : counter.linePos(range[0]).line;
    };

    /** The part that a key and its value are. */
    const toNode = (name: string, value: unknown, line: number): ChangeNode => {
      const attributes = new Map<string, string>();
      const children: ChangeNode[] = [];
      let own = isScalar(value) ? value : undefined;
      const take = (map: YAMLMap): void => {
        for (const pair of map.items.filter((each): each is Pair => isPair(each))) {
          const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
          if (isScalar(pair.value) && texts.has(key)) own = pair.value;
          else if (isScalar(pair.value)) attributes.set(key, textOf(pair.value.value));
          else if (lists.has(key) && isSeq(pair.value)) takeAll(pair.value.items);
          else if (pair.value !== null) children.push(toNode(key, pair.value, lineOf(pair.key)));
        }
      };
      // Each item is a map of one key, which names it; a setting among them is one too.
      const takeAll = (items: readonly unknown[]): void => {
        for (const item of items) if (isMap(item)) take(item);
      };
      if (isMap(value)) take(value);
      else if (isSeq(value)) takeAll(value.items);
      // The text of a block begins below its `|`.
      const isBlock = own?.type === 'BLOCK_LITERAL' || own?.type === 'BLOCK_FOLDED';
      const textLine = lineOf(own ?? value) + (isBlock ? 1 : 0);
      return { name, line, attributes, children, text: textOf(own?.value), textLine };
    };

    const faults = document.errors.map(({ message, pos }) => ({
      line: counter.linePos(pos[0]).line,
      detail: message.split('\n')[0] ?? message,
    }));
    const { contents } = document;
    const list = isMap(contents) ? contents.get('databaseChangeLog', true) : undefined;
    if (list === undefined) return { nodes: [], faults };
    const { attributes, children } = toNode('databaseChangeLog', list, 1);
    return { nodes: children, logicalFilePath: attributes.get('logicalFilePath'), faults };
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
