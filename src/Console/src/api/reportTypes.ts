export interface Words {
  zh: string;
  en: string;
}

/** The day it is by the city's calendar: `2026-11-22`. */
export interface CityDay {
  day: string;
}

/** How far the facts are counted: right to the last case where nothing waits. */
export interface ReportProgress {
  at: string;
  waiting: number;
  recounting: boolean;
}

/** A group by the dimensions that were asked for; empty for the whole. */
export type ReportKey = Record<string, string>;

export interface IndexDescription extends Words {
  id: string;
  numerator: string[];
  denominator: string[];
  formula: Words;
}

export interface IndexFigure {
  id: string;
  numerator?: number;
  denominator?: number;
  /** Absent where it is not measurable, or there is nothing to divide by. */
  value?: number;
  notMeasurable?: Words;
  /** Cases that could not be counted, as they have no limit. */
  leftOut?: number;
}

interface Report<Row> {
  from: string;
  to: string;
  by: string[];
  state: ReportProgress;
  rows: Row[];
  total: Row;
}

export interface IndexRow {
  key: ReportKey;
  figures: IndexFigure[];
}

export interface IndexReport extends Report<IndexRow> {
  definitions: IndexDescription[];
}

export interface PatrolRow {
  key: ReportKey;
  /** Absent where it is not known. */
  videos?: number;
  detections: number;
  opened: number;
  joined: number;
  qualified: number;
  corrected: number;
  rejected: number;
  pending: number;
  quiet: number;
  accuracy: IndexFigure;
}

export interface PatrolReport extends Report<PatrolRow> {
  definition: IndexDescription;
}

export interface CoverageRow {
  key: ReportKey;
  cameras: number;
  seen: number;
  live: number;
  blind: number;
  silent: number;
  coverage?: number;
  looksDue: number;
  looksMade: number;
  lookShare?: number;
}

export interface CoverageReport extends Report<CoverageRow> {
  reportedHours: number;
  cells?: number;
  cellsSeen?: number;
}

export type ReportName = "patrol" | "indices" | "coverage";
