import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

export interface ToggleButtonOptions {
  readonly content: unknown;
  readonly pressed: boolean;
  /** `plain`: no border until the pointer is over it or it is pressed. */
  readonly appearance: 'framed' | 'plain';
  readonly tooltip?: string;
  readonly onToggle: () => void;
}

/** A button that stays pressed; needs `toggleStyles`. */
export function toggleButton(options: ToggleButtonOptions): TemplateResult {
  return html`<button
    class="toggle ${options.appearance}"
    aria-pressed=${options.pressed}
    title=${options.tooltip ?? nothing}
    @click=${options.onToggle}
  >
    ${options.content}
  </button>`;
}

export const toggleStyles = css`
  .toggle {
    padding: 2px 8px;
    color: inherit;
    background: none;
    border: 1px solid var(--line);
    border-radius: 3px;
    font: inherit;
    cursor: pointer;
  }
  .toggle.plain {
    margin-inline-start: -6px;
    padding: 1px 5px;
    border-color: transparent;
  }
  .toggle:hover {
    background: var(--hover);
  }
  .plain:hover {
    border-color: var(--contrast-focus);
  }
  .toggle[aria-pressed='true'] {
    color: var(--chosen-foreground);
    background: var(--chosen);
    border-color: var(--focus);
    box-shadow: inset 0 0 0 1px var(--contrast-focus);
  }
`;
