import type * as vscode from 'vscode';
import type { SecretStore } from '../../environments/provider.ts';

/**
 * Passwords in VS Code's SecretStorage, which all windows share. `scopeOf` tells environments of the same name
 * apart: "user", or the workspace folder that declares the environment.
 */
export function createSecretStore(
  secrets: vscode.SecretStorage,
  scopeOf: (environmentName: string) => string,
): SecretStore {
  const keyOf = (name: string): string => `password ${JSON.stringify([scopeOf(name), name])}`;
  return {
    get: async (name) => secrets.get(keyOf(name)),
    store: async (name, password) => secrets.store(keyOf(name), password),
    delete: async (name) => secrets.delete(keyOf(name)),
  };
}
