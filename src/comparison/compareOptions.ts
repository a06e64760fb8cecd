/** What counts as a difference. Changing an option needs no new reading: everything it may concern has been read. */
export interface CompareOptions {
  /** Glob patterns over `kind:path`, such as `table:public.tmp_*`; what matches is set aside and counted. */
  readonly ignore: readonly string[];
  readonly owners: boolean;
  readonly privileges: boolean;
  /** Whether another order of a table's columns counts. */
  readonly columnOrder: boolean;
  readonly comments: boolean;
  /** Whether white space counts in the bodies of routines and the queries of views; line endings never do. */
  readonly whitespace: boolean;
  /** Whether constraints and indexes that differ only in names that a program made up count as different. */
  readonly constraintNames: boolean;
  /** Whether storage parameters, tablespaces, compression and statistics targets count. */
  readonly storage: boolean;
  /** Glob patterns over the paths of partitions that are made at run time; they are set aside and counted. */
  readonly partitions: readonly string[];
  /** Schemas that have another name on the other side; either name may be the left's, see directedOptions(). */
  readonly schemas: Readonly<Record<string, string>>;
  /** Roles that have another name on the other side; either name may be the left's. */
  readonly roles: Readonly<Record<string, string>>;
  /**
   * What the user said of suspected renames: from `kind:path` of a table or column on one side to its path on the other,
   * or to false where it is none.
   */
  readonly renames: Readonly<Record<string, string | false>>;
}

export const defaultCompareOptions: CompareOptions = {
  ignore: [],
  owners: false,
  privileges: false,
  columnOrder: false,
  comments: true,
  whitespace: false,
  constraintNames: false,
  storage: false,
  partitions: [],
  schemas: {},
  roles: {},
  renames: {},
};
