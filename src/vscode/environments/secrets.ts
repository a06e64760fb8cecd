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
  return storeUnder(secrets, (name) => `password ${JSON.stringify([scopeOf(name), name])}`);
}

/** Passphrases of private keys, by the path of the key's file: a key is the same whatever environment uses it. */
export function createPassphraseStore(secrets: vscode.SecretStorage): SecretStore {
  return storeUnder(secrets, (file) => `SSH passphrase ${JSON.stringify(file)}`);
}

function storeUnder(secrets: vscode.SecretStorage, keyOf: (name: string) => string): SecretStore {
  return {
    get: async (name) => secrets.get(keyOf(name)),
    store: async (name, secret) => secrets.store(keyOf(name), secret),
    delete: async (name) => secrets.delete(keyOf(name)),
  };
}
