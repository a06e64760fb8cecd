import { LitElement, css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PageCount, PageCountedTable, PageCountSummary } from '../../src/protocol/countModel.ts';
import { grouped, shareText } from '../../src/reports/numberText.ts';
import { toggleButton, toggleStyles } from '../controls/toggleButton.ts';
import { countCell } from '../model/countCells.ts';
import type { CountSettings } from '../model/countSettings.ts';
import { logMarks, logPlace } from '../model/logScale.ts';
import type { SideNames } from '../model/rowCells.ts';
import { oneLine } from '../model/text.ts';
import { tell } from '../page/events.ts';
import { styleProperties } from '../page/styleProperties.ts';
import { baseStyles } from '../page/styles.ts';
import { paneTableStyles } from './paneTableStyles.ts';
import { tableLink } from './tableLink.ts';

/** The largest tables of a side beside those of the other, drawn on a logarithmic scale and as a table of numbers. */
@customElement('largest-tables')
export class LargestTables extends LitElement {
  static override readonly styles = [
    baseStyles,
    toggleStyles,
    paneTableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr);
        gap: 0 28px;
        align-items: start;
        padding: 8px 16px 12px;
      }
      @media (max-width: 820px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          gap: 12px;
        }
      }
      .legend {
        display: flex;
        gap: 4px 16px;
        align-items: center;
        margin-bottom: 4px;
      }
      .legend .of {
        display: flex;
        gap: 4px;
        align-items: center;
        margin-inline-end: auto;
      }
      .key {
        display: inline-block;
        width: 18px;
        height: 8px;
        margin-inline-end: 5px;
        border: 1px solid var(--bar);
        forced-color-adjust: none;
      }
      .plot {
        position: relative;
        display: grid;
        grid-template-columns: minmax(90px, max-content) minmax(0, 1fr);
        gap: 0 8px;
        max-width: 100%;
        padding-bottom: 16px;
      }
      .label {
        overflow: hidden;
        max-width: 190px;
        line-height: 17px;
        text-align: end;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .bars {
        position: relative;
        height: 17px;
        padding: 1.5px 0;
        border-inline-start: 1px solid var(--dim);
      }
      .mark {
        position: absolute;
        top: 0;
        bottom: 0;
        width: 1px;
        background: color-mix(in srgb, var(--foreground) 18%, transparent);
      }
      .bar {
        position: relative;
        height: 7px;
        min-width: 1px;
        background: var(--bar);
        border: 1px solid var(--bar);
        border-inline-start: 0;
        forced-color-adjust: none;
      }
      .left {
        --bar: var(--bar-left);
      }
      .right {
        --bar: var(--bar-right);
      }
      .key.left,
      .bar.left {
        background: var(--bar);
      }
      /* Not by colour alone: the right side is striped. */
      .key.right,
      .bar.right {
        background: repeating-linear-gradient(135deg, var(--bar) 0 2px, transparent 2px 4px);
      }
      .bar.estimated {
        border-inline-end-style: dashed;
        opacity: 0.75;
      }
      .bar.zero,
      .bar.none {
        width: auto;
        background: none;
        border-color: transparent;
        color: var(--dim);
        font-size: 9px;
        line-height: 6px;
      }
      .bar.zero {
        padding-inline-start: 2px;
      }
      .axis {
        position: relative;
        grid-column: 2;
        height: 14px;
        color: var(--dim);
        font-size: 10px;
      }
      .axis span {
        position: absolute;
        transform: translateX(-50%);
      }
    `,
  ];

  @property({ attribute: false }) summary!: PageCountSummary;
  @property({ attribute: false }) tables: ReadonlyMap<string, PageCountedTable> = new Map();
  @property({ attribute: false }) names: SideNames = { left: '', right: '' };
  @property({ attribute: false }) of: CountSettings['largestOf'] = 'left';

  override render(): TemplateResult {
    const entries = this.summary.largest[this.of].flatMap((entry) => {
      const table = this.tables.get(entry.path);
      return table === undefined ? [] : [{ ...entry, table }];
    });
    const name = oneLine(this.names[this.of]);
    const legend = html`<div class="legend">
      <div class="of" role="group" aria-label="Whose largest tables">
        ${(['left', 'right'] as const).map((side) =>
          toggleButton({
            appearance: 'framed',
            pressed: side === this.of,
            onToggle: () => {
              tell(this, 'count-settings', { largestOf: side });
            },
            content: oneLine(this.names[side]),
          }),
        )}
      </div>
      ${(['left', 'right'] as const).map(
        (side) => html`<span><span class="key ${side}"></span>${oneLine(this.names[side])}</span>`,
      )}
    </div>`;
    if (entries.length === 0)
      return html`<div>
        ${legend}
        <p class="dim">No table of ${name} holds rows.</p>
      </div>`;
    const counts = entries.flatMap(({ table }) => [table.left?.rows ?? 0, table.right?.rows ?? 0]);
    const marks = logMarks(Math.max(...counts));
    return html`<div>
        ${legend}
        <div
          class="plot"
          role="img"
          aria-label="The largest tables of ${name} on both sides, on a logarithmic scale; the table beside has the same numbers"
        >
          ${entries.map(
            ({ table }) =>
              html`<span class="label" title=${oneLine(table.path)}>${oneLine(table.name)}</span>
                <div class="bars">
                  ${marks.map(
                    (mark) =>
                      html`<i class="mark" ${styleProperties({ left: `${logPlace(mark, marks) * 100}%` })}></i>`,
                  )}
                  ${renderBar('left', table.left, marks)}${renderBar('right', table.right, marks)}
                </div>`,
          )}
          <div class="axis">
            <span>0</span>
            ${marks.map(
              (mark) =>
                html`<span class="number" ${styleProperties({ left: `${logPlace(mark, marks) * 100}%` })}
                  >${shortNumber(mark)}</span
                >`,
            )}
          </div>
        </div>
      </div>
      ${this.renderNumbers(entries, name)}`;
  }

  private renderNumbers(
    entries: readonly {
      readonly path: string;
      readonly table: PageCountedTable;
      readonly share: number;
      readonly cumulative: number;
    }[],
    name: string,
  ): TemplateResult {
    const cell = (table: PageCountedTable, column: 'leftRows' | 'rightRows'): TemplateResult => {
      const { text, tooltip } = countCell(table, column, this.summary.rows, this.names);
      return html`<td class="number" title=${tooltip === '' ? nothing : tooltip}>${text}</td>`;
    };
    return html`<table>
      <caption class="visually-hidden">
        The largest tables of ${name}, with their share of its rows
      </caption>
      <thead>
        <tr>
          <th scope="col">Table</th>
          <th scope="col" class="number">${oneLine(this.names.left)}</th>
          <th scope="col" class="number">${oneLine(this.names.right)}</th>
          <th scope="col" class="number">Share of ${name}</th>
          <th scope="col" class="number">With those above</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          ({ path, table, share, cumulative }) =>
            html`<tr>
              <th scope="row">${tableLink(this, path, table.name)}</th>
              ${cell(table, 'leftRows')} ${cell(table, 'rightRows')}
              <td class="number">${shareText(share)}</td>
              <td class="number">${shareText(cumulative)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** Zero and what nobody knows have no bar, but a mark that says which of both it is. */
function renderBar(side: 'left' | 'right', count: PageCount | null, marks: readonly number[]): TemplateResult {
  if (count === null) return html`<div class="bar none ${side}"></div>`;
  if (count.rows === null) return html`<div class="bar none ${side}">?</div>`;
  if (count.rows === 0) return html`<div class="bar zero ${side}">0</div>`;
  const width = `${logPlace(count.rows, marks) * 100}%`;
  return html`<div
    class="bar ${side} ${count.state === 'counted' ? '' : 'estimated'}"
    ${styleProperties({ width })}
  ></div>`;
}

/** "1", "10", "1k", "10M". */
function shortNumber(mark: number): string {
  const units = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  const unit = units.find(([size]) => mark >= size);
  return unit === undefined ? grouped(mark) : `${grouped(mark / unit[0])}${unit[1]}`;
}
