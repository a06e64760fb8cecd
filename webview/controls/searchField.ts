import { html, noChange } from 'lit';
import type { TemplateResult } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import type { ElementPart } from 'lit/directive.js';

export interface SearchFieldOptions {
  readonly value: string;
  readonly placeholder: string;
  /** What it is for, for those who do not see where it stands. */
  readonly label: string;
  readonly onInput: (value: string) => void;
  /** The reader goes on to what was found. */
  readonly onLeave: () => void;
}

/** A text field of the toolkit to search in: Escape empties it before anything else, the arrow key leaves it. */
export function searchField(options: SearchFieldOptions): TemplateResult {
  return html`<vscode-text-field
    class="search"
    placeholder=${options.placeholder}
    ${named(options.label)}
    .value=${options.value}
    @input=${(event: Event) => {
      options.onInput(valueOf(event));
    }}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Escape' && options.value !== '') {
        options.onInput('');
        event.stopPropagation();
      } else if (event.key === 'ArrowDown') {
        event.preventDefault();
        options.onLeave();
      }
    }}
  ></vscode-text-field>`;
}

/** Puts the cursor into the search box that is drawn there, its text selected. */
export function focusSearchField(drawnIn: ParentNode): void {
  const input = drawnIn.querySelector('.search')?.shadowRoot?.querySelector('input');
  input?.focus();
  input?.select();
}

/** The toolkit gives its field a name of its own when it comes into the document, so ours is set afterwards. */
const named = directive(
  class extends Directive {
    render(_label: string): symbol {
      return noChange;
    }
    override update({ element }: ElementPart, [label]: [string]): symbol {
      queueMicrotask(() => {
        element.setAttribute('aria-label', label);
      });
      return noChange;
    }
  },
);

function valueOf(event: Event): string {
  const value: unknown = event.target === null ? '' : Reflect.get(event.target, 'value');
  return typeof value === 'string' ? value : '';
}
