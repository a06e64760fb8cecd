import * as vscode from 'vscode';
import type { CompareError } from '../../compareError.ts';
import { fromMatrixSchema, type FromMatrix, type ToMatrix } from '../../protocol/matrixMessages.ts';
import type { MatrixColumn } from '../../protocol/matrixModel.ts';
import { toMatrixRows } from '../../reports/matrixPage.ts';
import type { SchemaMatrix } from '../../workflows/compareMatrix.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import { affectsCompareOptions, compareOptions } from '../compareSettings.ts';
import { errorMessage, inEnvironment, toCompareError } from '../errorMessages.ts';
import { openPlace } from '../jumpToMigration.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';
import { givePage } from './panelPage.ts';

/** Where the reading of one environment stands. */
type Reading =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'reading'; readonly abort: AbortController; readonly words: string }
  | { readonly phase: 'read'; readonly side: ComparedSide }
  | { readonly phase: 'failed'; readonly error: CompareError };

interface Column {
  readonly name: string;
  readonly reading: Reading;
}

export interface MatrixPanel {
  readonly panel: vscode.WebviewPanel;
  readonly names: () => readonly string[];
  /** Reads all of them anew; never rejects, the page shows what went wrong. */
  compare(names: readonly string[]): Promise<void>;
}

export interface MatrixPanelOptions {
  readonly services: Services;
  readonly names: readonly string[];
  /** Asks which environments; undefined where the user changed their mind. */
  readonly choose: (before: readonly string[]) => Promise<readonly string[] | undefined>;
}

/** Gives a panel the matrix page and answers what the page asks. Nothing is read before `compare`. */
export function createMatrixPanel(panel: vscode.WebviewPanel, options: MatrixPanelOptions): MatrixPanel {
  const { services, choose } = options;
  const { log, store, core } = services;
  let isOpen = true;
  let columns: readonly Column[] = options.names.map((name) => ({ name, reading: { phase: 'waiting' } }));
  let matrix: SchemaMatrix | undefined;

  const post = (message: ToMatrix): void => {
    if (isOpen) void panel.webview.postMessage(message);
  };
  const folder = (): vscode.WorkspaceFolder | undefined =>
    columns.flatMap(({ name }) => store.known(name)?.layer.folder ?? [])[0] ?? vscode.workspace.workspaceFolders?.[0];

  const postState = (): void => {
    if (!isOpen) return;
    panel.title = columns.length === 0 ? 'Compare Environments' : columns.map(({ name }) => name).join(' ↔ ');
    const places = matrix === undefined ? [] : placesOf(matrix);
    const rows = matrix === undefined ? null : toMatrixRows(matrix, places, columns.length);
    post({ type: 'state', state: { columns: columns.map(pageColumn), rows } });
  };

  /** The columns of the databases that the matrix was made of. */
  const placesOf = ({ sides }: SchemaMatrix): readonly number[] =>
    sides.map((side) => columns.findIndex(({ reading }) => reading.phase === 'read' && reading.side === side));

  const pageColumn = ({ name, reading }: Column): MatrixColumn => {
    const role = store.known(name)?.environment.role ?? null;
    switch (reading.phase) {
      case 'waiting':
        return { name, role, reading: { phase: 'waiting' } };
      case 'reading':
        return { name, role, reading: { phase: 'reading', words: reading.words } };
      case 'read': {
        const { catalog, revision, readAt } = reading.side;
        const serverVersion = catalog.server.version;
        return { name, role, reading: { phase: 'read', serverVersion, revision, readAt: readAt.toISOString() } };
      }
      case 'failed': {
        const { sentence, action } = errorMessage(reading.error);
        const title = action?.kind === 'command' ? action.title : null;
        return { name, role, reading: { phase: 'failed', message: sentence, action: title } };
      }
    }
  };

  const setReading = (index: number, reading: Reading): void => {
    columns = columns.map((column, at) => (at === index ? { ...column, reading } : column));
  };

  /** Of a reading that another one has replaced nothing is heard any more. */
  const readColumn = async (index: number): Promise<void> => {
    const name = columns[index]?.name;
    if (name === undefined) return;
    const abort = new AbortController();
    setReading(index, { phase: 'reading', abort, words: 'connecting' });
    const isCurrent = (): boolean => {
      const reading = columns[index]?.reading;
      return reading?.phase === 'reading' && reading.abort === abort;
    };
    try {
      const onProgress = (words: string): void => {
        if (!isCurrent()) return;
        setReading(index, { phase: 'reading', abort, words });
        post({ type: 'progress', column: index, words });
      };
      const side = await store.read(name, { signal: abort.signal, onProgress });
      if (isCurrent()) setReading(index, { phase: 'read', side });
    } catch (thrown) {
      const error = inEnvironment(toCompareError(thrown), name);
      if (!isCurrent()) return;
      if (error.reason !== 'cancelled') log.error(errorMessage(error).sentence, error);
      setReading(index, error.reason === 'cancelled' ? { phase: 'waiting' } : { phase: 'failed', error });
    }
  };

  const put = async (): Promise<void> => {
    const sides = columns.flatMap(({ reading }) => (reading.phase === 'read' ? [reading.side] : []));
    matrix = sides.length < 2 ? undefined : await core.compareMatrix(sides, await compareOptions(folder()));
  };

  const read = async (indexes: readonly number[]): Promise<void> => {
    const reading = indexes.map(async (index) => {
      await readColumn(index);
      postState();
    });
    matrix = undefined;
    postState();
    await Promise.all(reading);
    if (columns.some((column) => column.reading.phase === 'reading')) return;
    await put();
    postState();
  };

  const cancel = (): void => {
    for (const { reading } of columns) if (reading.phase === 'reading') reading.abort.abort();
  };

  const compare = (names: readonly string[]): Promise<void> => {
    cancel();
    columns = names.map((name) => ({ name, reading: { phase: 'waiting' } }));
    return read(names.map((_, index) => index));
  };

  const answer = async (message: FromMatrix): Promise<void> => {
    switch (message.type) {
      case 'ready': {
        postState();
        return;
      }
      case 'choose': {
        const chosen = await choose(columns.map(({ name }) => name));
        return chosen === undefined ? undefined : compare(chosen);
      }
      case 'refresh':
        return compare(columns.map(({ name }) => name));
      case 'cancel': {
        cancel();
        return;
      }
      case 'retry':
        return read([message.column]);
      case 'runAction': {
        const reading = columns[message.column]?.reading;
        const action = reading?.phase === 'failed' ? errorMessage(reading.error).action : undefined;
        if (action?.kind === 'command') await vscode.commands.executeCommand(action.command, ...action.args);
        return;
      }
      case 'openPair': {
        const [left, right] = [columns[message.left]?.name, columns[message.right]?.name];
        if (left === undefined || right === undefined) return;
        return (await services.panels()).open({ left, right }, { kind: message.kind, path: message.path });
      }
      case 'openFile':
        return openPlace(message);
      case 'copyAs': {
        if (matrix === undefined) return;
        const { toCsvMatrix, toMarkdownMatrix } = await import('../../reports/matrixReport.ts');
        await vscode.env.clipboard.writeText(message.format === 'csv' ? toCsvMatrix(matrix) : toMarkdownMatrix(matrix));
        vscode.window.setStatusBarMessage('$(check) Copied', 3000);
      }
    }
  };

  const subscriptions = [
    givePage(panel, { services, element: 'database-compare-matrix', schema: fromMatrixSchema, answer }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (matrix === undefined || !affectsCompareOptions(event, folder())) return;
      put().then(postState, (error: unknown) => showError(log, error));
    }),
  ];
  panel.onDidDispose(() => {
    isOpen = false;
    cancel();
    for (const subscription of subscriptions) subscription.dispose();
  });
  return { panel, names: () => columns.map(({ name }) => name), compare };
}
