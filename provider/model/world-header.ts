/**
 * Header with the world of a request to a vendor's own address: `k3f9`. The preload and the proxy set it, never the
 * client. Honoured on loopback only, and left out of the wire log.
 */
export const WORLD_HEADER = 'x-loginlab-world';

/**
 * Header with the process that sent such a request: `node 4711`. The preload and the proxy set it beside the world, never
 * the client. Left out of the wire log.
 */
export const PROCESS_HEADER = 'x-loginlab-process';
