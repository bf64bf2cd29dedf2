/**
 * The model of the provider: types, closed lists, and functions that declare personas and behaviours. It has no
 * state and imports no other folder, so every folder may import it.
 */
export * from './answer-json.ts';
export * from './behaviour.ts';
export * from './clock.ts';
export * from './conventions.ts';
export * from './credential.ts';
export * from './endpoint.ts';
export * from './engine.ts';
export * from './errors.ts';
export * from './exchange.ts';
export * from './fault.ts';
export * from './field.ts';
export * from './grant.ts';
export * from './har-document.ts';
export * from './http.ts';
export * from './ids.ts';
export * from './key.ts';
export * from './mailbox.ts';
export * from './owner-filter.ts';
export * from './people.ts';
export * from './persona.ts';
export * from './persona-parts.ts';
export * from './ports.ts';
export * from './production.ts';
export * from './redirect-uri.ts';
export * from './refusal.ts';
export * from './registration.ts';
export * from './route.ts';
export * from './row.ts';
export * from './session.ts';
export * from './setting.ts';
export * from './shell.ts';
export * from './snapshot.ts';
export * from './source.ts';
export * from './stage-table.ts';
export * from './stages.ts';
export * from './suggestion.ts';
export * from './token.ts';
export * from './token-ending.ts';
export * from './traffic-finding.ts';
export * from './vendor.ts';
export * from './vendor-refusal.ts';
export * from './wire-event.ts';
export * from './world.ts';
export * from './world-header.ts';
