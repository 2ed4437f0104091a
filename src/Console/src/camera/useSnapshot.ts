import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, api } from "../api/client";
import type { Subject } from "../api/types";

export interface LatestLook {
  url: string | undefined;
  takenAt: string | undefined;
  subjects: Subject[];
  loading: boolean;
  error: ApiError | undefined;
  /** Asks for the latest look; `now`: has the camera look again first. */
  fetch: (now: boolean) => void;
}

/** The camera's latest look, asked of its agent. */
export function useSnapshot(agent: string, camera: string): LatestLook {
  const [look, setLook] = useState<Omit<LatestLook, "fetch">>({ url: undefined, takenAt: undefined, subjects: [], loading: true, error: undefined });
  const url = useRef<string | undefined>(undefined);
  const running = useRef<AbortController | null>(null);

  const fetch = useCallback(async (now: boolean) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setLook((old) => ({ ...old, loading: true, error: undefined }));
    try {
      const { picture, takenAt, subjects } = await api.snapshot(agent, camera, now, abort.signal);
      if (abort.signal.aborted) return;
      const old = url.current;
      url.current = URL.createObjectURL(picture);
      setLook({ url: url.current, takenAt: takenAt ?? undefined, subjects, loading: false, error: undefined });
      if (old) URL.revokeObjectURL(old);
    } catch (cause) {
      if (abort.signal.aborted) return;
      setLook((before) => ({ ...before, loading: false, error: cause instanceof ApiError ? cause : new ApiError(0, String(cause)) }));
    }
  }, [agent, camera]);

  useEffect(() => {
    void fetch(false);
    return () => {
      running.current?.abort();
      if (url.current) URL.revokeObjectURL(url.current);
      url.current = undefined;
    };
  }, [fetch]);

  return { ...look, fetch: (now) => void fetch(now) };
}
