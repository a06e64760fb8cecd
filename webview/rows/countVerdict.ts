import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { tableClasses } from '../../src/protocol/countModel.ts';
import type { PageCountSummary } from '../../src/protocol/countModel.ts';
import { toggleButton, toggleStyles } from '../controls/toggleButton.ts';
import { toggled } from '../model/collections.ts';
import type { CountSettings } from '../model/countSettings.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { baseStyles } from '../page/styles.ts';
import { verdictStyles } from '../page/verdictStyles.ts';
import { tableLink } from './tableLink.ts';

type TableClass = (typeof tableClasses)[number];

/** The totals in one sentence, what stands out, and the tables by class. */
@customElement('count-verdict')
export class CountVerdict extends LitElement {
  static override readonly styles = [
    baseStyles,
    toggleStyles,
    verdictStyles,
    css`
      :host {
        padding-bottom: 8px;
      }
      h1 {
        margin-bottom: 4px;
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
      .choices {
        gap: 4px 14px;
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
          : html`<div class="choices" role="group" aria-label="Filter by class">
              ${tableClasses.map((each) => this.renderClass(each, classes[each] ?? 0))}
            </div>`
      }`;
  }

  private renderPart({ text, path }: PageCountSummary['sentences'][number][number]): TemplateResult | string {
    return path === null ? oneLine(text) : tableLink(this, path, text);
  }

  private renderClass(each: TableClass, count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return toggleButton({
      appearance: 'plain',
      pressed: this.chosen.includes(each),
      tooltip: 'Show only these',
      onToggle: () => {
        tell(this, 'count-settings', { classes: [...toggled(this.chosen, each)] });
      },
      content: html`<b class="number">${count.toLocaleString('en-US')}</b> ${classWords(each, this.names)}`,
    });
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
