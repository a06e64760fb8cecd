import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { button } from '../controls/button.ts';
import { panelStyles, popoverStyles } from '../controls/popoverStyles.ts';
import { baseStyles } from './styles.ts';

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['F7, Shift+F7', 'Next and previous difference'],
  ['Enter', 'Go to the migration; on the row counts, the details'],
  ['↑ ↓ Home End Page Up Page Down', 'Move'],
  ['→ ←', 'Open and close, or go to the row above'],
  ['*', 'Open all rows of this level'],
  ['Space', 'Open or close; for a single difference, its definitions'],
  ['Esc', 'Close what stands below the rows'],
  ['Ctrl+C', 'Copy the path; on the row counts, the row'],
  ['Ctrl+F', 'Search'],
  ['?', 'This list'],
];

/** A button that shows what the keyboard can do. */
@customElement('shortcut-help')
export class ShortcutHelp extends LitElement {
  static override readonly styles = [
    baseStyles,
    popoverStyles,
    panelStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 4px 16px;
        margin: 0;
      }
      dt {
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 12px;
      }
      dd {
        margin: 0;
      }
    `,
  ];

  @query('[popover]') private readonly panel!: HTMLElement;

  /** Shows the list, or hides it. */
  toggle(): void {
    this.panel.style.top = `${this.getBoundingClientRect().bottom + 4}px`;
    if (this.panel.togglePopover()) this.panel.focus();
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.panel.hidePopover();
  }

  override render(): TemplateResult {
    return html`${button({
        text: '?',
        label: 'Keyboard help',
        tooltip: 'Keyboard help (?)',
        appearance: 'quiet',
        onClick: () => {
          this.toggle();
        },
      })}
      <div popover role="dialog" aria-label="Keyboard help" tabindex="-1" @keydown=${this.onKeyDown}>
        <h2>Keyboard</h2>
        <dl>
          ${shortcuts.map(
            ([keys, what]) =>
              html`<dt>${keys}</dt>
                <dd>${what}</dd>`,
          )}
        </dl>
      </div>`;
  }
}
