import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

export interface ButtonOptions {
  readonly text: string | TemplateResult;
  /** `quiet`: no background until the pointer is over it. */
  readonly appearance: 'primary' | 'secondary' | 'quiet';
  /** For a button whose text is a picture. */
  readonly label?: string;
  readonly tooltip?: string;
  readonly disabled?: boolean;
  readonly onClick: (event: Event) => void;
}

/** A push button of the toolkit. */
export function button(options: ButtonOptions): TemplateResult {
  return html`<vscode-button
    class=${options.appearance}
    appearance=${options.appearance === 'quiet' ? 'icon' : options.appearance}
    aria-label=${options.label ?? nothing}
    title=${options.tooltip ?? nothing}
    ?disabled=${options.disabled ?? false}
    @click=${options.onClick}
    >${options.text}</vscode-button
  >`;
}
