import { html, nothing } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

export interface ButtonOptions {
  readonly text?: string;
  readonly icon?: SVGTemplateResult;
  /** `quiet`: no background until the pointer is over it. */
  readonly appearance: 'primary' | 'secondary' | 'quiet';
  /** For a button without text. */
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
    aria-label=${options.label ?? options.text ?? nothing}
    title=${options.tooltip ?? nothing}
    ?disabled=${options.disabled ?? false}
    @click=${options.onClick}
    >${options.icon === undefined ? nothing : html`<span slot=${options.text === undefined ? nothing : 'start'}>${options.icon}</span>`}${options.text ?? nothing}</vscode-button
  >`;
}
