/** What the way through an SSH tunnel may have to ask a person. The command line tool asks nobody. */
export interface SshQuestions {
  /**
   * The passphrase of a private key, kept or asked for; `isWrong` where the last one given did not fit.
   * undefined when the person gives up.
   */
  passphrase(file: string, isWrong: boolean): Promise<string | undefined>;
  /** Whether to talk to a host whose key nobody has seen. undefined when the person gives up. */
  acceptHostKey(host: UnknownHostKey): Promise<'once' | 'remember' | undefined>;
}

export interface UnknownHostKey {
  /** "bastion.example.com:22" */
  readonly address: string;
  /** "ssh-ed25519" */
  readonly keyType: string;
  /** "SHA256:..." */
  readonly fingerprint: string;
  /** Where it would be remembered. */
  readonly file: string | undefined;
}

/** The variable that has the passphrase of private keys where nobody can be asked. */
export const passphraseVariable = 'DATABASE_COMPARE_SSH_PASSPHRASE';
