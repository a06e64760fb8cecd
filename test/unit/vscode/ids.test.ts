import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  commandIds,
  contextKeys,
  diagnosticsSetting,
  checkedSettings,
  environmentsSetting,
  codeLensSetting,
  matrixViewType,
  panelViewType,
  rowContexts,
  settingSection,
  standingOnOpenSetting,
  statusBarSetting,
  viewContainerId,
  viewIds,
} from '../../../src/vscode/ids.ts';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly keybindings: readonly MenuItem[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
  };
}

const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as Manifest;
const { contributes } = manifest;
const ownCommands = new Set<string>(Object.values(commandIds));
const menuItems = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];

describe('the identifiers and package.json', () => {
  it('name the same commands', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...ownCommands].sort());
  });

  it('give every command a category and a title in title case', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.equal(category, 'Database Compare', command);
      const small = /^(?:a|an|and|for|in|of|or|the|to|with)$/;
      for (const word of title.split(' ')) assert.ok(/^[A-Z]/.test(word) || small.test(word), `${command}: "${title}"`);
    }
  });

  it('put only known commands into menus', () => {
    for (const { command } of menuItems) assert.ok(ownCommands.has(command), command);
  });

  it('name the same views, in the same container', () => {
    assert.deepEqual(Object.keys(contributes.views), [viewContainerId]);
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [viewContainerId],
    );
    assert.deepEqual(
      (contributes.views[viewContainerId] ?? []).map(({ id }) => id).sort(),
      Object.values(viewIds).sort(),
    );
    for (const { icon } of contributes.viewsContainers.activitybar) {
      assert.ok(existsSync(new URL(`../../../${icon}`, import.meta.url)), icon);
    }
  });

  it('use nothing unknown in when clauses and welcome texts', () => {
    const known = new Set<string>([
      ...ownCommands,
      ...Object.values(viewIds),
      ...Object.values(contextKeys),
      panelViewType,
    ]);
    const texts = [
      ...menuItems.map(({ when }) => when ?? ''),
      ...contributes.viewsWelcome.flatMap(({ view, contents }) => [view, contents]),
    ];
    for (const text of texts) {
      for (const [id] of text.matchAll(/databaseCompare\.\w+/g)) assert.ok(known.has(id), `${id} in ${text}`);
    }
  });

  it('match the rows of the tree by their context values', () => {
    const clauses = (contributes.menus['view/item/context'] ?? []).flatMap(({ when }) =>
      [...(when ?? '').matchAll(/viewItem =~ \/((?:[^/\\]|\\.)+)\//g)].map(([, source]) => source ?? ''),
    );
    const contexts = ['postgres', 'sqlFiles'].flatMap((type) => [
      rowContexts.environment(type, false),
      rowContexts.environment(type, true),
    ]);
    assert.ok(clauses.length > 5);
    for (const clause of clauses)
      assert.ok(
        contexts.some((context) => new RegExp(clause).test(context)),
        clause,
      );
    const refresh =
      contributes.menus['view/item/context']?.find(({ command }) => command === commandIds.refreshEnvironment)?.when ??
      '';
    const pattern = new RegExp(/viewItem =~ \/(.+)\/$/.exec(refresh)?.[1] ?? 'none');
    assert.equal(pattern.test(rowContexts.environment('postgres', false)), true);
    assert.equal(pattern.test(rowContexts.environment('postgres', true)), false);
  });

  it('wake the extension for a panel that comes back, and for the status bar once the window is there', () => {
    const panels = [panelViewType, matrixViewType].map((type) => `onWebviewPanel:${type}`);
    assert.deepEqual(manifest.activationEvents, [...panels, 'onStartupFinished']);
  });

  it('name the same settings', () => {
    const known = Object.keys(contributes.configuration.properties);
    for (const setting of [
      ...checkedSettings,
      environmentsSetting,
      statusBarSetting,
      codeLensSetting,
      standingOnOpenSetting,
      diagnosticsSetting,
    ])
      assert.ok(known.includes(`${settingSection}.${setting}`), setting);
  });

  it('withhold the settings that connect or run something from an untrusted workspace', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.ok(restrictedConfigurations.includes(`${settingSection}.${environmentsSetting}`));
    for (const setting of restrictedConfigurations) assert.ok(setting in contributes.configuration.properties, setting);
  });
});
