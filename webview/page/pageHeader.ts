import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PageEnvironment, PageOptions, PageTab } from '../../src/protocol/pageModel.ts';
import { button } from '../controls/button.ts';
import { refreshIcon, swapIcon } from '../controls/icons.ts';
import '../controls/menuButton.ts';
import { oneLine } from '../model/text.ts';
import './compareOptions.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';
import './shortcutHelp.ts';
import type { ShortcutHelp } from './shortcutHelp.ts';

/** Both environments, and what can be done with the pair. */
@customElement('page-header')
export class PageHeader extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding: 9px 16px 8px;
        border-bottom: 1px solid var(--line);
      }
      .environment {
        display: flex;
        gap: 10px;
        align-items: center;
        min-width: 0;
      }
      menu-button {
        --control-background: var(--input);
        --control-border: var(--input-border);
        --control-weight: 600;
        flex: 0 1 auto;
      }
      small {
        flex: 0 1000 auto;
        overflow: hidden;
        min-width: 0;
        font-size: 11px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .actions {
        display: flex;
        gap: 4px;
      }
      @media (max-width: 900px) {
        .environment {
          flex-wrap: wrap;
          row-gap: 2px;
        }
        small {
          flex: 0 1 100%;
        }
      }
      @media (max-width: 640px) {
        :host {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .environment:first-of-type {
          grid-column: 1;
        }
        .actions {
          grid-column: 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) environments: readonly PageEnvironment[] = [];
  @property({ attribute: false }) left: string | null = null;
  @property({ attribute: false }) right: string | null = null;
  /** What is known of the sides once they are read; '' before. */
  @property({ attribute: false }) facts: { readonly left: string; readonly right: string } = { left: '', right: '' };
  /** What is in front: refreshing and exporting are about that. */
  @property({ attribute: false }) tab: PageTab = 'schema';
  @property({ attribute: false }) busy = false;
  @property({ attribute: false }) canExport = false;
  @property({ attribute: false }) options!: PageOptions;

  @query('shortcut-help') private readonly help!: ShortcutHelp;

  toggleHelp(): void {
    this.help.toggle();
  }

  override render(): TemplateResult {
    const isRows = this.tab === 'rows';
    const complete = this.left !== null && this.right !== null;
    return html`${this.renderSide('left', this.left)}
      ${button({
        icon: swapIcon,
        label: 'Swap sides',
        tooltip: 'Swap sides',
        appearance: 'quiet',
        disabled: !complete || this.busy,
        onClick: () => {
          tell(this, 'page-request', { type: 'swap' });
        },
      })}
      ${this.renderSide('right', this.right)}
      <div class="actions">
        ${button({
          icon: refreshIcon,
          text: 'Refresh',
          tooltip: isRows ? 'Count both databases again' : 'Read both databases again',
          appearance: 'quiet',
          disabled: !complete || this.busy,
          onClick: () => {
            tell(this, 'page-request', isRows ? { type: 'count', scope: 'all' } : { type: 'refresh' });
          },
        })}
        ${button({
          text: 'Export',
          tooltip: isRows ? 'Save the row counts as a file' : 'Save this comparison as a file',
          appearance: 'quiet',
          disabled: !this.canExport,
          onClick: () => {
            tell(this, 'page-request', { type: isRows ? 'exportCounts' : 'export' });
          },
        })}
        ${isRows ? nothing : html`<compare-options .options=${this.options}></compare-options>`}
        <shortcut-help></shortcut-help>
      </div>`;
  }

  private renderSide(side: 'left' | 'right', name: string | null): TemplateResult {
    const environment = this.environments.find((each) => each.name === name);
    const role = environment?.role ?? null;
    const facts = this.facts[side];
    return html`<div class="environment" role="group" aria-label=${`${side === 'left' ? 'Left' : 'Right'} side`}>
      <menu-button
        .text=${name === null ? 'Choose…' : oneLine(name)}
        .label=${`${side === 'left' ? 'Left' : 'Right'} environment`}
        .items=${this.environments.map((each) => ({
          value: each.name,
          label: oneLine(each.name),
          checked: each.name === name,
          detail: html`${each.typeLabel} ${roleBadge(each.role)}`,
        }))}
        @choose=${(event: CustomEvent<string>) => {
          tell(this, 'page-pick', { side, name: event.detail });
        }}
      ></menu-button>
      ${roleBadge(role)}${facts === '' ? nothing : html`<small class="dim" title=${facts}>${facts}</small>`}
    </div>`;
  }
}

function roleBadge(role: PageEnvironment['role']): TemplateResult | typeof nothing {
  return role === null ? nothing : html`<span class="badge ${role}">${role}</span>`;
}
