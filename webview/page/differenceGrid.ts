import { LitElement, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { gridStyles } from '../grid/gridStyles.ts';
import { copiesRow, rowOfMenu, treeRow } from '../grid/treeRow.ts';
import { VirtualGrid } from '../grid/virtualGrid.ts';
import { gridCommand } from '../model/keyboard.ts';
import type { SideNames } from '../model/rowCells.ts';
import type { RowAction } from '../model/rowEffect.ts';
import { oneLine } from '../model/text.ts';
import { differenceOf } from '../model/tree.ts';
import type { GridRow } from '../model/visibleRows.ts';
import { renderRowCells } from './gridRow.ts';
import { baseStyles } from './styles.ts';

const columns = 'minmax(160px, 1fr) 24px minmax(160px, 1fr) minmax(220px, 0.9fr)';

/**
 * The two-sided tree table.
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

  private readonly grid = new VirtualGrid<GridRow>(this, () => ({ rows: this.rows, active: this.active }));

  override focus(): void {
    this.grid.focus();
  }

  /** Scrolls as little as needed to see the active row. */
  revealActive(): void {
    this.grid.reveal(this.active);
  }

  override render(): TemplateResult {
    const left = oneLine(this.names.left);
    const right = oneLine(this.names.right);
    return this.grid.render({
      role: 'treegrid',
      label: 'Differences',
      columns,
      columnCount: 4,
      minWidth: 564,
      activeId: `row-${this.active}`,
      head: html`<div role="row" class="row head" aria-rowindex="1">
        <span role="columnheader" title=${left}>${left}</span>
        <span role="columnheader"><span class="visually-hidden">Difference</span></span>
        <span role="columnheader" title=${right}>${right}</span>
        <span role="columnheader">Explained by</span>
      </div>`,
      row: (row, index) => this.renderRow(row, index),
      onKeyDown: this.onKeyDown,
      onContextMenu: this.onContextMenu,
    });
  }

  private renderRow(row: GridRow, index: number): TemplateResult {
    return treeRow(row, {
      index,
      isActive: index === this.active,
      className: differenceOf(row.node.content)?.isIgnored === true ? 'ignored' : '',
      onMouseDown: (event) => {
        this.onRowMouseDown(event, index);
      },
      onDoubleClick: () => {
        if (row.expanded !== undefined) this.act('toggle', index);
      },
      cells: renderRowCells(row, this.names, {
        act: (action) => {
          this.act(action, index);
        },
        decide: (decision) => {
          this.dispatchEvent(new CustomEvent('row-decision', { detail: { index, decision } }));
        },
      }),
    });
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

  private onContextMenu(event: MouseEvent): void {
    const index = rowOfMenu(event, this.active);
    if (index >= 0) this.moveTo(index);
    this.dispatchEvent(new CustomEvent('row-menu', { detail: index }));
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (copiesRow(event)) {
      event.preventDefault();
      this.act('copy', this.active);
      return;
    }
    const command = gridCommand(event, this.rows, this.active, this.grid.pageSize);
    if (command === undefined) return;
    event.preventDefault();
    if (command.type === 'move') this.moveTo(command.to);
    else this.act(command.type, command.index);
  }
}
