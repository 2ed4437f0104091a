import type { CaseDetail, Suppression } from "../api/types";

/** Until when the rejection of a case keeps the same quiet, as the bridge says it; null where it taught nothing (a sensor's case). */
export function taughtUntil(of: Pick<CaseDetail, "events" | "history">, suppressions: Suppression[]): string | null {
  const rejected = [...of.history].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).findLast(({ change }) => change === "reject");
  const sources = new Set(of.events.map(({ source }) => source));
  const taught = suppressions.filter(({ kind, author, source }) => kind === "not-a-problem" && author === rejected?.actor && source !== undefined && sources.has(source));
  return taught.reduce<string | null>((latest, { expiresAt }) => (!latest || Date.parse(expiresAt) > Date.parse(latest) ? expiresAt : latest), null);
}
