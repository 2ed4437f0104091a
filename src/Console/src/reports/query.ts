import type { ReportName } from "../api/types";

export type Dimension = "day" | "street" | "grid" | "duty-grid" | "class" | "code" | "source" | "agent" | "camera" | "sensor" | "model";

/** Days back from the city's today, first and last. */
export const spans = { today: [0, 0], yesterday: [1, 1], week: [6, 0], month: [29, 0] } as const;
export type Span = keyof typeof spans;

/** First and last day, as the browser's field writes them: `2026-11-22`. */
export interface Days {
  from: string;
  to: string;
}

/** What a report is asked for; empty texts: everything. */
export interface ReportFilter {
  /** A span moves on with the city's day: a page that is left open over midnight shows the new one. */
  days: Span | Days;
  class: string;
  /** `agent/camera`. */
  camera: string;
  /** Unit grid cell, or the first digits of the street: by length. */
  grid: string;
  by: Dimension | "";
}

/** By what each report can be told apart; the first is the usual. Looks are not told apart by what they found. */
export const dimensionsOf: Record<ReportName, readonly (Dimension | "")[]> = {
  patrol: ["class", "day", "camera", "duty-grid", "grid", "street", "agent", "model"],
  indices: ["", "day", "class", "duty-grid", "grid", "street", "source", "camera", "model"],
  coverage: ["agent", "day", "camera", "duty-grid", "grid", "street"],
};

/** The day so many days before another. */
export function dayBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}

/** The days meant, where it is `today` in the city: not the reader's, who may sit elsewhere. */
export function daysOf({ days }: ReportFilter, today: string): Days {
  if (typeof days !== "string") return { from: days.from <= days.to ? days.from : days.to, to: days.to };
  const [first, last] = spans[days];
  return { from: dayBefore(today, first), to: dayBefore(today, last) };
}

export const openingFilter: ReportFilter = { days: "today", class: "", camera: "", grid: "", by: "" };

/** Digits of the street within the code of a cell. */
const streetDigits = 9;

/** The query of a report, for its data, its sheet and its page alike. */
export function queryOf(report: ReportName, filter: ReportFilter, today: string): Record<string, string> {
  const by = dimensionsOf[report].includes(filter.by) ? filter.by : dimensionsOf[report][0]!;
  const grid = filter.grid.trim();
  return {
    ...daysOf(filter, today),
    // Sent even where it is empty: without it the bridge would tell days apart.
    by,
    // Looks have no class.
    ...(filter.class && report !== "coverage" ? { class: filter.class } : {}),
    ...(filter.camera ? { camera: filter.camera } : {}),
    ...(grid ? { [/^\d+$/.test(grid) ? (grid.length === streetDigits ? "street" : "grid") : "duty-grid"]: grid } : {}),
  };
}

/** A share as a percentage with one decimal: `92.4 %`. */
export const percent = (value: number | undefined): string => (value === undefined ? "–" : `${(value * 100).toFixed(1)} %`);
