import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageRun, PageState } from '../../src/protocol/pageModel.ts';
import { button } from '../controls/button.ts';
import { progressRing } from '../controls/progressRing.ts';
import { oneLine } from '../model/text.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';

/** What the page says while it has no comparison to show: choose, wait, or what went wrong. */
@customElement('run-status')
export class RunStatus extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex: 1;
        flex-direction: column;
        gap: 14px;
        align-items: center;
        justify-content: center;
        padding: 24px;
        overflow: auto;
        text-align: center;
      }
      :host([strip]) {
        flex: none;
        flex-direction: row;
        justify-content: start;
        padding: 8px 16px;
        background: var(--panel);
        border-bottom: 1px solid var(--line);
        text-align: start;
      }
      p {
        max-width: 70ch;
        margin: 0;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      .title {
        font-size: 15px;
        font-weight: 600;
      }
      .sign {
        color: var(--unmanaged);
      }
      .phases {
        display: grid;
        grid-template-columns: auto auto;
        gap: 4px 16px;
        text-align: start;
      }
      :host([strip]) .phases {
        display: flex;
        flex: 1;
      }
      .phases > span {
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        gap: 8px;
      }
      vscode-progress-ring {
        width: 24px;
        height: 24px;
      }
      :host([strip]) vscode-progress-ring {
        width: 16px;
        height: 16px;
      }
    `,
  ];

  @property({ attribute: false }) page!: PageState;
  /** The finer words of a running comparison. */
  @property({ attribute: false }) progress: { readonly left: string; readonly right: string } | null = null;
  /** A line above the result of before, not the whole room. */
  @property({ type: Boolean, reflect: true }) strip = false;

  override render(): TemplateResult | typeof nothing {
    const { run } = this.page;
    switch (run.phase) {
      case 'idle':
        return this.renderIdle(run.restored);
      case 'loading':
        return this.renderLoading(run);
      case 'failed':
        return this.renderFailed(run);
      case 'ready':
        return nothing;
    }
  }

  private renderIdle(restored: boolean): TemplateResult {
    const { left, right, environments } = this.page;
    if (restored && left !== null && right !== null) {
      return html`<p>Comparison from before the reload. Refresh reads both databases again.</p>
        ${button({
          text: 'Refresh',
          appearance: 'primary',
          onClick: () => {
            tell(this, 'page-request', { type: 'refresh' });
          },
        })}`;
    }
    if (environments.length < 2) {
      return html`<p class="title">Two environments are needed to compare</p>
        <p class="dim">Add them in the view “Environments” of Database Compare.</p>`;
    }
    return html`<p class="title">Choose two environments to compare</p>
      <p class="dim">Nothing is read before you press Compare.</p>
      ${button({
        text: 'Compare',
        appearance: 'primary',
        disabled: left === null || right === null,
        onClick: () => {
          if (left !== null && right !== null) tell(this, 'page-request', { type: 'compare', left, right });
        },
      })}`;
  }

  private renderLoading(run: Extract<PageRun, { phase: 'loading' }>): TemplateResult {
    const { left, right } = this.progress ?? run;
    return html`${progressRing('Comparing')}
      <div class="phases" role="status">
        <b>${oneLine(this.page.left ?? '')}</b><span>${oneLine(left)}</span> <b>${oneLine(this.page.right ?? '')}</b
        ><span>${oneLine(right)}</span>
      </div>
      ${button({
        text: 'Cancel',
        appearance: 'secondary',
        onClick: () => {
          tell(this, 'page-request', { type: 'cancel' });
        },
      })}`;
  }

  private renderFailed({ message, action }: Extract<PageRun, { phase: 'failed' }>): TemplateResult {
    return html`<p class="title"><span class="sign" aria-hidden="true">⊗</span> The databases could not be compared</p>
      <p role="alert">${message}</p>
      <div class="actions">
        ${
          action === null
            ? nothing
            : button({
                text: action.title,
                appearance: 'primary',
                onClick: () => {
                  tell(this, 'page-request', { type: 'runAction', id: action.id });
                },
              })
        }
        ${button({
          text: 'Retry',
          appearance: action === null ? 'primary' : 'secondary',
          onClick: () => {
            tell(this, 'page-request', { type: 'refresh' });
          },
        })}
      </div>`;
  }
}
