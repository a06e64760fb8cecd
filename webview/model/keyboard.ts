import type { GridRow } from './visibleRows.ts';

/** What a key does in the grid. */
export type GridCommand =
  | { readonly type: 'move'; readonly to: number }
  | { readonly type: 'open'; readonly index: number }
  | { readonly type: 'close'; readonly index: number }
  | { readonly type: 'openSiblings'; readonly index: number }
  | { readonly type: 'activate'; readonly index: number }
  | { readonly type: 'toggle'; readonly index: number };

export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * The keys of a tree grid, after the ARIA Authoring Practices Guide
 * (https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/) with rows, not cells, in focus.
 * @param pageSize rows that fit on the screen
 * @returns undefined where the key means nothing here
 */
export function gridCommand(
  pressed: GridKey,
  rows: readonly Pick<GridRow, 'expanded' | 'parent'>[],
  active: number,
  pageSize: number,
): GridCommand | undefined {
  const last = rows.length - 1;
  const row = rows[active];
  const moveTo = (index: number): GridCommand => ({ type: 'move', to: Math.max(0, Math.min(last, index)) });
  if (last < 0 || pressed.altKey || pressed.metaKey) return undefined;
  if (pressed.ctrlKey && pressed.key !== 'Home' && pressed.key !== 'End') return undefined;

  switch (pressed.key) {
    case 'ArrowDown':
      return moveTo(active + 1);
    case 'ArrowUp':
      return moveTo(active - 1);
    case 'PageDown':
      return moveTo(active + pageSize);
    case 'PageUp':
      return moveTo(active - pageSize);
    case 'Home':
      return moveTo(0);
    case 'End':
      return moveTo(last);
  }
  if (row === undefined) return undefined;
  switch (pressed.key) {
    case 'ArrowRight':
      if (row.expanded === false) return { type: 'open', index: active };
      return row.expanded === true ? moveTo(active + 1) : undefined;
    case 'ArrowLeft':
      if (row.expanded === true) return { type: 'close', index: active };
      return row.parent >= 0 ? moveTo(row.parent) : undefined;
    case '*':
      return { type: 'openSiblings', index: active };
    case 'Enter':
      return { type: 'activate', index: active };
    case ' ':
      return { type: 'toggle', index: active };
    default:
      return undefined;
  }
}
