import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from '../browser.ts';
import { startServer } from './startServer.ts';

/** What test/extension/index.ts puts before each line of its own. */
const testOutput = '[test] ';

/**
 * Stands in for the executable of the desktop's VS Code: takes the arguments that @vscode/test-electron gives, runs the
 * tests in a real extension host of the VS Code server with a headless browser as its window, and exits as the tests do.
 */
export async function runAsCode(args: readonly string[]): Promise<number> {
  const options = new Map(args.filter((arg) => arg.startsWith('--')).map((arg) => splitOption(arg)));
  const folder = args.find((arg) => !arg.startsWith('--'));
  const option = (name: string): string => {
    const value = options.get(name);
    if (value === undefined) throw new Error(`--${name}=... is missing`);
    return value;
  };

  const server = await startServer({ folder: path.dirname(option('user-data-dir')) });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const windowLog: string[] = [];
    const exitCode = new Promise<number>((resolve) => {
      // VS Code's window calls these two for what an extension test prints and how it ends.
      void page.exposeFunction('codeAutomationLog', (_type: string, parts: unknown[]) => {
        const text = format(...parts);
        if (text.startsWith(testOutput)) process.stdout.write(`${text.slice(testOutput.length)}\n`);
        else windowLog.push(text);
      });
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    const payload = [
      ['extensionDevelopmentPath', server.remoteUri(option('extensionDevelopmentPath'))],
      ['extensionTestsPath', server.remoteUri(option('extensionTestsPath'))],
      ['skipWelcome', 'true'],
    ] as const;
    await page.goto(server.address(folder === undefined ? undefined : path.resolve(folder), payload));
    const code = await exitCode;
    // What VS Code itself has to say is of interest where something went wrong.
    if (code !== 0) process.stdout.write(`${windowLog.join('\n')}\n`);
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

function splitOption(arg: string): [string, string] {
  const [name = '', ...value] = arg.slice(2).split('=');
  return [name, value.join('=')];
}
