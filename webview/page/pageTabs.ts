import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, queryAll } from 'lit/decorators.js';
import { pageTabs } from '../../src/protocol/pageModel.ts';
import type { PageTab } from '../../src/protocol/pageModel.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';

const labels: Readonly<Record<PageTab, string>> = { schema: 'Schema', rows: 'Row Counts' };

/** What the page shows of the pair: the arrow keys go from tab to tab. */
@customElement('page-tabs')
export class PageTabs extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
      }
      div {
        display: flex;
        gap: 18px;
        padding: 0 16px;
      }
      button {
        display: flex;
        gap: 6px;
        align-items: center;
        height: 32px;
        padding: 0;
        color: var(--dim);
        background: none;
        border: 0;
        border-bottom: 2px solid transparent;
        border-top: 2px solid transparent;
        font: inherit;
        cursor: pointer;
      }
      button:hover,
      button[aria-selected='true'] {
        color: var(--foreground);
      }
      button[aria-selected='true'] {
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--focus));
      }
      .note {
        padding: 0 6px;
        border: 1px solid;
        border-radius: 9px;
        color: var(--dim);
        font-size: 11px;
        line-height: 15px;
      }
    `,
  ];

  @property({ attribute: false }) tab: PageTab = 'schema';
  /** What is known of each in a word: "37", "31.7x"; '' where nothing is. */
  @property({ attribute: false }) notes: Readonly<Record<PageTab, string>> = { schema: '', rows: '' };

  @queryAll('[role=tab]') private readonly tabs!: NodeListOf<HTMLElement>;

  override render(): TemplateResult {
    return html`<div role="tablist" aria-label="What is compared" @keydown=${this.onKeyDown}>
      ${pageTabs.map((tab) => this.renderTab(tab))}
    </div>`;
  }

  private renderTab(tab: PageTab): TemplateResult {
    const isSelected = tab === this.tab;
    const note = this.notes[tab];
    return html`<button
      role="tab"
      aria-selected=${isSelected}
      tabindex=${isSelected ? 0 : -1}
      @click=${() => {
        tell(this, 'page-tab', tab);
      }}
    >
      ${labels[tab]}${note === '' ? nothing : html`<span class="note number">${note}</span>`}
    </button>`;
  }

  private onKeyDown(event: KeyboardEvent): void {
    const at = pageTabs.indexOf(this.tab);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const tab = pageTabs[(at + step + pageTabs.length) % pageTabs.length];
    if (step === 0 || tab === undefined) return;
    event.preventDefault();
    tell(this, 'page-tab', tab);
    this.tabs[pageTabs.indexOf(tab)]?.focus();
  }
}
