import type { ObjectKind } from '../catalog/objectKind.ts';
import { coveredBy, namesFor } from './historyKeys.ts';
import type { Coverage } from './historyKeys.ts';
import { replay } from './historyReplay.ts';
import { createSubjects } from './historySubjects.ts';
import type { MigrationProject, Operation, Revision } from './migrationProject.ts';

/** An operation in its place in the chain. */
export interface Mention {
  readonly revision: Revision;
  readonly operation: Operation;
  /** Ascends along the chain, within a revision too. */
  readonly order: number;
}

/** One operation that speaks of an object, in the order of the chain. */
export interface HistoryEntry extends Mention {
  /**
   * What it means for the name that was asked for: the object bears it afterwards, no longer does, or still does with
   * other attributes. `affected`: it is changed by an operation on something else, such as the renaming of its column.
   */
  readonly effect: 'present' | 'absent' | 'altered' | 'affected';
  /** The attributes of the object that it settles. */
  readonly sets: AttributeSet;
}

/** Some attributes, or all but some. */
export type AttributeSet = { readonly only: readonly string[] } | { readonly allBut: readonly string[] };

/** An object as a database names it. Names are bare. */
export interface ObjectIdentity {
  readonly kind: ObjectKind;
  /** undefined means `public`, and is of no meaning for schemas and extensions. */
  readonly schema: string | undefined;
  /** For a part: the table or the type it belongs to. */
  readonly owner: string | undefined;
  readonly name: string;
  /** For constraints and indexes, which are also found by what they cover. */
  readonly coverage?: Coverage | undefined;
}

/** What a project's migrations do to each object, with renames of it and of what it belongs to followed. */
export interface History {
  /** The operations on the object that last bore this name, oldest first; none where no migration mentions it. */
  of(identity: ObjectIdentity): readonly HistoryEntry[];
  /** The same for the constraints or indexes of the same owner that cover the same, under whatever name. */
  covering(identity: ObjectIdentity): readonly (readonly HistoryEntry[])[];
}

/** Replays the upgrade operations of a whole chain. */
export function buildHistory(project: MigrationProject): History {
  const subjects = createSubjects();
  let order = 0;
  for (const revision of project.revisions) {
    for (const operation of revision.operations) {
      replay(subjects, { revision, operation, order });
      order += 1;
    }
  }
  return {
    of({ kind, schema = 'public', owner, name }) {
      const found = namesFor(kind, name).map((each) => subjects.named(kind, schema, owner, each));
      const named = found.find((subject) => subject !== undefined);
      // Statements know a constraint of a partition by its index.
      const index =
        kind === 'constraint' && named === undefined ? subjects.named('index', schema, owner, name) : undefined;
      return named?.entries ?? (index?.kind === 'index' ? index.entries : []);
    },
    covering({ kind, schema = 'public', owner, coverage }) {
      if (owner === undefined) return [];
      return subjects
        .partsOf(kind, schema, owner)
        .filter((part) => part.kind === kind && coveredBy(part.coverage, coverage))
        .map(({ entries }) => entries);
    },
  };
}
