/**
 * The control API: every operation of a lab over HTTP, below `/_lab/` on its own loopback host, and the typed client
 * that makes a lab in another process the same `World` as one in this process. Here lives what is about HTTP and JSON;
 * what a call means is decided by the world that it is handed to.
 */
export { type ConnectOptions, connectLab, type RemoteLab } from './client.ts';
export { type ControlListener, guard } from './guard.ts';
export { openApiDocument } from './openapi.ts';
export { type Control, createControl } from './server.ts';
