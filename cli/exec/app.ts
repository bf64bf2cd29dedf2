import process from 'node:process';
import { userFolder } from '../paths.ts';
import { userEnvironment } from './app-environment.ts';
import { type AppNode, readAppNode } from './app-node.ts';
import { type Language, languageOfScript, readProgram } from './program.ts';

/** The app that `exec` runs, as the user's shell would run it. */
export interface App {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly language: Language;
  /** The Node on its PATH, or the one that it names; absent for none. */
  readonly node?: AppNode;
}

/** Reads what an app is before it runs. */
export const readApp = async (argv: readonly string[]): Promise<App> => {
  const place = { env: userEnvironment(process.env), cwd: userFolder() };
  const [name = ''] = argv;
  const node = await readAppNode(name, place);
  return { argv, ...place, language: languageOfScript(argv, place) ?? readProgram(name, place).language, ...(node && { node }) };
};

/** Whether the preload can be loaded into the Node programs of an app. */
export const takesPreload = ({ node }: App): boolean => node?.canPreload ?? true;

/** Whether the person's own browser stays in the lab: the preload changes the redirects of the app's servers. */
export const keepsBrowsers = (app: App): boolean => app.language === 'node' && takesPreload(app);
