/** Who asks AWS, and where, as far as an environment says it. */
export interface AwsSettings {
  readonly region?: string;
  /** Of ~/.aws/config. */
  readonly profile?: string;
  /** A role to assume first. */
  readonly roleArn?: string;
  /** The variables of the entry's `envFile`, of which the AWS_... count; they win over the process's. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Who asks, and where: by the settings, then by the entry's own variables; the SDK finds the rest. */
export async function identityOf({ roleArn, variables = {}, ...settings }: AwsSettings) {
  const region = settings.region ?? variables['AWS_REGION'] ?? variables['AWS_DEFAULT_REGION'];
  const profile = settings.profile ?? variables['AWS_PROFILE'];
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = variables;
  const keys =
    accessKeyId === undefined || secretAccessKey === undefined
      ? undefined
      : { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  if (roleArn === undefined) return { region, profile, credentials: keys };
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const credentials = fromTemporaryCredentials({
    params: { RoleArn: roleArn, RoleSessionName: 'database-compare' },
    masterCredentials: keys ?? fromNodeProviderChain(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { clientConfig: { region } }),
  });
  return { region, profile, credentials };
}
