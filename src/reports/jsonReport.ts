import type { AttributeChange, DifferenceStatus, Resemblance, Side } from '../comparison/difference.ts';
import { summarize } from '../comparison/compareCatalogs.ts';
import type { ExplanationCause } from '../migrations/explanation.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import type { Assumption } from '../migrations/remaining/applyPending.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { Remaining } from '../workflows/remaining.ts';
import type { ComparedSide } from '../workflows/readSide.ts';

/** The JSON that the command line tool and the page export: a contract, whose changes change `formatVersion`. */
export interface JsonReport {
  readonly formatVersion: 1;
  readonly left: JsonSide;
  readonly right: JsonSide;
  /** Counts of `differences`; the children of an object on one side only are not counted. */
  readonly summary: Readonly<Record<DifferenceStatus, number>>;
  readonly differences: readonly JsonDifference[];
  /** How many differences the options set aside; they are not among the others. */
  readonly ignored: number;
  /** What is equal in a normal form only: PostgreSQL writes it in another way by its version or after a restore. */
  readonly normalized: readonly { readonly kind: string; readonly path: string }[];
  /** What would still differ after the pending migrations; null where nothing is known to be pending. */
  readonly remaining: JsonRemaining | null;
}

export interface JsonRemaining {
  readonly summary: Readonly<Record<DifferenceStatus, number>>;
  readonly differences: readonly JsonDifference[];
  /** The sides whose pending migrations were run on an embedded PostgreSQL; of the others what they say was applied. */
  readonly ran: readonly Side[];
  /** What was taken for granted about pending migrations. */
  readonly assumed: readonly {
    readonly side: Side;
    readonly reason: Assumption['reason'];
    readonly revision: string;
    /** Relative to the workspace. */
    readonly file: string;
    /** From 1. */
    readonly line: number;
  }[];
}

export interface JsonSide {
  readonly name: string;
  readonly serverVersion: string;
  readonly revision: string | null;
}

export interface JsonDifference {
  readonly kind: string;
  readonly path: string;
  readonly status: DifferenceStatus;
  readonly attributes: readonly AttributeChange[];
  readonly explanation: {
    readonly cause: ExplanationCause;
    readonly side: Side | null;
    readonly revision: string | null;
    /** Relative to the workspace. */
    readonly file: string | null;
    /** From 1. */
    readonly line: number | null;
  };
  readonly children: readonly JsonDifference[];
  /** The object on the other side that this one perhaps became or was; it is listed as a difference of its own. */
  readonly rename?: Resemblance;
  /** A table of both sides that perhaps took the place of this one. */
  readonly supersededBy?: Resemblance;
}

export function toJsonReport(comparison: SchemaComparison): JsonReport {
  return {
    formatVersion: 1,
    left: jsonSide(comparison.left),
    right: jsonSide(comparison.right),
    summary: summarize(comparison.differences),
    differences: comparison.differences.map(jsonDifference),
    ignored: comparison.ignored.length,
    normalized: comparison.normalized.map(({ kind, path }) => ({ kind, path })),
    remaining: comparison.remaining === undefined ? null : jsonRemaining(comparison.remaining),
  };
}

function jsonRemaining({ differences, assumed, ran }: Remaining): JsonRemaining {
  return {
    summary: summarize(differences),
    differences: differences.map(jsonDifference),
    ran,
    assumed: assumed.map(({ side, reason, revision, file, line }) => ({ side, reason, revision, file, line })),
  };
}

function jsonSide(side: ComparedSide): JsonSide {
  return { name: side.environment.name, serverVersion: side.catalog.server.version, revision: side.revision };
}

function jsonDifference(difference: ExplainedDifference): JsonDifference {
  const { cause, side, revision, file, line } = difference.explanation;
  const { rename, supersededBy } = difference;
  return {
    kind: difference.kind,
    path: difference.path,
    status: difference.status,
    attributes: difference.attributes,
    explanation: { cause, side, revision, file, line },
    children: difference.children.map(jsonDifference),
    ...(rename === undefined ? {} : { rename }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
  };
}
