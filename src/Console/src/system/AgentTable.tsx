import type { AgentStatus } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { agoWords } from "../time/words";
import { useNow } from "../time/useNow";

export function AgentTable({ agents }: { agents: AgentStatus[] }) {
  const { t } = useTexts();
  if (agents.length === 0) return <p className="quiet">{t("system.agents.none")}</p>;
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("cameras.col.agent")}</th>
            <th scope="col">{t("cameras.col.state")}</th>
            <th scope="col">{t("system.agent.said")}</th>
            <th scope="col">{t("system.agent.started")}</th>
            <th scope="col" className="number">{t("system.agent.cameras")}</th>
            <th scope="col" className="number">{t("system.agent.outbox")}</th>
            <th scope="col">{t("system.agent.settings")}</th>
            <th scope="col">{t("system.agent.version")}</th>
            <th scope="col">{t("system.agent.models")}</th>
          </tr>
        </thead>
        <tbody>{agents.map((agent) => <AgentRow key={agent.agent} agent={agent} />)}</tbody>
      </table>
    </div>
  );
}

function AgentRow({ agent }: { agent: AgentStatus }) {
  const { t } = useTexts();
  const now = useNow(5);
  const desired = agent.settings?.desired?.revision ?? 0;
  const revision = agent.settings?.reported?.revision ?? agent.settingsRevision;
  return (
    <tr>
      <th scope="row">{agent.agent}</th>
      <td>
        <span className={`state-mark ${agent.online ? "mark-live" : "mark-offline"}`}>
          <svg viewBox="0 0 12 12" aria-hidden="true">{agent.online ? <circle cx="6" cy="6" r="4.5" /> : <path d="M2 2l8 8M10 2l-8 8" className="mark-hollow" />}</svg>
          {t(agent.online ? "system.agent.online" : "system.agent.offline")}
        </span>
      </td>
      <td>{agoWords(t, agent.at, now)}</td>
      <td>{agent.startedAt ? agoWords(t, agent.startedAt, now) : "–"}</td>
      <td className="number">{agent.cameras.filter((one) => one.state === "live").length} / {agent.cameras.length}</td>
      <td className={agent.outboxRows > 0 ? "number warn" : "number"}>{agent.outboxRows.toLocaleString()}</td>
      <td>{desired > revision ? <span className="warn">{t("system.agent.pending", { n: revision, desired })}</span> : revision}</td>
      <td title={agent.version}>{agent.version.split("+")[0]}</td>
      <td>{agent.models.map((model) => <span key={model} className="code block">{model}</span>)}</td>
    </tr>
  );
}
