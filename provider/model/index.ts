/**
 * The words of the provider: types, the closed lists, and the functions that declare things. A leaf: imports
 * nothing of ours and holds no state, so that anybody may import it.
 */
export * from './behaviour.ts';
export * from './endpoint.ts';
export * from './engine.ts';
export * from './errors.ts';
export * from './exchange.ts';
export * from './fault.ts';
export * from './field.ts';
export * from './holdings.ts';
export * from './http.ts';
export * from './ids.ts';
export * from './mailbox.ts';
export * from './people.ts';
export * from './persona.ts';
export * from './ports.ts';
export * from './production.ts';
export * from './redirect-uri.ts';
export * from './refusal.ts';
export * from './settings.ts';
export * from './shell.ts';
export * from './snapshot.ts';
export * from './source.ts';
export * from './stages.ts';
export * from './suggestion.ts';
export * from './token-ending.ts';
export * from './world.ts';
export * from './world-header.ts';
