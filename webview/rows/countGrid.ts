import { LitElement, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gridStyles } from '../grid/gridStyles.ts';
import { copiesRow, rowOfMenu, treeRow } from '../grid/treeRow.ts';
import { VirtualGrid } from '../grid/virtualGrid.ts';
import { columnWords, countCell, tableNote } from '../model/countCells.ts';
import type { CountRow } from '../model/countRows.ts';
import { countColumns } from '../model/countSettings.ts';
import type { CountColumn, CountSettings } from '../model/countSettings.ts';
import { gridCommand } from '../model/keyboard.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { styleProperties } from '../page/styleProperties.ts';
import { baseStyles } from '../page/styles.ts';
import { countGridStyles, countHeadHeight } from './countGridStyles.ts';

/** The columns that begin a group of their own. */
const firstOfGroup: ReadonlySet<CountColumn> = new Set(['leftRows', 'leftShare', 'leftSize', 'leftDead']);

const widths =
  'minmax(180px, 1.4fr) repeat(2, minmax(92px, 0.4fr)) minmax(84px, 0.4fr) minmax(60px, 0.25fr) ' +
  'repeat(2, minmax(96px, 0.4fr)) repeat(2, minmax(78px, 0.3fr)) repeat(2, minmax(66px, 0.25fr))';

/**
 * The tables with their rows on both sides, partitions below their table. Besides the grid, the headings are one more
 * stop of Tab.
 *
 * Tells `count-settings` where the reader goes, and `count-menu` of which row a context menu comes up.
 */
@customElement('count-grid')
export class CountGrid extends LitElement {
  static override readonly styles = [baseStyles, gridStyles, countGridStyles];

  @property({ attribute: false }) rows: readonly CountRow[] = [];
  @property({ attribute: false }) active = 0;
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };
  /** All rows of each side, of which the shares are. */
  @property({ attribute: false }) total = { left: 0, right: 0 };
  @property({ attribute: false }) sort: Pick<CountSettings, 'column' | 'descending'> = {
    column: 'leftRows',
    descending: true,
  };
  @property({ attribute: false }) opened: readonly string[] = [];

  /** The heading that Tab stops at. */
  @state() private heading: CountColumn = 'leftRows';
  private readonly grid = new VirtualGrid<CountRow>(
    this,
    () => ({ rows: this.rows, active: this.active }),
    countHeadHeight,
  );

  override focus(): void {
    this.grid.focus();
  }

  /** Scrolls as little as needed to see the active row. */
  revealActive(): void {
    this.grid.reveal(this.active);
  }

  override render(): TemplateResult {
    return this.grid.render({
      role: 'treegrid',
      label: 'Row counts',
      columns: widths,
      columnCount: countColumns.length,
      minWidth: 990,
      activeId: `row-${this.active}`,
      head: html`<div role="row" class="row head" aria-rowindex="1" @keydown=${this.onHeadKey}>
        ${countColumns.map((column) => this.renderHead(column))}
      </div>`,
      row: (row, index) => this.renderRow(row, index),
      onKeyDown: this.onKeyDown,
      onContextMenu: this.onContextMenu,
    });
  }

  private renderHead(column: CountColumn): TemplateResult {
    const { group, word } = columnWords(column, this.names);
    const isSorted = this.sort.column === column;
    const direction = this.sort.descending ? 'descending' : 'ascending';
    const starts = column === 'table' || firstOfGroup.has(column);
    return html`<span
      role="columnheader"
      class=${firstOfGroup.has(column) ? 'first' : ''}
      aria-sort=${isSorted ? direction : 'none'}
      ><button
        data-column=${column}
        tabindex=${column === this.heading ? 0 : -1}
        title="Sort by ${`${group} ${word}`.trim()}"
        @click=${() => {
          this.sortBy(column);
        }}
        @focus=${() => {
          this.heading = column;
        }}
      >
        ${group === '' ? nothing : html`<span class="group ${starts ? '' : 'visually-hidden'}">${group} </span>`}
        ${isSorted ? html`<span class="sign" aria-hidden="true">${this.sort.descending ? '↓' : '↑'}</span>` : nothing}
        <span>${word}</span>
      </button></span
    >`;
  }

  private renderRow(row: CountRow, index: number): TemplateResult {
    return treeRow(row, {
      index,
      isActive: index === this.active,
      onMouseDown: (event) => {
        if (event.button !== 0) return;
        // The second click of two opens, and selects no text.
        if (event.detail > 1) event.preventDefault();
        this.moveTo(index);
      },
      onDoubleClick: () => {
        if (row.expanded !== undefined) this.open(row, !row.expanded);
      },
      cells: [
        this.renderName(row),
        ...countColumns.map((column) => (column === 'table' ? nothing : this.renderNumber(row, column))),
      ],
    });
  }

  private renderName(row: CountRow): TemplateResult {
    const { table, expanded } = row;
    const note = tableNote(table, this.names);
    const name = oneLine(table.name);
    const schema = `${oneLine(table.schema)}.`;
    return html`<span role="rowheader" class="table" title="${schema}${name}${note === '' ? '' : `\n${note}`}"
      ><span
        class="twist"
        aria-hidden="true"
        @mousedown=${(event: MouseEvent) => {
          if (event.button === 0 && expanded !== undefined) this.open(row, !expanded);
        }}
        >${expanded === undefined ? '' : expanded ? '▾' : '▸'}</span
      ><span class="name">${table.schema === 'public' ? nothing : html`<span class="dim">${schema}</span>`}${name}</span
      >${note === '' ? nothing : html`<span class="note">${note}</span>`}</span
    >`;
  }

  private renderNumber({ table }: CountRow, column: Exclude<CountColumn, 'table'>): TemplateResult {
    const { text, tone, tooltip, share } = countCell(table, column, this.total, this.names);
    const first = firstOfGroup.has(column) ? 'first' : '';
    return html`<span
      role="gridcell"
      class="number ${tone} ${first} ${tone === 'absent' ? 'hatched' : ''} ${
        share === null ? '' : `share ${column === 'rightShare' ? 'right' : 'left'}`
      }"
      title=${tooltip === '' ? nothing : tooltip}
      >${
        share === null ? nothing : html`<i class="track"><i ${styleProperties({ width: `${share * 100}%` })}></i></i>`
      }${text}</span
    >`;
  }

  /** Numbers begin with the largest, names with the first. */
  private sortBy(column: CountColumn): void {
    const descending = this.sort.column === column ? !this.sort.descending : column !== 'table';
    tell(this, 'count-settings', { column, descending });
  }

  private moveTo(index: number): void {
    const path = this.rows[index]?.table.path;
    if (path !== undefined) tell(this, 'count-settings', { active: path });
  }

  private open({ table: { path } }: CountRow, isOpen: boolean): void {
    const others = this.opened.filter((other) => other !== path);
    tell(this, 'count-settings', { opened: isOpen ? [...others, path] : others });
  }

  private openLevel(index: number): void {
    const parent = this.rows[index]?.parent;
    const paths = this.rows.flatMap((row) =>
      row.parent === parent && row.expanded !== undefined ? [row.table.path] : [],
    );
    tell(this, 'count-settings', { opened: [...new Set([...this.opened, ...paths])] });
  }

  private onContextMenu(event: MouseEvent): void {
    const index = rowOfMenu(event, this.active);
    if (index >= 0) this.moveTo(index);
    tell(this, 'count-menu', this.rows[index]?.table.path ?? null);
  }

  private onHeadKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      // The heading's own button answers these.
      event.stopPropagation();
      return;
    }
    const at = countColumns.indexOf(this.heading);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const column = countColumns[at + step];
    if (event.key === 'ArrowDown') this.grid.focus();
    else if (step === 0 || column === undefined) return;
    else this.renderRoot.querySelector<HTMLElement>(`[data-column=${column}]`)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  private onKeyDown(event: KeyboardEvent): void {
    const row = this.rows[this.active];
    if (row !== undefined && copiesRow(event)) {
      event.preventDefault();
      tell(this, 'page-request', { type: 'copyCountRow', path: row.table.path });
      return;
    }
    const command = gridCommand(event, this.rows, this.active, this.grid.pageSize);
    if (command === undefined || row === undefined) return;
    event.preventDefault();
    switch (command.type) {
      case 'move':
        this.moveTo(command.to);
        break;
      case 'open':
      case 'close':
        this.open(row, command.type === 'open');
        break;
      case 'openSiblings':
        this.openLevel(command.index);
        break;
      case 'toggle':
        if (row.expanded === undefined) tell(this, 'count-settings', { pane: 'table', paneOpen: true });
        else this.open(row, !row.expanded);
        break;
      case 'activate':
        tell(this, 'count-settings', { pane: 'table', paneOpen: true });
    }
  }
}
