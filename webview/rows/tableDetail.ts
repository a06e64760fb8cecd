import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageCount, PageCountedTable } from '../../src/protocol/countModel.ts';
import { bytesWords, grouped } from '../../src/reports/numberText.ts';
import { button } from '../controls/button.ts';
import { copyIcon } from '../controls/icons.ts';
import { countCell, tableNote } from '../model/countCells.ts';
import { totalBytes } from '../model/countRows.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { baseStyles } from '../page/styles.ts';
import { paneTableStyles } from './paneTableStyles.ts';

/** All that is known of one table on both sides. */
@customElement('table-detail')
export class TableDetail extends LitElement {
  static override readonly styles = [
    baseStyles,
    paneTableStyles,
    css`
      :host {
        display: block;
        padding: 6px 16px 12px;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        margin-bottom: 4px;
      }
      .title b {
        overflow-wrap: anywhere;
      }
      .title .quiet {
        color: var(--link);
      }
      .actions {
        margin-inline-start: auto;
      }
      table {
        max-width: 620px;
      }
      .note {
        margin: 4px 0 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) table: PageCountedTable | null = null;
  @property({ attribute: false }) total = { left: 0, right: 0 };
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };
  /** It is among the schema differences. */
  @property({ attribute: false }) differs = false;

  override render(): TemplateResult {
    const { table } = this;
    if (table === null) return html`<p class="dim">Select a table to see all that is known of it.</p>`;
    const { path } = table;
    const note = tableNote(table, this.names);
    const line = (title: string, of: (side: PageCount) => string): TemplateResult =>
      html`<tr>
        <th scope="row">${title}</th>
        ${[table.left, table.right].map((side) => html`<td class="number">${side === null ? '–' : of(side)}</td>`)}
      </tr>`;
    const part = (name: 'heap' | 'indexes' | 'toast') => (side: PageCount) =>
      side.bytes === null ? '?' : bytesWords(side.bytes[name]);
    const column = (left: 'leftRows' | 'leftShare', right: 'rightRows' | 'rightShare') =>
      [left, right].map((each) => countCell(table, each, this.total, this.names));
    return html`<div class="title">
        <b>${oneLine(path)}</b>
        ${button({
          icon: copyIcon,
          label: 'Copy Row',
          tooltip: 'Copy Row',
          appearance: 'quiet',
          onClick: () => {
            tell(this, 'page-request', { type: 'copyCountRow', path });
          },
        })}
        <span class="dim">${note === '' ? table.kind : note}</span>
        ${
          this.differs
            ? html`<span class="actions"
                >${button({
                  text: 'Show in Schema Differences',
                  appearance: 'quiet',
                  onClick: () => {
                    tell(this, 'page-request', { type: 'showDifference', path });
                  },
                })}</span
              >`
            : nothing
        }
      </div>
      <table>
        <caption class="visually-hidden">
          ${oneLine(path)} on both sides
        </caption>
        <thead>
          <tr>
            <td></td>
            <th scope="col" class="number">${oneLine(this.names.left)}</th>
            <th scope="col" class="number">${oneLine(this.names.right)}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Rows</th>
            ${column('leftRows', 'rightRows').map(({ text, tone }) => html`<td class="number ${tone}">${text}</td>`)}
          </tr>
          <tr>
            <th scope="row">Share of all rows</th>
            ${column('leftShare', 'rightShare').map(({ text }) => html`<td class="number">${text}</td>`)}
          </tr>
          ${line('Heap', part('heap'))} ${line('Indexes', part('indexes'))}
          ${line('TOAST, for long values', part('toast'))}
          ${line('Together', (side) => {
            const bytes = totalBytes(side);
            return bytes === null ? '?' : bytesWords(bytes);
          })}
          ${line('Dead rows', ({ deadRows }) => (deadRows === null ? '?' : grouped(deadRows)))}
        </tbody>
      </table>
      ${(['left', 'right'] as const).map((side) => {
        const why = table[side]?.note ?? null;
        return why === null ? nothing : html`<p class="note">${oneLine(this.names[side])}: ${oneLine(why)}.</p>`;
      })}`;
  }
}
