import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageCountedTable } from '../../src/protocol/countModel.ts';
import { tabStrip, tabStripStyles } from '../controls/tabStrip.ts';
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
    tabStripStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: hidden;
        background: var(--panel);
      }
      .tabs {
        gap: 16px;
      }
      .tabs button {
        height: 28px;
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

  override render(): TemplateResult {
    const { pane } = this.settings;
    return html`${tabStrip({
        label: 'Below the table',
        tabs: countPanes.map((each) => [each, labels[each]]),
        selected: pane,
        onSelect: (each) => {
          tell(this, 'count-settings', { pane: each });
        },
      })}
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
}
