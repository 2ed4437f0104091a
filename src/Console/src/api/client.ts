import type {
  AgentStatus, AsideMessage, Box, Camera, CameraSettings, CaseChange, CaseDetail, CasePage, CityDay, CoverageReport, FilingPage, Health, IndexReport, MapAnswer, MapCells, NewSuppression, PatrolReport, Problem, Score, Sensor, SensorList, Storm, StormAnswer, StormVerdict, Subject,
  Suppression, Verdict, ZeroReport,
} from "./types";

/** An answer that is no success, with the words of its problem details (RFC 9457). Status 0: the bridge was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;

  constructor(status: number, title: string, detail = "") {
    super(detail ? `${title}: ${detail}` : title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/** What the picture endpoint answers: the JPEG and what its headers say of it. */
export interface Snapshot {
  picture: Blob;
  takenAt: string | null;
  subjects: Subject[];
}

export interface CaseQuery {
  state?: string;
  problem?: string;
  camera?: string;
  sensor?: string;
  agent?: string;
  text?: string;
  /** Opened at or after, and before. */
  from?: string;
  to?: string;
  due?: string;
  sort?: string;
  /** Members of a storm, or `none`: those of no storm. */
  storm?: string;
  /** `west,south,east,north` in degrees WGS84. */
  box?: string;
}

export interface MapQuery extends Box {
  zoom?: number;
  /** Names separated by commas. */
  state?: string;
  problem?: string;
}

export interface SensorFilter {
  state?: string;
  agent?: string;
  text?: string;
}

async function send(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "unreachable");
  }
  if (!response.ok) throw await toError(response);
  return response;
}

async function toError(response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as { title?: string; detail?: string };
    return new ApiError(response.status, problem.title ?? response.statusText, problem.detail);
  } catch {
    return new ApiError(response.status, response.statusText || `HTTP ${response.status}`);
  }
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, signal ? { signal } : undefined);
  return (await response.json()) as T;
}

async function write<T>(method: "POST" | "PUT", path: string, body: unknown): Promise<T> {
  const response = await send(path, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  // 202 and 204 have nothing to say.
  return (response.status === 202 || response.status === 204 ? undefined : await response.json()) as T;
}

function query(values: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined && value !== "") search.set(key, String(value));
  const text = search.toString();
  return text ? `?${text}` : "";
}

const seg = encodeURIComponent;
const cameraPath = (agent: string, camera: string) => `/api/cameras/${seg(agent)}/${seg(camera)}`;

export const api = {
  cases: (filter: CaseQuery, limit = 50, before?: number | string | null, signal?: AbortSignal) =>
    get<CasePage>(`/api/cases${query({ ...filter, limit, before: before ?? undefined })}`, signal),
  case: (id: string, signal?: AbortSignal) => get<CaseDetail>(`/api/cases/${seg(id)}`, signal),
  decide: (id: string, verdict: Verdict) => write<CaseDetail>("POST", `/api/cases/${seg(id)}/verdicts`, verdict),
  undo: (id: string, actor: string) => write<CaseDetail>("POST", `/api/cases/${seg(id)}/undo`, { actor }),
  change: (id: string, change: CaseChange) => write<CaseDetail>("POST", `/api/cases/${seg(id)}/changes`, change),
  map: (of: MapQuery, signal?: AbortSignal) => get<MapAnswer>(`/api/map${query({ ...of })}`, signal),
  cells: ({ west, south, east, north }: Box, signal?: AbortSignal) => get<MapCells>(`/api/map/cells${query({ bbox: [west, south, east, north].join() })}`, signal),
  storms: (limit: number, signal?: AbortSignal) => get<{ items: Storm[] }>(`/api/storms${query({ limit })}`, signal),
  storm: (id: string, signal?: AbortSignal) => get<Storm>(`/api/storms/${seg(id)}`, signal),
  judgeStorm: (id: string, verdict: StormVerdict) => write<StormAnswer>("POST", `/api/storms/${seg(id)}/verdicts`, verdict),
  lookAgain: (id: string) => write<void>("POST", `/api/cases/${seg(id)}/recheck`, {}),
  filings: (of: { state?: string }, limit: number, before?: string, signal?: AbortSignal) => get<FilingPage>(`/api/filings${query({ ...of, limit, before })}`, signal),
  settleFiling: (id: string, wish: "retry" | "discard", actor: string) => write<unknown>("POST", `/api/filings/${seg(id)}/${wish}`, { actor }),
  agents: (signal?: AbortSignal) => get<AgentStatus[]>("/api/agents", signal),
  cameras: (signal?: AbortSignal) => get<Camera[]>("/api/cameras", signal),
  camera: (agent: string, camera: string, signal?: AbortSignal) => get<Camera>(cameraPath(agent, camera), signal),
  scores: (agent: string, camera: string, of: { class?: string; hours: number; limit: number }, signal?: AbortSignal) =>
    get<{ items: Score[] }>(`${cameraPath(agent, camera)}/scores${query(of)}`, signal),
  sensors: (filter: SensorFilter, limit: number, after?: string, signal?: AbortSignal) =>
    get<SensorList>(`/api/sensors${query({ ...filter, limit, after })}`, signal),
  sensor: (agent: string, sensor: string, signal?: AbortSignal) => get<Sensor>(`/api/sensors/${seg(agent)}/${seg(sensor)}`, signal),
  putSettings: (agent: string, camera: string, settings: CameraSettings & { actor: string }) =>
    write<{ revision: number }>("PUT", `${cameraPath(agent, camera)}/settings`, settings),
  problems: (signal?: AbortSignal) => get<Problem[]>("/api/problems", signal),
  cityDay: (signal?: AbortSignal) => get<CityDay>("/api/reports/today", signal),
  patrol: (of: Record<string, string>, signal?: AbortSignal) => get<PatrolReport>(reportUrl("patrol", of), signal),
  indices: (of: Record<string, string>, signal?: AbortSignal) => get<IndexReport>(reportUrl("indices", of), signal),
  coverage: (of: Record<string, string>, signal?: AbortSignal) => get<CoverageReport>(reportUrl("coverage", of), signal),
  suppressions: (limit: number, signal?: AbortSignal) => get<{ items: Suppression[] }>(`/api/suppressions${query({ limit })}`, signal),
  suppress: (suppression: NewSuppression) => write<Suppression>("POST", "/api/suppressions", suppression),
  withdraw: (id: string, actor: string) => write<void>("POST", `/api/suppressions/${seg(id)}/withdraw`, { actor }),
  aside: (limit: number, signal?: AbortSignal) => get<AsideMessage[]>(`/api/aside${query({ limit })}`, signal),
  reports: (limit: number, signal?: AbortSignal) => get<ZeroReport[]>(`/api/reports${query({ limit })}`, signal),
  snapshot,
  health,
};

async function snapshot(agent: string, camera: string, now: boolean, signal?: AbortSignal): Promise<Snapshot> {
  const response = await send(`${cameraPath(agent, camera)}/snapshot${now ? "?now=true" : ""}`, signal ? { signal } : undefined);
  return {
    picture: await response.blob(),
    takenAt: response.headers.get("X-Taken-At"),
    subjects: parseSubjects(response.headers.get("X-Subjects")),
  };
}

/** The header of the snapshot; one that does not parse costs the boxes, not the picture. */
export function parseSubjects(header: string | null): Subject[] {
  if (!header) return [];
  try {
    const value: unknown = JSON.parse(header);
    return Array.isArray(value) ? (value as Subject[]) : [];
  } catch {
    return [];
  }
}

/** Health answers 503 with the same body, so both count as an answer. */
async function health(signal?: AbortSignal): Promise<Health> {
  try {
    const response = await fetch("/health", signal ? { signal } : undefined);
    return (await response.json()) as Health;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "unreachable");
  }
}

export const evidenceUrl = (id: string) => `/api/evidence/${seg(id)}`;
export const scorePictureUrl = (id: string) => `/api/scores/${seg(id)}/picture`;

/** Data, sheet or page of a report. */
export function reportUrl(name: string, of: Record<string, string>): string {
  return `/api/reports/${seg(name)}?${new URLSearchParams(of)}`;
}
