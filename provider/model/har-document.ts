/** A HAR 1.2 document. What HAR has no member for goes under `_flow`, `_because` and the like. */
export interface HarDocument {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly Readonly<Record<string, unknown>>[];
  };
}
