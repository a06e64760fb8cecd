import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MatrixColumn } from '../../src/protocol/matrixModel.ts';
import { button } from '../controls/button.ts';
import { refreshIcon } from '../controls/icons.ts';
import '../controls/menuButton.ts';
import { progressRing } from '../controls/progressRing.ts';
import { clock, oneLine } from '../model/text.ts';
import { baseStyles } from '../page/styles.ts';
import { tellMatrix } from './matrixEvents.ts';

/** The environments with what became of their reading, and what can be done with all of them. */
@customElement('matrix-header')
export class MatrixHeader extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        align-items: center;
        padding: 9px 16px 8px;
        border-bottom: 1px solid var(--line);
      }
      ul {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        min-width: 0;
      }
      small {
        font-size: 11px;
        overflow-wrap: anywhere;
      }
      .sign {
        color: var(--unmanaged);
      }
      .actions {
        display: flex;
        gap: 4px;
        align-items: center;
      }
      vscode-progress-ring {
        width: 14px;
        height: 14px;
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly MatrixColumn[] = [];
  @property({ attribute: false }) busy = false;
  @property({ attribute: false }) canCopy = false;

  override render(): TemplateResult {
    return html`<ul aria-label="Environments">
        ${this.columns.map((column, index) => this.renderColumn(column, index))}
      </ul>
      <div class="actions">
        ${button({
          text: 'Choose Environments…',
          appearance: 'quiet',
          onClick: () => {
            tellMatrix(this, { type: 'choose' });
          },
        })}
        ${
          this.busy
            ? button({
                text: 'Cancel',
                appearance: 'quiet',
                onClick: () => {
                  tellMatrix(this, { type: 'cancel' });
                },
              })
            : button({
                icon: refreshIcon,
                text: 'Refresh',
                tooltip: 'Read all databases again',
                appearance: 'quiet',
                disabled: this.columns.length < 2,
                onClick: () => {
                  tellMatrix(this, { type: 'refresh' });
                },
              })
        }
        ${
          this.canCopy
            ? html`<menu-button
                commands
                .text=${'Copy'}
                .items=${[
                  { value: 'markdown', label: 'Copy as Markdown', checked: false },
                  { value: 'csv', label: 'Copy as CSV', checked: false },
                ]}
                @choose=${(event: CustomEvent<'markdown' | 'csv'>) => {
                  tellMatrix(this, { type: 'copyAs', format: event.detail });
                }}
              ></menu-button>`
            : nothing
        }
      </div>`;
  }

  private renderColumn({ name, role, reading }: MatrixColumn, index: number): TemplateResult {
    const badge = role === null ? nothing : html`<span class="badge ${role}">${role}</span>`;
    return html`<li><b>${oneLine(name)}</b>${badge}${this.renderReading(reading, index)}</li>`;
  }

  private renderReading(reading: MatrixColumn['reading'], column: number): TemplateResult {
    switch (reading.phase) {
      case 'waiting':
        return html`<small class="dim">not read</small>`;
      case 'reading':
        return html`${progressRing('Reading')}<small class="dim" role="status">${oneLine(reading.words)}</small>`;
      case 'read':
        return html`<small class="dim"
          >PostgreSQL ${oneLine(reading.serverVersion)} · ${oneLine(reading.revision ?? 'no revision')} · read
          ${clock(reading.readAt)}</small
        >`;
      case 'failed':
        return html`<span class="sign" aria-hidden="true">⊗</span
          ><small role="alert">${oneLine(reading.message)}</small
          >${this.renderHelp('Retry', { type: 'retry', column })}${
            reading.action === null ? nothing : this.renderHelp(reading.action, { type: 'runAction', column })
          }`;
    }
  }

  private renderHelp(text: string, request: Parameters<typeof tellMatrix>[1]): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        tellMatrix(this, request);
      }}
    >
      ${text}
    </button>`;
  }
}
