import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { defaultDetailHeight } from '../model/viewSettings.ts';

const keyStep = 24;

/**
 * The line above a pane that changes its height, by pointer or arrow keys; a double click resets it. Fires `pane-height`
 * with the height in CSS pixels.
 */
@customElement('detail-splitter')
export class DetailSplitter extends LitElement {
  static override readonly styles = css`
    :host {
      position: relative;
      z-index: 2;
      flex: none;
      height: 1px;
      background: var(--line);
    }
    div {
      position: absolute;
      inset: -3px 0;
      cursor: ns-resize;
      touch-action: none;
    }
    div:hover,
    div:focus-visible,
    div:active {
      background: var(--vscode-sash-hoverBorder, var(--focus));
      outline: none;
    }
    @media (prefers-reduced-motion: no-preference) {
      div {
        transition: background-color 0.1s ease-out;
      }
    }
  `;

  /** Of the pane below, in CSS pixels. */
  @property({ attribute: false }) height = defaultDetailHeight;
  @property({ attribute: false }) limit = 1000;
  /** What it changes. */
  @property() label = 'Height of the definitions';

  override render(): TemplateResult {
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation="horizontal"
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax=${this.limit}
      aria-valuenow=${Math.min(this.height, this.limit)}
      @pointerdown=${this.onPointerDown}
      @pointermove=${this.onPointerMove}
      @dblclick=${() => {
        this.resize(defaultDetailHeight);
      }}
      @keydown=${this.onKeyDown}
    ></div>`;
  }

  private onPointerDown(event: PointerEvent): void {
    if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId);
  }

  private onPointerMove(event: PointerEvent): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement) || !currentTarget.hasPointerCapture(event.pointerId)) return;
    this.resize(this.height + this.getBoundingClientRect().top - event.clientY);
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.resize(this.height + (event.key === 'ArrowUp' ? keyStep : -keyStep));
  }

  private resize(height: number): void {
    const detail = Math.round(Math.max(60, Math.min(this.limit, height)));
    this.dispatchEvent(new CustomEvent<number>('pane-height', { detail }));
  }
}
