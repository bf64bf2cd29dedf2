import type { Ports, Reply } from '../../../model/index.ts';
import type { ApiCall } from '../stages.ts';
import { askedFields } from './graph-fields.ts';

/**
 * What the Graph API has and the lab has not. Whatever is in no list does not exist there either: Graph's own error (F-56).
 * @see https://developers.facebook.com/docs/graph-api/reference/user
 */
const EDGES: ReadonlySet<string> = new Set([
  ...['accounts', 'achievements', 'activities', 'adaccounts', 'ad_studies', 'albums', 'app_event_types', 'apprequests'],
  ...['apprequestformerrecipients', 'assigned_ad_accounts', 'assigned_business_asset_groups', 'assigned_pages', 'attachments'],
  ...[
    'assigned_product_catalogs',
    'banned',
    'books',
    'business_users',
    'businesses',
    'comments',
    'conversations',
    'custom_labels',
  ],
  ...['events', 'family', 'friends', 'games', 'groups', 'home', 'ids_for_apps', 'ids_for_business', 'ids_for_pages', 'insights'],
  ...['instagram_accounts', 'invitable_friends', 'leadgen_forms', 'likes', 'live_videos', 'media', 'messages', 'movies', 'music'],
  ...[
    'notifications',
    'payment_transactions',
    'personal_ad_accounts',
    'photos',
    'posts',
    'published_posts',
    'reactions',
    'roles',
  ],
  ...['rich_media_documents', 'scores', 'statuses', 'subscribed_apps', 'subscriptions', 'taggable_friends', 'tagged'],
  ...['television', 'videos'],
]);

/** First parts of a path that are no object. */
const ROOTS: ReadonlySet<string> = new Set([
  'app',
  'device',
  'instagram_oembed',
  'oembed_page',
  'oembed_post',
  'oembed_video',
  'search',
]);

/** Parameters of calls to the root: several calls in one, several objects at once, what is known of an address. */
const ROOT_PARAMS = ['batch', 'ids', 'id'] as const;

/** Fields of a User beside those that the lab knows, and its edges, which can be asked for as fields. */
const OTHER_FIELDS: ReadonlySet<string> = new Set([
  ...['client_business_id', 'cover', 'currency', 'devices', 'education', 'favorite_athletes', 'favorite_teams', 'id_for_avatars'],
  ...['inspirational_people', 'install_type', 'installed', 'is_guest_user', 'languages', 'meeting_for', 'payment_pricepoints'],
  ...['political', 'profile_pic', 'relationship_status', 'religion', 'security_settings', 'significant_other', 'sports'],
  ...['supports_donate_button_in_live_video', 'third_party_id', 'token_for_business', 'video_upload_limits', 'work'],
]);

/** Fields that the lab knows and has no value for, with the permission without which Graph leaves them out as well. */
const WITHOUT_VALUE: Readonly<Record<string, string | undefined>> = {
  name_format: undefined,
  permissions: undefined,
  age_range: 'user_age_range',
  birthday: 'user_birthday',
  gender: 'user_gender',
  hometown: 'user_hometown',
  link: 'user_link',
  location: 'user_location',
  friends: 'user_friends',
  likes: 'user_likes',
  posts: 'user_posts',
  feed: 'user_posts',
  photos: 'user_photos',
  albums: 'user_photos',
  videos: 'user_videos',
  accounts: 'pages_show_list',
};

/** True for a field that exists in the Graph API, whether the lab has it or not. */
export const isGraphField = (name: string): boolean => OTHER_FIELDS.has(name) || EDGES.has(name);

const isUnservedField = (name: string, granted: readonly string[]): boolean => {
  if (!Object.hasOwn(WITHOUT_VALUE, name)) return isGraphField(name);
  const permission = WITHOUT_VALUE[name];
  return permission === undefined || granted.includes(permission);
};

/** The lab's answer to a call for a field that Graph would tell and the lab cannot. */
export const gapInFields = ({ params, granted }: Pick<ApiCall, 'params' | 'granted'>, ports: Ports): Reply | undefined => {
  const unserved = askedFields(params.fields).find(({ name }) => isUnservedField(name, granted));
  return unserved && ports.gap(`the field ${unserved.name}`);
};

/** The lab's answer to a call for an object that Graph has and the lab does not serve: the app itself, a post. */
export const gapInObject = async (
  node: string,
  call: Pick<ApiCall, 'client' | 'app'>,
  ports: Ports,
): Promise<Reply | undefined> => {
  const ofTheApp = [call.client?.clientId, call.app?.clientId].includes(node);
  const exists = ROOTS.has(node) || ofTheApp || (await ports.collection('graph.posts').find(node)) !== undefined;
  return exists ? ports.gap() : undefined;
};

/** The lab's answer to a path that Graph has and the lab does not. `parts`: those of the path after its version. */
export const gapInPath = (parts: readonly string[], params: ApiCall['params'], ports: Ports): Reply | undefined => {
  const [root, edge] = parts;
  if (root === undefined) return ROOT_PARAMS.some((name) => params[name] !== undefined) ? ports.gap() : undefined;
  return ROOTS.has(root) || (edge !== undefined && EDGES.has(edge)) ? ports.gap() : undefined;
};
