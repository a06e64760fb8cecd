import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, queryAll } from 'lit/decorators.js';
import type { PageCountedTable } from '../../src/protocol/countModel.ts';
import type { CountData } from '../model/countData.ts';
import { countPanes } from '../model/countSettings.ts';
import type { CountPane, CountSettings } from '../model/countSettings.ts';
import type { SideNames } from '../model/rowCells.ts';
import { tell } from '../page/events.ts';
import { baseStyles } from '../page/styles.ts';
import './keyRatios.ts';
import './largestTables.ts';
import './tableDetail.ts';

const labels: Readonly<Record<CountPane, string>> = {
  largest: 'Largest Tables',
  keys: 'Along Foreign Keys',
  table: 'Selected Table',
};

/** What stands below the table of row counts: pictures and details, one at a time. */
@customElement('count-pane')
export class CountPaneElement extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: hidden;
        background: var(--panel);
      }
      .tabs {
        display: flex;
        flex: none;
        gap: 16px;
        padding: 0 16px;
        border-bottom: 1px solid var(--line);
      }
      .tabs button {
        height: 28px;
        padding: 0;
        color: var(--dim);
        background: none;
        border: 0;
        border-bottom: 2px solid transparent;
        border-top: 2px solid transparent;
        font: inherit;
        cursor: pointer;
      }
      .tabs button:hover,
      .tabs button[aria-selected='true'] {
        color: var(--foreground);
      }
      .tabs button[aria-selected='true'] {
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--focus));
      }
      .body {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .body:focus-visible {
        outline-offset: -1px;
      }
    `,
  ];

  @property({ attribute: false }) data!: CountData;
  @property({ attribute: false }) settings!: CountSettings;
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };
  @property({ attribute: false }) active: PageCountedTable | null = null;
  @property({ attribute: false }) differs = false;

  @queryAll('[role=tab]') private readonly tabs!: NodeListOf<HTMLElement>;

  override render(): TemplateResult {
    const { pane } = this.settings;
    return html`<div class="tabs" role="tablist" aria-label="Below the table" @keydown=${this.onKeyDown}>
        ${countPanes.map(
          (each) =>
            html`<button
              role="tab"
              aria-selected=${each === pane}
              tabindex=${each === pane ? 0 : -1}
              @click=${() => {
                tell(this, 'count-settings', { pane: each });
              }}
            >
              ${labels[each]}
            </button>`,
        )}
      </div>
      <div class="body" role="tabpanel" tabindex="0" aria-label=${labels[pane]}>${this.renderBody(pane)}</div>`;
  }

  private renderBody(pane: CountPane): TemplateResult {
    const { summary, tables } = this.data;
    if (pane === 'table' || summary === null)
      return html`<table-detail
        .table=${this.active}
        .total=${summary?.rows ?? { left: 0, right: 0 }}
        .names=${this.names}
        .differs=${this.differs}
      ></table-detail>`;
    if (pane === 'keys') return html`<key-ratios .ratios=${summary.ratios} .names=${this.names}></key-ratios>`;
    return html`<largest-tables
      .summary=${summary}
      .tables=${tables}
      .names=${this.names}
      .of=${this.settings.largestOf}
    ></largest-tables>`;
  }

  private onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = countPanes.indexOf(this.settings.pane);
    const pane = countPanes[(at + step + countPanes.length) % countPanes.length];
    if (step === 0 || pane === undefined) return;
    event.preventDefault();
    tell(this, 'count-settings', { pane });
    this.tabs[countPanes.indexOf(pane)]?.focus();
  }
}
