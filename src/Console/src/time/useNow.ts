import { useSyncExternalStore } from "react";

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    listeners.forEach((listen) => listen());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The time in milliseconds, one shared tick a second; coarser where a second says nothing, so that long lists rest. */
export function useNow(everySeconds = 1): number {
  const step = everySeconds * 1000;
  const rounded = () => Math.floor(now / step) * step;
  return useSyncExternalStore(subscribe, rounded, rounded);
}
