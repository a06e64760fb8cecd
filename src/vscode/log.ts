import * as vscode from 'vscode';
import { CompareError } from '../compareError.ts';
import { redact } from './redact.ts';

/** The extension's one log channel. Every line is redacted on its way in. */
export interface Log extends vscode.Disposable {
  info(message: string): void;
  warn(message: string): void;
  /** Logs the error with its causes and stack. */
  error(message: string, error?: unknown): void;
  show(): void;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Database Compare', { log: true });
  return {
    info: (message) => channel.info(redact(message)),
    warn: (message) => channel.warn(redact(message)),
    error: (message, error) => channel.error(redact(error === undefined ? message : `${message}\n${describe(error)}`)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where in our code a refused password came up helps nobody; of what was not foreseen it is all there is.
  const isForeseen = error instanceof CompareError && error.reason !== 'internal';
  const own = isForeseen ? error.message : (error.stack ?? error.message);
  return error.cause === undefined ? own : `${own}\nCaused by: ${describe(error.cause)}`;
}
