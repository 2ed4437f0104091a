import type { Camera, Score, ThresholdSetting } from "../api/types";

/** The classes of a camera: those that its models know and those that its zones judge. */
export function classesOf(camera: Camera, settings: ThresholdSetting[]): string[] {
  const judged = (camera.zones ?? []).flatMap((zone) => (zone.rules ?? []).flatMap((rule) => rule.classes ?? []));
  const known = [...judged, ...settings.map((one) => one.class), ...Object.keys(camera.thresholds ?? {})];
  // What a rule judges comes first: the other classes of a model with 80 of them matter little here.
  return [...new Set(known)];
}

export const isAllDay = (one: ThresholdSetting) => one.fromHour == null && one.toHour == null;

/** The all-day setting of a class that is sent from here; undefined where the agent's own file says it. Of two, the later one holds. */
export function allDayOf(settings: ThresholdSetting[], name: string): number | undefined {
  return settings.findLast((one) => one.class === name && isAllDay(one))?.minScore;
}

export function bandsOf(settings: ThresholdSetting[], name: string): ThresholdSetting[] {
  return settings.filter((one) => one.class === name && !isAllDay(one));
}

/**
 * The list that a change starts from. A list from the centre replaces the agent's own as a whole, so the first one carries the
 * values now in force of every class that a rule judges; without them, changing one class would set the others back to their model's.
 */
export function editable(camera: Camera, settings: ThresholdSetting[] | null | undefined): ThresholdSetting[] {
  if (settings) return settings;
  const judged = classesOf({ ...camera, thresholds: {} }, []);
  return judged.flatMap((name) => {
    const minScore = camera.thresholds?.[name];
    return minScore === undefined ? [] : [{ class: name, minScore: rounded(minScore) }];
  });
}

/** The settings with another all-day threshold of one class; all others stay. */
export function withAllDay(settings: ThresholdSetting[], name: string, minScore: number): ThresholdSetting[] {
  const others = settings.filter((one) => !(one.class === name && isAllDay(one)));
  return [...others, { class: name, minScore: rounded(minScore) }];
}

/** The settings with other hour bands of one class. */
export function withBands(settings: ThresholdSetting[], name: string, bands: ThresholdSetting[]): ThresholdSetting[] {
  const others = settings.filter((one) => one.class !== name || isAllDay(one));
  return [...others, ...bands.map((band) => ({ ...band, minScore: rounded(band.minScore) }))];
}

/** Whether the agent's hour lies in the band; one whose end is before its start goes over midnight. */
export function covers({ fromHour, toHour }: ThresholdSetting, hour: number): boolean {
  const from = fromHour ?? 0;
  const to = toHour ?? 24;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

export function isBandValid({ fromHour, toHour, minScore }: ThresholdSetting): boolean {
  const whole = (n: number | undefined, most: number) => n !== undefined && Number.isInteger(n) && n >= 0 && n <= most;
  return whole(fromHour, 23) && whole(toHour, 24) && fromHour !== toHour && minScore >= 0 && minScore <= 1;
}

export function passing(scores: Score[], threshold: number): number {
  return scores.filter((one) => one.score >= threshold).length;
}

/** How many looks the passing samples stand for: each counts as one over the probability with which it was drawn (Horvitz and Thompson). */
export function weightedPassing(scores: Score[], threshold: number): number {
  return scores.reduce((sum, one) => (one.score >= threshold ? sum + 1 / Math.max(one.samplingProbability, 1e-6) : sum), 0);
}

export interface Dot {
  of: Score;
  column: number;
  /** Height in the column, from 0. */
  row: number;
}

/** Stacks the samples in columns by score, as dots of one size. */
export function stackDots(scores: Score[], columns: number): Dot[] {
  const heights = new Map<number, number>();
  return [...scores].sort((a, b) => a.score - b.score).map((of) => {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(of.score * columns)));
    const row = heights.get(column) ?? 0;
    heights.set(column, row + 1);
    return { of, column, row };
  });
}

/** The sample whose score lies nearest to the threshold: the one that a change of it decides next. */
export function nearest(scores: Score[], threshold: number): Score | undefined {
  return scores.reduce<Score | undefined>((best, one) => (!best || Math.abs(one.score - threshold) < Math.abs(best.score - threshold) ? one : best), undefined);
}

/** Thresholds travel with two digits: finer says nothing. */
export const rounded = (score: number) => Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;
