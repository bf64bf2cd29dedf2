/** Reading recorded exchanges: parameters, tokens and outcomes, in the words of the specifications and of each vendor. */
export * from './conventions.ts';
export * from './describe.ts';
export * from './guessability.ts';
export * from './read.ts';
export * from './token-endings.ts';
