import type { Suggestion } from '../model/index.ts';
import { randomText } from './random.ts';

/** The first refusals of a world that can be put right by a registration; later ones push the oldest out. */
const MOST = 100;

/** A registration that was offered. */
export interface Offer {
  readonly suggestion: Suggestion;
  /** Unguessable; whoever has it has seen the page with the offer. */
  readonly ticket: string;
  /** Where the refused request may begin again, when it was a browser's. */
  readonly again?: string | undefined;
}

/** Registrations that were offered in a world, and not yet made. */
export class UnregisteredClients {
  readonly #offers = new Map<string, Offer>();
  /** Personas that apps of this world are known to use by the vendor's own addresses. */
  readonly byVendorAddress = new Set<string>();

  /** Offers a registration; the last offer of the same client counts. */
  offer(suggestion: Suggestion, again: string | undefined): Offer {
    const key = keyOf(suggestion.persona, suggestion.register.clientId);
    const offer = { suggestion, ticket: randomText(32), again };
    this.#offers.delete(key);
    this.#offers.set(key, offer);
    const [oldest] = this.#offers.keys();
    if (this.#offers.size > MOST && oldest !== undefined) this.#offers.delete(oldest);
    return offer;
  }

  /** Takes an offer back: its client is known by now. */
  forget(persona: string, clientId: string): void {
    this.#offers.delete(keyOf(persona, clientId));
  }

  find(persona: string, clientId: string): Offer | undefined {
    return this.#offers.get(keyOf(persona, clientId));
  }

  /** The offer of a ticket; it can be taken once. */
  take(ticket: string): Offer | undefined {
    for (const [key, offer] of this.#offers) {
      if (offer.ticket !== ticket) continue;
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
