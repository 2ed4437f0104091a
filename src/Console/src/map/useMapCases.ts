import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ApiError, api } from "../api/client";
import type { Box, CaseState, MapAnswer } from "../api/types";
import { world } from "./projection";

const soon = 3_000;

/** The cases in a box; before it is known, of the whole earth. What was there stays until what is asked for has come, so that the map never blinks. */
export function useMapCases(asked: { box: Box; zoom: number } | null, states: CaseState[], problem: string) {
  const [answer, setAnswer] = useState<MapAnswer>();
  const [error, setError] = useState<ApiError>();
  const [round, setRound] = useState(0);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = asked?.box ?? world;
  const key = `${box.west} ${box.south} ${box.east} ${box.north} ${asked?.zoom ?? ""} ${states.join()} ${problem}`;

  useEffect(() => {
    const abort = new AbortController();
    api.map({ ...box, ...(asked ? { zoom: asked.zoom } : {}), state: states.join(), problem }, abort.signal).then(
      (fresh) => { if (!abort.signal.aborted) { setAnswer(fresh); setError(undefined); } },
      (cause: unknown) => { if (!abort.signal.aborted) setError(cause instanceof ApiError ? cause : new ApiError(0, String(cause))); },
    );
    return () => abort.abort();
    // `key` names all that is asked.
  }, [key, round]);

  const now = useCallback(() => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    setRound((n) => n + 1);
  }, []);
  useEffect(() => () => clearTimeout(waiting.current), []);
  // A city's cases change many times a second; one look at them after a moment answers all.
  const reload = useMemo(() => ({ now, soon: () => { waiting.current ??= setTimeout(now, soon); } }), [now]);
  return { answer, error, reload };
}
