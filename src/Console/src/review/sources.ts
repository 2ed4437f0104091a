import type { Case, Corroboration } from "../api/types";

export type SourceKind = "camera" | "sensor";

export interface Source {
  kind: SourceKind;
  agent: string;
  id: string;
}

/** Reads `/agents/{agent}/cameras/{camera}` or `/agents/{agent}/sensors/{sensor}`; null where it is neither. */
export function sourceOf(path: string): Source | null {
  const match = /^\/agents\/([^/]+)\/(cameras|sensors)\/([^/]+)$/.exec(path);
  return match ? { kind: match[2] === "cameras" ? "camera" : "sensor", agent: match[1]!, id: match[3]! } : null;
}

/** Who reported the case first. */
export function firstSourceOf(of: Case): Source & { name: string; path: string } {
  const kind = of.sensor !== undefined ? "sensor" : "camera";
  const id = of.sensor ?? of.camera ?? "";
  return { kind, agent: of.agent, id, name: (kind === "sensor" ? of.sensorName : of.cameraName) || id, path: `/agents/${of.agent}/${kind}s/${id}` };
}

/** The kinds of source that have a say in the case, whether they agree or not; one that could not tell has none. */
export function kindsOf(of: Case): SourceKind[] {
  const spoken = (of.confidence?.factors ?? []).filter(({ kind, answer }) => kind !== "corroboration" || answer !== "cannot-tell");
  const kinds = new Set<SourceKind>([firstSourceOf(of).kind, ...spoken.flatMap(({ source }) => sourceOf(source)?.kind ?? [])]);
  return (["camera", "sensor"] as const).filter((kind) => kinds.has(kind));
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
