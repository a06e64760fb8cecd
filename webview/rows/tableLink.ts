import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';

/** The name of a table, or a sentence about it, that leads to its row. */
export function tableLink(from: EventTarget, path: string, words: string): TemplateResult {
  return html`<button
    class="link"
    title="Go to its row"
    @click=${() => {
      tell(from, 'count-reveal', path);
    }}
  >
    ${oneLine(words)}
  </button>`;
}
