import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MatrixRow } from '../../src/protocol/matrixModel.ts';
import '../controls/menuButton.ts';
import { focusSearchField, searchField } from '../controls/searchField.ts';
import { toggleButton, toggleStyles } from '../controls/toggleButton.ts';
import { tally, toggled } from '../model/collections.ts';
import type { Kind } from '../model/filter.ts';
import { isUnexplained, noMatrixFilters } from '../model/matrixFilter.ts';
import type { MatrixFilters } from '../model/matrixFilter.ts';
import { counted, plural } from '../model/text.ts';
import { baseStyles } from '../page/styles.ts';
import { toolStyles } from '../page/toolStyles.ts';
import { tellFilters } from './matrixEvents.ts';

/** What narrows the rows of the matrix. */
@customElement('matrix-tools')
export class MatrixTools extends LitElement {
  static override readonly styles = [
    baseStyles,
    toggleStyles,
    toolStyles,
    css`
      .result {
        margin-inline-start: 4px;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly MatrixRow[] = [];
  @property({ attribute: false }) filters: MatrixFilters = noMatrixFilters;
  @property({ attribute: false }) shown = 0;
  /** What the reader is to do next, in place of how many rows are shown. */
  @property({ attribute: false }) hint = '';

  focusSearch(): void {
    focusSearchField(this.renderRoot);
  }

  override render(): TemplateResult {
    const { search, kinds, unexplained } = this.filters;
    const [kind] = kinds;
    return html`${searchField({
        value: search,
        placeholder: `Search ${counted(this.rows.length, 'object')}`,
        label: 'Search objects',
        onInput: (value) => {
          tellFilters(this, { search: value });
        },
        onLeave: () => {
          this.dispatchEvent(new CustomEvent('leave-search'));
        },
      })}
      <menu-button
        multiple
        ?active=${kinds.length > 0}
        .label=${'Kinds'}
        .text=${kind === undefined ? 'All kinds' : kinds.length === 1 ? plural(kind) : `${kinds.length} kinds`}
        .items=${[...tally(this.rows, (row) => row.kind)].map(([value, count]) => ({
          value,
          label: plural(value),
          checked: kinds.includes(value),
          detail: count.toLocaleString('en-US'),
        }))}
        @choose=${(event: CustomEvent<Kind>) => {
          tellFilters(this, { kinds: toggled(kinds, event.detail) });
        }}
      ></menu-button>
      ${toggleButton({
        appearance: 'framed',
        pressed: unexplained,
        tooltip: 'Only what no migration mentions',
        onToggle: () => {
          tellFilters(this, { unexplained: !unexplained });
        },
        content: html`<span class="number">${this.rows.filter(isUnexplained).length.toLocaleString('en-US')}</span> only
          unexplained`,
      })}
      <span class="result dim number" role="status">${this.hint === '' ? this.shownText() : this.hint}</span>`;
  }

  private shownText(): string {
    const total = this.rows.length;
    if (this.shown === total) return `${counted(total, 'object')} ${total === 1 ? 'differs' : 'differ'}`;
    return `${this.shown.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} shown`;
  }
}
