import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from '@tanstack/virtual-core';
import type { VirtualizerOptions } from '@tanstack/virtual-core';
import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleProperties } from '../page/styleProperties.ts';
import { rowHeight } from './gridStyles.ts';

interface Rows<Row> {
  readonly rows: readonly Row[];
  /** The row that is in the document wherever it is, for `aria-activedescendant`. */
  readonly active: number;
}

/** How a grid looks and what it listens to; all but the scrolling of its rows. */
interface GridParts<Row> {
  readonly role: 'grid' | 'treegrid';
  readonly label: string;
  /** As `grid-template-columns` has it. */
  readonly columns: string;
  readonly columnCount: number;
  /** In CSS pixels: where there is less room, the grid scrolls sideways too. */
  readonly minWidth: number;
  /** Of the element that `aria-activedescendant` names: the active row, or a cell in it. */
  readonly activeId: string;
  /** The row of headings, which stays on top. */
  readonly head: TemplateResult;
  readonly row: (row: Row, index: number) => TemplateResult;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu?: (event: MouseEvent) => void;
}

/**
 * A grid of which only the rows on the screen and some around them are in the document. The focus stays on the grid
 * itself, which names what is active by `aria-activedescendant`, so that no row takes the focus with it when it scrolls
 * away. Whoever owns it draws it with `render`, and needs `gridStyles`.
 */
export class VirtualGrid<Row> implements ReactiveController {
  private readonly host: LitElement;
  private readonly current: () => Rows<Row>;
  private readonly headHeight: number;
  private virtualizer: Virtualizer<HTMLElement, HTMLElement> | undefined;
  private unmount: (() => void) | undefined;
  private measured: readonly Row[] | undefined;

  /** @param headHeight of the row of headings, in CSS pixels */
  constructor(host: LitElement, current: () => Rows<Row>, headHeight = rowHeight) {
    this.host = host;
    this.current = current;
    this.headHeight = headHeight;
    host.addController(this);
  }

  /** What scrolls; null before the first drawing. */
  private get element(): HTMLElement | null {
    return this.host.hasUpdated ? this.host.renderRoot.querySelector<HTMLElement>('.grid') : null;
  }

  /** How many rows a page key goes. */
  get pageSize(): number {
    return Math.max(1, Math.floor((this.element?.clientHeight ?? 0) / rowHeight) - 2);
  }

  focus(): void {
    void this.host.updateComplete.then(() => this.element?.focus());
  }

  /** Scrolls as little as needed to see a row. */
  reveal(index: number): void {
    const { element } = this;
    if (element === null) return;
    const top = index * rowHeight;
    // The heading covers a part of what is on the screen.
    const room = element.clientHeight - this.headHeight - rowHeight;
    element.scrollTop = Math.max(top - room, Math.min(top, element.scrollTop));
  }

  render(parts: GridParts<Row>): TemplateResult {
    const { rows } = this.current();
    return html`<div
      class="grid"
      role=${parts.role}
      tabindex="0"
      aria-label=${parts.label}
      aria-rowcount=${rows.length + 1}
      aria-colcount=${parts.columnCount}
      aria-activedescendant=${rows.length === 0 ? nothing : parts.activeId}
      ${styleProperties({ '--grid-columns': parts.columns, '--grid-width': `${parts.minWidth}px` })}
      @keydown=${parts.onKeyDown}
      @contextmenu=${parts.onContextMenu}
    >
      ${parts.head}
      <div role="rowgroup" class="body" ${styleProperties({ height: `${rows.length * rowHeight}px` })}>
        ${repeat(
          this.virtualizer?.getVirtualItems() ?? [],
          (item) => item.index,
          (item) => {
            const row = rows[item.index];
            return row === undefined ? nothing : parts.row(row, item.index);
          },
        )}
      </div>
    </div>`;
  }

  hostConnected(): void {
    if (this.host.hasUpdated) this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.unmount?.();
    this.virtualizer = undefined;
  }

  hostUpdate(): void {
    this.virtualizer?.setOptions(this.options());
  }

  hostUpdated(): void {
    const { rows } = this.current();
    if (this.virtualizer === undefined) {
      this.virtualizer = new Virtualizer(this.options());
      this.unmount = this.virtualizer._didMount();
      this.virtualizer._willUpdate();
      this.host.requestUpdate();
    } else {
      this.virtualizer._willUpdate();
      if (this.measured !== rows) this.virtualizer.measure();
    }
    this.measured = rows;
  }

  private options(): VirtualizerOptions<HTMLElement, HTMLElement> {
    return {
      count: this.current().rows.length,
      getScrollElement: () => this.element,
      estimateSize: () => rowHeight,
      // The heading stands above the rows and stays there while they scroll.
      scrollMargin: this.headHeight,
      overscan: 12,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      rangeExtractor: (range) => {
        const { active } = this.current();
        const indexes = defaultRangeExtractor(range);
        const here = indexes.includes(active) || active >= range.count;
        return here ? indexes : [...indexes, active].sort((a, b) => a - b);
      },
      onChange: () => {
        this.host.requestUpdate();
      },
    };
  }
}
