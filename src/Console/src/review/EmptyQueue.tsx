import { api } from "../api/client";
import type { ZeroReport } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { openingFilter } from "./queue";
import { useQueue } from "./QueueContext";

/** Nothing to decide: says what was looked at meanwhile, so that silence is not mistaken for order. */
export function EmptyQueue({ filtered }: { filtered: boolean }) {
  const { t, language } = useTexts();
  const { dispatch } = useQueue();
  const now = useNow(60);
  const { value: reports } = useLoaded("reports", (signal) => api.reports(50, signal));
  if (filtered) {
    return (
      <div className="empty">
        <p>{t("queue.empty.filter")}</p>
        <button type="button" onClick={() => dispatch({ type: "filter", filter: openingFilter })}>{t("queue.filter.clear")}</button>
      </div>
    );
  }
  const sum = reports && summary(reports);
  return (
    <div className="empty">
      <svg className="empty-mark" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20" /><path d="M15 25l6 6 12-13" /></svg>
      <h2>{t("queue.empty.title")}</h2>
      <p>
        {sum ? t("queue.empty.looks", {
          looks: sum.looks.toLocaleString(language), from: clockWords(language, sum.from, now), to: clockWords(language, sum.to, now), cameras: sum.seen, all: sum.cameras,
        }) : reports ? t("queue.empty.noReports") : t("common.loading")}
      </p>
      <p><a href={hrefOf({ page: "cameras" })}>{t("queue.empty.cameras")}</a></p>
    </div>
  );
}

/** The latest report of each agent, taken together; null without any. */
export function summary(reports: ZeroReport[]): { looks: number; seen: number; cameras: number; from: string; to: string } | null {
  const latest = new Map<string, ZeroReport>();
  for (const report of reports) {
    const known = latest.get(report.agent);
    if (!known || Date.parse(report.to) > Date.parse(known.to)) latest.set(report.agent, report);
  }
  const all = [...latest.values()];
  if (all.length === 0) return null;
  const time = (pick: (times: string[]) => string, of: (report: ZeroReport) => string) => pick(all.map(of));
  const byTime = (texts: string[]) => [...texts].sort((a, b) => Date.parse(a) - Date.parse(b));
  return {
    looks: all.reduce((n, report) => n + report.looksMade, 0),
    seen: all.reduce((n, report) => n + report.camerasSeen, 0),
    cameras: all.reduce((n, report) => n + report.cameras, 0),
    from: time((times) => byTime(times)[0]!, (report) => report.from),
    to: time((times) => byTime(times).at(-1)!, (report) => report.to),
  };
}
