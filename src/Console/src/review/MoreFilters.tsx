import { api } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import type { Due, Period, QueueFilter } from "./filter";

const periods: readonly Exclude<Period, "">[] = ["today", "1d", "7d", "30d", "days"];
const dues: readonly Exclude<Due, "">[] = ["due-soon", "overdue"];

/** What is asked for less often: camera, time, limit, a part of the map. */
export function MoreFilters({ filter, onSet }: { filter: QueueFilter; onSet: (part: Partial<QueueFilter>) => void }) {
  const { t } = useTexts();
  const { value: cameras } = useLoaded("cameras", (signal) => api.cameras(signal));
  return (
    <>
      <select className="filter-whole" aria-label={t("queue.filter.camera")} value={filter.camera} onChange={(e) => onSet({ camera: e.target.value })}>
        <option value="">{t("queue.filter.everyCamera")}</option>
        {(cameras ?? []).map(({ agent, camera, name }) => <option key={`${agent}/${camera}`} value={`${agent}/${camera}`}>{name || camera}</option>)}
      </select>
      <select aria-label={t("queue.filter.period")} value={filter.period} onChange={(e) => onSet({ period: e.target.value as Period })}>
        <option value="">{t("queue.filter.anyTime")}</option>
        {periods.map((period) => <option key={period} value={period}>{t(`queue.period.${period}`)}</option>)}
      </select>
      <select aria-label={t("queue.filter.due")} value={filter.due} onChange={(e) => onSet({ due: e.target.value as Due, ...(e.target.value && filter.state === "pending" ? { state: "all" as const } : {}) })}>
        <option value="">{t("queue.filter.anyDue")}</option>
        {dues.map((due) => <option key={due} value={due}>{t(`limit.${due}`)}</option>)}
      </select>
      {filter.period === "days" && (
        <>
          <input type="date" aria-label={t("queue.period.from")} value={filter.fromDay} onChange={(e) => onSet({ fromDay: e.target.value })} />
          <input type="date" aria-label={t("queue.period.to")} value={filter.toDay} onChange={(e) => onSet({ toDay: e.target.value })} />
        </>
      )}
      {filter.box && <p className="filter-whole filter-box">{t("queue.filter.box")} <button type="button" className="plain" aria-label={t("queue.filter.noBox")} onClick={() => onSet({ box: null })}>×</button></p>}
    </>
  );
}
