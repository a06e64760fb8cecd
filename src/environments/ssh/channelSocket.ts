import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/**
 * A channel of an SSH connection that behaves as a socket does: destroyed, it is closed at once, whether the other side
 * still answers or not.
 */
export class ChannelSocket extends Duplex {
  readonly #channel: ClientChannel;

  constructor(channel: ClientChannel) {
    super({ allowHalfOpen: false });
    this.#channel = channel;
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause();
    });
    channel.on('end', () => this.push(null));
    channel.on('error', (error: Error) => this.destroy(error));
    channel.on('close', () => {
      // What has come is still to be read.
      if (this.readableEnded) this.destroy();
      else this.once('end', () => this.destroy());
    });
  }

  /** The SSH connection beneath sends at once what it is given. */
  setNoDelay(): this {
    return this;
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(chunk: Buffer, _: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#channel.write(chunk, callback);
  }

  override _final(callback: () => void): void {
    this.#channel.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#channel.destroy();
    callback(error);
  }
}
