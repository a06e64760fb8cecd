import { lineFinder } from '../values/syntaxTree.ts';

/** A node of Ruby's own parser as plain data: `type` is "CallNode" and so on, the rest differs by type. */
export interface RubyNode {
  readonly type: string;
  /** In bytes of UTF-8. */
  readonly location: { readonly startOffset: number; readonly length: number };
  readonly [field: string]: unknown;
}

export interface RubySource {
  readonly root: RubyNode;
  /** The line of a node, from 1. */
  readonly lineOf: (node: RubyNode) => number;
  /** The line of a byte, from 1. */
  readonly lineAt: (byte: number) => number;
  /** The line of the first place that is no Ruby; undefined where all is. */
  readonly errorLine: number | undefined;
}

export type RubyParser = (text: string) => RubySource;

/**
 * Loads Prism, the parser of Ruby itself (https://github.com/ruby/prism), 0.5 MB of WebAssembly whose file lies beside
 * the bundle. It asks the system for nothing, so that no WASI is needed, whose use Node complains about.
 */
export async function loadRubyParser(): Promise<RubyParser> {
  const [{ parsePrism }, { readFile }] = await Promise.all([
    import('@ruby/prism/src/parsePrism.js'),
    import('node:fs/promises'),
  ]);
  const { WebAssembly: engine } = globalThis as unknown as { readonly WebAssembly: WasmEngine };
  const module = await engine.compile(await readFile(await wasmFile()));
  const nothing = Object.fromEntries(engine.Module.imports(module).map(({ name }) => [name, () => 0]));
  const { exports } = await engine.instantiate(module, { wasi_snapshot_preview1: nothing });
  if (typeof exports['_initialize'] === 'function') exports['_initialize']();
  return (text) => {
    const { value, errors } = parsePrism(exports, text);
    // Prism counts bytes; every byte as one character has the lines at the same places.
    const lineAt = lineFinder(Buffer.from(text, 'utf8').toString('latin1'));
    const [error] = errors;
    return {
      root: value.toJSON() as RubyNode,
      lineOf: ({ location }) => lineAt(location.startOffset),
      lineAt,
      errorLine: error === undefined ? undefined : lineAt(error.location.startOffset),
    };
  };
}

/** The part of WebAssembly's interface that is used; the types of Node leave it out. */
interface WasmEngine {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ readonly exports: Record<string, () => unknown> }>;
  readonly Module: { imports(module: object): readonly { readonly name: string }[] };
}

/** Beside the bundle, or where npm put it. */
async function wasmFile(): Promise<URL> {
  const { access } = await import('node:fs/promises');
  const besideBundle = new URL('./prism.wasm', import.meta.url);
  return access(besideBundle).then(
    () => besideBundle,
    () => new URL(import.meta.resolve('@ruby/prism/src/prism.wasm')),
  );
}

/** The node in a field; undefined where it holds none. */
export function nodeAt(node: RubyNode | undefined, field: string): RubyNode | undefined {
  return plainNode(node?.[field]);
}

/** The nodes in a list of a node. */
export function nodesAt(node: RubyNode | undefined, field: string): readonly RubyNode[] {
  const value = node?.[field];
  return Array.isArray(value) ? (value as readonly unknown[]).flatMap((each) => plainNode(each) ?? []) : [];
}

export function nameAt(node: RubyNode | undefined, field = 'name'): string {
  const value = node?.[field];
  return typeof value === 'string' ? value : '';
}

/** Prism's nodes are objects of classes whose names a bundler changes; what they say as JSON has its type. */
function plainNode(value: unknown): RubyNode | undefined {
  if (typeof value !== 'object' || value === null || !('toJSON' in value)) return undefined;
  const { toJSON } = value as { readonly toJSON: (this: object) => RubyNode };
  return toJSON.call(value);
}
