import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CountRequest } from '../../src/protocol/countMessages.ts';
import { button } from '../controls/button.ts';
import { progressRing } from '../controls/progressRing.ts';
import type { CountData } from '../model/countData.ts';
import { isCounting, isUncounted } from '../model/countData.ts';
import { countableTables, countRows } from '../model/countRows.ts';
import type { CountRow } from '../model/countRows.ts';
import { defaultCountSettings } from '../model/countSettings.ts';
import type { CountSettings } from '../model/countSettings.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import type { PageEvent } from '../page/events.ts';
import { tell } from '../page/events.ts';
import '../page/splitter.ts';
import { messageStyles } from '../page/pageStyles.ts';
import { styleProperties } from '../page/styleProperties.ts';
import { baseStyles } from '../page/styles.ts';
import './countGrid.ts';
import type { CountGrid } from './countGrid.ts';
import './countPane.ts';
import './countStatus.ts';
import { needsStatus } from './countStatus.ts';
import './countTools.ts';
import type { CountTools } from './countTools.ts';
import './countVerdict.ts';
import { rowCountStyles } from './rowCountStyles.ts';

/** The tab of row counts: what has come, as far as it has come. */
@customElement('row-counts')
export class RowCounts extends LitElement {
  static override readonly styles = [baseStyles, messageStyles, rowCountStyles];

  /** null until the extension has spoken. */
  @property({ attribute: false }) data: CountData | null = null;
  @property({ attribute: false }) settings: CountSettings = defaultCountSettings;
  /** The environments that are chosen, and were perhaps not counted yet. */
  @property({ attribute: false }) chosen: { readonly left: string | null; readonly right: string | null } = {
    left: null,
    right: null,
  };
  /** The tables that are among the schema differences, or parts of which are, by path. */
  @property({ attribute: false }) differing: ReadonlySet<string> = new Set();

  @query('count-grid') private readonly grid!: CountGrid | null;
  @query('count-tools') private readonly tools!: CountTools | null;
  private rows: readonly CountRow[] = [];

  override focus(): void {
    void this.updateComplete.then(() => {
      this.grid?.focus();
    });
  }

  focusSearch(): void {
    this.tools?.focusSearch();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.data !== null && (changed.has('data') || changed.has('settings')))
      this.rows = countRows(this.data, this.settings);
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('settings');
    const hasMoved =
      before !== undefined &&
      (before.active !== this.settings.active ||
        before.column !== this.settings.column ||
        before.descending !== this.settings.descending);
    if (hasMoved) void this.grid?.updateComplete.then(() => this.grid?.revealActive());
  }

  override render(): TemplateResult | typeof nothing {
    const { data } = this;
    if (data === null) return nothing;
    if (isUncounted(data)) return this.renderUncounted();
    const { run, tables, summary } = data;
    const names = run.names;
    return html`${needsStatus(run) ? html`<count-status .run=${run}></count-status>` : nothing}
    ${
      summary === null
        ? this.renderNothingYet(data)
        : html`<count-verdict
              .summary=${summary}
              .chosen=${this.settings.classes}
              .names=${names}
              @count-reveal=${this.onReveal}
            ></count-verdict>
            <count-tools
              .search=${this.settings.search}
              .choice=${run.choice}
              .total=${countableTables(data)}
              .shown=${this.rows.filter(({ level }) => level === 1).length}
              @leave-search=${() => {
                this.grid?.focus();
              }}
            ></count-tools>
            ${tables.size === 0 ? this.renderNoTables(data) : this.renderRows(data, names)}`
    }`;
  }

  private renderRows(data: CountData, names: SideNames): TemplateResult {
    if (this.rows.length === 0)
      return html`<div class="message">
        <p>No table matches</p>
        ${button({
          text: 'Clear Filters',
          appearance: 'secondary',
          onClick: () => {
            tell(this, 'count-settings', { search: '', classes: [] });
          },
        })}
      </div>`;
    const { settings } = this;
    const active = Math.max(
      0,
      this.rows.findIndex(({ table }) => table.path === settings.active),
    );
    const table = this.rows[active]?.table ?? null;
    const total = data.summary?.rows ?? { left: 0, right: 0 };
    return html`<count-grid
        .rows=${this.rows}
        .active=${active}
        .names=${names}
        .total=${total}
        .sort=${settings}
        .opened=${settings.opened}
      ></count-grid>
      ${
        settings.paneOpen
          ? this.renderPane(data, names, table)
          : html`<button
              class="closed"
              @click=${() => {
                tell(this, 'count-settings', { paneOpen: true });
              }}
            >
              ▴ Largest tables, foreign keys, and the selected table
            </button>`
      }`;
  }

  private renderPane(data: CountData, names: SideNames, table: CountRow['table'] | null): TemplateResult {
    const limit = Math.round(this.clientHeight * 0.7);
    const height = Math.min(this.settings.paneHeight, limit);
    return html`<detail-splitter
        label="Height of the charts and details"
        .height=${height}
        .limit=${limit}
        @pane-height=${(event: CustomEvent<number>) => {
          tell(this, 'count-settings', { paneHeight: event.detail });
        }}
      ></detail-splitter>
      <count-pane
        role="region"
        aria-label="Charts and details"
        ${styleProperties({ height: `${height}px` })}
        .data=${data}
        .settings=${this.settings}
        .names=${names}
        .active=${table}
        .differs=${table !== null && this.differing.has(table.path)}
        @count-reveal=${this.onReveal}
      ></count-pane>`;
  }

  private renderUncounted(): TemplateResult {
    const { left, right } = this.chosen;
    const request: CountRequest | null = left === null || right === null ? null : { type: 'countPair', left, right };
    return html`<div class="message">
      <p class="big">How many rows each table holds</p>
      <p class="dim">
        ${
          request === null
            ? 'Choose two environments.'
            : `Nothing is counted before you ask for it. Tables of ${oneLine(request.left)} and ${oneLine(request.right)} are only read.`
        }
      </p>
      ${button({
        text: 'Count Rows',
        appearance: 'primary',
        disabled: request === null,
        onClick: () => {
          if (request !== null) tell(this, 'page-request', request);
        },
      })}
    </div>`;
  }

  /** Neither side is listed: the line above says how far it is, or why. */
  private renderNothingYet(data: CountData): TemplateResult {
    return isCounting(data)
      ? html`<div class="message">
          ${progressRing('Counting')}
          <p>Listing the tables</p>
        </div>`
      : html`<div class="message">
          <p class="big">Nothing was counted</p>
          <p class="dim">The line above says why.</p>
        </div>`;
  }

  private renderNoTables(data: CountData): TemplateResult {
    const { left, right } = data.run.names;
    return html`<div class="message">
      <p class="big">No tables</p>
      <p class="dim">
        ${isCounting(data) ? 'Listing the tables' : `Neither ${oneLine(left)} nor ${oneLine(right)} has a table to count.`}
      </p>
    </div>`;
  }

  /** Whatever hides the table makes way. */
  private onReveal(event: PageEvent<'count-reveal'>): void {
    event.stopPropagation();
    const path = event.detail;
    const table = this.data?.tables.get(path);
    if (table === undefined) return;
    const isSeen = this.rows.some((row) => row.table.path === path);
    const opened = new Set(this.settings.opened);
    for (let above = table.parent; above !== null; above = this.data?.tables.get(above)?.parent ?? null)
      opened.add(above);
    tell(this, 'count-settings', {
      active: path,
      opened: [...opened],
      ...(isSeen ? {} : { search: '', classes: [] }),
    });
    this.focus();
  }
}
