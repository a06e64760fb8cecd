import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MatrixColumn, MatrixRow } from '../../src/protocol/matrixModel.ts';
import { gridStyles, rowHeight } from '../grid/gridStyles.ts';
import { VirtualGrid } from '../grid/virtualGrid.ts';
import { causeTag, causeToken, migrationLink } from '../model/explanations.ts';
import { matrixCell, matrixSentence, moveInMatrix } from '../model/matrixCells.ts';
import type { MatrixPlace } from '../model/matrixCells.ts';
import { displayName } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { styleProperties } from '../page/styleProperties.ts';
import { baseStyles } from '../page/styles.ts';
import { tellMatrix } from './matrixEvents.ts';
import { matrixStyles } from './matrixStyles.ts';

/**
 * One row for each object, one column for each environment. Of two cells of a row the environments are compared at
 * that object: the first is picked, the second one asks for it.
 */
@customElement('matrix-grid')
export class MatrixGrid extends LitElement {
  static override readonly styles = [baseStyles, gridStyles, matrixStyles];

  @property({ attribute: false }) rows: readonly MatrixRow[] = [];
  @property({ attribute: false }) columns: readonly MatrixColumn[] = [];
  /** The column of the active row that is to be compared with another one. */
  @property({ attribute: false }) picked: number | null = null;

  @state() private place: MatrixPlace = { row: 0, cell: 1 };
  private readonly grid = new VirtualGrid<MatrixRow>(this, () => ({ rows: this.rows, active: this.place.row }));

  override focus(): void {
    this.grid.focus();
  }

  override willUpdate(): void {
    const last = Math.max(0, this.rows.length - 1);
    if (this.place.row > last) this.place = { ...this.place, row: last };
  }

  override render(): TemplateResult {
    const { columns, place } = this;
    return this.grid.render({
      role: 'grid',
      label: 'Objects that differ',
      columns: `minmax(220px, 1.3fr) repeat(${columns.length}, minmax(90px, 0.5fr)) minmax(220px, 1.2fr)`,
      columnCount: columns.length + 2,
      minWidth: 460 + 92 * columns.length,
      activeId: `cell-${place.row}-${place.cell}`,
      head: html`<div role="row" class="row head" aria-rowindex="1">
        <span role="columnheader">Object</span>
        ${columns.map(({ name }) => html`<span role="columnheader" title=${oneLine(name)}>${oneLine(name)}</span>`)}
        <span role="columnheader">Explained by</span>
      </div>`,
      row: (row, index) => this.renderRow(row, index),
      onKeyDown: this.onKeyDown,
    });
  }

  private renderRow(row: MatrixRow, index: number): TemplateResult {
    const prefix = row.owner ?? row.schema ?? '';
    const name = displayName(row);
    const last = this.columns.length + 1;
    const isActive = index === this.place.row;
    return html`<div
      role="row"
      class="row ${isActive ? 'active' : ''}"
      ${styleProperties({ transform: `translateY(${index * rowHeight}px)` })}
      aria-rowindex=${index + 2}
    >
      <span
        role="rowheader"
        id="cell-${index}-0"
        class="cell object ${this.here(index, 0)}"
        title=${oneLine(row.path)}
        @mousedown=${() => {
          this.go({ row: index, cell: 0 });
        }}
        ><span class="name">${prefix === '' ? nothing : html`<span class="dim">${oneLine(prefix)}.</span>`}${name}</span
        ><span class="note">${row.kind}</span></span
      >
      ${this.columns.map((column, at) => this.renderCell(row, index, column, at))}
      <span
        role="gridcell"
        id="cell-${index}-${last}"
        class="explanation cell ${this.here(index, last)}"
        @mousedown=${() => {
          this.go({ row: index, cell: last });
        }}
        >${this.renderExplanation(row)}</span
      >
    </div>`;
  }

  private renderCell(row: MatrixRow, index: number, column: MatrixColumn, at: number): TemplateResult {
    const { token, form, text, label } = matrixCell(row, at, column);
    const isPicked = index === this.place.row && this.picked === at;
    return html`<span
      role="gridcell"
      id="cell-${index}-${at + 1}"
      class="cell environment ${token} ${token === 'absent' ? 'hatched' : ''} ${isPicked ? 'picked' : ''} ${this.here(index, at + 1)}"
      aria-label=${label}
      aria-selected=${isPicked}
      title="${label}. Click two of a row to compare them side by side."
      @mousedown=${(event: MouseEvent) => {
        if (event.button !== 0) return;
        this.go({ row: index, cell: at + 1 });
        this.pick(at);
      }}
      >${token === 'form' ? html`<span class="letter letter-${form}">${text}</span>` : html`<span>${text}</span>`}</span
    >`;
  }

  private renderExplanation({ explanations }: MatrixRow): TemplateResult | typeof nothing {
    const [first] = explanations;
    if (first === undefined) return nothing;
    const all = explanations.map((each) => matrixSentence(each, this.columns)).join('\n');
    const link = migrationLink(first);
    return html`<span class="tag ${causeToken(first.cause)}" title=${all}>${causeTag(first.cause)}</span>${
        link === null
          ? nothing
          : html`<button
              class="link migration"
              tabindex="-1"
              title=${all}
              aria-label=${link.head + link.tail}
              @click=${() => {
                tellMatrix(this, { type: 'openFile', file: first.file ?? '', line: first.line });
              }}
            >
              <span class="head-part">${link.head}</span><span class="tail-part">${link.tail}</span>
            </button>`
      }${explanations.length > 1 ? html`<span class="dim" title=${all}>+${explanations.length - 1}</span>` : nothing}`;
  }

  private here(row: number, cell: number): string {
    return row === this.place.row && cell === this.place.cell ? 'here' : '';
  }

  private go(place: MatrixPlace): void {
    if (place.row !== this.place.row) this.tellPicked(null);
    this.place = place;
    this.grid.reveal(place.row);
  }

  /** With two environments alone there is nothing to choose. */
  private pick(column: number): void {
    const row = this.rows[this.place.row];
    if (row === undefined || row.cells[column] === 'unread') return;
    const others = row.cells.flatMap((cell, index) => (index !== column && cell !== 'unread' ? [index] : []));
    const [only, ...more] = others;
    const left = this.picked ?? (more.length === 0 ? only : undefined);
    if (this.picked === column) this.tellPicked(null);
    else if (left === undefined) this.tellPicked(column);
    else {
      const [first, second] = this.picked === null ? [Math.min(left, column), Math.max(left, column)] : [left, column];
      this.tellPicked(null);
      tellMatrix(this, { type: 'openPair', left: first, right: second, kind: row.kind, path: row.path });
    }
  }

  private tellPicked(column: number | null): void {
    this.dispatchEvent(new CustomEvent<number | null>('matrix-pick', { detail: column }));
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const row = this.rows[this.place.row];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const column = this.place.cell - 1;
      if (column >= 0 && column < this.columns.length) this.pick(column);
      else if (column >= 0 && typeof row?.explanations[0]?.file === 'string') {
        tellMatrix(this, { type: 'openFile', file: row.explanations[0].file, line: row.explanations[0].line });
      }
      return;
    }
    if (event.key === 'Escape' && this.picked !== null) {
      event.preventDefault();
      this.tellPicked(null);
      return;
    }
    const bounds = { rows: this.rows.length, cells: this.columns.length + 2, page: this.grid.pageSize };
    const place = moveInMatrix(event.key, this.place, bounds);
    if (place === undefined) return;
    event.preventDefault();
    this.go(place);
  }
}
