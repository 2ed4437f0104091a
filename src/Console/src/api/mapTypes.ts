import type { CaseState } from "./types";

/** Cases of a box of the earth: each by itself where they are few, else gathered in squares; never both. */
export interface MapAnswer {
  asOf: string;
  zoom: number;
  total: number;
  states: Partial<Record<CaseState, number>>;
  clusters: MapCluster[];
  cases: MapCase[];
}

/** Unit grid cells of a box: all of them, or none where they are more than were asked for. */
export interface MapCells {
  total: number;
  items: GridCell[];
}

export interface GridCell {
  id: string;
  /** Borders, and those of holes: longitude and latitude, WGS84, the last corner as the first. */
  rings: [number, number][][];
}

export interface MapCluster {
  /** Their middle, WGS84. */
  lon: number;
  lat: number;
  cases: number;
  states: Partial<Record<CaseState, number>>;
}

export interface MapCase {
  id: string;
  number: number;
  state: CaseState;
  problem: string;
  lon: number;
  lat: number;
  /** Metres within which the true place lies. */
  errorRadius?: number;
  openedAt: string;
}

/** Degrees, WGS84. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}
