/**
 * The protocol: a certified OpenID provider, its undocumented seams in one place, and what the lab asks of it. The
 * only folder that knows `oidc-provider`. Receives personas, never imports them.
 */
export { createEngine } from './engine.ts';
export { forgeJwt } from './forge.ts';
export { openJwt } from './jwt.ts';
export { mint } from './mint.ts';
export { noEngine } from './no-engine.ts';
