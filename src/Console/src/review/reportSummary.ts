import type { ZeroReport } from "../api/types";

/** The latest report of each agent, taken together; null without any. */
export function summary(reports: ZeroReport[]): { looks: number; seen: number; cameras: number; from: string; to: string } | null {
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
  return { looks: sum((report) => report.looksMade), seen: sum((report) => report.camerasSeen), cameras: sum((report) => report.cameras), from: earliest.from, to: last.to };
}
