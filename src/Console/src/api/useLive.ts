import { useEffect, useRef, useSyncExternalStore } from "react";
import { live, type LiveState } from "./live";
import type { LiveMessage } from "./types";

/** Calls back on each live message, always with the latest closure. */
export function useLiveMessages(onMessage: (message: LiveMessage) => void, onCaughtUp?: () => void): void {
  const latest = useRef({ onMessage, onCaughtUp });
  useEffect(() => {
    latest.current = { onMessage, onCaughtUp };
  });
  useEffect(() => {
    const stopMessages = live.onMessage((message) => latest.current.onMessage(message));
    const stopCaughtUp = live.onCaughtUp(() => latest.current.onCaughtUp?.());
    return () => {
      stopMessages();
      stopCaughtUp();
    };
  }, []);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore((listener) => live.onState(listener), () => live.state);
}
