import * as v from 'valibot';
import type { FromPage, ToPage } from '../src/protocol/messages.ts';

/** A page's end of the wire to the extension. */
export interface Host<To = ToPage, From = FromPage> {
  readonly post: (message: From) => void;
  /** Every message that keeps to the protocol; another is reported to the console and otherwise ignored. */
  readonly listen: (receive: (message: To) => void) => () => void;
  /** What VS Code kept for the page. */
  readonly recall: () => unknown;
  readonly remember: (state: unknown) => void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** VS Code hands out its side once only: https://code.visualstudio.com/api/extension-guides/webview */
export function connectHost<To, From>(toPageSchema: v.GenericSchema<unknown, To>): Host<To, From> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    listen: (receive) => {
      const onMessage = (event: MessageEvent<unknown>): void => {
        const parsed = v.safeParse(toPageSchema, event.data);
        if (parsed.success) receive(parsed.output);
        // There is no other place to report to: the extension's log is at the other end of the wire that broke.
        // eslint-disable-next-line no-console
        else console.error('A message was ignored:', JSON.stringify(v.flatten(parsed.issues)));
      };
      window.addEventListener('message', onMessage);
      return () => {
        window.removeEventListener('message', onMessage);
      };
    },
    recall: () => api.getState(),
    remember: (state) => {
      api.setState(state);
    },
  };
}
