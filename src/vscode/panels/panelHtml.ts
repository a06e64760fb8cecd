import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the bundled page and its font lie. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}

/** The page's document: nothing runs but our bundle, nothing loads from elsewhere. */
export function panelHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  page: 'database-compare-page' | 'database-compare-matrix',
): string {
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
<${page}></${page}>
<script type="module" nonce="${nonce}" src="${at('webview.js')}"></script>
</body>
</html>`;
}
