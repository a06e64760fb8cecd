import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tableClasses } from '../../src/protocol/countModel.ts';
import type { PageCountSummary } from '../../src/protocol/countModel.ts';
import { toggled } from '../model/collections.ts';
import type { CountSettings } from '../model/countSettings.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { baseStyles } from '../page/styles.ts';

type TableClass = (typeof tableClasses)[number];

/** The totals in one sentence, what stands out, and the tables by class. */
@customElement('count-verdict')
export class CountVerdict extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        padding: 10px 16px 8px;
        background: var(--panel);
        border-bottom: 1px solid var(--line);
      }
      h1 {
        margin: 0 0 4px;
        font-size: 15px;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      ul {
        max-height: min(108px, 20vh);
        margin: 0 0 6px;
        padding: 0;
        overflow: auto;
        list-style: none;
        columns: 2;
        column-gap: 32px;
      }
      @media (max-width: 900px) {
        ul {
          columns: 1;
        }
      }
      li {
        padding: 1px 0 1px 12px;
        break-inside: avoid;
        overflow-wrap: anywhere;
      }
      li::before {
        content: '•';
        margin-inline-start: -12px;
        padding-inline-end: 6px;
        color: var(--dim);
      }
      .classes {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        align-items: center;
      }
      .classes button {
        margin-inline-start: -6px;
        padding: 1px 5px;
        color: inherit;
        background: none;
        border: 1px solid transparent;
        border-radius: 3px;
        font: inherit;
        cursor: pointer;
      }
      .classes button:hover {
        background: var(--hover);
        border-color: var(--contrast-focus);
      }
      .classes button[aria-pressed='true'] {
        color: var(--chosen-foreground);
        background: var(--chosen);
        border-color: var(--focus);
        box-shadow: inset 0 0 0 1px var(--contrast-focus);
      }
    `,
  ];

  @property({ attribute: false }) summary!: PageCountSummary;
  @property({ attribute: false }) chosen: CountSettings['classes'] = [];
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };

  override render(): TemplateResult {
    const { headline, sentences, classes } = this.summary;
    return html`<h1>${oneLine(headline)}</h1>
      ${
        sentences.length === 0
          ? nothing
          : html`<ul tabindex="0" aria-label="What stands out">
              ${sentences.map((parts) => html`<li>${parts.map((part) => this.renderPart(part))}</li>`)}
            </ul>`
      }
      ${
        classes === null
          ? nothing
          : html`<div class="classes" role="group" aria-label="Filter by class">
              ${tableClasses.map((each) => this.renderClass(each, classes[each] ?? 0))}
            </div>`
      }`;
  }

  private renderPart({ text, path }: PageCountSummary['sentences'][number][number]): TemplateResult | string {
    if (path === null) return oneLine(text);
    return html`<button
      class="link"
      title="Go to its row"
      @click=${() => {
        tell(this, 'count-reveal', path);
      }}
    >
      ${oneLine(text)}
    </button>`;
  }

  private renderClass(each: TableClass, count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<button
      aria-pressed=${this.chosen.includes(each)}
      title="Show only these"
      @click=${() => {
        tell(this, 'count-settings', { classes: [...toggled(this.chosen, each)] });
      }}
    >
      <b class="number">${count.toLocaleString('en-US')}</b> ${classWords(each, this.names)}
    </button>`;
  }
}

function classWords(each: TableClass, names: SideNames): string {
  const [left, right] = [oneLine(names.left), oneLine(names.right)];
  switch (each) {
    case 'both':
      return 'with rows in both';
    case 'leftOnly':
      return `only in ${left}`;
    case 'rightOnly':
      return `only in ${right}`;
    case 'emptyBoth':
      return 'empty in both';
    case 'emptyLeft':
      return `empty in ${left} alone`;
    case 'emptyRight':
      return `empty in ${right} alone`;
  }
}
