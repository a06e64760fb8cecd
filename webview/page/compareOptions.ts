import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { compareFlags } from '../../src/protocol/pageModel.ts';
import type { CompareFlag, PageOptions } from '../../src/protocol/pageModel.ts';
import { button } from '../controls/button.ts';
import { settingsIcon } from '../controls/icons.ts';
import { panelStyles, popoverStyles } from '../controls/popoverStyles.ts';
import { oneLine } from '../model/text.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';

const flagLabels: Readonly<Record<CompareFlag, string>> = {
  comments: 'Comments',
  owners: 'Owners',
  privileges: 'Privileges',
  columnOrder: 'Column order',
  whitespace: 'White space in code',
  constraintNames: 'Generated names',
  storage: 'Storage parameters',
};

/** A button that shows what counts as a difference, and lets the reader change it at once. */
@customElement('compare-options')
export class CompareOptionsPanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    popoverStyles,
    panelStyles,
    css`
      [popover] {
        width: 340px;
        max-width: calc(100vw - 32px);
        max-height: 70vh;
      }
      h3 {
        margin: 10px 0 2px;
        font-size: 11px;
        font-weight: 600;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 2px 0;
        cursor: pointer;
      }
      input {
        margin: 0;
        accent-color: var(--vscode-button-background, auto);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        overflow-wrap: anywhere;
      }
      .link {
        margin-top: 10px;
        color: var(--link);
      }
    `,
  ];

  @property({ attribute: false }) options!: PageOptions;

  @query('[popover]') private readonly panel!: HTMLElement;

  private toggle(): void {
    this.panel.style.top = `${this.getBoundingClientRect().bottom + 4}px`;
    if (this.panel.togglePopover()) this.panel.querySelector('input')?.focus();
  }

  private onKeyDown(event: KeyboardEvent): void {
    // What is typed here is not meant for the page.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    this.panel.hidePopover();
    this.renderRoot.querySelector<HTMLElement>('vscode-button')?.focus();
  }

  override render(): TemplateResult {
    return html`${button({
        icon: settingsIcon,
        label: 'What is compared',
        tooltip: 'What is compared',
        appearance: 'quiet',
        onClick: () => {
          this.toggle();
        },
      })}
      <div popover role="dialog" aria-labelledby="title" tabindex="-1" @keydown=${this.onKeyDown}>
        <h2 id="title">What is compared</h2>
        ${compareFlags.map((flag) => this.renderFlag(flag))} ${renderList('Ignored', this.options.ignore)}
        ${renderList('Partitions made at run time', this.options.partitions)}
        ${renderList('Schemas of another name', entries(this.options.schemas))}
        ${renderList('Roles of another name', entries(this.options.roles))}
        ${renderList('Renames', entries(this.options.renames))}
        <button
          class="link"
          @click=${() => {
            this.panel.hidePopover();
            tell(this, 'page-request', { type: 'editOptions' });
          }}
        >
          Edit in Settings
        </button>
      </div>`;
  }

  private renderFlag(flag: CompareFlag): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${live(this.options[flag])}
        @change=${(event: Event) => {
          if (!(event.target instanceof HTMLInputElement)) return;
          tell(this, 'page-request', { type: 'setFlag', flag, value: event.target.checked });
        }}
      />
      ${flagLabels[flag]}
    </label>`;
  }
}

function entries(names: Readonly<Record<string, string | false>>): readonly string[] {
  return Object.entries(names).map(([from, to]) => (to === false ? `${from}: not a rename` : `${from} → ${to}`));
}

function renderList(title: string, lines: readonly string[]): TemplateResult | typeof nothing {
  if (lines.length === 0) return nothing;
  return html`<h3>${title}</h3>
    <ul>
      ${lines.map((line) => html`<li class="code">${oneLine(line)}</li>`)}
    </ul>`;
}
