import { splitSpaces } from '../../oauth/space-delimited.ts';

/** Texts of the dialog, by permission. @see https://developers.facebook.com/docs/permissions */
const WORDS: Readonly<Record<string, string>> = {
  openid: 'Confirm who you are',
  public_profile: 'Name and profile picture',
  email: 'Email address',
  user_age_range: 'Age range',
  user_birthday: 'Birthday',
  user_friends: 'Friends list',
  user_gender: 'Gender',
  user_hometown: 'Hometown',
  user_likes: 'Page likes',
  user_link: 'Timeline link',
  user_location: 'Current city',
  user_photos: 'Photos',
  user_posts: 'Timeline posts',
  user_videos: 'Videos',
  publish_actions: 'Post to your timeline',
  pages_show_list: 'Show a list of the Pages you manage',
  pages_read_engagement: 'Read content posted on the Page',
  pages_manage_posts: 'Create and manage content on your Page',
  pages_manage_metadata: 'Manage accounts, settings, and webhooks for a Page',
  business_management: 'Manage your business',
  ads_read: 'Access your ads and related stats',
  ads_management: 'Manage your ads',
  instagram_basic: 'Access profile and posts from the Instagram account connected to your Page',
  manage_pages: 'Manage your Pages',
};

/** Other permissions, and features that are asked for like permissions. @see https://developers.facebook.com/docs/permissions */
const OTHERS = [
  ...['attribution_read', 'catalog_management', 'commerce_account_manage_orders', 'commerce_account_read_orders'],
  ...[
    'commerce_account_read_reports',
    'commerce_account_read_settings',
    'commerce_manage_accounts',
    'facebook_branded_content_ads_brand',
  ],
  ...['facebook_creator_marketplace_discovery', 'gaming_profile', 'gaming_user_locale', 'gaming_user_picture'],
  ...['groups_access_member_info', 'instagram_branded_content_ads_brand', 'instagram_branded_content_brand'],
  ...['instagram_branded_content_creator', 'instagram_business_basic', 'instagram_business_content_publish'],
  ...['instagram_business_manage_comments', 'instagram_business_manage_insights', 'instagram_business_manage_messages'],
  ...['instagram_content_publish', 'instagram_creator_marketplace_discovery', 'instagram_graph_user_media'],
  ...['instagram_graph_user_profile', 'instagram_manage_comments', 'instagram_manage_contents', 'instagram_manage_events'],
  ...[
    'instagram_manage_insights',
    'instagram_manage_messages',
    'instagram_manage_upcoming_events',
    'instagram_shopping_tag_products',
  ],
  ...['leads_retrieval', 'manage_app_solution', 'manage_business_extension', 'manage_fundraisers', 'ads_business'],
  ...['marketing_messages_messenger', 'meta_oembed_read', 'oculus_social', 'paid_marketing_messages', 'page_events'],
  ...['pages_events', 'pages_manage_ads', 'pages_manage_cta', 'pages_manage_engagement', 'pages_manage_instant_articles'],
  ...['pages_messaging', 'pages_messaging_phone_number', 'pages_messaging_subscriptions', 'pages_read_user_content'],
  ...['pages_user_gender', 'pages_user_locale', 'pages_user_timezone', 'pages_utility_messaging', 'private_computation_access'],
  ...['publish_pages', 'publish_to_groups', 'publish_video', 'read_audience_network_insights', 'read_custom_friendlists'],
  ...[
    'read_insights',
    'read_page_mailboxes',
    'research_apis',
    'threads_basic',
    'threads_business_basic',
    'threads_content_publish',
  ],
  ...['threads_delete', 'threads_keyword_search', 'threads_location_tagging', 'threads_manage_insights'],
  ...['threads_manage_mentions', 'threads_manage_replies', 'threads_profile_discovery', 'threads_read_replies'],
  ...['threads_share_to_instagram', 'user_about_me', 'user_actions.books', 'user_actions.fitness', 'user_actions.music'],
  ...[
    'user_actions.news',
    'user_actions.video',
    'user_education_history',
    'user_events',
    'user_games_activity',
    'user_managed_groups',
  ],
  ...['user_messenger_contact', 'user_relationship_details', 'user_relationships', 'user_religion_politics', 'user_status'],
  ...['user_tagged_places', 'user_website', 'user_work_history', 'whatsapp_business_manage_events'],
  ...['whatsapp_business_management', 'whatsapp_business_messaging'],
] as const;

/** All permissions. The lab grants each, and has an API for few. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([...Object.keys(WORDS), ...OTHERS]);

/** The same, as the documents of the plain engine list them. */
export const SCOPE_LIST: readonly string[] = [...KNOWN_SCOPES];

/** What the dialog says about a permission. */
export const scopeText = (scope: string): string => {
  const words = scope.replaceAll(/[_.]/g, ' ');
  if (Object.hasOwn(WORDS, scope)) return WORDS[scope] ?? scope;
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Granted with every login. */
export const ALWAYS = 'public_profile';

/** Returns the scopes of a space-delimited `scope` parameter. */
export const scopesOf = splitSpaces;

/** Returns the scopes in `/me/permissions` and the redirect, without `openid`, which is not a permission. */
export const permissionsOf = (scopes: readonly string[]): readonly string[] => scopes.filter((scope) => scope !== 'openid');

/** Returns the scopes of a dialog request, separated by commas or spaces. Each once, in order. */
export const askedScopes = (parameter: string | undefined): readonly string[] =>
  splitSpaces((parameter ?? '').replaceAll(',', ' '));
