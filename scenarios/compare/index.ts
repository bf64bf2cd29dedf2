/** The same stories at several providers, played with a client that follows their documentation. */
export { type CompareOptions, compare } from './compare.ts';
export { COMPARE_STORIES } from './stories/index.ts';
export type { CompareStory } from './story.ts';
