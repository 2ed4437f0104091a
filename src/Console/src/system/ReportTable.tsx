import type { SensorSums, ZeroReport } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName } from "../shell/Problems";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";

export function ReportTable({ reports }: { reports: ZeroReport[] }) {
  const { t } = useTexts();
  if (reports.length === 0) return <p className="quiet">{t("system.reports.none")}</p>;
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("cameras.col.agent")}</th>
            <th scope="col">{t("system.report.period")}</th>
            <th scope="col" className="number">{t("system.report.cameras")}</th>
            <th scope="col" className="number">{t("system.report.looks")}</th>
            <th scope="col" className="number">{t("system.report.sensors")}</th>
            <th scope="col">{t("system.report.opened")}</th>
            <th scope="col">{t("system.report.dropped")}</th>
            <th scope="col" className="number">{t("system.report.latency")}</th>
          </tr>
        </thead>
        <tbody>{reports.map((report) => <ReportRow key={report.id} report={report} />)}</tbody>
      </table>
    </div>
  );
}

function ReportRow({ report }: { report: ZeroReport }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(60);
  const opened = Object.entries(report.opened ?? {}).filter(([, count]) => count > 0);
  const dropped = Object.entries(report.dropped ?? {}).filter(([, count]) => count > 0);
  const short = report.looksDue > 0 && report.looksMade / report.looksDue < 0.95;
  return (
    <tr>
      <th scope="row">{report.agent}</th>
      <td>{clockWords(language, report.from, now)} – {clockWords(language, report.to, now)}</td>
      <td className={report.camerasSeen < report.cameras ? "number warn" : "number"}>{report.camerasSeen} / {report.cameras}</td>
      <td className={short ? "number warn" : "number"}>{report.looksMade.toLocaleString()} / {report.looksDue.toLocaleString()}</td>
      <td className="number"><SensorsHeard of={report.sensors} /></td>
      <td>{opened.length === 0 ? <span className="quiet">{t("system.report.zero")}</span> : opened.map(([problem, count]) => `${problemName(problem)} ${count}`).join(" · ")}</td>
      <td>{dropped.length === 0 ? <span className="quiet">0</span> : <span className="code">{dropped.map(([reason, count]) => `${reason} ${count}`).join(" · ")}</span>}</td>
      <td className="number">{report.lookToOutboxP95Milliseconds == null ? "–" : `${Math.round(report.lookToOutboxP95Milliseconds)} ms`}</td>
    </tr>
  );
}

function SensorsHeard({ of }: { of: SensorSums | null | undefined }) {
  const { t } = useTexts();
  if (!of) return "–";
  return (
    <span title={t("system.report.unused", { undecoded: of.undecoded ?? 0, unknown: of.unknown ?? 0 })}>
      {of.heard.toLocaleString()} / {of.expected.toLocaleString()}{of.silent > 0 && <span className="warn"> {t("system.report.silent", { n: of.silent.toLocaleString() })}</span>}
    </span>
  );
}
