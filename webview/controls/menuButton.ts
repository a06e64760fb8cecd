import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../page/styles.ts';
import { popoverStyles } from './popoverStyles.ts';

export interface MenuItem {
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
  /** Dim words or a badge at the end of the line. */
  readonly detail?: string | TemplateResult;
}

/** A button that opens a list to choose from. Fires `choose` with the item's value as its detail. */
@customElement('menu-button')
export class MenuButton extends LitElement {
  static override readonly styles = [
    baseStyles,
    popoverStyles,
    css`
      :host {
        display: inline-block;
        min-width: 0;
        max-width: 100%;
      }
      .opener {
        display: flex;
        gap: 5px;
        align-items: baseline;
        width: 100%;
        padding: 2px 8px;
        color: var(--foreground);
        background: var(--control-background, transparent);
        border: 1px solid var(--control-border, var(--line));
        border-radius: 3px;
        font: inherit;
        font-weight: var(--control-weight, normal);
        cursor: pointer;
      }
      .opener:hover {
        background: var(--control-background, var(--hover));
      }
      .opener.active {
        background: var(--chosen);
        border-color: var(--focus);
        box-shadow: inset 0 0 0 1px var(--contrast-focus);
        color: var(--chosen-foreground);
      }
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      [role='menu'] {
        min-width: 160px;
        max-width: 420px;
        max-height: 60vh;
        padding: 4px;
      }
      .item {
        display: grid;
        grid-template-columns: 18px 1fr auto;
        align-items: center;
        width: 100%;
        padding: 3px 8px 3px 4px;
        color: inherit;
        background: none;
        border: 0;
        border-radius: 3px;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .item:focus {
        color: var(--menu-selected-foreground);
        background: var(--menu-selected);
        outline: 1px solid var(--menu-selected-border);
        outline-offset: -1px;
      }
      .item:focus .badge {
        color: inherit;
      }
      .detail {
        margin-inline-start: 20px;
        opacity: 0.85;
      }
    `,
  ];

  /** What the button says. */
  @property({ attribute: false }) text = '';
  /** What it is for, where its text does not say so. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Several items can be chosen, and the list stays open. */
  @property({ type: Boolean }) multiple = false;
  /** The items are things to do: none is ever checked. */
  @property({ type: Boolean }) commands = false;
  /** Something other than the default is chosen. */
  @property({ type: Boolean }) active = false;

  @state() private opened = false;
  @query('.opener') private readonly opener!: HTMLButtonElement;
  @query('[role=menu]') private readonly menu!: HTMLElement;

  override render(): TemplateResult {
    return html`<button
        class="opener ${this.active ? 'active' : ''}"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-expanded=${this.opened}
        aria-label=${this.label === '' ? nothing : `${this.label}: ${this.text}`}
        title=${this.label === '' ? nothing : this.label}
        @keydown=${this.onOpenerKey}
      >
        <span class="text">${this.text}</span><span aria-hidden="true">▾</span>
      </button>
      <div
        id="menu"
        role="menu"
        popover
        aria-label=${this.label || this.text}
        @beforetoggle=${this.place}
        @toggle=${this.onToggle}
        @keydown=${this.onMenuKey}
      >
        ${this.opened ? this.items.map((item) => this.renderItem(item)) : nothing}
      </div>`;
  }

  private renderItem(item: MenuItem): TemplateResult {
    return html`<button
      class="item"
      role=${this.commands ? 'menuitem' : this.multiple ? 'menuitemcheckbox' : 'menuitemradio'}
      aria-checked=${this.commands ? nothing : item.checked}
      tabindex="-1"
      @click=${() => {
        this.choose(item);
      }}
      @pointermove=${(event: PointerEvent) => {
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
      }}
    >
      <span aria-hidden="true">${item.checked ? '✓' : ''}</span><span class="text">${item.label}</span
      ><span class="detail">${item.detail ?? ''}</span>
    </button>`;
  }

  private choose(item: MenuItem): void {
    if (!this.multiple) this.menu.hidePopover();
    this.dispatchEvent(new CustomEvent<string>('choose', { detail: item.value }));
  }

  private place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    const anchor = this.opener.getBoundingClientRect();
    this.menu.style.top = `${anchor.bottom + 2}px`;
    this.menu.style.left = `${anchor.left}px`;
    this.opened = true;
  }

  private async onToggle(event: ToggleEvent): Promise<void> {
    this.opened = event.newState === 'open';
    if (!this.opened) return;
    await this.updateComplete;
    const menu = this.menu.getBoundingClientRect();
    const overhang = menu.right - document.documentElement.clientWidth + 4;
    if (overhang > 0) this.menu.style.left = `${Math.max(4, menu.left - overhang)}px`;
    const entries = this.entries();
    (entries.find((entry) => entry.ariaChecked === 'true') ?? entries[0])?.focus();
  }

  private entries(): HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('.item')];
  }

  private onOpenerKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.menu.showPopover();
  }

  private onMenuKey(event: KeyboardEvent): void {
    event.stopPropagation();
    const entries = this.entries();
    const at = entries.findIndex((entry) => entry === this.shadowRoot?.activeElement);
    const target = this.menuTarget(event.key, at, entries);
    if (target !== undefined) {
      event.preventDefault();
      target.focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      this.menu.hidePopover();
      this.opener.focus();
    }
  }

  private menuTarget(key: string, at: number, entries: readonly HTMLElement[]): HTMLElement | undefined {
    switch (key) {
      case 'ArrowDown':
        return entries[(at + 1) % entries.length];
      case 'ArrowUp':
        return entries.at(at <= 0 ? -1 : at - 1);
      case 'Home':
        return entries[0];
      case 'End':
        return entries.at(-1);
      default: {
        if (key.length !== 1 || key === ' ') return undefined;
        const following = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
        return following.find((entry) =>
          entry.textContent.trim().toLowerCase().replace(/^✓\s*/, '').startsWith(key.toLowerCase()),
        );
      }
    }
  }
}
