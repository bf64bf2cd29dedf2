import { createHash } from 'node:crypto';

/** Widths of the named sizes in pixels. */
const SIZES: Readonly<Record<string, number>> = { square: 50, small: 50, normal: 100, album: 50, large: 200 };
const USUAL = 50;
const LARGEST = 2048;
const GOOD_FOR_SECONDS = 30 * 86_400;

type Json = Readonly<Record<string, unknown>>;

/** The requested size of a picture. */
export interface PictureSize {
  readonly type?: string | undefined;
  readonly width?: string | undefined;
  readonly height?: string | undefined;
}

const pixels = (text: string | undefined): number | undefined => {
  const asked = Number(text);
  return text !== undefined && Number.isInteger(asked) && asked > 0 ? Math.min(asked, LARGEST) : undefined;
};

const sizeOf = ({ type, width, height }: PictureSize): { width: number; height: number } => {
  const [wide, high] = [pixels(width), pixels(height)];
  const named = Object.hasOwn(SIZES, type ?? '') ? (SIZES[type ?? ''] ?? USUAL) : USUAL;
  return { width: wide ?? high ?? named, height: high ?? wide ?? named };
};

type Picture = { readonly data: Json & { readonly url: string } };

/** The members of a picture that were asked for, in their order; all without a selection. */
export const selectedPicture = (
  whole: Picture,
  fields: readonly { readonly name: string }[] | undefined,
): { readonly data: Json } =>
  fields === undefined
    ? whole
    : {
        data: Object.fromEntries(
          fields.flatMap(({ name }) => (Object.hasOwn(whole.data, name) ? [[name, whole.data[name]]] : [])),
        ),
      };

const SILHOUETTE = 'https://scontent.xx.fbcdn.net/v/t1.30497-1/84628273_176159830277856_972693363922829312_n.jpg';

/** The picture of nobody in particular. */
export const silhouette = (size: PictureSize): Picture => {
  const { width, height } = sizeOf(size);
  return { data: { height, is_silhouette: true, url: `${SILHOUETTE}?stp=c15.0.${width}.${height}a`, width } };
};

/** A profile picture, as the field of a User and as the answer of the edge: for 30 days at the vendor's image host. */
export const picture = (accountId: string, size: PictureSize, nowEpochSeconds: number): Picture => {
  const { width, height } = sizeOf(size);
  const hash = createHash('sha256').update(accountId).digest('base64url').slice(0, 14);
  const ext = nowEpochSeconds + GOOD_FOR_SECONDS;
  const query = `asid=${accountId}&height=${height}&width=${width}&ext=${ext}&hash=Ae${hash}`;
  const url = `https://platform-lookaside.fbsbx.com/platform/profilepic/?${query}`;
  return { data: { height, is_silhouette: false, url, width } };
};
