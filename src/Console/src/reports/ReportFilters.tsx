import { api } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import type { ReportName } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName, useProblems } from "../shell/Problems";
import { daysOf, dimensionsOf, spans, type Days, type Dimension, type ReportFilter, type Span } from "./query";

/** Which days, what about, and told apart by what. */
export function ReportFilters({ report, filter, today, onFilter }: { report: ReportName; filter: ReportFilter; today: string; onFilter: (filter: ReportFilter) => void }) {
  const { t } = useTexts();
  const { all } = useProblems();
  const problemName = useProblemName();
  const { value: cameras } = useLoaded("cameras", (signal) => api.cameras(signal));
  const set = (part: Partial<ReportFilter>) => onFilter({ ...filter, ...part });
  const days = daysOf(filter, today);
  const setDay = (day: Partial<Days>) => { if (day.from !== "" && day.to !== "") set({ days: { ...days, ...day } }); };
  const choices = dimensionsOf[report];
  return (
    <div className="report-filters">
      <label>{t("reports.from")}<input type="date" required value={days.from} max={days.to} onChange={(e) => setDay({ from: e.target.value })} /></label>
      <label>{t("reports.to")}<input type="date" required value={days.to} min={days.from} onChange={(e) => setDay({ to: e.target.value })} /></label>
      <div className="state-choices" role="group" aria-label={t("reports.days")}>
        {(Object.keys(spans) as Span[]).map((span) => (
          <button key={span} type="button" className="toggle" aria-pressed={filter.days === span} onClick={() => set({ days: span })}>{t(`reports.span.${span}`)}</button>
        ))}
      </div>
      <label>
        {t("reports.by")}
        <select value={choices.includes(filter.by) ? filter.by : choices[0]} onChange={(e) => set({ by: e.target.value as Dimension | "" })}>
          {choices.map((one) => <option key={one} value={one}>{t(`reports.by.${one || "none"}`)}</option>)}
        </select>
      </label>
      {report !== "coverage" && (
        <label>
          {t("queue.filter.problem")}
          <select value={filter.class} onChange={(e) => set({ class: e.target.value })}>
            <option value="">{t("map.everyProblem")}</option>
            {all.filter(({ kind }) => kind !== "equipment").map(({ name }) => <option key={name} value={name}>{problemName(name)}</option>)}
          </select>
        </label>
      )}
      <label>
        {t("queue.filter.camera")}
        <select value={filter.camera} onChange={(e) => set({ camera: e.target.value })}>
          <option value="">{t("queue.filter.everyCamera")}</option>
          {(cameras ?? []).map(({ agent, camera, name }) => <option key={`${agent}/${camera}`} value={`${agent}/${camera}`}>{name || camera}</option>)}
        </select>
      </label>
      <label>{t("reports.grid")}<input type="search" maxLength={40} placeholder={t("reports.grid.hint")} value={filter.grid} onChange={(e) => set({ grid: e.target.value })} /></label>
    </div>
  );
}
