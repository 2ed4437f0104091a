import { textWidth } from "../picture/geometry";
import type { Range } from "./axis";
import type { Point, Span } from "./series";

/** Where things lie in a chart, in CSS pixels. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (at: number) => number;
  y: (value: number) => number;
  /** The time under a pixel. */
  timeOf: (x: number) => number;
}

export const font = 11;
export const markRow = 14;

interface FrameOf {
  width: number;
  height: number;
  span: Span;
  range: Range;
  /** The longest words of the value axis. */
  words: string[];
  markRows: number;
}

export function frameOf({ width, height, span, range, words, markRows }: FrameOf): Frame {
  const left = Math.max(...words.map((word) => textWidth(word) * font), 12) + 10;
  const right = width - 10;
  const top = 8 + markRows * markRow;
  const bottom = height - 20;
  const timePerPixel = (span.to - span.from) / Math.max(1, right - left);
  return {
    left, right, top, bottom,
    x: (at) => left + (at - span.from) / timePerPixel,
    y: (value) => bottom - ((value - range.low) / (range.high - range.low)) * (bottom - top),
    timeOf: (x) => span.from + (x - left) * timePerPixel,
  };
}

/** The outline of one unbroken part; a truth value stays until the next reading says otherwise. */
export function pathOf(run: Point[], { x, y }: Frame, inSteps: boolean): string {
  return run.map(({ at, value }, i) => {
    const to = `${x(at).toFixed(1)} ${y(value!).toFixed(1)}`;
    if (i === 0) return `M${to}`;
    return inSteps ? `H${x(at).toFixed(1)}V${y(value!).toFixed(1)}` : `L${to}`;
  }).join("");
}

/** A moment that the chart names beside its readings: when the condition began, when the camera looked. */
export interface Mark {
  at: number;
  label: string;
}

export interface PlacedMark extends Mark {
  x: number;
  /** The row of its words above the plot, from 0. */
  row: number;
  anchor: "start" | "end";
}

/** Places the words of marks above the plot, in as many rows as they need so that none hides another. */
export function placeMarks(marks: Mark[], x: (at: number) => number, left: number, right: number): PlacedMark[] {
  const taken: { row: number; from: number; to: number }[] = [];
  return [...marks].sort((a, b) => a.at - b.at).map((mark) => {
    const at = x(mark.at);
    const width = textWidth(mark.label) * font + 8;
    const anchor = at + width > right && at - width > left ? "end" : "start";
    const from = anchor === "end" ? at - width : at;
    let row = 0;
    while (taken.some((other) => other.row === row && other.from < from + width && from < other.to)) row++;
    taken.push({ row, from, to: from + width });
    return { ...mark, x: at, row, anchor };
  });
}
