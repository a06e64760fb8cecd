import type * as vscode from 'vscode';

/**
 * Text that stands in Markdown as it is, on one line: names and titles are anybody's, and never markup or links. Unlike
 * VS Code's own `appendText` it lets the line break at its spaces.
 */
export function markdownText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A link that runs a command; the Markdown must be trusted with that command. */
export function commandLink(title: string, { command, arguments: given }: Omit<vscode.Command, 'title'>): string {
  const query = encodeURIComponent(JSON.stringify(given ?? [])).replaceAll(
    /[()'!*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `[${markdownText(title)}](command:${command}?${query})`;
}
