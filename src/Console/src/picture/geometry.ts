import type { Corner, Subject } from "../api/types";

export interface Size {
  width: number;
  height: number;
}

/** A part of the picture, in its pixels: what the stage shows. */
export interface View extends Size {
  x: number;
  y: number;
}

export const wholeView = (size: Size): View => ({ x: 0, y: 0, ...size });

/** The part that shows all boxes with room around them, in the stage's own shape, never outside the picture, at most 4 times enlarged. */
export function viewOfSubjects(subjects: Subject[], picture: Size, stage: Size): View {
  if (subjects.length === 0) return wholeView(picture);
  const left = Math.min(...subjects.map((s) => s.x1)) * picture.width;
  const right = Math.max(...subjects.map((s) => s.x2)) * picture.width;
  const top = Math.min(...subjects.map((s) => s.y1)) * picture.height;
  const bottom = Math.max(...subjects.map((s) => s.y2)) * picture.height;
  const shape = stage.width / Math.max(1, stage.height);
  const height = Math.max((bottom - top) * 1.5, ((right - left) * 1.5) / shape, picture.height / 4);
  return within({ x: (left + right) / 2 - (height * shape) / 2, y: (top + bottom) / 2 - height / 2, width: height * shape, height }, picture);
}

/** Moves (and where needed shrinks) a view so that it shows nothing outside the picture. */
export function within(view: View, picture: Size): View {
  if (view.width >= picture.width && view.height >= picture.height) return wholeView(picture);
  const width = Math.min(view.width, picture.width);
  const height = Math.min(view.height, picture.height);
  return {
    x: Math.min(Math.max(0, view.x + (view.width - width) / 2), picture.width - width),
    y: Math.min(Math.max(0, view.y + (view.height - height) / 2), picture.height - height),
    width, height,
  };
}

/** Enlarges (factor below 1) or widens the view about a point of the picture. */
export function zoomAbout(view: View, at: { x: number; y: number }, factor: number, picture: Size): View {
  const limited = Math.max(factor, picture.height / 8 / view.height);
  return within({
    x: at.x - (at.x - view.x) * limited, y: at.y - (at.y - view.y) * limited,
    width: view.width * limited, height: view.height * limited,
  }, picture);
}

/** Width of a label at font size 1: CJK signs are as wide as high, others a little more than half. */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += sign.charCodeAt(0) > 0x2e7f ? 1 : 0.63;
  return width;
}

export interface Label extends View {
  text: string;
}

/** The label of a box: above it, inside at the picture's top, never outside the picture. */
export function labelOf(subject: Subject, text: string, font: number, picture: Size): Label {
  const width = (textWidth(text) + 0.9) * font;
  const height = 1.5 * font;
  const top = subject.y1 * picture.height;
  return {
    text, width, height,
    x: Math.max(0, Math.min(subject.x1 * picture.width, picture.width - width)),
    y: top - height < 0 ? Math.min(top, picture.height - height) : top - height,
  };
}

/** Which labels can be shown without one hiding another; the first in the list have their place first. */
export function withoutOverlap<T extends View>(labels: T[]): T[] {
  const placed: T[] = [];
  for (const label of labels)
    if (!placed.some((other) => label.x < other.x + other.width && other.x < label.x + label.width && label.y < other.y + other.height && other.y < label.y + label.height))
      placed.push(label);
  return placed;
}

export function polygonPoints(polygon: Corner[], picture: Size): string {
  return polygon.map(([x, y]) => `${x * picture.width},${y * picture.height}`).join(" ");
}

/** The topmost corner, of two the left one: the zone's name hangs there, where it covers least of what stands in the zone. */
export function nameCorner(polygon: Corner[]): Corner {
  return polygon.reduce((best, corner) => (corner[1] < best[1] - 1e-6 || (Math.abs(corner[1] - best[1]) <= 1e-6 && corner[0] < best[0]) ? corner : best), polygon[0] ?? [0, 0]);
}
