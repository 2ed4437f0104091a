import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { ErrorNote } from "../shell/ErrorNote";
import { useEvery } from "../time/useEvery";
import { AgentTable } from "./AgentTable";
import { AsideTable } from "./AsideTable";
import { HealthLine } from "./HealthLine";
import { ReportTable } from "./ReportTable";
import { SourceTable } from "./SourceTable";

/** How the whole is doing: bridge, agents, what was looked at, what could not be taken. */
export function SystemPage() {
  const { t } = useTexts();
  const health = useLoaded("health", (signal) => api.health(signal));
  const agents = useLoaded("agents", (signal) => api.agents(signal));
  const reports = useLoaded("reports", (signal) => api.reports(24, signal));
  const aside = useLoaded("aside", (signal) => api.aside(50, signal));
  const all = [health, agents, reports, aside];
  const reloadAll = () => all.forEach((one) => one.reload());
  useLiveMessages((message) => { if (message.type === "agent" || message.type === "settings") agents.reload(); }, reloadAll);
  useEvery(15, reloadAll);

  return (
    <main id="content" className="page" aria-labelledby="system-title">
      <header className="page-head"><h1 id="system-title">{t("system.title")}</h1></header>
      <HealthLine health={health.value} reached={!health.error} />
      <section aria-labelledby="agents-title">
        <h2 id="agents-title">{t("system.agents")}</h2>
        {agents.error && !agents.value ? <ErrorNote error={agents.error} onRetry={agents.reload} /> : agents.value && <AgentTable agents={agents.value} />}
      </section>
      {agents.value?.some((one) => one.sensorSources?.length) && <SourceTable agents={agents.value} />}
      <section aria-labelledby="zero-title">
        <h2 id="zero-title">{t("system.reports")}</h2>
        <p className="quiet">{t("system.reports.help")}</p>
        {reports.error && !reports.value ? <ErrorNote error={reports.error} onRetry={reports.reload} /> : reports.value && <ReportTable reports={reports.value} />}
      </section>
      <section aria-labelledby="aside-title">
        <h2 id="aside-title">{t("system.aside")}</h2>
        <p className="quiet">{t("system.aside.help")}</p>
        {aside.error && !aside.value ? <ErrorNote error={aside.error} onRetry={aside.reload} /> : aside.value && <AsideTable messages={aside.value} />}
      </section>
    </main>
  );
}
