import { LitElement, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import * as v from 'valibot';
import type { FromMatrix, ToMatrix } from '../../src/protocol/matrixMessages.ts';
import type { MatrixRow, MatrixState } from '../../src/protocol/matrixModel.ts';
import { button } from '../controls/button.ts';
import { progressRing } from '../controls/progressRing.ts';
import type { Host } from '../host.ts';
import { filterMatrix, noMatrixFilters } from '../model/matrixFilter.ts';
import type { MatrixFilters } from '../model/matrixFilter.ts';
import { oneLine } from '../model/text.ts';
import { listenToPageKeys } from '../page/pageKeys.ts';
import { messageStyles, pageStyles } from '../page/pageStyles.ts';
import { baseStyles, themeStyles } from '../page/styles.ts';
import type { MatrixEvent } from './matrixEvents.ts';
import './matrixGrid.ts';
import type { MatrixGrid } from './matrixGrid.ts';
import './matrixHeader.ts';
import './matrixTools.ts';
import type { MatrixTools } from './matrixTools.ts';

/** What VS Code keeps for the page; `environments` are for the extension, which restores the page from them. */
const rememberedSchema = v.object({
  search: v.string(),
  unexplained: v.boolean(),
});

/** The matrix page: it holds the state, its parts draw it and tell what the reader wants. */
@customElement('database-compare-matrix')
export class MatrixPage extends LitElement {
  static override readonly styles = [themeStyles, baseStyles, messageStyles, pageStyles];

  @state() private page: MatrixState | null = null;
  @state() private filters: MatrixFilters = noMatrixFilters;
  @state() private picked: number | null = null;
  private shown: readonly MatrixRow[] = [];

  @query('matrix-grid') private readonly grid!: MatrixGrid | null;
  @query('matrix-tools') private readonly tools!: MatrixTools | null;

  private host: Host<ToMatrix, FromMatrix> | undefined;

  constructor() {
    super();
    listenToPageKeys(this, (key) => {
      if (key !== 'search' || this.tools === null) return false;
      this.tools.focusSearch();
      return true;
    });
  }

  /** Begins to speak with the extension. */
  connect(host: Host<ToMatrix, FromMatrix>): void {
    this.host = host;
    const remembered = v.safeParse(rememberedSchema, host.recall());
    if (remembered.success) this.filters = { ...noMatrixFilters, ...remembered.output };
    host.listen((message) => {
      this.receive(message);
    });
    host.post({ type: 'ready' });
  }

  private receive(message: ToMatrix): void {
    if (message.type === 'state') {
      this.page = message.state;
      this.picked = null;
    } else if (this.page !== null) {
      const columns = this.page.columns.map((column, index) =>
        index === message.column && column.reading.phase === 'reading'
          ? { ...column, reading: { ...column.reading, words: message.words } }
          : column,
      );
      this.page = { ...this.page, columns };
    }
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('page') || changed.has('filters')) this.shown = filterMatrix(this.page?.rows ?? [], this.filters);
  }

  override updated(changed: PropertyValues): void {
    if (this.page === null || (!changed.has('page') && !changed.has('filters'))) return;
    const { search, unexplained } = this.filters;
    this.host?.remember({ environments: this.page.columns.map(({ name }) => name), search, unexplained });
  }

  override render(): TemplateResult | typeof nothing {
    const { page } = this;
    if (page === null) return nothing;
    const { columns, rows } = page;
    const busy = columns.some(({ reading }) => reading.phase === 'reading');
    return html`<matrix-header
        role="banner"
        .columns=${columns}
        .busy=${busy}
        .canCopy=${rows !== null && rows.length > 0}
        @matrix-request=${this.onRequest}
      ></matrix-header>
      <main @matrix-request=${this.onRequest} @matrix-filters=${this.onFilters}>
        ${rows === null ? this.renderMessage(page, busy) : this.renderRows(page, rows)}
      </main>`;
  }

  private renderMessage({ columns }: MatrixState, busy: boolean): TemplateResult {
    if (busy)
      return html`<div class="message">
        ${progressRing('Comparing')}
        <p>Reading the databases</p>
      </div>`;
    const failed = columns.filter(({ reading }) => reading.phase === 'failed').length;
    if (failed > 0) {
      return html`<div class="message">
        <p class="big">At least two databases must be read to compare them</p>
        <p class="dim">${failed} of ${columns.length} could not be read. The line above says why.</p>
      </div>`;
    }
    const isChosen = columns.length >= 2;
    return html`<div class="message">
      <p>${isChosen ? 'Nothing has been read yet.' : 'Choose two to five environments to compare'}</p>
      ${button({
        text: isChosen ? 'Compare' : 'Choose Environments…',
        appearance: 'primary',
        onClick: () => {
          this.host?.post({ type: isChosen ? 'refresh' : 'choose' });
        },
      })}
    </div>`;
  }

  private renderRows({ columns }: MatrixState, rows: readonly MatrixRow[]): TemplateResult {
    if (rows.length === 0) {
      const names = columns.filter(({ reading }) => reading.phase === 'read').map(({ name }) => oneLine(name));
      return html`<div class="message">
        <p class="big"><span class="equal" aria-hidden="true">✓</span> No differences</p>
        <p class="dim">${names.join(', ')} contain the same objects.</p>
      </div>`;
    }
    const name = this.picked === null ? undefined : columns[this.picked]?.name;
    return html`<matrix-tools
        .rows=${rows}
        .filters=${this.filters}
        .shown=${this.shown.length}
        .hint=${name === undefined ? '' : `Choose what to compare ${oneLine(name)} with in this row`}
        @leave-search=${() => {
          this.grid?.focus();
        }}
      ></matrix-tools>
      ${
        this.shown.length === 0
          ? html`<div class="message">
              <p>No object matches</p>
              ${button({
                text: 'Clear Filters',
                appearance: 'secondary',
                onClick: () => {
                  this.filters = noMatrixFilters;
                },
              })}
            </div>`
          : html`<matrix-grid
              .rows=${this.shown}
              .columns=${columns}
              .picked=${this.picked}
              @matrix-pick=${(event: CustomEvent<number | null>) => {
                this.picked = event.detail;
              }}
            ></matrix-grid>`
      }`;
  }

  private onRequest(event: MatrixEvent<'matrix-request'>): void {
    this.host?.post(event.detail);
  }

  private onFilters(event: MatrixEvent<'matrix-filters'>): void {
    this.filters = { ...this.filters, ...event.detail };
  }
}
