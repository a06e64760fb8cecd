import type { ReactiveControllerHost } from 'lit';
import { isTyping } from './events.ts';

/** What a key asks of a whole page, wherever on it the focus is. */
export type PageKey = 'nextDifference' | 'previousDifference' | 'search' | 'help' | 'close';

/** Hears the keys while the page is in the document; `act` says whether the key is used up by that. */
export function listenToPageKeys(host: ReactiveControllerHost, act: (key: PageKey) => boolean): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = pageKey(event);
    if (key !== undefined && act(key)) event.preventDefault();
  };
  host.addController({
    hostConnected() {
      window.addEventListener('keydown', onKeyDown);
    },
    hostDisconnected() {
      window.removeEventListener('keydown', onKeyDown);
    },
  });
}

function pageKey(event: KeyboardEvent): PageKey | undefined {
  switch (event.key) {
    case 'F7':
      return event.shiftKey ? 'previousDifference' : 'nextDifference';
    case '?':
      return isTyping(event) ? undefined : 'help';
    case 'Escape':
      // Something inside has closed by it.
      return event.defaultPrevented ? undefined : 'close';
    case 'f':
    case 'F':
      return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey ? 'search' : undefined;
    default:
      return undefined;
  }
}
