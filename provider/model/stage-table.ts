import type { SharedStages } from './stages.ts';

/** How answers of several behaviours combine: the first one wins, or each works on what the earlier ones left. */
const STAGE_MERGE = {
  'request.method': 'first',
  preflight: 'first',
  'authorize.request': 'fold',
  'authorize.refuse': 'first',
  'redirect-uri': 'first',
  'account.refuse': 'first',
  'account.offer': 'fold',
  'account.choose': 'first',
  'authorize.silent-failure': 'first',
  'consent.remembered': 'fold',
  'consent.show': 'first',
  'consent.answer': 'first',
  'consent.granular': 'first',
  'consent.combine': 'first',
  'authorize.deliver': 'first',
  'authorize.answer': 'fold',
  'authorize.location': 'fold',
  'sign-in.again': 'first',
  'refresh.issue': 'first',
  'refresh.rotate': 'first',
  'refresh.lifetime': 'first',
  'refresh.reuse': 'first',
  'refresh.limit': 'first',
  'session.lifetime': 'first',
  'token.value': 'first',
  'access-token.format': 'first',
  'token.lifetime': 'first',
  'token.request': 'fold',
  'token.refuse': 'first',
  'token.reply': 'fold',
  'token.error': 'first',
  'code.reuse': 'first',
  'code.after-failure': 'first',
  'id-token': 'fold',
  document: 'first',
  'identity.reply': 'fold',
  'api.token': 'first',
  'api.refuse': 'first',
  'api.quota': 'first',
  logout: 'first',
  'grant.revoke': 'first',
  revoke: 'first',
  reply: 'fold',
  'app.removed': 'first',
} as const satisfies Record<keyof SharedStages, 'first' | 'fold'>;

/** Stages at which an answer that is already decided gets its form. */
const SHAPES_ONLY: ReadonlySet<string> = new Set<keyof SharedStages>([
  'access-token.format',
  'authorize.answer',
  'authorize.deliver',
  'authorize.request',
  'document',
  'id-token',
  'identity.reply',
  'preflight',
  'reply',
  'request.method',
  'session.lifetime',
  'token.lifetime',
  'token.reply',
  'token.request',
  'token.value',
]);

/** Stages at which a credential or a request of a client is refused. */
const REFUSES: ReadonlySet<string> = new Set<keyof SharedStages>([
  'account.refuse',
  'api.refuse',
  'authorize.refuse',
  'authorize.silent-failure',
  'consent.answer',
  'token.error',
  'token.refuse',
]);

/** Stages that a persona has to itself, as data. */
export type StageTable<Name extends string = string> = Readonly<
  Record<Name, { readonly merge: 'first' | 'fold'; readonly shapesOnly?: true; readonly refuses?: true }>
>;

/** The shared stages, as data. */
export const SHARED_STAGES: StageTable = Object.fromEntries(
  Object.entries(STAGE_MERGE).map(([stage, merge]) => [
    stage,
    {
      merge,
      ...(SHAPES_ONLY.has(stage) && { shapesOnly: true as const }),
      ...(REFUSES.has(stage) && { refuses: true as const }),
    },
  ]),
);
