/** A worker process ended, or was ended, while it ran a lane. The message says how, in one sentence. */
export class LaneLost extends Error {
  override readonly name = 'LaneLost';
}
