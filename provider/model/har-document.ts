/** A HAR 1.2 document. Additional members begin with an underscore: `_flow`, `_because`. @see http://www.softwareishard.com/blog/har-12-spec/ */
export interface HarDocument {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly Readonly<Record<string, unknown>>[];
  };
}
