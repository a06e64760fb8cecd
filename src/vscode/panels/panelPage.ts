import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';

/** Which of the bundle's pages. */
type PageElement = 'database-compare-page' | 'database-compare-matrix';

interface PanelPageOptions<Message> {
  readonly services: Services;
  readonly element: PageElement;
  /** What the page may say. */
  readonly schema: v.GenericSchema<unknown, Message>;
  readonly answer: (message: Message) => Promise<void>;
  /** Besides the error, which is shown: an answer has failed. */
  readonly onFailure?: () => void;
}

/** Gives a panel its icon and its page, and has what the page says answered until the result is disposed of. */
export function givePage<Message>(panel: vscode.WebviewPanel, options: PanelPageOptions<Message>): vscode.Disposable {
  const { log, context } = options.services;
  const { extensionUri } = context;
  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, 'media', 'comparison-light.svg'),
    dark: vscode.Uri.joinPath(extensionUri, 'media', 'comparison-dark.svg'),
  };
  panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
  const listening = panel.webview.onDidReceiveMessage((received: unknown) => {
    const parsed = v.safeParse(options.schema, received);
    if (parsed.success) {
      options.answer(parsed.output).catch((error: unknown) => {
        options.onFailure?.();
        return showError(log, error);
      });
    } else log.warn(`The page sent a message that is not understood: ${JSON.stringify(v.flatten(parsed.issues))}`);
  });
  panel.webview.html = pageHtml(panel.webview, extensionUri, options.element);
  return listening;
}

/** Where the bundled page and its font lie. */
function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}

/** The page's document: nothing runs but our bundle, nothing loads from elsewhere. */
function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, element: PageElement): string {
  const nonce = randomBytes(18).toString('base64');
  const at = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Database Compare</title>
</head>
<body>
<${element}></${element}>
<script type="module" nonce="${nonce}" src="${at('webview.js')}"></script>
</body>
</html>`;
}
