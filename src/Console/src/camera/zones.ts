import type { Corner, ZoneSettings } from "../api/types";

const leastCorners = 3;

/** Keeps a corner inside the picture, with four digits: a tenth of a pixel of 1080p. */
export function clampCorner([x, y]: Corner): Corner {
  const clamp = (n: number) => Math.round(Math.min(1, Math.max(0, n)) * 10_000) / 10_000;
  return [clamp(x), clamp(y)];
}

export function withCorner(zone: ZoneSettings, index: number, corner: Corner): ZoneSettings {
  return { ...zone, polygon: zone.polygon.map((one, i) => (i === index ? clampCorner(corner) : one)) };
}

/** Adds a corner in the middle of the edge that begins at `index`. */
export function withCornerAfter(zone: ZoneSettings, index: number): ZoneSettings {
  const [x1, y1] = zone.polygon[index]!;
  const [x2, y2] = zone.polygon[(index + 1) % zone.polygon.length]!;
  const middle = clampCorner([(x1 + x2) / 2, (y1 + y2) / 2]);
  return { ...zone, polygon: [...zone.polygon.slice(0, index + 1), middle, ...zone.polygon.slice(index + 1)] };
}

/** Takes a corner away, unless only a triangle is left. */
export function withoutCorner(zone: ZoneSettings, index: number): ZoneSettings {
  return zone.polygon.length <= leastCorners ? zone : { ...zone, polygon: zone.polygon.filter((_, i) => i !== index) };
}

/** A new zone in the middle of the picture, with the rules of another one where there is one. */
export function newZone(zones: ZoneSettings[], like: ZoneSettings | undefined): ZoneSettings {
  let number = zones.length + 1;
  while (zones.some((zone) => zone.id === `zone-${number}`)) number++;
  return { id: `zone-${number}`, polygon: [[0.35, 0.45], [0.65, 0.45], [0.65, 0.8], [0.35, 0.8]], rules: like?.rules ?? [] };
}
