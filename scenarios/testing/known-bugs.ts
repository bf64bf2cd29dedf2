import { MUTANTS as OF_API_KEY } from '../../fixtures/apps/api-key/mutants.mjs';
import { MUTANTS as OF_BACKEND_FB } from '../../fixtures/apps/backend-fb/mutants.mjs';
import { MUTANTS as OF_FACEBOOK_WINDOW } from '../../fixtures/apps/facebook-window/mutants.mjs';
import { MUTANTS as OF_GRAPH_CLIENT } from '../../fixtures/apps/graph-client/mutants.mjs';
import { UNUSUAL as WAYS_OF_GRAPH_CLIENT } from '../../fixtures/apps/graph-client/unusual.mjs';
import { MUTANTS as OF_GUEST } from '../../fixtures/apps/guest/mutants.mjs';
import { MUTANTS as OF_HMAC } from '../../fixtures/apps/hmac/mutants.mjs';
import { MUTANTS as OF_HTTP_AUTH } from '../../fixtures/apps/http-auth/mutants.mjs';
import { MUTANTS as OF_MACHINE } from '../../fixtures/apps/machine/mutants.mjs';
import { MUTANTS as OF_NATIVE } from '../../fixtures/apps/native/mutants.mjs';
import { UNUSUAL as WAYS_OF_NATIVE } from '../../fixtures/apps/native/unusual.mjs';
import { MUTANTS as OF_REST } from '../../fixtures/apps/rest/mutants.mjs';
import { MUTANTS as OF_ROLLING } from '../../fixtures/apps/rolling/mutants.mjs';
import { MUTANTS as OF_WEB } from '../../fixtures/apps/web/mutants.mjs';
import { UNUSUAL as WAYS_OF_WEB } from '../../fixtures/apps/web/unusual.mjs';
import { MUTANTS as OF_WINDOW } from '../../fixtures/apps/window/mutants.mjs';

/** A bug in one sentence, or an unusual way, and what it overrides. */
type Named = Readonly<Record<string, { readonly bug?: string; readonly unusual?: string }>>;

/** Those run in pages, with types of their own. */
const ofPage = async (file: string): Promise<{ readonly MUTANTS?: Named; readonly UNUSUAL?: Named }> =>
  import(String(new URL(`../../fixtures/apps/${file}`, import.meta.url)));
const [spa, spaWays, restSpa] = await Promise.all(
  ['spa/page/mutants.mjs', 'spa/page/unusual.mjs', 'rest-spa/page/mutants.mjs'].map(ofPage),
);

/** The base clients by their folder, each with its known bugs, and with the right ways that few clients go. */
export const FOLDERS: Readonly<Record<string, { readonly mutants: Named; readonly unusual?: Named }>> = {
  web: { mutants: OF_WEB, unusual: WAYS_OF_WEB },
  'graph-client': { mutants: OF_GRAPH_CLIENT, unusual: WAYS_OF_GRAPH_CLIENT },
  'facebook-window': { mutants: OF_FACEBOOK_WINDOW },
  'backend-fb': { mutants: OF_BACKEND_FB },
  native: { mutants: OF_NATIVE, unusual: WAYS_OF_NATIVE },
  window: { mutants: OF_WINDOW },
  machine: { mutants: OF_MACHINE },
  rest: { mutants: OF_REST },
  'api-key': { mutants: OF_API_KEY },
  guest: { mutants: OF_GUEST },
  hmac: { mutants: OF_HMAC },
  'http-auth': { mutants: OF_HTTP_AUTH },
  rolling: { mutants: OF_ROLLING },
  spa: { mutants: spa?.MUTANTS ?? {}, unusual: spaWays?.UNUSUAL ?? {} },
  'rest-spa': { mutants: restSpa?.MUTANTS ?? {} },
};
