import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Most colours of a palette. A page has fewer, but for the edges of its letters. */
const COLOURS = 256;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

const chunksOf = (png: Buffer): readonly Chunk[] => {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
};

const chunk = ({ type, data }: Chunk): Buffer => {
  const bytes = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(bytes));
  return Buffer.concat([length, bytes, sum]);
};

const paeth = (left: number, up: number, corner: number): number => {
  const [a, b, c] = [left, up, corner].map((each) => Math.abs(left + up - corner - each)) as [number, number, number];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};

/** What each filter of a row adds. @see https://www.w3.org/TR/png-3/#9Filters */
const PREDICT: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

/** The bytes of the pixels, without the filters of their rows. */
const pixelsOf = (packed: Buffer, width: number, height: number, depth: number): Uint8Array => {
  const row = width * depth;
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const predict = PREDICT[packed[y * (row + 1)] ?? 0] ?? (() => 0);
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x < depth ? 0 : (pixels[at - depth] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - row] ?? 0);
      const corner = x < depth || y === 0 ? 0 : (pixels[at - row - depth] ?? 0);
      pixels[at] = (packed[y * (row + 1) + 1 + x] ?? 0) + predict(left, up, corner);
    }
  }
  return pixels;
};

type Colour = readonly [red: number, green: number, blue: number];

const keyOf = ([red, green, blue]: Colour): number => (red << 16) | (green << 8) | blue;
const colourOf = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];

const distance = (one: Colour, other: Colour): number => one.reduce((sum, value, at) => sum + (value - (other[at] ?? 0)) ** 2, 0);

const nearestTo = (colour: Colour, palette: readonly Colour[]): number => {
  const distances = palette.map((each) => distance(colour, each));
  return distances.indexOf(Math.min(...distances));
};

/** The most frequent colours, and the place of each colour among them: its own, or that of the nearest. */
const paletteOf = (
  keys: readonly number[],
): { readonly palette: readonly Colour[]; readonly places: ReadonlyMap<number, number> } => {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const frequent = [...counts].toSorted(([, one], [, other]) => other - one).map(([key]) => key);
  const palette = frequent.slice(0, COLOURS).map(colourOf);
  return { palette, places: new Map(frequent.map((key) => [key, nearestTo(colourOf(key), palette)])) };
};

/** A screenshot with a palette, about a third as large. For 8 bits of red, green and blue, as browsers write them. */
export const withPalette = (png: Buffer): Buffer => {
  const chunks = chunksOf(png);
  const header = Buffer.from(chunks.find(({ type }) => type === 'IHDR')?.data ?? []);
  const [width, height, depth] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const packed = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const pixels = pixelsOf(packed, width, height, depth);
  const keys = Array.from({ length: width * height }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(pixel * depth, pixel * depth + 3);
    return keyOf([red, green, blue]);
  });
  const { palette, places } = paletteOf(keys);
  const rows = Buffer.alloc((width + 1) * height);
  for (const [pixel, key] of keys.entries()) rows[pixel + Math.floor(pixel / width) + 1] = places.get(key) ?? 0;
  header[9] = 3;
  const written: readonly Chunk[] = [
    { type: 'IHDR', data: header },
    { type: 'PLTE', data: Buffer.from(palette.flat()) },
    { type: 'IDAT', data: deflateSync(rows, { level: 9 }) },
    { type: 'IEND', data: Buffer.alloc(0) },
  ];
  return Buffer.concat([png.subarray(0, 8), ...written.map(chunk)]);
};
