import { useEffect, useRef, useState } from "react";
import type { CaseState } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { caseStates } from "../life/moves";
import { useProblemName, useProblems } from "../shell/Problems";
import { useSettled } from "../time/useSettled";
import { isNarrow, openingFilter, type QueueFilter } from "./filter";
import { MoreFilters } from "./MoreFilters";
import { useQueue } from "./QueueContext";
import { QueueTabs } from "./QueueTabs";

const typingPause = 350;

/** Head of the queue: how many wait, and what to show of them. */
export function QueueFilters() {
  const { t, language } = useTexts();
  const { queue, dispatch } = useQueue();
  const { all: problems } = useProblems();
  const problemName = useProblemName();
  const { filter } = queue;
  const hasMore = filter.camera !== "" || filter.period !== "" || filter.due !== "" || filter.box !== null;
  const [more, setMore] = useState(hasMore);
  const set = (part: Partial<QueueFilter>) => dispatch({ type: "filter", filter: { ...filter, ...part } });
  const total = `${queue.total.toLocaleString(language)}${queue.beyondTotal ? "+" : ""}`;

  return (
    <header className="queue-head">
      <QueueTabs />
      <div className="queue-counts">
        <h1 id="review-title" className="visually-hidden">{t("queue.title")}</h1>
        <strong aria-live="polite">{filter.state === "pending" ? t("queue.waiting", { n: total }) : t("queue.shown", { shown: queue.items.length, total })}</strong>
        {queue.arrived > 0 && <span className="badge badge-new" role="status">{t("queue.new", { n: queue.arrived })}</span>}
        {queue.decided > 0 && <span className="quiet">{t("queue.session", { n: queue.decided })}</span>}
      </div>
      <div className="queue-filters">
        <Search text={filter.text} onText={(text) => set({ text })} />
        <select aria-label={t("queue.filter.state")} value={filter.state} onChange={(e) => set({ state: e.target.value as CaseState | "all" })}>
          {caseStates.map((state) => <option key={state} value={state}>{t(`state.${state}`)}</option>)}
          <option value="all">{t("queue.filter.anyState")}</option>
        </select>
        <select aria-label={t("queue.filter.problem")} value={filter.problem} onChange={(e) => set({ problem: e.target.value })}>
          <option value="">{t("map.everyProblem")}</option>
          {problems.map(({ name }) => <option key={name} value={name}>{problemName(name)}</option>)}
        </select>
        {(more || hasMore) && <MoreFilters filter={filter} onSet={set} />}
        <div className="queue-filter-links">
          {!hasMore && <button type="button" className="plain link" aria-expanded={more} onClick={() => setMore(!more)}>{t(more ? "queue.filter.less" : "queue.filter.more")}</button>}
          {isNarrow(filter) && <button type="button" className="plain link" onClick={() => dispatch({ type: "filter", filter: openingFilter })}>{t("queue.filter.clear")}</button>}
        </div>
      </div>
    </header>
  );
}

/** Asks once the typing pauses. `/` leads here. */
function Search({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const settled = useSettled(typed, typingPause);
  useKeys({ "/": () => field.current?.focus() });
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (settled.trim() !== text.trim()) onText(settled);
    // Only what was typed asks anew; a filter that was reset from outside comes in through `text`.
  }, [settled]);
  return (
    <input
      ref={field} type="search" className="queue-search" maxLength={80} aria-label={t("queue.filter.text")} placeholder={t("queue.filter.text.hint")} aria-keyshortcuts="/"
      value={typed} onChange={(e) => setTyped(e.target.value)} onKeyDown={(e) => { if (e.key === "Escape") e.currentTarget.blur(); }}
    />
  );
}
