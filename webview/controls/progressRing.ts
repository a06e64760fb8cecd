import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** A ring that turns until something unknown in length is done. */
export function progressRing(label: string): TemplateResult {
  return html`<vscode-progress-ring aria-label=${label}></vscode-progress-ring>`;
}
