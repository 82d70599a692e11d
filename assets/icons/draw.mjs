/**
 * Draws the icons: mark.svg → icon-16.png … icon-80.png, recalculate.svg likewise, the same bytes on every machine.
 *
 * `node assets/icons/draw.mjs` writes them beside this file. Only polygons are understood, which is all that the mark is made of.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { zlibSync } from "fflate";

const here = dirname(fileURLToPath(import.meta.url));

/** Pixels; those that Office may ask for. */
export const SIZES = [16, 20, 24, 32, 40, 48, 64, 80];

/** The drawing and how its pictures are called. */
export const ICONS = [
  ["mark.svg", "icon"],
  ["recalculate.svg", "recalculate"],
];

/** So many samples of a pixel in each direction, for smooth edges. */
const SAMPLES = 8;

export function drawIcon(svg, size) {
  const [, , width] = /viewBox="(\d+) (\d+) (\d+) (\d+)"/.exec(svg).slice(1).map(Number);
  const shapes = [...svg.matchAll(/<polygon points="([^"]+)" fill="#([0-9A-F]{6})"\/>/g)].map(([, points, colour]) => ({
    points: points.split(" ").map((point) => point.split(",").map(Number)),
    colour: [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16)),
  }));
  const scale = width / size;
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) pixels.set(pixelAt(shapes, x, y, scale), (y * size + x) * 4);
  }
  return png(size, pixels);
}

/** Red, green, blue and opacity: the mean of the samples, each of which has the colour of the topmost shape that it lies in. */
function pixelAt(shapes, x, y, scale) {
  const sum = [0, 0, 0];
  let filled = 0;
  for (let row = 0; row < SAMPLES; row += 1) {
    for (let column = 0; column < SAMPLES; column += 1) {
      const px = (x + (column + 0.5) / SAMPLES) * scale;
      const py = (y + (row + 0.5) / SAMPLES) * scale;
      const shape = shapes.findLast(({ points }) => contains(points, px, py));
      if (!shape) continue;
      filled += 1;
      shape.colour.forEach((value, channel) => (sum[channel] += value));
    }
  }
  if (filled === 0) return [0, 0, 0, 0];
  return [...sum.map((value) => Math.round(value / filled)), Math.round((filled / SAMPLES ** 2) * 255)];
}

/** Counts the edges to the right of the point. */
function contains(points, x, y) {
  let inside = false;
  points.forEach(([x1, y1], at) => {
    const [x2, y2] = points[(at + 1) % points.length];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

/** 8 bits a channel with opacity, no filter, packed by a library that gives the same bytes everywhere. */
function png(size, pixels) {
  const rows = new Uint8Array(size * (size * 4 + 1));
  for (let y = 0; y < size; y += 1) rows.set(pixels.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1);
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, size);
  new DataView(header.buffer).setUint32(4, size);
  header.set([8, 6, 0, 0, 0], 8);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", zlibSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ];
  return Buffer.concat(parts);
}

function chunk(name, data) {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(
    [...name].map((sign) => sign.charCodeAt(0)),
    4,
  );
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return bytes;
}

function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

const asked = process.argv[1] !== undefined && process.argv[1] === fileURLToPath(import.meta.url);
if (asked) {
  for (const [source, name] of ICONS) {
    const svg = readFileSync(join(here, source), "utf8");
    for (const size of SIZES) writeFileSync(join(here, `${name}-${size}.png`), drawIcon(svg, size));
  }
  console.log(`Drew ${ICONS.length * SIZES.length} icons.`);
}
