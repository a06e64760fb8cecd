import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../controls/menuButton.ts';
import { focusSearchField, searchField } from '../controls/searchField.ts';
import { toggleButton, toggleStyles } from '../controls/toggleButton.ts';
import { toggled } from '../model/collections.ts';
import { noFilters } from '../model/filter.ts';
import type { DifferenceCounts, Filters, Kind, Status } from '../model/filter.ts';
import { statusText } from '../model/rowCells.ts';
import type { SideNames } from '../model/rowCells.ts';
import { counted, plural } from '../model/text.ts';
import { groupings } from '../model/tree.ts';
import type { Grouping } from '../model/tree.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';
import { toolStyles } from './toolStyles.ts';

const statuses: readonly Status[] = ['leftOnly', 'rightOnly', 'changed'];

const groupingLabels: Readonly<Record<Grouping, string>> = {
  owner: 'Group by owner',
  schema: 'Group by schema',
  kind: 'Group by kind',
  none: 'No groups',
};

/** What narrows and arranges the differences. */
@customElement('grid-tools')
export class GridTools extends LitElement {
  static override readonly styles = [
    baseStyles,
    toggleStyles,
    toolStyles,
    css`
      .result {
        margin-inline-start: 4px;
      }
      .hint {
        margin-inline-start: auto;
      }
      @media (max-width: 1100px) {
        .hint {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) counts!: DifferenceCounts;
  @property({ attribute: false }) filters: Filters = noFilters;
  @property({ attribute: false }) grouping: Grouping = 'owner';
  @property({ attribute: false }) names!: SideNames;
  @property({ attribute: false }) total = 0;
  @property({ attribute: false }) shown = 0;

  focusSearch(): void {
    focusSearchField(this.renderRoot);
  }

  override render(): TemplateResult {
    const { search, kinds } = this.filters;
    const [kind] = kinds;
    return html`${searchField({
        value: search,
        placeholder: `Search ${counted(this.total, 'difference')}`,
        label: 'Search differences',
        onInput: (value) => {
          tell(this, 'page-filters', { search: value });
        },
        onLeave: () => {
          this.dispatchEvent(new CustomEvent('leave-search'));
        },
      })}
      ${statuses.map((status) => this.renderStatus(status))}
      <menu-button
        multiple
        ?active=${kinds.length > 0}
        .label=${'Kinds'}
        .text=${kind === undefined ? 'All kinds' : kinds.length === 1 ? plural(kind) : `${kinds.length} kinds`}
        .items=${[...this.counts.kinds].map(([value, count]) => ({
          value,
          label: plural(value),
          checked: kinds.includes(value),
          detail: count.toLocaleString('en-US'),
        }))}
        @choose=${(event: CustomEvent<Kind>) => {
          tell(this, 'page-filters', { kinds: toggled(kinds, event.detail) });
        }}
      ></menu-button>
      <menu-button
        .label=${'Groups'}
        .text=${groupingLabels[this.grouping]}
        .items=${groupings.map((value) => ({
          value,
          label: groupingLabels[value],
          checked: value === this.grouping,
        }))}
        @choose=${(event: CustomEvent<Grouping>) => {
          tell(this, 'page-view', { grouping: event.detail });
        }}
      ></menu-button>
      <span class="result dim number" role="status">${this.resultText()}</span>
      <span class="hint dim">F7 next · ⏎ go to migration</span>`;
  }

  private renderStatus(status: Status): TemplateResult | typeof nothing {
    const count = this.counts.statuses.get(status);
    if (count === undefined) return nothing;
    return toggleButton({
      appearance: 'framed',
      pressed: this.filters.statuses.includes(status),
      onToggle: () => {
        tell(this, 'page-filters', { statuses: toggled(this.filters.statuses, status) });
      },
      content: html`<span class="number">${count.toLocaleString('en-US')}</span> ${statusText(status, this.names)}`,
    });
  }

  private resultText(): string {
    if (this.shown === this.total) return '';
    return `${this.shown.toLocaleString('en-US')} of ${this.total.toLocaleString('en-US')} shown`;
  }
}
