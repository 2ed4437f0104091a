import { api } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { openingFilter } from "./filter";
import { useQueue } from "./QueueContext";
import { summary } from "./reportSummary";

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
      {sum?.sensors && <p>{t("queue.empty.sensors", sum.sensors)}</p>}
      <p><a href={hrefOf({ page: "cameras" })}>{t("queue.empty.cameras")}</a></p>
    </div>
  );
}
