import type { EnteredKind, NewSuppression } from "../api/types";

/** What a person has typed so far; texts until it is sent. */
export interface SuppressionDraft {
  kind: EnteredKind;
  problem: string;
  reason: string;
  lon: string;
  lat: string;
  system: string;
  radius: string;
  /** Local times as the browser's own field writes them: `2026-11-28T06:00`. */
  from: string;
  until: string;
  repeatDays: string;
  expiresAt: string;
}

export const systems = ["WGS84", "CGCS2000", "GCJ-02"] as const;
export const largestRadius = 2000;

/** Local time to the minute in the form of the browser's field. */
export function fieldTime(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A week from the next full hour on, within 30 m. */
export function openingDraft(now: number): SuppressionDraft {
  const start = new Date(now);
  start.setMinutes(0, 0, 0);
  const later = (days: number) => fieldTime(new Date(start.getTime() + days * 86_400_000));
  return { kind: "permitted", problem: "", reason: "", lon: "", lat: "", system: "WGS84", radius: "30", from: later(0), until: later(7), repeatDays: "", expiresAt: later(28) };
}

export type DraftField = keyof SuppressionDraft;

/** Which fields cannot be sent as they are; empty where all can. */
export function flawsOf(draft: SuppressionDraft, now: number): DraftField[] {
  const flaws: DraftField[] = [];
  const [from, until, expires] = [draft.from, draft.until, draft.expiresAt].map((text) => Date.parse(text)) as [number, number, number];
  const repeat = draft.repeatDays === "" ? null : Number(draft.repeatDays);
  if (!draft.reason.trim()) flaws.push("reason");
  if (!isWithin(draft.lon, -180, 180)) flaws.push("lon");
  if (!isWithin(draft.lat, -90, 90)) flaws.push("lat");
  if (!isWithin(draft.radius, 1, largestRadius)) flaws.push("radius");
  if (Number.isNaN(from)) flaws.push("from");
  if (!(until > from)) flaws.push("until");
  if (repeat !== null && (!Number.isInteger(repeat) || repeat < 1 || repeat > 366 || until - from > repeat * 86_400_000)) flaws.push("repeatDays");
  const end = repeat === null ? until : expires;
  if (!(end > now && end <= now + 366 * 86_400_000)) flaws.push(repeat === null ? "until" : "expiresAt");
  return [...new Set(flaws)];
}

/** What goes to the bridge; only of a draft without flaws. */
export function toSuppression(draft: SuppressionDraft, actor: string): NewSuppression {
  const utc = (text: string) => new Date(text).toISOString();
  return {
    kind: draft.kind, actor, reason: draft.reason.trim(), ...(draft.problem ? { problem: draft.problem } : {}),
    lon: Number(draft.lon), lat: Number(draft.lat), system: draft.system, radius: Number(draft.radius), from: utc(draft.from), until: utc(draft.until),
    ...(draft.repeatDays ? { repeatDays: Number(draft.repeatDays), expiresAt: utc(draft.expiresAt) } : {}),
  };
}

function isWithin(text: string, least: number, most: number): boolean {
  const value = Number(text);
  return text.trim() !== "" && value >= least && value <= most;
}
