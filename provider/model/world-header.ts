/**
 * Names the world of a request to a vendor's own address, where the address cannot: `k3f9`. Set by what leads a client's
 * calls into the lab, never by the client; honoured from this machine only, and kept out of the wire log.
 */
export const WORLD_HEADER = 'x-loginlab-world';
