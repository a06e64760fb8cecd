import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { PageComparison } from '../../src/protocol/pageModel.ts';
import { oneLine } from '../model/text.ts';

/** What stands in place of the differences where there are none. */
export function renderEqual({ left, right, tables, ignored }: PageComparison): TemplateResult {
  const sides = [left, right].map((side) => `${oneLine(side.name)} (PostgreSQL ${oneLine(side.serverVersion)})`);
  return html`<div class="message">
    <p class="big"><span class="equal" aria-hidden="true">✓</span> No differences</p>
    <p class="dim">
      ${sides.join(' and ')} contain the same objects: ${tables.both.toLocaleString('en-US')} tables with their columns,
      constraints and indexes, and everything else that was
      compared${ignored.length === 0 ? '' : `, but for what is ignored`}.
    </p>
  </div>`;
}
