import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Refusal } from './failure.ts';
import type { LambdaReply, LambdaRows } from './wire.ts';

/**
 * AWS allows 6 MB for the reply of a synchronous invocation, of which JSON's own marks take their part:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const replyLimit = 5 * 1024 * 1024;

const compress = promisify(gzip);

/** The rows as they go over the wire. @throws Refusal `tooLarge`, with how large they are */
export async function replyOf(rows: LambdaRows, takesGzip: boolean): Promise<LambdaReply> {
  const text = JSON.stringify(rows);
  if (!takesGzip) {
    refuseAbove(Buffer.byteLength(text));
    return rows;
  }
  const body = (await compress(text)).toString('base64');
  refuseAbove(body.length);
  return { protocol: 1, gzip: body };
}

function refuseAbove(bytes: number): void {
  if (bytes <= replyLimit) return;
  const message = `the reply takes ${(bytes / 1024 / 1024).toFixed(1)} MB of ${replyLimit / 1024 / 1024} MB`;
  throw new Refusal({ reason: 'tooLarge', message, bytes, limit: replyLimit });
}
