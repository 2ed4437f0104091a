import type { AgentStatus } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { agoWords } from "../time/words";
import { useNow } from "../time/useNow";

/** Through what sensors report, and whether they could be heard at all. */
export function SourceTable({ agents }: { agents: AgentStatus[] }) {
  const { t } = useTexts();
  const now = useNow(5);
  const sources = agents.flatMap((agent) => (agent.sensorSources ?? []).map((source) => ({ agent, ...source })));
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">{t("system.sources")}</h2>
      <p className="quiet">{t("system.sources.help")}</p>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("system.source.name")}</th>
              <th scope="col">{t("cameras.col.agent")}</th>
              <th scope="col">{t("cameras.col.state")}</th>
              <th scope="col">{t("cameras.col.since")}</th>
              <th scope="col" className="number">{t("system.source.received")}</th>
              <th scope="col">{t("cameras.col.error")}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ agent, source, live, since, received, lastError }) => (
              <tr key={`${agent.agent} ${source}`} className={agent.online ? "" : "row-offline"}>
                <th scope="row">{source}</th>
                <td>{agent.agent}</td>
                <td><SourceState live={live} online={agent.online} /></td>
                <td>{agoWords(t, since, now)}</td>
                <td className="number">{(received ?? 0).toLocaleString()}</td>
                <td className="cell-error">{lastError}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SourceState({ live, online }: { live: boolean; online: boolean }) {
  const { t } = useTexts();
  const good = live && online;
  return (
    <span className={`state-mark ${good ? "mark-live" : online ? "mark-stalled" : "mark-offline"}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">{good ? <circle cx="6" cy="6" r="4.5" /> : <path d="M2 2l8 8M10 2l-8 8" className="mark-hollow" />}</svg>
      {t(!online ? "cameras.offline" : live ? "system.ok" : "system.away")}
    </span>
  );
}
