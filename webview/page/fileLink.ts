import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { PageNotice } from '../../src/protocol/pageModel.ts';
import { oneLine } from '../model/text.ts';
import { tell } from './events.ts';

/** What leads to the place that a notice is about, if it names one. */
export function fileLink(
  from: EventTarget,
  { file, line }: Pick<PageNotice, 'file' | 'line'>,
): TemplateResult | typeof nothing {
  if (file === null) return nothing;
  const location = oneLine(file) + (line === null ? '' : `:${line}`);
  return html`<button
    class="link"
    title="Open ${location}"
    @click=${() => {
      tell(from, 'page-request', { type: 'openFile', file, line });
    }}
  >
    ${location}
  </button>`;
}
