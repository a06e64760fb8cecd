import type { FromPage } from '../../src/protocol/messages.ts';
import { jumpMessage } from './rowActions.ts';
import { rowPath } from './rowCells.ts';
import { withOpen } from './visibleRows.ts';
import type { GridRow } from './visibleRows.ts';

/** What the reader does to a row. */
export type RowAction = 'activate' | 'toggle' | 'open' | 'close' | 'openSiblings' | 'jump' | 'show' | 'copy';

/** What comes of it: other rows are open, the detail pane comes or goes, the extension is asked for something. */
export type RowEffect =
  | { readonly type: 'flip'; readonly flipped: ReadonlySet<string> }
  | { readonly type: 'detail'; readonly open: boolean | 'toggle' }
  | { readonly type: 'post'; readonly message: FromPage };

/** undefined where the action means nothing on that row. */
export function rowEffect(
  action: RowAction,
  row: GridRow,
  rows: readonly GridRow[],
  flipped: ReadonlySet<string>,
): RowEffect | undefined {
  const { node, expanded } = row;
  const open = (isOpen: boolean, nodes = [node]): RowEffect => ({
    type: 'flip',
    flipped: withOpen(flipped, nodes, isOpen),
  });
  switch (action) {
    case 'open':
      return open(true);
    case 'close':
      return open(false);
    case 'openSiblings':
      return open(
        true,
        rows.filter((other) => other.parent === row.parent).map((other) => other.node),
      );
    case 'toggle':
      return expanded === undefined ? { type: 'detail', open: 'toggle' } : open(!expanded);
    case 'show':
      return { type: 'detail', open: true };
    case 'activate':
    case 'jump': {
      const message = jumpMessage(node.content);
      if (message !== null) return { type: 'post', message };
      return expanded === undefined ? undefined : open(!expanded);
    }
    case 'copy': {
      const text = rowPath(node.content);
      return text === null ? undefined : { type: 'post', message: { type: 'copy', text } };
    }
  }
}
