import * as esbuild from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import type { FromPage, ToPage } from '../../src/protocol/messages.ts';
import type { PageState } from '../../src/protocol/pageModel.ts';
import { themeOf } from '../ui/page/themes.ts';
import type { ThemeName } from '../ui/page/themes.ts';
import { launchBrowser } from './browser.ts';
import { root } from './projectFolders.ts';

const address = 'https://page.test';
const nonce = 'harness';

/** As strict as in VS Code: nothing but the page's own script, and no style from text. */
const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;

/** Headless Chromium with the page's bundle, built once. */
interface PageLab {
  open(options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly state?: PageState;
  /** Which of the bundle's pages. */
  readonly element?: 'database-compare-page' | 'database-compare-matrix';
  /** What VS Code remembers of the page from before. */
  readonly remembered?: unknown;
  readonly width?: number;
  readonly height?: number;
  /** The emulated preference of the system: `forced-colors: active`. */
  readonly forcedColors?: boolean;
}

/** The page in a tab, and the extension's end of the wire. */
export interface OpenPage {
  readonly page: Page;
  send(message: ToPage): Promise<void>;
  /** Anything, also what breaks the protocol. */
  sendRaw(message: unknown): Promise<void>;
  /** Every message so far, oldest first. */
  posted(): Promise<FromPage[]>;
  /** Waits for a message of the type, and gives the last such one. */
  waitFor<Type extends FromPage['type']>(type: Type): Promise<Extract<FromPage, { type: Type }>>;
  /** Forgets the messages so far. */
  forget(): Promise<void>;
  /** What the page asked VS Code to keep. */
  remembered(): Promise<unknown>;
  /** Changes the colours, as VS Code does it while a page is open. */
  setTheme(name: ThemeName): Promise<void>;
  /** Errors, and what the content security policy refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

async function startPageLab(): Promise<PageLab> {
  const [script, browser] = await Promise.all([bundlePage(), launchBrowser()]);
  return {
    open: (options = {}) => openPage(browser, script, options),
    close: () => browser.close(),
  };
}

/** The lab of a suite: it starts before the tests, and after each it closes what that one has opened. */
export function labOfSuite(): Pick<PageLab, 'open'> {
  let lab: PageLab;
  const opened: OpenPage[] = [];
  before(async () => {
    lab = await startPageLab();
  });
  after(() => lab.close());
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.close();
  });
  return {
    open: async (options) => {
      const page = await lab.open(options);
      opened.push(page);
      return page;
    },
  };
}

async function bundlePage(): Promise<string> {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['webview/main.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2023',
    logLevel: 'error',
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('The page has no bundle');
  return file.text;
}

/** Whether an element, or something in its shadow, has the focus. */
export function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element: { matches(selector: string): boolean }) => element.matches(':focus'));
}

async function openPage(browser: Browser, script: string, options: OpenOptions): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1360, height: options.height ?? 800 },
    forcedColors: options.forcedColors === true ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  const { element = 'database-compare-page' } = options;
  const first = themed(options.theme ?? 'dark');
  await page.route(`${address}/**`, async (route) => {
    if (route.request().url().endsWith('/webview.js')) {
      await route.fulfill({ contentType: 'text/javascript', body: script });
      return;
    }
    await route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': policy },
      body: `<!doctype html><html lang="en"><head><title>Database Compare</title><style nonce="${nonce}">${first.style}</style></head>
<body class="${first.bodyClass}"><${element}></${element}>
<script type="module" nonce="${nonce}" src="/webview.js"></script></body></html>`,
    });
  });
  await page.addInitScript(fakeHost(options.remembered ?? null));
  await page.goto(`${address}/`);

  const opened: OpenPage = {
    page,
    complaints,
    send: (message) => opened.sendRaw(message),
    sendRaw: async (message) => {
      await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
      await settle(page);
    },
    posted: () => page.evaluate<FromPage[]>('window.hostMessages'),
    waitFor: async <Type extends FromPage['type']>(type: Type) => {
      const deadline = Date.now() + 10_000;
      while (Date.now() < deadline) {
        const all = await opened.posted();
        const last = all.findLast((message): message is Extract<FromPage, { type: Type }> => message.type === type);
        if (last !== undefined) return last;
        await page.waitForTimeout(20);
      }
      throw new Error(`The page sent no ${type}, only: ${JSON.stringify(await opened.posted())}`);
    },
    forget: () => page.evaluate<undefined>('void (window.hostMessages.length = 0)'),
    remembered: () => page.evaluate<unknown>('window.hostState'),
    setTheme: async (name) => {
      const { style, bodyClass } = themed(name);
      await page.evaluate(
        `document.querySelector('style').textContent = ${JSON.stringify(style)}; document.body.className = ${JSON.stringify(bodyClass)};`,
      );
      await settle(page);
    },
    close: () => context.close(),
  };
  await opened.waitFor('ready');
  if (options.state !== undefined) await opened.send({ type: 'state', state: options.state });
  return opened;
}

function themed(name: ThemeName): { readonly style: string; readonly bodyClass: string } {
  const { variables, bodyClass } = themeOf(name);
  const colours = Object.entries(variables).map(([variable, value]) => `${variable}: ${value};`);
  // VS Code itself puts this padding on the body of every webview.
  return {
    style: `:root { ${colours.join(' ')} } body { padding: 0 20px; background: var(--vscode-editor-background); }`,
    bodyClass,
  };
}

/** Until what a message changes is drawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))',
  );
}

/** What VS Code gives a webview's script, with ears for a test. */
function fakeHost(remembered: unknown): string {
  return `window.hostMessages = [];
    window.hostState = ${JSON.stringify(remembered)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => { window.hostMessages.push(structuredClone(message)); },
      getState: () => window.hostState,
      setState: (state) => { window.hostState = structuredClone(state); },
    });`;
}
