import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { gridCommand } from '../model/keyboard.ts';
import type { SideNames } from '../model/rowCells.ts';
import type { RowAction } from '../model/rowEffect.ts';
import { oneLine } from '../model/text.ts';
import { differenceOf } from '../model/tree.ts';
import type { GridRow } from '../model/visibleRows.ts';
import { gridStyles, rowHeight } from './gridStyles.ts';
import { renderRowCells } from './gridRow.ts';
import { styleProperties } from './styleProperties.ts';
import { baseStyles } from './styles.ts';
import { revealRow, rowsOnPage, virtualRows } from './virtualRows.ts';

/**
 * The two-sided tree table. Only the rows on the screen are in the document; the focus stays on the grid itself,
 * which names the active row by `aria-activedescendant`, so that no row takes the focus with it when it scrolls away.
 *
 * Fires `row-active` with the row's index, `row-action` with index and RowAction, `row-decision` with index and
 * Decision, and `row-menu` with the index of the row whose context menu comes up.
 */
@customElement('difference-grid')
export class DifferenceGrid extends LitElement {
  static override readonly styles = [baseStyles, gridStyles];

  @property({ attribute: false }) rows: readonly GridRow[] = [];
  @property({ attribute: false }) active = 0;
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };

  @query('[role=treegrid]') private readonly grid!: HTMLElement;
  private readonly virtual = virtualRows(this, () => ({
    element: this.hasUpdated ? this.grid : null,
    rows: this.rows,
    active: this.active,
  }));

  override focus(): void {
    void this.updateComplete.then(() => {
      this.grid.focus();
    });
  }

  /** Scrolls as little as needed to see the active row. */
  revealActive(): void {
    revealRow(this.grid, this.active);
  }

  override render(): TemplateResult {
    const { rows } = this;
    return html`<div
      class="grid"
      role="treegrid"
      tabindex="0"
      aria-label="Differences"
      aria-rowcount=${rows.length + 1}
      aria-colcount="4"
      aria-activedescendant=${rows.length === 0 ? nothing : `row-${this.active}`}
      @keydown=${this.onKeyDown}
      @contextmenu=${this.onContextMenu}
    >
      <div role="row" class="row head" aria-rowindex="1">
        <span role="columnheader" title=${oneLine(this.names.left)}>${oneLine(this.names.left)}</span>
        <span role="columnheader"><span class="visually-hidden">Difference</span></span>
        <span role="columnheader" title=${oneLine(this.names.right)}>${oneLine(this.names.right)}</span>
        <span role="columnheader">Explained by</span>
      </div>
      <div role="rowgroup" class="body" ${styleProperties({ height: `${rows.length * rowHeight}px` })}>
        ${repeat(
          this.virtual.items(),
          (item) => item.index,
          (item) => {
            const row = rows[item.index];
            return row === undefined ? nothing : this.renderRow(row, item.index);
          },
        )}
      </div>
    </div>`;
  }

  private renderRow(row: GridRow, index: number): TemplateResult {
    return html`<div
      role="row"
      id="row-${index}"
      class="row ${index === this.active ? 'active' : ''} ${differenceOf(row.node.content)?.isIgnored === true ? 'ignored' : ''}"
      ${styleProperties({ transform: `translateY(${index * rowHeight}px)`, '--level': String(row.level - 1) })}
      aria-rowindex=${index + 2}
      aria-level=${row.level}
      aria-posinset=${row.position}
      aria-setsize=${row.siblings}
      aria-expanded=${row.expanded ?? nothing}
      aria-selected=${index === this.active}
      @mousedown=${(event: MouseEvent) => {
        this.onRowMouseDown(event, index);
      }}
      @dblclick=${() => {
        if (row.expanded !== undefined) this.act('toggle', index);
      }}
    >
      ${renderRowCells(row, this.names, {
        act: (action) => {
          this.act(action, index);
        },
        decide: (decision) => {
          this.dispatchEvent(new CustomEvent('row-decision', { detail: { index, decision } }));
        },
      })}
    </div>`;
  }

  private act(action: RowAction, index: number): void {
    this.dispatchEvent(new CustomEvent('row-action', { detail: { action, index } }));
  }

  private moveTo(index: number): void {
    this.dispatchEvent(new CustomEvent('row-active', { detail: index }));
  }

  private onRowMouseDown(event: MouseEvent, index: number): void {
    if (event.button !== 0) return;
    this.moveTo(index);
    this.act('show', index);
  }

  /** Asked for by the keyboard, the menu is that of the active row. */
  private onContextMenu(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest('[aria-rowindex]') : null;
    const index = row === null ? this.active : Number(row.getAttribute('aria-rowindex')) - 2;
    if (index >= 0) this.moveTo(index);
    this.dispatchEvent(new CustomEvent('row-menu', { detail: index }));
  }

  private onKeyDown(event: KeyboardEvent): void {
    const copies = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'c';
    if (copies) {
      if (document.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      this.act('copy', this.active);
      return;
    }
    const command = gridCommand(event, this.rows, this.active, rowsOnPage(this.grid));
    if (command === undefined) return;
    event.preventDefault();
    if (command.type === 'move') this.moveTo(command.to);
    else this.act(command.type, command.index);
  }
}
