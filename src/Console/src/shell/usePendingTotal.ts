import { useEffect, useRef } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";

const settle = 1_000;

/** How many cases wait in all, whatever the queue's filters show; null until known. */
export function usePendingTotal(): { total: number; beyond: boolean } | null {
  const { value, reload } = useLoaded("pending", (signal) => api.cases({ state: "pending" }, 1, null, signal));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveMessages((message) => {
    if (message.type !== "case" || message.change === "updated" || message.change === "joined") return;
    // Not put off by the next message: in a busy hour there is always a next one.
    timer.current ??= setTimeout(() => { timer.current = undefined; reload(); }, settle);
  }, reload);
  return value ? { total: value.total, beyond: value.moreThanTotal ?? false } : null;
}

/** The number stands in the tab's title, so that it is seen while another tab is open. */
export function useTitle(pending: string): void {
  const { t } = useTexts();
  useEffect(() => {
    document.title = pending ? `(${pending}) ${t("app.name")}` : t("app.name");
  }, [pending, t]);
}
