import type { ChangelogTree, ChangeNode } from './changeNode.ts';

/** Whether a text is a changelog of formatted SQL. https://docs.liquibase.com/concepts/changelogs/sql-format.html */
export function isFormattedSql(text: string): boolean {
  return /^\uFEFF?\s*--\s*liquibase\s+formatted\s+sql\b/i.test(text);
}

interface OpenChangeSet {
  readonly node: Omit<ChangeNode, 'children' | 'text'>;
  readonly children: ChangeNode[];
  readonly lines: string[];
  readonly textLine: number;
}

/** Reads a changelog of formatted SQL as if its change sets were written with `sql` and `rollback` in XML. */
export function parseFormattedSql(text: string): ChangelogTree {
  const nodes: ChangeNode[] = [];
  let open: OpenChangeSet | undefined;
  let isRollbackBlock = false;
  const close = (): void => {
    if (open === undefined) return;
    const { node, children, lines, textLine } = open;
    const sql = { name: 'sql', line: textLine, attributes: new Map(), children: [], text: lines.join('\n'), textLine };
    nodes.push({ ...node, text: '', children: [sql, ...children] });
    open = undefined;
  };
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const [, word = '', rest = ''] =
      /^\s*--\s*(changeset|rollback|preconditions?[-\w]*|comment|property)\b:?\s*(.*)$/i.exec(row) ?? [];
    const part = (name: string, own: string): ChangeNode => ({
      name,
      line,
      attributes: attributesOf(rest),
      children: [],
      text: own,
      textLine: line,
    });
    switch (word.toLowerCase()) {
      case 'changeset': {
        close();
        isRollbackBlock = false;
        const [, author = '', id = '', more = ''] =
          /^\s*("[^"]*"|[^":\s][^":]*?)\s*:\s*("[^"]*"|\S+)(.*)$/.exec(rest) ?? [];
        const attributes = new Map([
          ...attributesOf(more),
          ['author', bare(author)] as const,
          ['id', bare(id)] as const,
        ]);
        const node = { name: 'changeSet', line, attributes, textLine: line };
        open = { node, children: [], lines: [], textLine: line + 1 };
        break;
      }
      case 'rollback':
        open?.children.push(part('rollback', /^(?:empty|not required)$/i.test(rest.trim()) ? '' : rest));
        break;
      case 'comment':
        open?.children.push(part('comment', rest));
        break;
      case 'property':
        nodes.push(part('property', ''));
        break;
      case '':
        if (/^\s*\/\*\s*(?:liquibase\s+)?rollback\b/i.test(row)) {
          open?.children.push(part('rollback', 'block'));
          isRollbackBlock = !row.includes('*/');
        }
        break;
      default:
        open?.children.push(part('preConditions', ''));
    }
    if (open !== undefined && open.node.line !== line) open.lines.push(isRollbackBlock ? '' : row);
    if (row.includes('*/')) isRollbackBlock = false;
  }
  close();
  const [head = ''] = text.split('\n', 1);
  return { nodes, logicalFilePath: attributesOf(head).get('logicalFilePath'), faults: [] };
}

/** `name:value name:"a value"`. */
function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/([\w-]+):("[^"]*"|\S+)/g)].map(([, name = '', value = '']) => [name, bare(value)] as const),
  );
}

function bare(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}
