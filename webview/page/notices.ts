import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageNotice } from '../../src/protocol/pageModel.ts';
import { counted, oneLine } from '../model/text.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';

/** What could not be read; closed until someone wants to know. */
@customElement('comparison-notices')
export class ComparisonNotices extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
      }
      summary {
        padding: 4px 16px;
        cursor: pointer;
      }
      summary::marker {
        color: var(--dim);
      }
      summary:focus-visible {
        outline-offset: -1px;
      }
      .sign {
        color: var(--not-in-effect);
      }
      ul {
        max-height: 25vh;
        margin: 0;
        padding: 0 16px 8px 36px;
        overflow: auto;
      }
      li {
        padding: 1px 0;
        overflow-wrap: anywhere;
      }
      .link {
        margin-inline-start: 8px;
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly PageNotice[] = [];

  override render(): TemplateResult {
    return html`<details>
      <summary><span class="sign" aria-hidden="true">⚠</span> ${counted(this.notices.length, 'notice')}</summary>
      <ul tabindex="0" aria-label="Notices">
        ${this.notices.map((notice) => html`<li>${oneLine(notice.text)}${this.renderFile(notice)}</li>`)}
      </ul>
    </details>`;
  }

  private renderFile({ file, line }: PageNotice): TemplateResult | typeof nothing {
    if (file === null) return nothing;
    const location = oneLine(file) + (line === null ? '' : `:${line}`);
    return html`<button
      class="link"
      title="Open ${location}"
      @click=${() => {
        tell(this, 'page-request', { type: 'openFile', file, line });
      }}
    >
      ${location}
    </button>`;
  }
}
