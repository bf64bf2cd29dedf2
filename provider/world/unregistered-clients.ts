import type { Suggestion } from '../model/index.ts';
import { randomText } from './random.ts';

/** Maximum number of registration offers in a world. New ones replace the oldest. */
const MOST = 100;

/** An offered registration. */
export interface Offer {
  readonly suggestion: Suggestion;
  /** Unguessable. Proves that the sender saw the page with the offer. */
  readonly ticket: string;
  /** URL to repeat the refused request of a browser. */
  readonly again?: string | undefined;
  /** Origins of the pages that showed it: the lab's own (`local`), or a vendor's host. */
  readonly shownAt: Set<string>;
}

/** Open registration offers of a world. */
export class UnregisteredClients {
  readonly #offers = new Map<string, Offer>();
  /** Personas that apps of this world use at the vendor's own addresses. */
  readonly byVendorAddress = new Set<string>();

  /** Adds an offer. It replaces an earlier one for the same client. */
  offer(suggestion: Suggestion, again: string | undefined): Offer {
    const key = keyOf(suggestion.persona, suggestion.register.clientId);
    const offer = { suggestion, ticket: randomText(32), again, shownAt: new Set<string>() };
    this.#offers.delete(key);
    this.#offers.set(key, offer);
    const [oldest] = this.#offers.keys();
    if (this.#offers.size > MOST && oldest !== undefined) this.#offers.delete(oldest);
    return offer;
  }

  /** Removes an offer, because its client is registered now. */
  forget(persona: string, clientId: string): void {
    this.#offers.delete(keyOf(persona, clientId));
  }

  find(persona: string, clientId: string): Offer | undefined {
    return this.#offers.get(keyOf(persona, clientId));
  }

  /** Returns the offer of a ticket once, and removes it, if a page of this origin showed it. */
  take(ticket: string, origin: string): Offer | undefined {
    for (const [key, offer] of this.#offers) {
      if (offer.ticket !== ticket || !offer.shownAt.has(origin)) continue;
      this.#offers.delete(key);
      return offer;
    }
    return undefined;
  }

  clear(): void {
    this.#offers.clear();
    this.byVendorAddress.clear();
  }
}

const keyOf = (persona: string, clientId: string): string => `${persona} ${clientId}`;
