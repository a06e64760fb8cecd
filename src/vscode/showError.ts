import * as vscode from 'vscode';
import { errorMessage, toCompareError } from './errorMessages.ts';
import type { Log } from './log.ts';

export interface ShowErrorOptions {
  /** Does again what failed; without it a Retry is not offered. */
  readonly retry?: () => void;
}

/** Logs an error and shows it once, with its one next action. A cancellation is silent. */
export async function showError(log: Log, error: unknown, options: ShowErrorOptions = {}): Promise<void> {
  const known = toCompareError(error);
  if (known.reason === 'cancelled') return;
  const { sentence, action } = errorMessage(known);
  log.error(sentence, known);
  const offered = action?.kind === 'retry' && options.retry === undefined ? undefined : action;
  const chosen = await vscode.window.showErrorMessage(sentence, ...(offered === undefined ? [] : [offered.title]));
  if (chosen === undefined || offered === undefined) return;
  if (offered.kind === 'retry') options.retry?.();
  else await vscode.commands.executeCommand(offered.command, ...offered.args);
}
