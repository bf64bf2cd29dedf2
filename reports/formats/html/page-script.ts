import { readFileSync } from 'node:fs';
import { LoginLabError } from '../../../provider/model/index.ts';

/** The bundler writes the page's script there, next to this file in the bundle. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/report/main.js' : './report/main.js', import.meta.url);

/** The script of the page: a part of this program that the bundler made, the same for every run. */
export const readPageScript = (): string => {
  try {
    // A closing tag in a text of the script would end its element.
    return readFileSync(SCRIPT, 'utf8').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  } catch (cause) {
    const message = `The script of the report is missing at ${SCRIPT.pathname}. Build it: npm run prepare`;
    throw new LoginLabError('internal', message, { cause });
  }
};
