import { useState } from "react";
import { api, reportUrl } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import type { ReportName, ReportProgress } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { ErrorNote } from "../shell/ErrorNote";
import { useEvery } from "../time/useEvery";
import { CoverageTable } from "./CoverageTable";
import { IndexTable } from "./IndexTable";
import { PatrolTable } from "./PatrolTable";
import { openingFilter, queryOf } from "./query";
import { ReportFilters } from "./ReportFilters";

const names: readonly ReportName[] = ["patrol", "indices", "coverage"];

const refreshSeconds = 60;

/** What the day's work comes to: machine patrol, evaluation indices, coverage; as tables here, as a sheet, and as a page to print. */
export function ReportsPage() {
  const { t } = useTexts();
  const { value, error, reload } = useLoaded("city day", api.cityDay);
  useEvery(refreshSeconds, reload);
  if (value) return <Reports today={value.day} />;
  return <main id="content" className="page" aria-label={t("reports.title")}><Unread error={error} onRetry={reload} /></main>;
}

function Reports({ today }: { today: string }) {
  const { t, language } = useTexts();
  const [name, setName] = useState<ReportName>("patrol");
  const [filter, setFilter] = useState(openingFilter);
  const query = queryOf(name, filter, today);
  const address = (format: "csv" | "print") => reportUrl(format === "print" ? "print" : name, { ...query, lang: language, ...(format === "csv" ? { format } : { report: name }) });
  const report = { name, query };

  return (
    <main id="content" className="page" aria-labelledby="reports-title">
      <header className="page-head">
        <h1 id="reports-title">{t("reports.title")}</h1>
        <div className="state-choices" role="group" aria-label={t("reports.title")}>
          {names.map((one) => <button key={one} type="button" className="toggle" aria-pressed={one === name} onClick={() => setName(one)}>{t(`reports.${one}`)}</button>)}
        </div>
        <span className="spacer" />
        <a className="button" href={address("csv")} download>{t("reports.csv")}</a>
        <a className="button" href={address("print")} target="_blank" rel="noreferrer">{t("reports.print")}</a>
      </header>
      <ReportFilters report={name} filter={filter} today={today} onFilter={setFilter} />
      <p className="quiet page-help">{t(`reports.${name}.help`)}</p>
      {name === "patrol" && <Patrol {...report} />}
      {name === "indices" && <Indices {...report} />}
      {name === "coverage" && <Coverage {...report} />}
    </main>
  );
}

interface ReportProps {
  name: ReportName;
  query: Record<string, string>;
}

function useReport<T>({ name, query }: ReportProps, load: (query: Record<string, string>, signal: AbortSignal) => Promise<T>) {
  const loaded = useLoaded(`${name} ${JSON.stringify(query)}`, (signal) => load(query, signal));
  useEvery(refreshSeconds, loaded.reload);
  return loaded;
}

function Patrol(props: ReportProps) {
  const { value, error, reload } = useReport(props, api.patrol);
  if (!value) return <Unread error={error} onRetry={reload} />;
  return <><Progress of={value.state} /><PatrolTable report={value} /></>;
}

function Indices(props: ReportProps) {
  const { value, error, reload } = useReport(props, api.indices);
  if (!value) return <Unread error={error} onRetry={reload} />;
  return <><Progress of={value.state} /><IndexTable report={value} /></>;
}

function Coverage(props: ReportProps) {
  const { value, error, reload } = useReport(props, api.coverage);
  if (!value) return <Unread error={error} onRetry={reload} />;
  return <><Progress of={value.state} /><CoverageTable report={value} /></>;
}

function Unread({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTexts();
  return error ? <ErrorNote error={error} onRetry={onRetry} /> : <p className="quiet">{t("common.loading")}</p>;
}

/** Where the figures may still move, that is said. */
function Progress({ of }: { of: ReportProgress }) {
  const { t } = useTexts();
  return of.waiting > 0 || of.recounting ? <p className="warn">{t(of.recounting ? "reports.recounting" : "reports.waiting")}</p> : null;
}
