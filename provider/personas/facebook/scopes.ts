import { splitSpaces } from '../../oauth/space-delimited.ts';

/** Permissions of Facebook Login, with their texts in the dialog. @see https://developers.facebook.com/docs/permissions */
export const SCOPES: Readonly<Record<string, string>> = {
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

/** All known permissions. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set(Object.keys(SCOPES));

/** Granted with every login. */
export const ALWAYS = 'public_profile';

/** Returns the scopes of a space-delimited `scope` parameter. */
export const scopesOf = splitSpaces;

/** Returns the scopes in `/me/permissions` and the redirect, without `openid`, which is not a permission. */
export const permissionsOf = (scopes: readonly string[]): readonly string[] => scopes.filter((scope) => scope !== 'openid');

/** Returns the scopes of a dialog request, separated by commas or spaces. Each once, in order. */
export const askedScopes = (parameter: string | undefined): readonly string[] =>
  splitSpaces((parameter ?? '').replaceAll(',', ' '));
