/**
 * What the client and the function that it invokes say to each other. A value is the text that PostgreSQL gives, or null;
 * nobody on the way interprets it.
 */

/** The event of an invocation: one statement. */
export interface LambdaRequest {
  readonly protocol: 1;
  readonly sql: string;
  /** In the order of `$1`, `$2` ...; arrays in PostgreSQL's own notation are texts too. */
  readonly params: readonly (string | null)[];
  /** The client can take a compressed reply. */
  readonly gzip: boolean;
  /** Milliseconds. The function takes less where its own limit asks for it. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}

export interface LambdaRows {
  readonly protocol: 1;
  readonly columns: readonly { readonly name: string; /** The type's OID. */ readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Whether the transaction has written nothing, as PostgreSQL says at its end. Functions of before do not say. */
  readonly nothingWritten?: boolean;
}

/** The JSON text of a reply, by gzip and base64. */
export interface LambdaCompressed {
  readonly protocol: 1;
  readonly gzip: string;
}

export interface LambdaFailure {
  readonly protocol: 1;
  readonly error: {
    /**
     * - `request`: the event is not a LambdaRequest
     * - `configuration`: the function's own variables do not say how to connect
     * - `connection`: the database cannot be reached, or refuses the login
     * - `statement`: PostgreSQL refuses the statement
     * - `writes`: the statement is not one that reads
     * - `tooLarge`: the reply would be larger than the function may answer
     */
    readonly reason: 'request' | 'configuration' | 'connection' | 'statement' | 'writes' | 'tooLarge';
    readonly message: string;
    readonly sqlState?: string;
    /** Node's code, such as ENOTFOUND. */
    readonly code?: string;
    /** For `tooLarge`: what the reply takes and what it may take, in bytes. */
    readonly bytes?: number;
    readonly limit?: number;
  };
}

export type LambdaReply = LambdaRows | LambdaCompressed | LambdaFailure;
