import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { downloads } from './projectFolders.ts';

const installedBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
];

const commonArguments = [
  // Chromium's sandbox refuses root, and asks for kernel features that a container may lack. Only our own pages are opened.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a headless Chromium: the machine's own, else the one that npm brings.
 * CHROMIUM names another executable, or `npm` for the latter.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env['CHROMIUM'] ?? installedBrowsers.find((file) => existsSync(file));
  if (installed !== undefined && installed !== 'npm')
    return chromium.launch({ executablePath: installed, args: commonArguments });
  if (process.platform === 'linux' && process.arch === 'x64') return launchPackagedBrowser();
  // Elsewhere Playwright knows where Chrome installs itself.
  return chromium.launch({ channel: 'chrome', args: commonArguments });
}

async function launchPackagedBrowser(): Promise<Browser> {
  const folder = await unpackBrowser();
  // The package's own list of fonts names places of AWS Lambda; without any font Chromium crashes.
  const fonts = path.join(folder, 'fonts.conf');
  const include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>';
  await writeFile(fonts, `<fontconfig>${include}<dir>${path.join(folder, 'fonts')}</dir></fontconfig>`);
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: commonArguments,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: fonts,
    },
  });
}

/** Unpacks the npm package's browser, with the libraries that it needs, once per checkout. */
async function unpackBrowser(): Promise<string> {
  const folder = path.join(downloads, 'chromium');
  if (existsSync(folder)) return folder;
  await mkdir(downloads, { recursive: true });
  const unfinished = await mkdtemp(path.join(downloads, 'chromium-'));
  // The package unpacks into the system's temporary folder, and its libraries only where it believes to be in AWS Lambda.
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    { env: { ...process.env, TMPDIR: unfinished, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' } },
  );
  await rename(unfinished, folder).catch(async (error: unknown) => {
    // Another process was faster.
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
