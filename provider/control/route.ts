import { z } from 'zod';
import type { PersonaHandle, World } from '../model/index.ts';
import { BODY_LIMIT_BYTES } from './body.ts';
import type { Following } from './events.ts';
import { type ControlWorlds, personaIn, worldIn } from './worlds.ts';

export type ControlMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Names of the `:segments` of a path. */
type Names<P extends string> = P extends `${infer Before}/${infer After}`
  ? Names<Before> | Names<After>
  : P extends `:${infer Name}`
    ? Name
    : never;

/** Values of the `:segments` of a path, decoded. */
export type PathOf<P extends string> = { readonly [N in Names<P>]: string };

/** A call, read by its route's schemas. */
export interface ControlInput<P extends string, B extends z.ZodType, Q extends z.ZodType> {
  readonly path: PathOf<P>;
  readonly body: z.output<B>;
  readonly query: z.output<Q>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Schema of an answer that is server-sent events. */
export const eventStream = z.custom<Following>();

/** One call of the control API: data from which the server routes, the client calls and the OpenAPI document is written. */
export interface ControlRoute<
  P extends string = string,
  B extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: ControlMethod;
  readonly path: P;
  readonly summary: string;
  /** Schema of the JSON body. */
  readonly body: B;
  readonly query: Q;
  /** Schema of the JSON answer; `z.void()` answers 204 without a body. */
  readonly reply: R;
  /** Bytes that the body may have. */
  readonly bodyLimitBytes: number;
  handle(input: ControlInput<P, B, Q>, worlds: ControlWorlds): Promise<z.input<R>>;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** A route as it is declared: schemas that it does not need are left out. */
interface Draft<P extends string, B extends z.ZodType, Q extends z.ZodType, R extends z.ZodType> {
  readonly method: ControlMethod;
  readonly path: P;
  readonly summary: string;
  readonly body?: B;
  readonly query?: Q;
  readonly reply: R;
  /** Default 1 MiB. */
  readonly bodyLimitBytes?: number;
}

// A schema left out makes its type parameter fall back to `Nothing`, which TypeScript cannot see from here.
const filled = <P extends string, B extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(draft: Draft<P, B, Q, R>) => ({
  method: draft.method,
  path: draft.path,
  summary: draft.summary,
  body: (draft.body ?? nothing) as B,
  query: (draft.query ?? nothing) as Q,
  reply: draft.reply,
  bodyLimitBytes: draft.bodyLimitBytes ?? BODY_LIMIT_BYTES,
});

/** Declares a call about the lab itself. */
export const labRoute = <
  P extends `/_lab${string}`,
  R extends z.ZodType,
  B extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
>(
  draft: Draft<P, B, Q, R> & { handle(worlds: ControlWorlds, input: ControlInput<P, B, Q>): Promise<z.input<R>> },
): ControlRoute<P, B, Q, R> => ({ ...filled(draft), handle: (input, worlds) => draft.handle(worlds, input) });

/** Declares a call about one world. */
export const worldRoute = <
  P extends `/_lab/worlds/:world${string}`,
  R extends z.ZodType,
  B extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
>(
  draft: Draft<P, B, Q, R> & {
    handle(world: World, input: ControlInput<P, B, Q>, worlds: ControlWorlds): Promise<z.input<R>>;
  },
): ControlRoute<P, B, Q, R> => ({
  ...filled(draft),
  handle: async (input, worlds) => draft.handle(await worldIn(worlds, worldName(input.path)), input, worlds),
});

/** Declares a call about one persona of one world. */
export const personaRoute = <
  P extends `/_lab/worlds/:world/personas/:persona${string}`,
  R extends z.ZodType,
  B extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
>(
  draft: Draft<P, B, Q, R> & { handle(persona: PersonaHandle, input: ControlInput<P, B, Q>): Promise<z.input<R>> },
): ControlRoute<P, B, Q, R> => ({
  ...filled(draft),
  handle: async (input, worlds) => {
    const world = await worldIn(worlds, worldName(input.path));
    return draft.handle(personaIn(worlds, world, personaName(input.path)), input);
  },
});

// The path types above demand these segments; only their generic form hides it.
const worldName = (path: object): string => (path as { world: string }).world;
const personaName = (path: object): string => (path as { persona: string }).persona;
