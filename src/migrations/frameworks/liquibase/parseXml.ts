import type { Element, Node } from '@xmldom/xmldom';
import type { ChangelogFault, ChangelogTree, ChangeNode } from './changeNode.ts';

/** Loads the parser and gives a reader of changelogs in XML. */
export async function loadXmlReader(): Promise<(text: string) => ChangelogTree> {
  const { DOMParser } = await import('@xmldom/xmldom');
  return (text) => {
    const faults: ChangelogFault[] = [];
    const parser = new DOMParser({
      onError(level, message, context: { readonly locator?: { readonly lineNumber?: number } } | undefined) {
        if (level !== 'warning') faults.push({ line: context?.locator?.lineNumber ?? 1, detail: message });
      },
    });
    try {
      const root = parser.parseFromString(text, 'text/xml').documentElement;
      if (root === null) return { nodes: [], faults };
      const { attributes, children } = toNode(root);
      return { nodes: children, logicalFilePath: attributes.get('logicalFilePath'), faults };
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return { nodes: [], faults: faults.length > 0 ? faults : [{ line: 1, detail }] };
    }
  };
}

function toNode(element: Element): ChangeNode {
  const attributes = [...element.attributes].map(({ name, value }) => [name, value] as const);
  const texts = childNodes(element).filter(({ nodeType }) => nodeType === 3 || nodeType === 4);
  return {
    name: element.localName ?? element.tagName,
    line: lineOf(element),
    attributes: new Map(attributes),
    children: elementsOf(element).map(toNode),
    text: texts.map(({ nodeValue }) => nodeValue ?? '').join(''),
    textLine: lineOf(texts[0] ?? element),
  };
}

function elementsOf(element: Element): readonly Element[] {
  return childNodes(element).filter((node): node is Element => node.nodeType === 1);
}

function childNodes(element: Element): readonly Node[] {
  return [...element.childNodes];
}

function lineOf({ lineNumber }: Node): number {
  return lineNumber ?? 1;
}
