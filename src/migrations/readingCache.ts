/** A file by what reading it depends on. */
export interface SourceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Gives what reading a file came to: read now, or kept from before where nothing has changed since.
 *
 * @param read a pure function of the file, the project's configuration and the others
 * @param others further files that the reading looks into
 */
export type PerFile = <Result>(file: SourceFile, read: () => Result, others?: readonly SourceFile[]) => Result;

/** What the files of a workspace came to when they were read last, so that only those that change are read again. */
export interface ReadingCache {
  /**
   * Begins the reading of a project.
   *
   * @param key tells the project, and how it is read, from every other one
   */
  begin(key: string, configuration: readonly SourceFile[]): { readonly perFile: PerFile; readonly end: () => void };
}

interface Kept {
  /** Of the configuration, the file itself and the others: compared, not hashed, for that costs less. */
  readonly texts: readonly string[];
  readonly result: unknown;
}

export function createReadingCache(): ReadingCache {
  const projects = new Map<string, ReadonlyMap<string, Kept>>();
  return {
    begin(key, configuration) {
      const before = projects.get(key);
      const now = new Map<string, Kept>();
      const perFile: PerFile = <Result>(file: SourceFile, read: () => Result, others: readonly SourceFile[] = []) => {
        const texts = [file, ...others, ...configuration].flatMap(({ path, text }) => [path, text]);
        const kept = before?.get(file.path);
        const isSame = kept?.texts.length === texts.length && kept.texts.every((text, at) => text === texts[at]);
        // One project has one reader, which gives one type of result.
        const result = isSame ? (kept.result as Result) : read();
        now.set(file.path, isSame ? kept : { texts, result });
        return result;
      };
      return { perFile, end: () => projects.set(key, now) };
    },
  };
}
