import path from 'node:path';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** What tests fetch once and use again: VS Code, a browser. */
export const downloads = path.join(root, '.vscode-test');

/** What tests leave behind to be looked at: screenshots, logs, results. */
export const output = path.join(root, 'test', '.output');
