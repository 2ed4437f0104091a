import type { Language } from "../i18n/translate";
import type { Series, Span } from "./series";

export interface Range {
  low: number;
  high: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const timeSteps = [
  second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
  hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day,
];

/** Where the axis of a quantity begins and ends by nature, and the least that it covers, so that noise about a steady value looks as small as it is. */
const natural: Record<string, Partial<Range> & { least?: number }> = {
  tilt: { low: 0, least: 5 }, distance: { low: 0, least: 0.2 }, level: { low: 0, least: 0.2 }, "fill-level": { low: 0, high: 100 }, humidity: { low: 0, high: 100 },
  battery: { low: 0, high: 100 }, open: { low: 0, high: 1 }, occupied: { low: 0, high: 1 }, wet: { low: 0, high: 1 }, count: { low: 0, least: 4 },
  temperature: { least: 5 }, "battery-voltage": { least: 0.5 },
};

/** Whether a quantity is a truth value, 0 or 1: drawn in steps, without ticks between. */
export const isTruth = (quantity: string) => quantity === "open" || quantity === "occupied" || quantity === "wet";

/** What the value axis covers: every value, the limit, and zero where the quantity has one, with a little air. */
export function rangeOf({ quantity, points }: Series, limit?: number): Range {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (limit !== undefined) values.push(limit);
  const fixed = natural[quantity] ?? {};
  const lowest = values.length > 0 ? Math.min(...values) : 0;
  const highest = values.length > 0 ? Math.max(...values) : 1;
  const lacking = Math.max(0, (fixed.least ?? 0) - (highest - (fixed.low ?? lowest)));
  const from = fixed.low === undefined ? lowest - lacking / 2 : Math.min(fixed.low, lowest);
  const to = fixed.high === undefined ? highest + (fixed.low === undefined ? lacking / 2 : lacking) : Math.max(fixed.high, highest);
  const air = to > from ? (to - from) * 0.08 : 0.5;
  return { low: from === fixed.low ? from : from - air, high: to === fixed.high ? to : to + air };
}

/** Round numbers within a range, about as many as asked for. */
export function valueTicks({ low, high }: Range, count: number): number[] {
  const raw = (high - low) / Math.max(1, count);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw * 0.999)!;
  const ticks: number[] = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-6; n++) ticks.push(Number((n * step).toPrecision(12)));
  return ticks;
}

/** Round local times within a span, at most as many as asked for, and the step between them. */
export function timeTicks({ from, to }: Span, count: number): { ticks: number[]; step: number } {
  const step = timeSteps.find((one) => (to - from) / one <= count) ?? timeSteps.at(-1)!;
  // Local midnights and hours are round, not those of UTC.
  const shift = new Date(from).getTimezoneOffset() * minute;
  const ticks: number[] = [];
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at);
  return { ticks, step };
}

/** A time on the axis: seconds only where ticks need them, the date where they are days. */
export function tickWords(language: Language, at: number, step: number): string {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const time = new Date(at);
  if (step >= day || (time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0 && step >= hour))
    return time.toLocaleDateString(locale, { month: "short", day: "numeric" });
  return time.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false, ...(step < minute ? { second: "2-digit" } : {}) });
}
