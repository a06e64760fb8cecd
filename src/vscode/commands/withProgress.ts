import * as vscode from 'vscode';
import { CompareError } from '../../compareError.ts';

/** What work under a progress notification is given. */
export interface Reading {
  readonly signal: AbortSignal;
  readonly onProgress: (phase: string) => void;
}

/**
 * Shows a notification with Cancel while something is read.
 * @throws CompareError `cancelled` where the user cancels, even when the work came to its end
 */
export async function withProgress<T>(title: string, work: (reading: Reading) => Promise<T>): Promise<T> {
  return showProgress(title, async (reading) => {
    const result = await work(reading);
    if (reading.signal.aborted) throw new CompareError('cancelled');
    return result;
  });
}

/** The same for work that gives what has come when the user cancels. */
export async function showProgress<T>(title: string, work: (reading: Reading) => Promise<T>): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return work({ signal: abort.signal, onProgress: (message) => progress.report({ message }) });
    },
  );
}
