import type { Case, Corroboration } from "../api/types";
import { textOr, type Translate } from "../i18n/translate";
import { hrefOf } from "../routing/routes";

/** `city`: people told the city's platform, from which the case was imported. */
export type SourceKind = "camera" | "sensor" | "city";

export interface Source {
  kind: SourceKind;
  /** The agent, or the platform. */
  agent: string;
  /** The camera or sensor, or the platform's number of the case. */
  id: string;
  /** Of the city: `patrol`, `public`, `hotline` … */
  reporter?: string;
}

/** Reads `/agents/{agent}/cameras/{camera}`, `/agents/{agent}/sensors/{sensor}` or `/city/{platform}/{reporter}/{reference}`; null where it is none. */
export function sourceOf(path: string): Source | null {
  const device = /^\/agents\/([^/]+)\/(cameras|sensors)\/([^/]+)$/.exec(path);
  if (device) return { kind: device[2] === "cameras" ? "camera" : "sensor", agent: device[1]!, id: device[3]! };
  const told = /^\/city\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path);
  return told ? { kind: "city", agent: told[1]!, id: decodeURIComponent(told[3]!), reporter: told[2]! } : null;
}

/** Where a source has a page of its own; null for people. */
export const hrefOfSource = ({ kind, agent, id }: Source): string | null =>
  (kind === "city" ? null : hrefOf(kind === "sensor" ? { page: "sensor", agent, sensor: id } : { page: "camera", agent, camera: id }));

/** `Camera crossing`, `Sensor cover-17`, `Patrol D2026-117`. */
export const sourceTitle = (t: Translate, { kind, id, reporter }: Source): string =>
  (kind === "city" ? `${textOr(t, `reporter.${reporter}`, reporter ?? "")} ${id}`.trim() : t(`source.${kind}.named`, { name: id }));

/** Who reported the case first. */
export function firstSourceOf(of: Case): Source & { name: string; path: string } {
  if (of.sensor === undefined && of.camera === undefined) return { kind: "city", agent: of.agent, id: of.reference ?? "", reporter: of.reporter ?? "other", name: of.agent, path: "" };
  const kind = of.sensor !== undefined ? "sensor" : "camera";
  const id = of.sensor ?? of.camera ?? "";
  return { kind, agent: of.agent, id, name: (kind === "sensor" ? of.sensorName : of.cameraName) || id, path: `/agents/${of.agent}/${kind}s/${id}` };
}

/** The kinds of source that have a say in the case, whether they agree or not; one that could not tell has none. */
export function kindsOf(of: Case): SourceKind[] {
  const spoken = (of.confidence?.factors ?? []).filter(({ kind, answer }) => kind !== "corroboration" || answer !== "cannot-tell");
  const kinds = new Set<SourceKind>([firstSourceOf(of).kind, ...spoken.flatMap(({ source }) => sourceOf(source)?.kind ?? [])]);
  return (["camera", "sensor", "city"] as const).filter((kind) => kinds.has(kind));
}

/** Whether another source denies the problem. */
export const isDisputed = (of: Case) => (of.confidence?.factors ?? []).some(({ kind, answer }) => kind === "corroboration" && answer === "contradicts");

export interface Answers {
  source: string;
  latest: Corroboration;
  /** Where it said otherwise before, the latest first. */
  earlier: Corroboration[];
}

/** What each source that was asked said last, in the order in which they answered first. */
export function answersOf(corroborations: Corroboration[]): Answers[] {
  const bySource = new Map<string, Corroboration[]>();
  for (const one of corroborations) bySource.set(one.source, [...(bySource.get(one.source) ?? []), one]);
  return [...bySource].map(([source, all]) => {
    const [latest, ...earlier] = all.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    return { source, latest: latest!, earlier: earlier.filter(({ answer }) => answer !== latest!.answer) };
  });
}
