import { cp, mkdtemp, mkdir, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { output } from '../projectFolders.ts';
import { complaintsAboutUs } from './hostLog.ts';
import { packExtension } from './packExtension.ts';
import { startServer } from './startServer.ts';
import type { VsCodeServer } from './startServer.ts';

/** VS Code's own themes: what the theme picker calls them, and the class that the workbench then has. */
const themes = {
  dark: { label: 'Dark Modern', className: 'vs-dark' },
  light: { label: 'Light Modern', className: 'vs' },
  'high-contrast': { label: 'Dark High Contrast', className: 'hc-black' },
  'high-contrast-light': { label: 'Light High Contrast', className: 'hc-light' },
} as const;
export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as readonly Theme[];

export interface UiOptions {
  /** A folder that is copied and opened; nothing is opened where none is named. */
  readonly workspace?: string;
  /** A .code-workspace in that folder, which is opened in its place. */
  readonly workspaceFile?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface EditorPosition {
  /** The active editor's title, which for a file is its name. */
  readonly title: string;
  readonly line: number;
  readonly column: number;
}

/** A window of a real VS Code with the packed extension installed, driven as a person does. */
export interface VsCodeUi {
  readonly page: Page;
  /** The copy of the workspace that is open. */
  readonly workspace: string | undefined;
  /** Runs a command from the palette by its whole title, "Database Compare: Compare Schemas". */
  runCommand(title: string): Promise<void>;
  /** Chooses an item of the open quick pick by a part of its text. */
  pick(text: string): Promise<void>;
  /** Answers one list after the other, as when two environments are asked for. */
  pickBoth(first: string, second: string): Promise<void>;
  /** Types into the open quick input and accepts it. */
  answer(text: string): Promise<void>;
  /** Opens a view container by its title. */
  openContainer(title: string): Promise<void>;
  /** A row of a tree in the sidebar by a part of its text; not of the migrations. */
  row(text: string): Locator;
  /** The rows of the view "Migrations" with this part of their text; all of them without one. */
  migration(text?: string): Locator;
  /** The document inside the (only visible) webview. */
  webview(): FrameLocator;
  /** Waits until the active editor is the titled one, and tells where its cursor is. */
  cursorIn(title: string): Promise<EditorPosition>;
  /** The texts of the notifications on the screen. */
  notifications(): Promise<string[]>;
  setTheme(theme: Theme): Promise<void>;
  /** Waits until no embedded database is at hand any longer, so that the next reading takes long enough to be cancelled. */
  embeddedDatabasesAreGone(): Promise<void>;
  /** Saves test/.output/screenshots/NAME.png. */
  screenshot(name: string): Promise<void>;
  /** Reloads the window, as "Developer: Reload Window" does. */
  reload(): Promise<void>;
  /** Closes VS Code. @throws where the extension host's log or the page complained about the extension */
  close(): Promise<void>;
}

/**
 * Opens VS Code on a copy of a workspace. What is in dist/ is packed and installed as it is, so build first.
 */
export async function openVsCode(options: UiOptions = {}): Promise<VsCodeUi> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vscode-ui-'));
  const workspace =
    options.workspace === undefined ? undefined : path.join(await realpath(folder), path.basename(options.workspace));
  if (options.workspace !== undefined && workspace !== undefined)
    await cp(options.workspace, workspace, { recursive: true });

  const server = await startServer({
    vsix: await packExtension(),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.environment === undefined ? {} : { environment: options.environment }),
  });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const complaints = collectPageComplaints(page);
    const opened = workspace === undefined ? undefined : path.join(workspace, options.workspaceFile ?? '');
    await page.goto(server.address(opened));
    await workbenchReady(page);
    return driver({ page, browser, server, workspace, folder, complaints });
  } catch (error) {
    await browser.close();
    await server.stop();
    throw error;
  }
}

interface Parts {
  readonly page: Page;
  readonly browser: Browser;
  readonly server: VsCodeServer;
  readonly workspace: string | undefined;
  readonly folder: string;
  readonly complaints: readonly string[];
}

function driver({ page, browser, server, workspace, folder, complaints }: Parts): VsCodeUi {
  const quickInput = page.locator('.quick-input-widget:not([style*="display: none"])');
  /** An item by its whole label, after which VS Code names its key and its group. */
  const option = (label: string): Locator =>
    quickInput.getByRole('option', { name: new RegExp(`^${escapeRegExp(label)}(,|$)`) }).first();
  const screenshots = path.join(output, 'screenshots');
  const treeRow = '.monaco-list-row[role="treeitem"]';
  const migrations = '.pane-header[aria-label^="Migrations"]';

  const ui: VsCodeUi = {
    page,
    workspace,
    async runCommand(title) {
      // While the window starts, the palette lists what is there so far and is not told of what comes later.
      for (let attempt = 1; ; attempt += 1) {
        await page.keyboard.press('F1');
        await quickInput.locator('input[type="text"]').first().fill(`>${title}`);
        try {
          await option(title).click({ timeout: 3_000 });
          return;
        } catch (error) {
          if (attempt === 8) throw error;
          await page.keyboard.press('Escape');
        }
      }
    },
    async pick(text) {
      await quickInput.locator('.monaco-list-row', { hasText: text }).first().click();
    },
    async pickBoth(first, second) {
      await ui.pick(first);
      // A list that is answered stays for a moment, holds the second one too, and takes no second answer.
      await quickInput.filter({ hasText: '(2/2)' }).waitFor();
      await ui.pick(second);
    },
    async answer(text) {
      await quickInput.locator('input').first().fill(text);
      await page.keyboard.press('Enter');
    },
    async openContainer(title) {
      await page.locator(`.part.activitybar a.action-label[aria-label^="${title}"]`).waitFor();
      // A click on the icon would close a container that a reloaded window opens by itself a moment later.
      await ui.runCommand(`View: Show ${title}`);
      await page.locator('.part.sidebar .composite.title', { hasText: title }).waitFor();
    },
    row: (text) => page.locator(`.part.sidebar .pane:not(:has(${migrations})) ${treeRow}`, { hasText: text }),
    migration: (text) =>
      page.locator(`.part.sidebar .pane:has(${migrations}) ${treeRow}`, text === undefined ? {} : { hasText: text }),
    webview: () => page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame'),
    async cursorIn(title) {
      await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${title}"]`).waitFor();
      const item = page.locator('.statusbar-item#status\\.editor\\.selection');
      await item.waitFor();
      const [, line, column] = /Ln (\d+), Col (\d+)/.exec((await item.textContent()) ?? '') ?? [];
      if (line === undefined || column === undefined) throw new Error('The status bar names no position');
      return { title, line: Number(line), column: Number(column) };
    },
    notifications: () => page.locator('.notification-toast .notification-list-item-message').allTextContents(),
    async setTheme(theme) {
      const { label, className } = themes[theme];
      await ui.runCommand('Preferences: Color Theme');
      await quickInput.locator('input[type="text"]').first().fill(label);
      await option(label).click();
      await page.locator(`.monaco-workbench.${className}`).waitFor();
    },
    // They are kept for 10 seconds after they were read.
    embeddedDatabasesAreGone: () => page.waitForTimeout(11_000),
    async screenshot(name) {
      await mkdir(screenshots, { recursive: true });
      await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
    },
    async reload() {
      // In a browser, VS Code writes its state down every 5 seconds when it is idle, not at the very end:
      // https://github.com/microsoft/vscode/blob/1.100.3/src/vs/workbench/services/storage/browser/storageService.ts
      await page.evaluate(
        'new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), 6000)).then(() => undefined)',
      );
      await page.reload();
      await workbenchReady(page);
    },
    async close() {
      await browser.close();
      const found = [...complaints, ...(await complaintsAboutUs(server.logs))];
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      if (found.length > 0) throw new Error(`VS Code complained:\n${found.join('\n')}`);
    },
  };
  return ui;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

async function workbenchReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.activitybar').waitFor();
  await page.locator('.statusbar').waitFor();
}

/** What the browser says against our page: errors that it threw, and what its content security policy refused. */
function collectPageComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isOurs = message.location().url.includes('database-compare') || message.location().url.includes('webview');
    if (isOurs && message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}
