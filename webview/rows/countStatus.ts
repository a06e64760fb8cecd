import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageCountRun, PageCountSide } from '../../src/protocol/countModel.ts';
import { button } from '../controls/button.ts';
import { progressRing } from '../controls/progressRing.ts';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { baseStyles } from '../page/styles.ts';

/** How far the counting is, what went wrong with it, and what can be done: a line above what has come. */
@customElement('count-status')
export class CountStatus extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        align-items: center;
        min-height: 37px;
        padding: 5px 16px;
        background: var(--panel);
        border-bottom: 1px solid var(--line);
      }
      .sides {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 4px 24px;
        align-items: center;
        min-width: 0;
      }
      .side {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 8px;
        align-items: center;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .sign.failed {
        color: var(--unmanaged);
      }
      .sign.partial {
        color: var(--not-in-effect);
      }
      vscode-progress-ring {
        width: 16px;
        height: 16px;
      }
    `,
  ];

  @property({ attribute: false }) run!: PageCountRun;

  override render(): TemplateResult {
    const { left, right, retryable } = this.run;
    const busy = [left, right].some(({ phase }) => phase === 'counting');
    const failed = [left, right].some(({ phase }) => phase === 'failed');
    return html`<div class="sides">${this.renderSide('left')} ${this.renderSide('right')}</div>
      ${
        busy
          ? button({
              text: 'Cancel',
              appearance: 'secondary',
              onClick: () => {
                tell(this, 'page-request', { type: 'cancelCount' });
              },
            })
          : retryable === 0 && !failed
            ? nothing
            : button({
                text: retryable === 0 ? 'Retry' : `Count Again What Failed (${retryable.toLocaleString('en-US')})`,
                tooltip: 'What was counted stays',
                appearance: 'secondary',
                onClick: () => {
                  tell(this, 'page-request', { type: 'count', scope: 'failed' });
                },
              })
      }`;
  }

  private renderSide(side: 'left' | 'right'): TemplateResult {
    const name = oneLine(this.run.names[side]);
    return html`<div class="side"><b>${name}</b>${this.renderPhase(this.run[side], side)}</div>`;
  }

  private renderPhase(phase: PageCountSide, side: 'left' | 'right'): TemplateResult {
    switch (phase.phase) {
      case 'idle':
        return html`<span class="dim">not counted</span>`;
      case 'counting':
        return html`${progressRing('Counting')}<span class="number" role="status">${oneLine(phase.words)}</span>`;
      case 'counted': {
        const { partial } = phase;
        if (partial === null) return html`<span class="dim">counted</span>`;
        return html`<span class="sign partial" aria-hidden="true">⚠</span
          ><span class="number" role="status"
            >${oneLine(partial.reason).replace(/\.$/, '')}: ${partial.counted.toLocaleString('en-US')} of
            ${partial.of.toLocaleString('en-US')} tables were counted, the others are estimates</span
          >`;
      }
      case 'failed':
        return html`<span class="sign failed" aria-hidden="true">⊗</span
          ><span role="alert">${oneLine(phase.message)}</span>${
            phase.action === null
              ? nothing
              : html`<button
                  class="link"
                  @click=${() => {
                    tell(this, 'page-request', { type: 'runCountAction', side });
                  }}
                >
                  ${phase.action}
                </button>`
          }`;
    }
  }
}

/** Whether there is anything to say beside the counts themselves. */
export function needsStatus({ left, right, retryable }: PageCountRun): boolean {
  return retryable > 0 || [left, right].some((side) => side.phase !== 'counted' || side.partial !== null);
}
