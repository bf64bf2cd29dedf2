/** In the place of every persona: the console loads none. */
export {};
