/** The entry point of the package: the lab for tests in Node, and the types of a `loginlab.config.ts`. */
export * from './provider/index.ts';
export { type App, type AppInput, type ConfigInput, defineConfig, type PersonaEnv } from './scenarios/model/index.ts';
