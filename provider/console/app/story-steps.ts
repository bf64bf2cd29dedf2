import type { StoryInfo } from '../../model/index.ts';

/** What a step of a tour shows. `situation` counts from 0. */
export type StoryStep =
  | { readonly kind: 'question' | 'answer' }
  | { readonly kind: 'right' | 'both'; readonly situation: number };

/** The steps of a tour: the question, in each situation the right client and then both, and the answer. */
export const stepsOf = ({ situations }: Pick<StoryInfo, 'situations'>): readonly StoryStep[] => [
  { kind: 'question' },
  ...situations.flatMap((_, situation) => [{ kind: 'right', situation } as const, { kind: 'both', situation } as const]),
  { kind: 'answer' },
];

/** Where the page is among the stories; without `story` at their list. */
export interface StoryPlace {
  readonly story?: string;
  /** Counts from 1. */
  readonly step: number;
}

const PLACE = /^stories(?:\/(?<story>[a-z0-9-]+)(?:\/(?<step>[1-9]\d{0,3}))?)?$/;

/** Reads the fragment of an address: `stories`, `stories/remember-me`, `stories/remember-me/2`. Undefined for another one. */
export const readPlace = (fragment: string): StoryPlace | undefined => {
  const found = PLACE.exec(fragment)?.groups;
  if (found === undefined) return undefined;
  return { ...(found.story !== undefined && { story: found.story }), step: Number(found.step ?? 1) };
};

/** The address of a step. */
export const hrefOf = (story: string, step = 1): string => `#stories/${story}/${step}`;
