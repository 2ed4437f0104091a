/** The shapes of the bridge's HTTP API, as docs/api.md has them. Times are RFC 3339 text in UTC, durations `[d.]hh:mm:ss[.fffffff]`. */

import type { CaseReference, Filing } from "./filingTypes";
import type { CaseCode, CaseFiling, CaseLimit, CaseLocation, CaseState, ChangeKind, FilingCondition, Handling } from "./lifeTypes";
import type { Recheck } from "./recheckTypes";
import type { CaseSeries, Confidence, Corroboration, SensorSourceStatus, SensorSums } from "./sensorTypes";

export type * from "./lifeTypes";
export type * from "./filingTypes";
export type * from "./mapTypes";
export type * from "./recheckTypes";
export type * from "./reportTypes";
export type * from "./sensorTypes";
export type * from "./stormTypes";
export type * from "./suppressionTypes";

export interface Place {
  lon: number;
  lat: number;
  system: string;
  errorRadius: number;
  from: string;
}

/** A box in picture coordinates, 0..1. */
export interface Subject {
  class: string;
  score: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface Judgement {
  rule: string;
  zone: string;
  looksFor: number;
  looksAgainst: number;
  looksBlind?: number;
  dwell: string;
  gaps?: string;
  asked: string;
  /** What was found beyond the counts, in English. */
  found?: string;
}

export interface Case extends Handling {
  id: string;
  number: number;
  state: CaseState;
  problem: string;
  /** When the condition began; a bridge that does not say leaves it to be reckoned from the judgement. */
  since?: string;
  openedAt: string;
  seenAt: string;
  clearedAt?: string;
  agent: string;
  /** Who reported it first: `camera`, `sensor`, or who told the city: `patrol`, `public`, `hotline` … */
  reporter?: string;
  /** The camera or sensor that reported it first, one of the two; neither where people did. */
  camera?: string;
  cameraName?: string;
  sensor?: string;
  sensorName?: string;
  /** For a sensor the quantity. */
  zone?: string;
  component?: string;
  place?: Place;
  score: number;
  threshold: number;
  /** As it stood with the latest report; absent where the bridge has not reckoned it. */
  confidence?: Confidence | null;
  reports: number;
  evidence?: string;
  subjects: Subject[];
  judgement?: Judgement | null;
  mergedInto?: string;
  recurrenceOf?: string;
  /** The storm that it is reviewed with. */
  storm?: string;
  correctedFrom?: string;
}

export interface CaseReport {
  id: string;
  incident: string;
  sequence: number;
  type: string;
  at: string;
  source: string;
  problem?: string;
  /** What was found beyond the counts, in English. */
  found?: string;
  score: number;
  threshold: number;
  /** Why it joined this case or opened it. */
  decision: string;
  /** What was compared for that, in values. */
  compared?: string;
  evidence?: string;
}

export interface EvidencePicture {
  id: string;
  takenAt?: string | null;
  width?: number | null;
  height?: number | null;
  masked: boolean;
}

export interface HistoryEntry {
  at: string;
  actor: string;
  change: string;
  from?: string;
  to?: string;
  reason?: string;
  department?: string;
  handler?: string;
  reference?: string;
  /** When the bridge learnt of it, where that is another time. */
  recordedAt?: string;
}

export interface CaseOpening {
  source: string;
  zone?: string;
  times: number;
  /** It sees it still. */
  goesOn: boolean;
}

export interface Provenance {
  agentVersion: string;
  models: string[];
  settingsRevision: number;
}

export interface CaseDetail extends Case {
  events: CaseReport[];
  evidences: EvidencePicture[];
  history: HistoryEntry[];
  /** How often each source began to see it: more than once where it flickers. */
  openings?: CaseOpening[];
  made?: Provenance;
  /** The kinds of changes that its state allows, but for notes. */
  moves?: ChangeKind[];
  /** What the sensors of the case read. */
  series?: CaseSeries[];
  corroborations?: Corroboration[];
  /** By the standards of the city's profile, its own first. */
  codes?: CaseCode[];
  location?: CaseLocation;
  /** Under which ids the city's platforms know it, and what they were told of it. */
  references?: CaseReference[];
  filings?: Filing[];
  /** Once it was reported handled. */
  recheck?: Recheck | null;
  /** What it was filed under. */
  filing?: CaseFiling;
  /** While handling is owed: its limit, as it stands now. */
  limits?: CaseLimit[];
  /** Of a case that waits: by which conditions it can be filed, the gravest first. */
  conditions?: FilingCondition[];
}

export interface CasePage {
  items: Case[];
  total: number;
  /** More match than were counted. */
  moreThanTotal?: boolean;
  /** Goes into `before` for the next page; absent on the last one. */
  next?: number | string | null;
}

export type VerdictKind = "confirm" | "correct" | "reject" | "duplicate";

export interface Verdict {
  kind: VerdictKind;
  actor: string;
  reason?: string;
  problem?: string;
  duplicateOf?: string;
  /** The filing condition that it is filed under, by its words; absent: the gravest. */
  filing?: string;
}

export type CameraState = "connecting" | "live" | "blind" | "stalled" | "waiting" | "ended" | "refused";

export interface RuleSettings {
  rule: string;
  problem: string;
  classes?: string[];
  dwell?: string;
  hitRatio?: number;
  hits?: number;
  looks?: number;
  clearAfter?: string;
}

export type Corner = [x: number, y: number];

export interface ZoneSettings {
  id: string;
  name?: string;
  polygon: Corner[];
  component?: string;
  rules?: RuleSettings[];
}

export interface ThresholdSetting {
  class: string;
  minScore: number;
  fromHour?: number;
  toHour?: number;
}

export interface CameraSettings {
  cadence?: string;
  thresholds?: ThresholdSetting[];
  zones?: ZoneSettings[];
}

export interface DesiredSettings {
  revision: number;
  actor?: string;
  at?: string;
  cameras: Record<string, CameraSettings>;
}

export interface SettingRefusal {
  camera: string;
  key: string;
  value: string;
  remedy: string;
}

export interface ReportedSettings {
  revision: number;
  received: number;
  at?: string;
  refused?: SettingRefusal[];
}

export interface AgentSettings {
  desired?: DesiredSettings | null;
  reported?: ReportedSettings | null;
}

export interface CameraStatus {
  camera: string;
  name?: string;
  state: CameraState;
  since: string;
  looksDue: number;
  looksMade: number;
  latestLookAt?: string;
  keyFrameInterval?: string;
  cadence?: string;
  width?: number;
  height?: number;
  codec?: string;
  lastError?: string;
  place?: Place;
  zones?: ZoneSettings[];
  thresholds?: Record<string, number>;
}

/** What the centre wants of one camera, and what its agent made of it. */
export interface CameraSettingsView {
  desired?: CameraSettings | null;
  /** Wanted; 0 where nothing is. */
  revision: number;
  /** In force on the agent; 0 is its own file. */
  inForce: number;
  received: number;
  refused: SettingRefusal[];
}

export interface Camera extends CameraStatus {
  agent: string;
  online: boolean;
  settings?: CameraSettingsView | null;
}

export interface AgentStatus {
  agent: string;
  online: boolean;
  version: string;
  at: string;
  startedAt?: string;
  settingsRevision: number;
  outboxRows: number;
  models: string[];
  cameras: CameraStatus[];
  /** Absent where it has none. */
  sensorSources?: SensorSourceStatus[] | null;
  settings?: AgentSettings | null;
}

export interface Score {
  id: string;
  takenAt: string;
  class?: string;
  score: number;
  threshold: number;
  samplingProbability: number;
  box?: Subject;
  model: string;
  hasPicture: boolean;
}

export interface ProblemCode {
  standard: string;
  version: string;
  kind: string;
  code: string;
  zh: string;
  confidence: string;
}

export interface Problem {
  name: string;
  /** `street`, or `equipment` where the sensor itself is at fault. */
  kind?: string;
  zh: string;
  en: string;
  codes: ProblemCode[];
}

export interface AsideMessage {
  id: string | number;
  at: string;
  topic: string;
  reason: string;
  bytes: number;
  text?: string;
  /** How often the same came. */
  times?: number;
}

export interface ZeroReport {
  id: string;
  agent: string;
  from: string;
  to: string;
  cameras: number;
  camerasSeen: number;
  looksDue: number;
  looksMade: number;
  /** Absent where no sensor is configured. */
  sensors?: SensorSums | null;
  opened?: Record<string, number>;
  dropped?: Record<string, number>;
  lookToOutboxP95Milliseconds?: number;
}

export interface Health {
  status: string;
  broker: string;
  store: string;
}

export type LiveMessage =
  | { type: "case"; id: string; state: CaseState; change: string; at: string }
  | { type: "camera"; agent: string; camera: string; state: CameraState }
  | { type: "sensors"; agent: string; changed: number }
  | { type: "agent"; agent: string; online: boolean }
  | { type: "settings"; agent: string; revision: number; received: number; refused: number };
