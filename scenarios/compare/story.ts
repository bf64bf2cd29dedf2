import type { Exchange, Source } from '../../provider/model/index.ts';
import type { Page } from '../person/index.ts';
import type { ReferenceClient } from './reference-client.ts';

/** What one step left behind. */
export interface Seen {
  /** Exchanges of the step, oldest first, with their values. */
  readonly exchanges: readonly Exchange[];
  /** Those of the earlier steps. */
  readonly earlier: readonly Exchange[];
  /** Pages of the provider that the person saw. */
  readonly pages: readonly Page[];
  readonly client: ReferenceClient;
}

/** A fact of one step, and the exchanges that show it. */
export interface Told {
  readonly text: string;
  readonly from: readonly Exchange[];
  /** Stages of the behaviours that decided this; default: those of the fact. */
  readonly stages?: RegExp;
  /** Which of them, by id; default: those of the fact. */
  readonly about?: RegExp | undefined;
  /** What decided it before: exchanges, and stages of their behaviours. */
  readonly before?: { readonly from: readonly Exchange[]; readonly stages: RegExp };
  /** What it rests on besides the behaviours. */
  readonly sources?: readonly Source[];
}

/** Something that a client can observe. */
export interface Fact {
  readonly id: string;
  readonly title: string;
  /** Stages of the behaviours that decide it. */
  readonly stages: RegExp;
  /** Of these, only the ones with such an id. Default: all. */
  readonly about?: RegExp;
  /** What a cell says where there is nothing to read, if others have it. */
  readonly absent?: string;
  /** Reads it; undefined where there is nothing to say. */
  readonly read: (seen: Seen) => Told | undefined;
}

/** Why a step cannot be played, and by which behaviours. */
export interface Cannot {
  readonly text: string;
  readonly behaviours: readonly string[];
}

/** Plays one step. Returns a sentence if the provider, or the lab, has no such thing. */
export type Act = (client: ReferenceClient) => Promise<Cannot | string | undefined>;

export interface Step {
  readonly title: string;
  readonly act: Act;
  /** Played although an earlier step could not be; where it cannot be played itself, the story goes on. */
  readonly alone?: true;
  /** What is told of it; empty for what only prepares the rest. */
  readonly facts: readonly Fact[];
}

/** The same steps at every provider. Its file name is its id. */
export interface CompareStory {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  /** Registration that the story needs, where the usual one would not show it. */
  readonly registered?: 'asked' | 'rotating';
  readonly steps: readonly Step[];
}
