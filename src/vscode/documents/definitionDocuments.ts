import * as vscode from 'vscode';
import { definitionScheme } from '../ids.ts';

export interface DefinitionDiff {
  /** The line of the right document to begin at, from 1. */
  readonly line?: number | undefined;
  /** What is compared, for the tab's title. */
  readonly subject: string;
  readonly left: { readonly environmentName: string; readonly text: string | null };
  readonly right: { readonly environmentName: string; readonly text: string | null };
}

export interface DefinitionDocuments extends vscode.Disposable {
  /** Opens VS Code's own diff editor on two read-only documents. */
  openDiff(diff: DefinitionDiff): Promise<void>;
}

/** Serves the SQL of both sides as read-only documents, for as long as an editor shows them. */
export function createDefinitionDocuments(): DefinitionDocuments {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();

  const publish = (
    side: 'left' | 'right',
    subject: string,
    environmentName: string,
    text: string | null,
  ): vscode.Uri => {
    const uri = vscode.Uri.from({
      scheme: definitionScheme,
      path: `/${pathSegment(environmentName)}/${pathSegment(subject)}.sql`,
      query: side,
    });
    texts.set(uri.toString(), text === null ? '' : `${text}\n`);
    // A document that an editor still shows takes the new text.
    changed.fire(uri);
    return uri;
  };

  const subscriptions = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(definitionScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '-- Compare again to see this definition.\n',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === definitionScheme) texts.delete(uri.toString());
    }),
  ];
  return {
    openDiff: async ({ subject, left, right, line }) => {
      const leftUri = publish('left', subject, left.environmentName, left.text);
      const rightUri = publish('right', subject, right.environmentName, right.text);
      const title = `${singleLine(subject)} (${left.environmentName} ↔ ${right.environmentName})`;
      await vscode.commands.executeCommand('vscode.diff', leftUri, rightUri, title, {
        preview: true,
        ...(line === undefined ? {} : { selection: new vscode.Range(line - 1, 0, line - 1, 0) }),
      });
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** A name from a database as one segment of a path: it may hold slashes and control characters. */
function pathSegment(name: string): string {
  return singleLine(name).replace(/[/\\]/g, '∕');
}

function singleLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}
