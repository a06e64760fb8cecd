import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageCountSummary } from '../../src/protocol/countModel.ts';
import { ratioText } from '../../src/reports/numberText.ts';
import { perText } from '../model/countCells.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { baseStyles } from '../page/styles.ts';
import { paneTableStyles } from './paneTableStyles.ts';
import { tableLink } from './tableLink.ts';

/** Rows of one table for each row of the table that its foreign key leads to. */
@customElement('key-ratios')
export class KeyRatios extends LitElement {
  static override readonly styles = [
    baseStyles,
    paneTableStyles,
    css`
      :host {
        display: block;
        padding: 8px 16px 12px;
      }
      table {
        max-width: 860px;
      }
    `,
  ];

  @property({ attribute: false }) ratios: PageCountSummary['ratios'] = [];
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };

  override render(): TemplateResult {
    if (this.ratios.length === 0)
      return html`<p class="dim">No foreign key leads to a table that holds rows, or the counting is not finished.</p>`;
    return html`<table>
      <caption class="visually-hidden">
        Rows along foreign keys, those first that differ most between the sides
      </caption>
      <thead>
        <tr>
          <th scope="col">Rows of</th>
          <th scope="col">for each row of</th>
          <th scope="col" class="number">${oneLine(this.names.left)}</th>
          <th scope="col" class="number">${oneLine(this.names.right)}</th>
          <th scope="col" class="number">Differ by</th>
        </tr>
      </thead>
      <tbody>
        ${this.ratios.map(
          ({ from, to, left, right, factor }) =>
            html`<tr>
              <th scope="row">${tableLink(this, from, from)}</th>
              <td>${tableLink(this, to, to)}</td>
              <td class="number">${perText(left)}</td>
              <td class="number">${perText(right)}</td>
              <td class="number">${ratioText(factor ?? undefined)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
