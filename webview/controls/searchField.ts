import { html } from 'lit';
import type { TemplateResult } from 'lit';

export interface SearchFieldOptions {
  readonly value: string;
  readonly placeholder: string;
  readonly onInput: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** A text field of the toolkit to search in; the class `search` finds it. */
export function searchField(options: SearchFieldOptions): TemplateResult {
  return html`<vscode-text-field
    class="search"
    placeholder=${options.placeholder}
    aria-label=${options.placeholder}
    .value=${options.value}
    @input=${(event: Event) => {
      options.onInput(valueOf(event));
    }}
    @keydown=${options.onKeyDown}
  ></vscode-text-field>`;
}

function valueOf(event: Event): string {
  const value: unknown = event.target === null ? '' : Reflect.get(event.target, 'value');
  return typeof value === 'string' ? value : '';
}
