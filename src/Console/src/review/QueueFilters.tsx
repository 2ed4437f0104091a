import { api } from "../api/client";
import type { CaseState } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { caseStates } from "../life/moves";
import { useProblemName, useProblems } from "../shell/Problems";
import { openingFilter, type QueueFilter } from "./queue";
import { useQueue } from "./QueueContext";

/** Head of the queue: how many wait, and what to show of them. */
export function QueueFilters() {
  const { t } = useTexts();
  const { queue, dispatch } = useQueue();
  const { all: problems } = useProblems();
  const problemName = useProblemName();
  const { value: cameras } = useLoaded("cameras", (signal) => api.cameras(signal));
  const { filter } = queue;
  const set = (part: Partial<QueueFilter>) => dispatch({ type: "filter", filter: { ...filter, ...part } });
  const narrow = filter.state !== "pending" || filter.problem || filter.camera;

  return (
    <header className="queue-head">
      <div className="queue-counts">
        <h1 id="review-title" className="visually-hidden">{t("queue.title")}</h1>
        <strong aria-live="polite">{filter.state === "pending" ? t("queue.waiting", { n: queue.total }) : t("queue.shown", { shown: queue.items.length, total: queue.total })}</strong>
        {queue.arrived > 0 && <span className="badge badge-new" role="status">{t("queue.new", { n: queue.arrived })}</span>}
        {queue.decided > 0 && <span className="quiet">{t("queue.session", { n: queue.decided })}</span>}
      </div>
      <div className="queue-filters">
        <select aria-label={t("queue.filter.state")} value={filter.state} onChange={(e) => set({ state: e.target.value as CaseState | "all" })}>
          {caseStates.map((state) => <option key={state} value={state}>{t(`state.${state}`)}</option>)}
          <option value="all">{t("common.all")}</option>
        </select>
        <select aria-label={t("queue.filter.problem")} value={filter.problem} onChange={(e) => set({ problem: e.target.value })}>
          <option value="">{t("queue.filter.problem")}</option>
          {problems.map(({ name }) => <option key={name} value={name}>{problemName(name)}</option>)}
        </select>
        <select aria-label={t("queue.filter.camera")} value={filter.camera} onChange={(e) => set({ camera: e.target.value })}>
          <option value="">{t("queue.filter.camera")}</option>
          {(cameras ?? []).map(({ agent, camera, name }) => <option key={`${agent}/${camera}`} value={`${agent}/${camera}`}>{name || camera}</option>)}
        </select>
        {narrow && <button type="button" className="plain" onClick={() => dispatch({ type: "filter", filter: openingFilter })}>{t("queue.filter.clear")}</button>}
      </div>
    </header>
  );
}
