import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageComparison, PageNotice } from '../../src/protocol/pageModel.ts';
import { counted, oneLine } from '../model/text.ts';
import { fileLink } from './fileLink.ts';
import { baseStyles } from './styles.ts';

/** What could not be read, and what is equal in a normal form only; closed until someone wants to know. */
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
      .equal {
        color: var(--dim);
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly PageNotice[] = [];

  @property({ attribute: false }) normalForm: PageComparison['normalForm'] = null;

  override render(): TemplateResult {
    return html`${this.notices.length === 0 ? nothing : this.renderNotices()}${this.renderNormalForm()}`;
  }

  private renderNormalForm(): TemplateResult | typeof nothing {
    if (this.normalForm === null) return nothing;
    const { headline, objects } = this.normalForm;
    return html`<details>
      <summary><span class="equal" aria-hidden="true">≈</span> ${headline}</summary>
      <ul tabindex="0" aria-label="Equal in a normal form only">
        ${objects.map(({ kind, path }) => html`<li><span class="dim">${kind}</span> ${oneLine(path)}</li>`)}
      </ul>
    </details>`;
  }

  private renderNotices(): TemplateResult {
    return html`<details>
      <summary><span class="sign" aria-hidden="true">⚠</span> ${counted(this.notices.length, 'notice')}</summary>
      <ul tabindex="0" aria-label="Notices">
        ${this.notices.map((notice) => html`<li>${oneLine(notice.text)}${fileLink(this, notice)}</li>`)}
      </ul>
    </details>`;
  }
}
