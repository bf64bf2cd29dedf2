/** The built package, which is what users have; its types are those of the sources. */
const address = new URL('../dist/index.js', import.meta.url).href;

export const { createLab } = (await import(address)) as typeof import('../index.ts');
