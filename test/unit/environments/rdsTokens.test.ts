import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { regionOfHost } from '../../../src/environments/providers/aws/rdsHost.ts';
import { rdsToken } from '../../../src/environments/providers/aws/rdsTokens.ts';
import type { KeptTokens } from '../../../src/environments/providers/aws/rdsTokens.ts';
import { useAwsConfig } from '../../support/awsConfig.ts';

const host = 'app.cluster-c0ffee.eu-central-1.rds.amazonaws.com';
const place = { host, port: 5432, user: 'reader' };
const secret = 'not a secret';
const environment = {
  name: 'production',
  variables: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: 'us-east-1' },
};
const minutes = 60_000;

/** Signature Version 4, written down from https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function signatureOf(token: URL): string {
  const date = token.searchParams.get('X-Amz-Date') ?? '';
  const query = [...token.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const request = ['GET', '/', query, `host:${token.host}`, '', 'host', sha256('')].join('\n');
  const scope = [date.slice(0, 8), 'eu-central-1', 'rds-db', 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(request)].join('\n');
  return hmac(
    scope.reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${secret}`),
    text,
  ).toString('hex');
}

describe('tokens of RDS', () => {
  it('are signed for the user, the host, the port and the region of the host', async () => {
    const token = new URL(`https://${await rdsToken(environment, place, { kept: new Map() })}`);
    assert.deepEqual([token.hostname, token.port, token.pathname], [host, '5432', '/']);
    const { searchParams: query } = token;
    assert.deepEqual(
      ['Action', 'DBUser', 'X-Amz-Expires', 'X-Amz-SignedHeaders'].map((name) => query.get(name)),
      ['connect', 'reader', '900', 'host'],
    );
    assert.match(query.get('X-Amz-Credential') ?? '', /^AKIAEXAMPLE\/\d{8}\/eu-central-1\/rds-db\/aws4_request$/);
    assert.equal(query.get('X-Amz-Signature'), signatureOf(token));
  });

  it('take the region of the settings before that of the host', async () => {
    const token = await rdsToken({ ...environment, region: 'eu-west-1' }, place, { kept: new Map() });
    assert.match(decodeURIComponent(token), /AKIAEXAMPLE\/\d{8}\/eu-west-1\//);
  });

  it('are kept until shortly before their end, each for its host, port and user', async () => {
    const kept: KeptTokens = new Map();
    const start = Date.now();
    // SigV4's own clock has seconds: what was made in the same second is alike.
    const at = (time: number, where = place): Promise<string> =>
      rdsToken(environment, where, { kept, now: () => start + time });
    const first = await at(0);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    assert.equal(await at(12.9 * minutes), first);
    const others = [
      await at(0, { ...place, port: 5433 }),
      await at(0, { ...place, host: `other.${host}` }),
      await at(0, { ...place, user: 'writer' }),
    ];
    assert.equal(new Set([first, ...others]).size, 4);
    const second = await at(13.1 * minutes);
    assert.notEqual(second, first);
    assert.equal(await at(20 * minutes), second);
  });

  it('end with the credentials that they were signed by', async () => {
    // A program that gives credentials for ten more minutes, as credential_process has it.
    const program = `process.stdout.write(JSON.stringify({ Version: 1, AccessKeyId: 'AKIATEMPORARY', SecretAccessKey: 'x',
      SessionToken: 'session', Expiration: new Date(Date.now() + 600000).toISOString() }))`;
    const encoded = Buffer.from(program).toString('base64');
    const command = `"${process.execPath}" -e "eval(Buffer.from('${encoded}','base64').toString())"`;
    const restore = await useAwsConfig(`[profile temporary]\ncredential_process = ${command}\n`);
    try {
      const kept: KeptTokens = new Map();
      const start = Date.now();
      const temporary = { name: 'production', profile: 'temporary' };
      const at = (time: number): Promise<string> => rdsToken(temporary, place, { kept, now: () => start + time });
      const first = await at(0);
      assert.match(first, /AKIATEMPORARY.*X-Amz-Security-Token=session/);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      assert.equal(await at(7.9 * minutes), first);
      assert.notEqual(await at(8.2 * minutes), first);
    } finally {
      await restore();
    }
  });
});

describe('the region of an RDS host', () => {
  it('is part of its name', () => {
    assert.equal(regionOfHost('app.c0ffee.us-gov-west-1.rds.amazonaws.com'), 'us-gov-west-1');
    assert.equal(regionOfHost('app.proxy-c0ffee.EU-central-1.rds.amazonaws.com.'), 'eu-central-1');
    assert.equal(regionOfHost('app.c0ffee.rds.cn-north-1.amazonaws.com.cn'), 'cn-north-1');
    assert.equal(regionOfHost('db.example.com'), undefined);
    assert.equal(regionOfHost('eu-central-1.rds.amazonaws.com.example.org'), undefined);
  });
});
