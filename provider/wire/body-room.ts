import type { KeptBody, WireRecord } from './record.ts';
import type { Ring } from './ring.ts';

/** Bytes of all bodies of a world that are kept: 10,000 of the largest would be more than a gigabyte. */
const ALL_BODIES_BYTES = 64 * 1024 * 1024;

const sizeOf = ({ body, reply }: WireRecord): number => body.content.length + (reply?.body.content.length ?? 0);

/** What is left of a body for which there is no more room. */
const withoutContent = ({ content, cutFromBytes = content.length }: KeptBody): KeptBody => ({
  content: content.length === 0 ? '' : `[${cutFromBytes} bytes, no longer kept]`,
});

/** Bounds the bodies in a ring: those of the oldest exchanges go first; those of the latest stay, whatever their size. */
export class BodyRoom {
  readonly #ring: Ring<WireRecord>;
  #bytes = 0;
  /** Number of the oldest exchange with all that was kept of its bodies. */
  #firstWhole = 1;

  constructor(ring: Ring<WireRecord>) {
    this.#ring = ring;
  }

  /** An exchange is about to fall out of the ring. */
  leave(record: WireRecord | undefined): void {
    if (record) this.#bytes -= sizeOf(record);
  }

  /** An exchange came into the ring. */
  enter(record: WireRecord): void {
    this.#bytes += sizeOf(record);
    this.#firstWhole = Math.max(this.#firstWhole, this.#ring.oldest);
    for (; this.#bytes > ALL_BODIES_BYTES && this.#firstWhole < this.#ring.last; this.#firstWhole += 1) {
      for (const oldest of this.#ring.slice(this.#firstWhole, this.#firstWhole)) this.#empty(oldest);
    }
  }

  clear(): void {
    this.#bytes = 0;
  }

  #empty(record: WireRecord): void {
    this.leave(record);
    record.body = withoutContent(record.body);
    if (record.reply) record.reply = { ...record.reply, body: withoutContent(record.reply.body) };
    this.#bytes += sizeOf(record);
  }
}
