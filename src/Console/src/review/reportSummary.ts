import type { ZeroReport } from "../api/types";

export interface Summary {
  looks: number;
  seen: number;
  cameras: number;
  /** Sums over agents that have sensors; null where none has. */
  sensors: { all: number; heard: number; silent: number } | null;
  from: string;
  to: string;
}

/** The latest report of each agent, taken together; null without any. */
export function summary(reports: ZeroReport[]): Summary | null {
  const latest = new Map<string, ZeroReport>();
  for (const report of reports) {
    const known = latest.get(report.agent);
    if (!known || Date.parse(report.to) > Date.parse(known.to)) latest.set(report.agent, report);
  }
  const all = [...latest.values()];
  const earliest = [...all].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))[0];
  const last = [...all].sort((a, b) => Date.parse(a.to) - Date.parse(b.to)).at(-1);
  if (!earliest || !last) return null;
  const sum = (of: (report: ZeroReport) => number) => all.reduce((total, report) => total + of(report), 0);
  const sensors = { all: sum((report) => report.sensors?.expected ?? 0), heard: sum((report) => report.sensors?.heard ?? 0), silent: sum((report) => report.sensors?.silent ?? 0) };
  return {
    looks: sum((report) => report.looksMade), seen: sum((report) => report.camerasSeen), cameras: sum((report) => report.cameras),
    sensors: sensors.all > 0 ? sensors : null, from: earliest.from, to: last.to,
  };
}
