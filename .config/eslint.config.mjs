import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import path from 'node:path';
import tseslint from 'typescript-eslint';

const root = path.join(import.meta.dirname, '..');

/** What TypeScript would allow and this project does not. */
const banned = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
  { selector: 'ExportAllDeclaration', message: 'Import from the file itself: no barrels.' },
  {
    selector: 'ImportDeclaration[source.value=/^\\.{1,2}\\/(?!.*\\.(ts|json|css|mjs)$)/]',
    message: "Imports of our files end in '.ts'.",
  },
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.vscode-test/', 'test/.output/', 'test/fixtures/', 'media/']),
  { basePath: root, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    basePath: root,
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'webview/tsconfig.json'], tsconfigRootDir: root },
    },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...banned],
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // VS Code's own interfaces take an object literal for a Disposable.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An interface may ask for a promise from a function that has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    basePath: root,
    files: ['src/**', 'webview/**'],
    rules: { 'max-lines': ['error', { max: 400 }], 'no-console': 'error' },
  },
  { basePath: root, files: ['src/cli/**'], rules: { 'no-console': 'off' } },
  // Lit calls the listeners of a template with the component as `this`.
  { basePath: root, files: ['webview/**'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  {
    basePath: root,
    files: ['**/*.mjs', '**/*.cjs'],
    // These scripts run in Node, whose globals ESLint does not know.
    rules: { 'no-undef': 'off' },
  },
);
