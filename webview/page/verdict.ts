import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageComparison } from '../../src/protocol/pageModel.ts';
import { toggleButton, toggleStyles } from '../controls/toggleButton.ts';
import { toggled } from '../model/collections.ts';
import { causeLegend, causeToken, causes } from '../model/explanations.ts';
import type { Cause } from '../model/explanations.ts';
import type { DifferenceCounts } from '../model/filter.ts';
import { counted, oneLine } from '../model/text.ts';
import { tell } from './events.ts';
import { fileLink } from './fileLink.ts';
import { styleProperties } from './styleProperties.ts';
import { baseStyles } from './styles.ts';
import { verdictStyles } from './verdictStyles.ts';

/** The comparison in one sentence, and how much of it migrations explain. */
@customElement('comparison-verdict')
export class ComparisonVerdict extends LitElement {
  static override readonly styles = [
    baseStyles,
    toggleStyles,
    verdictStyles,
    css`
      .bar {
        display: flex;
        gap: 2px;
        height: 6px;
        margin: 6px 0 5px;
        overflow: hidden;
        border-radius: 3px;
        forced-color-adjust: none;
      }
      .bar i {
        min-width: 4px;
      }
      .dot {
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-inline-end: 6px;
        border-radius: 2px;
        forced-color-adjust: none;
      }
      .after {
        margin-inline-end: 6px;
        color: var(--dim);
      }
      .remaining {
        margin: 8px 0 0;
      }
      .assumed {
        max-height: 18vh;
        margin: 2px 0 0;
        padding: 0 0 0 20px;
        overflow: auto;
      }
      .assumed li {
        overflow-wrap: anywhere;
      }
      .assumed .link {
        margin-inline-start: 8px;
      }
      .pending {
        background: var(--pending);
      }
      .not-in-effect {
        background: var(--not-in-effect);
      }
      .unmanaged {
        background: var(--unmanaged);
      }
      .revision-unknown {
        background: var(--revision-unknown);
      }
    `,
  ];

  @property({ attribute: false }) comparison!: PageComparison;
  @property({ attribute: false }) counts!: DifferenceCounts;
  @property({ attribute: false }) chosen: readonly Cause[] = [];
  @property({ attribute: false }) showsIgnored = false;
  @property({ attribute: false }) showsRemaining = false;

  override render(): TemplateResult {
    const present = causes.flatMap((cause) => {
      const count = this.counts.causes.get(cause);
      return count === undefined ? [] : [{ cause, count }];
    });
    const spoken = present
      .map(({ cause, count }) => `${count} ${causeLegend(cause, this.comparison.pendingMigrations)}`)
      .join(', ');
    return html`<h1>${oneLine(this.comparison.headline)}</h1>
      ${
        present.length === 0
          ? nothing
          : html`<div class="bar" role="img" aria-label=${spoken} title=${this.comparison.summary ?? nothing}>
              ${present.map(({ cause, count }) => html`<i class=${causeToken(cause)} ${styleProperties({ 'flex-grow': String(count) })}></i>`)}
            </div>`
      }
      <div class="choices" role="group" aria-label="Filter by explanation">
        ${present.map(({ cause, count }) => this.renderEntry(cause, count))} ${this.renderRemaining()}
        <span class="dim number">${tablesLine(this.comparison)}</span>
        ${this.renderIgnored()}
      </div>
      ${this.showsRemaining ? this.renderAssumptions() : nothing}`;
  }

  private renderRemaining(): TemplateResult | typeof nothing {
    const { remaining } = this.comparison;
    if (remaining === null) return nothing;
    const { length } = remaining.ids;
    if (length === 0) return html`<span>nothing remains after the pending migrations</span>`;
    return toggleButton({
      appearance: 'plain',
      pressed: this.showsRemaining,
      tooltip: remaining.headline,
      onToggle: () => {
        tell(this, 'page-filters', { remaining: !this.showsRemaining });
      },
      content: html`<span class="after" aria-hidden="true">⇥</span
        ><b class="number">${length.toLocaleString('en-US')}</b> ${length === 1 ? 'remains' : 'remain'} after the
        pending migrations`,
    });
  }

  private renderAssumptions(): TemplateResult | typeof nothing {
    const { remaining } = this.comparison;
    if (remaining === null) return nothing;
    const { assumed, headline, way } = remaining;
    if (assumed.length === 0) return html`<p class="remaining" role="status">${headline}. ${oneLine(way)}.</p>`;
    return html`<p class="remaining" role="status">
        ${headline}. ${oneLine(way)}. For that, ${counted(assumed.length, 'assumption')} had to be made:
      </p>
      <ul class="assumed" tabindex="0" aria-label="What was assumed">
        ${assumed.map((notice) => html`<li>${oneLine(notice.text)}${fileLink(this, notice)}</li>`)}
      </ul>`;
  }

  private renderIgnored(): TemplateResult | typeof nothing {
    const { length } = this.comparison.ignored;
    if (length === 0) return nothing;
    return toggleButton({
      appearance: 'plain',
      pressed: this.showsIgnored,
      tooltip: 'Show what is set aside',
      onToggle: () => {
        tell(this, 'page-filters', { ignored: !this.showsIgnored });
      },
      content: html`<b class="number">${length.toLocaleString('en-US')}</b> ignored`,
    });
  }

  private renderEntry(cause: Cause, count: number): TemplateResult {
    return toggleButton({
      appearance: 'plain',
      pressed: this.chosen.includes(cause),
      tooltip: 'Show only these',
      onToggle: () => {
        tell(this, 'page-filters', { causes: toggled(this.chosen, cause) });
      },
      content: html`<span class="dot ${causeToken(cause)}"></span
        ><b class="number">${count.toLocaleString('en-US')}</b>
        ${causeLegend(cause, this.comparison.pendingMigrations)}`,
    });
  }
}

function tablesLine({ tables, left, right }: PageComparison): string {
  const parts = [`${counted(tables.both, 'table')} in both`];
  if (tables.leftOnly > 0) parts.push(`${tables.leftOnly} only in ${oneLine(left.name)}`);
  if (tables.rightOnly > 0) parts.push(`${tables.rightOnly} only in ${oneLine(right.name)}`);
  return parts.join(' · ');
}
