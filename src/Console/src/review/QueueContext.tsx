import { createContext, use, useCallback, useEffect, useMemo, useReducer, useRef, type Dispatch, type ReactNode } from "react";
import { ApiError, api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { toQuery, type QueueFilter } from "./filter";
import { openingQueue, reduceQueue, type Queue, type QueueAction } from "./queue";
import { forgetDetail, rememberDetail } from "./useCaseDetail";

interface QueueStore {
  queue: Queue;
  dispatch: Dispatch<QueueAction>;
  loadMore: () => void;
  reload: () => void;
}

const QueueContext = createContext<QueueStore | null>(null);
const pageSize = 50;
/** Cases that are asked for one by one at the same time, and how long the list waits where there are more. */
const mostAtOnce = 20;
const settle = 2_000;

/** The queue lives above the pages: going to a camera and back keeps the place in it. */
export function QueueProvider({ children }: { children: ReactNode }) {
  const [queue, dispatch] = useReducer(reduceQueue, openingQueue);
  const { filter } = queue;
  const latest = useRef(queue);
  useEffect(() => { latest.current = queue; });

  const load = useCallback((of: QueueFilter, before: number | string | null, signal?: AbortSignal) => {
    dispatch({ type: "load" });
    api.cases(toQuery(of, Date.now()), pageSize, before, signal).then(
      (page) => { if (latest.current.filter === of && !signal?.aborted) dispatch({ type: "loaded", page, more: before !== null }); },
      (cause: unknown) => { if (!signal?.aborted) dispatch({ type: "failed", error: toError(cause) }); },
    );
  }, []);

  useEffect(() => {
    latest.current = { ...latest.current, filter };
    const abort = new AbortController();
    load(filter, null, abort.signal);
    return () => abort.abort();
  }, [filter, load]);

  const reload = useCallback(() => load(latest.current.filter, null), [load]);
  const loadMore = useCallback(() => {
    const { filter: of, next, loading } = latest.current;
    if (next && !loading) load(of, next);
  }, [load]);

  useFollowedCases(latest, dispatch, reload);
  const store = useMemo(() => ({ queue, dispatch, loadMore, reload }), [queue, loadMore, reload]);
  return <QueueContext value={store}>{children}</QueueContext>;
}

/** Fetches each case that a live message names and that matters here: it is listed, or the filter may want it. */
function useFollowedCases(latest: { current: Queue }, dispatch: Dispatch<QueueAction>, reload: () => void): void {
  const fetching = useRef(new Set<string>());
  const overflow = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(overflow.current), []);
  const follow = useCallback(async (id: string) => {
    if (fetching.current.has(id)) return;
    if (fetching.current.size >= mostAtOnce) {
      // In a downpour one reading of the list is cheaper than a question for each case.
      overflow.current ??= setTimeout(() => { overflow.current = undefined; reload(); }, settle);
      return;
    }
    fetching.current.add(id);
    // Several messages about one case come at once; one fetch after a moment answers them all.
    await new Promise((resolve) => setTimeout(resolve, 150));
    fetching.current.delete(id);
    try {
      const detail = await api.case(id);
      rememberDetail(detail);
      dispatch({ type: "changed", case: detail });
    } catch {
      // A case that cannot be fetched now is fetched with the list again after the reconnection.
    }
  }, [dispatch, reload]);

  useLiveMessages((message) => {
    if (message.type !== "case") return;
    const { items, filter } = latest.current;
    forgetDetail(message.id);
    if (items.some((item) => item.id === message.id) || filter.state === "all" || message.state === filter.state) void follow(message.id);
  }, reload);
}

const toError = (cause: unknown) => (cause instanceof ApiError ? cause : new ApiError(0, String(cause)));

export function useQueue(): QueueStore {
  const store = use(QueueContext);
  if (!store) throw new Error("useQueue needs a QueueProvider above it");
  return store;
}

