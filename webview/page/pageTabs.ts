import { LitElement, css } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pageTabs } from '../../src/protocol/pageModel.ts';
import type { PageTab } from '../../src/protocol/pageModel.ts';
import { tabStrip, tabStripStyles } from '../controls/tabStrip.ts';
import { tell } from './events.ts';
import { baseStyles } from './styles.ts';

const labels: Readonly<Record<PageTab, string>> = { schema: 'Schema', rows: 'Row Counts' };

/** What the page shows of the pair. */
@customElement('page-tabs')
export class PageTabs extends LitElement {
  static override readonly styles = [
    baseStyles,
    tabStripStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) tab: PageTab = 'schema';
  /** What is known of each in a word: "37", "31.7x"; '' where nothing is. */
  @property({ attribute: false }) notes: Readonly<Record<PageTab, string>> = { schema: '', rows: '' };

  override render(): TemplateResult {
    return tabStrip({
      label: 'What is compared',
      tabs: pageTabs.map((tab) => [tab, labels[tab]]),
      selected: this.tab,
      notes: this.notes,
      onSelect: (tab) => {
        tell(this, 'page-tab', tab);
      },
    });
  }
}
