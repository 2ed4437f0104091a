import { useEffect, useState, useSyncExternalStore } from "react";
import { ApiError, api } from "../api/client";
import type { CaseDetail } from "../api/types";

// Details by case id: what was fetched ahead or came with an answer shows at once. A live message about a case removes its entry.
const details = new Map<string, CaseDetail>();
const listeners = new Set<() => void>();
const limit = 100;

export function rememberDetail(detail: CaseDetail): void {
  details.delete(detail.id);
  details.set(detail.id, detail);
  const oldest = details.keys().next().value;
  if (details.size > limit && oldest !== undefined) details.delete(oldest);
  listeners.forEach((listen) => listen());
}

export function forgetDetail(id: string): void {
  stale.add(id);
}

// Shown until the fresh one is there, but fetched again when next asked for.
const stale = new Set<string>();

export async function fetchDetail(id: string, signal?: AbortSignal): Promise<CaseDetail> {
  const known = details.get(id);
  if (known && !stale.has(id)) return known;
  const detail = await api.case(id, signal);
  stale.delete(id);
  rememberDetail(detail);
  return detail;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The full case: undefined while it is on its way. */
export function useCaseDetail(id: string | null): { detail: CaseDetail | undefined; error: ApiError | undefined } {
  const detail = useSyncExternalStore(subscribe, () => (id ? details.get(id) : undefined));
  const [failure, setFailure] = useState<{ id: string; error: ApiError }>();
  useEffect(() => {
    if (!id) return;
    const abort = new AbortController();
    fetchDetail(id, abort.signal).catch((cause: unknown) => {
      if (!abort.signal.aborted) setFailure({ id, error: cause instanceof ApiError ? cause : new ApiError(0, String(cause)) });
    });
    return () => abort.abort();
  }, [id]);
  return { detail, error: !detail && failure?.id === id ? failure?.error : undefined };
}

/** Fetches the details of the cases that come next. */
export function usePrefetchedDetails(ids: string[]): void {
  const key = ids.join(" ");
  useEffect(() => {
    for (const id of key.split(" ").filter(Boolean)) fetchDetail(id).catch(() => {});
  }, [key]);
}
