import { useEffect, useRef } from "react";

/** Calls back every so many seconds while the page is looked at. */
export function useEvery(seconds: number, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    const timer = setInterval(() => { if (!document.hidden) latest.current(); }, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
}
