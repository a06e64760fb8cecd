import {
  Virtualizer,
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from '@tanstack/virtual-core';
import type { VirtualItem, VirtualizerOptions } from '@tanstack/virtual-core';
import type { ReactiveControllerHost } from 'lit';
import { rowHeight } from './gridStyles.ts';

interface Rows {
  /** What scrolls; null before the first drawing. */
  readonly element: HTMLElement | null;
  readonly rows: readonly unknown[];
  /** The row that is in the document wherever it is, for `aria-activedescendant`. */
  readonly active: number;
  /** In CSS pixels, of the heading; a row's where it is left out. */
  readonly head?: number;
}

export interface VirtualRows {
  /** The rows that are to be drawn. */
  items(): readonly VirtualItem[];
}

/** Lets a grid, whose heading stays on top, draw only the rows on the screen and some around them. */
export function virtualRows(
  host: ReactiveControllerHost & { readonly hasUpdated: boolean },
  current: () => Rows,
): VirtualRows {
  let virtualizer: Virtualizer<HTMLElement, HTMLElement> | undefined;
  let unmount: (() => void) | undefined;
  let measured: readonly unknown[] | undefined;

  const options = (): VirtualizerOptions<HTMLElement, HTMLElement> => ({
    count: current().rows.length,
    getScrollElement: () => current().element,
    estimateSize: () => rowHeight,
    // The heading stands above the rows and stays there while they scroll.
    scrollMargin: current().head ?? rowHeight,
    overscan: 12,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    rangeExtractor: (range) => {
      const { active } = current();
      const indexes = defaultRangeExtractor(range);
      const here = indexes.includes(active) || active >= range.count;
      return here ? indexes : [...indexes, active].sort((a, b) => a - b);
    },
    onChange: () => {
      host.requestUpdate();
    },
  });
  host.addController({
    hostConnected() {
      if (host.hasUpdated) host.requestUpdate();
    },
    hostDisconnected() {
      unmount?.();
      virtualizer = undefined;
    },
    hostUpdate() {
      virtualizer?.setOptions(options());
    },
    hostUpdated() {
      const { rows } = current();
      if (virtualizer === undefined) {
        virtualizer = new Virtualizer(options());
        unmount = virtualizer._didMount();
        virtualizer._willUpdate();
        host.requestUpdate();
      } else {
        virtualizer._willUpdate();
        if (measured !== rows) virtualizer.measure();
      }
      measured = rows;
    },
  });
  return { items: () => virtualizer?.getVirtualItems() ?? [] };
}

/** Scrolls as little as needed to see a row. */
export function revealRow(element: HTMLElement, index: number, head = rowHeight): void {
  const top = index * rowHeight;
  // The heading covers a part of what is on the screen.
  const room = element.clientHeight - head - rowHeight;
  element.scrollTop = Math.max(top - room, Math.min(top, element.scrollTop));
}

/** How many rows a page key goes. */
export function rowsOnPage(element: HTMLElement): number {
  return Math.max(1, Math.floor(element.clientHeight / rowHeight) - 2);
}
