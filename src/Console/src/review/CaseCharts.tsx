import { useState } from "react";
import type { Case, CaseDetail } from "../api/types";
import { SeriesChart } from "../chart/SeriesChart";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { useProblems } from "../shell/Problems";
import { ToggleButton } from "../shell/ToggleButton";
import { chartsOf } from "./caseCharts";

/** What the case's sensors read, a chart for each quantity: first the time about the condition, on demand all. */
export function CaseCharts({ of, detail, alone }: { of: Case; detail: CaseDetail | undefined; alone: boolean }) {
  const { t } = useTexts();
  const [whole, setWhole] = useState(false);
  useKeys({ t: () => setWhole((on) => !on) });
  // Nobody looks for a picture of an empty battery.
  const isEquipment = useProblems().find(of.problem)?.kind === "equipment";
  const shown = detail && chartsOf(t, detail);
  const span = shown && (whole || !shown.event ? shown.span : shown.event);
  return (
    <section className={alone ? "case-charts case-charts-alone" : "case-charts"} aria-label={t("chart.title")}>
      {alone && shown && !isEquipment && <p className="quiet case-charts-note">{t("case.noCamera")}</p>}
      {shown && span && shown.charts.map(({ key, series, source, limit }, i) => (
        // A new case starts with its own latest reading, not with where the last one was read.
        <SeriesChart
          key={`${of.id} ${key}`} series={series} span={span} marks={shown.marks} limit={limit} source={source}
          tools={shown.event && i === 0 ? <ToggleButton on={whole} onChange={setWhole} hotkey="t">{t("chart.whole")}</ToggleButton> : undefined}
        />
      ))}
      {!shown && <p className="quiet case-charts-note">{detail ? t("chart.absent") : t("common.loading")}</p>}
    </section>
  );
}
