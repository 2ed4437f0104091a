import type { Place, Subject } from "./types";

/** How likely a problem is real: the odds of `posterior` are those of `prior` times all ratios. */
export interface Confidence {
  prior: number;
  posterior: number;
  /** Where the prior comes from: what people said of such reports. */
  record?: { problem: string; reporter: string; confirmed: number; rejected: number };
  factors: ConfidenceFactor[];
}

export interface ConfidenceFactor {
  kind: string;
  source: string;
  words: string;
  ratio: number;
  answer?: string;
}

export type ReadingQuality = "good" | "uncertain" | "bad";

/** One value of a sensor; absent where it could not measure. The unit is a UCUM code. */
export interface ReadingPoint {
  quantity: string;
  value?: number | null;
  unit: string;
  quality: ReadingQuality;
  at: string;
}

export interface CaseSeries {
  source: string;
  quantity: string;
  unit: string;
  points: Pick<ReadingPoint, "at" | "value" | "quality">[];
}

export type CorroborationAnswer = "agrees" | "contradicts" | "cannot-tell";

/** What another camera or sensor said when it was asked about the same place. */
export interface Corroboration {
  source: string;
  answer: CorroborationAnswer;
  /** In English. */
  found: string;
  /** What it saw or read, in values. */
  seen?: Subject;
  read?: ReadingPoint;
  at: string;
  likelihoodRatio: number;
  /** Whether it stands in the confidence. */
  counted?: boolean;
}

/** `unknown`: a device that was heard and that nobody configured. */
export type SensorState = "live" | "expected" | "silent" | "faulty" | "refused" | "unknown";

export interface Sensor {
  agent: string;
  /** Its agent is. */
  online: boolean;
  sensor: string;
  name?: string;
  state: SensorState;
  since: string;
  heardAt?: string;
  /** The latest value of each quantity. */
  latest: ReadingPoint[];
  undecoded: number;
  lastError?: string;
  component?: string;
  /** The camera of the same agent, and its zone, that see what the sensor watches. */
  camera?: string;
  zone?: string;
  place?: Place;
}

export interface SensorList {
  items: Sensor[];
  total: number;
  /** How many there are in each state, whatever state was asked for. */
  states: Partial<Record<SensorState, number>>;
  /** Goes into `after` for the next page; absent on the last one. */
  next?: string | null;
}

/** A broker, a port that listens, a field bus: what sensors report through. */
export interface SensorSourceStatus {
  source: string;
  /** While uplinks cannot arrive, no sensor is called silent. */
  live: boolean;
  since: string;
  received: number;
  lastError?: string;
}

/** What an agent heard of its sensors in the period of a zero report. */
export interface SensorSums {
  expected: number;
  heard: number;
  silent: number;
  uplinks: number;
  undecoded: number;
  /** Uplinks of devices that nobody configured. */
  unknown: number;
}
