import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CountChoices } from '../../src/protocol/countModel.ts';
import type { CountRequest } from '../../src/protocol/countMessages.ts';
import '../controls/menuButton.ts';
import { focusSearchField, searchField } from '../controls/searchField.ts';
import { toggleButton, toggleStyles } from '../controls/toggleButton.ts';
import { counted } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { baseStyles } from '../page/styles.ts';
import { toolStyles } from '../page/toolStyles.ts';

type Format = Extract<CountRequest, { type: 'copyCounts' }>['format'];

const choices: readonly (readonly [keyof CountChoices, label: string, tooltip: string])[] = [
  ['foreignTables', 'Foreign tables', 'Count foreign tables too: their rows are on another server'],
  ['views', 'Views', 'Count what views give too; they are in no total'],
  ['estimate', 'Estimates only', "Count nothing: take the servers' estimates"],
];

/** What narrows the row counts, what is counted, and what can be taken along. */
@customElement('count-tools')
export class CountTools extends LitElement {
  static override readonly styles = [
    baseStyles,
    toggleStyles,
    toolStyles,
    css`
      .copy {
        margin-inline-start: auto;
      }
    `,
  ];

  @property({ attribute: false }) search = '';
  @property({ attribute: false }) choice!: CountChoices;
  @property({ attribute: false }) total = 0;
  /** Rows at the top, without partitions. */
  @property({ attribute: false }) shown = 0;

  focusSearch(): void {
    focusSearchField(this.renderRoot);
  }

  override render(): TemplateResult {
    return html`${searchField({
        value: this.search,
        placeholder: `Search ${counted(this.total, 'table')}`,
        label: 'Search tables',
        onInput: (value) => {
          tell(this, 'count-settings', { search: value });
        },
        onLeave: () => {
          this.dispatchEvent(new CustomEvent('leave-search'));
        },
      })}
      ${choices.map(([name, label, tooltip]) =>
        toggleButton({
          appearance: 'framed',
          pressed: this.choice[name],
          tooltip,
          onToggle: () => {
            const choice = { ...this.choice, [name]: !this.choice[name] };
            tell(this, 'page-request', { type: 'chooseCounted', choice });
          },
          content: label,
        }),
      )}
      <span class="result dim number" role="status"
        >${
          this.shown === this.total
            ? nothing
            : `${this.shown.toLocaleString('en-US')} of ${this.total.toLocaleString('en-US')} shown`
        }</span
      >
      <menu-button
        class="copy"
        commands
        .text=${'Copy'}
        .items=${[
          { value: 'markdown', label: 'Copy as Markdown', checked: false },
          { value: 'csv', label: 'Copy as CSV', checked: false },
          { value: 'json', label: 'Copy as JSON', checked: false },
        ]}
        @choose=${(event: CustomEvent<Format>) => {
          tell(this, 'page-request', { type: 'copyCounts', format: event.detail });
        }}
      ></menu-button>`;
  }
}
