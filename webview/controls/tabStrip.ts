import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

export interface TabStripOptions<Tab extends string> {
  readonly label: string;
  /** In their order, each with its words. */
  readonly tabs: readonly (readonly [tab: Tab, words: string])[];
  readonly selected: Tab;
  /** What is known of each in a word; '' where nothing is. */
  readonly notes?: Readonly<Record<Tab, string>>;
  readonly onSelect: (tab: Tab) => void;
}

/** A line of tabs, one stop of Tab: the arrow keys go from tab to tab, around the ends. Needs `tabStripStyles`. */
export function tabStrip<Tab extends string>(options: TabStripOptions<Tab>): TemplateResult {
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${options.label}
    @keydown=${(event: KeyboardEvent) => {
      onKeyDown(event, options);
    }}
  >
    ${options.tabs.map(([tab, words]) => {
      const isSelected = tab === options.selected;
      const note = options.notes?.[tab] ?? '';
      return html`<button
        role="tab"
        aria-selected=${isSelected}
        tabindex=${isSelected ? 0 : -1}
        @click=${() => {
          options.onSelect(tab);
        }}
      >
        ${words}${note === '' ? nothing : html`<span class="note number">${note}</span>`}
      </button>`;
    })}
  </div>`;
}

function onKeyDown<Tab extends string>(event: KeyboardEvent, options: TabStripOptions<Tab>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return;
  const { tabs } = options;
  const at = (tabs.findIndex(([tab]) => tab === options.selected) + step + tabs.length) % tabs.length;
  const [tab] = tabs[at] ?? [];
  if (tab === undefined) return;
  event.preventDefault();
  options.onSelect(tab);
  event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
}

export const tabStripStyles = css`
  .tabs {
    display: flex;
    flex: none;
    gap: 18px;
    padding: 0 16px;
    border-bottom: 1px solid var(--line);
  }
  .tabs button {
    display: flex;
    gap: 6px;
    align-items: center;
    height: 32px;
    padding: 0;
    color: var(--dim);
    background: none;
    border: 0;
    border-bottom: 2px solid transparent;
    border-top: 2px solid transparent;
    font: inherit;
    cursor: pointer;
  }
  .tabs button:hover,
  .tabs button[aria-selected='true'] {
    color: var(--foreground);
  }
  .tabs button[aria-selected='true'] {
    border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--focus));
  }
  .tabs .note {
    padding: 0 6px;
    border: 1px solid;
    border-radius: 9px;
    color: var(--dim);
    font-size: 11px;
    line-height: 15px;
  }
`;
