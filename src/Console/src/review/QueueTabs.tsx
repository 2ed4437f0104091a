import { useEffect, useRef } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { useEvery } from "../time/useEvery";
import { openingFilter, type QueueFilter } from "./filter";
import { useQueue } from "./QueueContext";

const settle = 2_000;
const tabs = [
  { name: "pending", filter: openingFilter },
  { name: "handled", filter: { ...openingFilter, state: "handled" } },
  { name: "overdue", filter: { ...openingFilter, state: "all", due: "overdue" } },
] as const satisfies { name: string; filter: QueueFilter }[];

/** The three piles of a day's work: to review before filing (核实), to verify before closing (核查), and what is late. */
export function QueueTabs() {
  const { t, language } = useTexts();
  const { queue, dispatch } = useQueue();
  const { value, reload } = useLoaded("piles", async (signal) => {
    const [handled, overdue] = await Promise.all([api.cases({ state: "handled" }, 1, null, signal), api.cases({ due: "overdue" }, 1, null, signal)]);
    return { handled, overdue };
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveMessages((message) => {
    if (message.type === "case" && message.state !== "pending") timer.current ??= setTimeout(() => { timer.current = undefined; reload(); }, settle);
  }, reload);
  useEvery(60, reload);

  return (
    <div className="queue-tabs" role="group" aria-label={t("queue.title")}>
      {tabs.map(({ name, filter }) => {
        const page = name === "pending" ? null : value?.[name];
        return (
          <button key={name} type="button" className="queue-tab" aria-pressed={queue.filter.state === filter.state && queue.filter.due === filter.due} onClick={() => dispatch({ type: "filter", filter })}>
            {t(`queue.tab.${name}`)}
            {page && page.total > 0 && <span className={name === "overdue" ? "queue-late" : "quiet"}> {page.total.toLocaleString(language)}{page.moreThanTotal && "+"}</span>}
          </button>
        );
      })}
    </div>
  );
}
