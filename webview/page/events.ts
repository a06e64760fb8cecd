import type { FromPage } from '../../src/protocol/messages.ts';
import type { PageTab } from '../../src/protocol/pageModel.ts';
import type { CountSettings } from '../model/countSettings.ts';
import type { Filters } from '../model/filter.ts';
import type { ViewSettings } from '../model/viewSettings.ts';

/** What a part of the page asks of the whole, carried by an event that passes shadow roots. */
interface PageEvents {
  /** To be sent to the extension. */
  'page-request': FromPage;
  /** The reader arranges the page; only what changes. */
  'page-view': Partial<ViewSettings>;
  'page-filters': Partial<Filters>;
  /** Another environment for one side. */
  'page-pick': { readonly side: 'left' | 'right'; readonly name: string };
  'page-tab': PageTab;
  /** The reader arranges the row counts; only what changes. */
  'count-settings': Partial<CountSettings>;
  /** Go to the row of a table, by its path. */
  'count-reveal': string;
  /** The context menu comes up for a table's row, by its path; null where it is for none. */
  'count-menu': string | null;
}

/** The event of a name, for its listener. */
export type PageEvent<Name extends keyof PageEvents> = CustomEvent<PageEvents[Name]>;

/** Tells the whole page what a part of it wants. */
export function tell<Name extends keyof PageEvents>(from: EventTarget, name: Name, detail: PageEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** Whether a key goes into a text field, which the event's path shows through shadow roots. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
