import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { styleProperties } from '../page/styleProperties.ts';
import { rowHeight } from './gridStyles.ts';

/** Where a row stands in its tree, as the models of both tree grids say it. */
interface TreeRow {
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly expanded: boolean | undefined;
}

interface TreeRowParts {
  readonly index: number;
  readonly isActive: boolean;
  readonly className?: string;
  readonly cells: unknown;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onDoubleClick: () => void;
}

/** One row of a tree grid, at its place among all rows. */
export function treeRow(row: TreeRow, parts: TreeRowParts): TemplateResult {
  const { index, isActive, className = '' } = parts;
  return html`<div
    role="row"
    id="row-${index}"
    class="row ${isActive ? 'active' : ''} ${className}"
    ${styleProperties({ transform: `translateY(${index * rowHeight}px)`, '--level': String(row.level - 1) })}
    aria-rowindex=${index + 2}
    aria-level=${row.level}
    aria-posinset=${row.position}
    aria-setsize=${row.siblings}
    aria-expanded=${row.expanded ?? nothing}
    aria-selected=${isActive}
    @mousedown=${parts.onMouseDown}
    @dblclick=${parts.onDoubleClick}
  >
    ${parts.cells}
  </div>`;
}

/** The row that a context menu is for, -1 for the headings. Asked for by the keyboard, it is that of the active row. */
export function rowOfMenu(event: MouseEvent, active: number): number {
  const row = event.target instanceof Element ? event.target.closest('[aria-rowindex]') : null;
  return row === null ? active : Number(row.getAttribute('aria-rowindex')) - 2;
}

/** Whether a key asks for a copy of the active row; where text is selected, it asks for a copy of that. */
export function copiesRow(event: KeyboardEvent): boolean {
  const copies = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'c';
  return copies && document.getSelection()?.isCollapsed !== false;
}
