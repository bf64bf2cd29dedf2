import type { Stages } from '../model/index.ts';
import { askBehaviours, type ExchangeContext, randomText } from '../world/index.ts';

type Kind = Stages['token.value']['input']['kind'];

const ID_LENGTH = 22;
const PLAIN_LENGTH = 43;

/** A new id of a grant, or of a session at a client (`sid`): 132 bits. */
export const newId = (): string => randomText(ID_LENGTH);

/** A new text for a token or code, where the persona has no shape for it: 258 bits. */
export const plainText = (): string => randomText(PLAIN_LENGTH);

/** Returns the text of a token or code in the shape of the persona. Undefined if the persona has none. */
export const shapedText = (context: ExchangeContext, kind: Kind): string | undefined =>
  askBehaviours(context, 'token.value', { kind, random: randomText })?.value;
