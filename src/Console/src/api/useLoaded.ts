import { useCallback, useEffect, useState } from "react";
import { ApiError } from "./client";

export interface Loaded<T> {
  value: T | undefined;
  error: ApiError | undefined;
  loading: boolean;
  reload: () => void;
}

/** Loads when `key` changes or on `reload`; a reload keeps showing the old value, a new key does not. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [round, setRound] = useState(0);
  const [result, setResult] = useState<{ key: string; value?: T; error?: ApiError; loading: boolean }>({ key, loading: true });

  useEffect(() => {
    const abort = new AbortController();
    setResult((old) => (old.key === key ? { ...old, loading: true } : { key, loading: true }));
    load(abort.signal).then(
      (value) => { if (!abort.signal.aborted) setResult({ key, value, loading: false }); },
      (cause: unknown) => {
        if (abort.signal.aborted) return;
        const error = cause instanceof ApiError ? cause : new ApiError(0, String(cause));
        setResult((old) => ({ key, ...(old.key === key && old.value !== undefined ? { value: old.value } : {}), error, loading: false }));
      },
    );
    return () => abort.abort();
    // `load` is a new closure on every render; `key` names what it loads.
  }, [key, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);
  const current = result.key === key ? result : { loading: true };
  return { value: "value" in current ? current.value : undefined, error: "error" in current ? current.error : undefined, loading: current.loading, reload };
}
