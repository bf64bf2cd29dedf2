/** The undocumented seams of the pinned engine; `internals.ts` is the only file that uses them. */
declare module 'oidc-provider/lib/helpers/weak_cache.js' {
  interface Internals {
    readonly configuration: { readonly responseTypes: string[] };
  }
  export default function instance(provider: object): Internals;
}
