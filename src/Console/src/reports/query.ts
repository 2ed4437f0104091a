import type { ReportName } from "../api/types";

export type Dimension = "day" | "street" | "grid" | "duty-grid" | "class" | "code" | "source" | "agent" | "camera" | "sensor" | "model";

/** What a report is asked for; empty texts: everything. */
export interface ReportFilter {
  /** Days as the browser's field writes them: `2026-11-22`. */
  from: string;
  to: string;
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

/** A day of the reader, so many days from today. */
export function dayText(now: number, daysFromToday = 0): string {
  const day = new Date(now);
  day.setDate(day.getDate() + daysFromToday);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export const openingFilter = (now: number): ReportFilter => ({ from: dayText(now), to: dayText(now), class: "", camera: "", grid: "", by: "" });

/** Digits of the street within the code of a cell. */
const streetDigits = 9;

/** The query of a report, for its data, its sheet and its page alike. */
export function queryOf(report: ReportName, filter: ReportFilter): Record<string, string> {
  const by = dimensionsOf[report].includes(filter.by) ? filter.by : dimensionsOf[report][0]!;
  const grid = filter.grid.trim();
  return {
    from: filter.from <= filter.to ? filter.from : filter.to, to: filter.to,
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
