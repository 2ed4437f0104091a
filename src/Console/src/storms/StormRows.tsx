import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { useProblemName } from "../shell/Problems";
import { useEvery } from "../time/useEvery";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";

const refreshSeconds = 20;

/** Storms that wait, above the single cases: a hundred cameras in the rain are one thing to decide. */
export function StormRows() {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(60);
  const { value, reload } = useLoaded("storms", (signal) => api.storms(20, signal));
  useLiveMessages(() => {}, reload);
  useEvery(refreshSeconds, reload);
  const waiting = (value?.items ?? []).filter(({ pending }) => pending > 0);
  if (waiting.length === 0) return null;
  return (
    <ul className="storm-rows" aria-label={t("storm.title")}>
      {waiting.map((storm) => (
        <li key={storm.id}>
          <a className="storm-row" href={hrefOf({ page: "storm", storm: storm.id })}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 15a4 4 0 0 1 .5-8 5 5 0 0 1 9.6 1.2A3.5 3.5 0 0 1 17 15M8 18l-1 2M12 18l-1 2M16 18l-1 2" /></svg>
            <span>
              <strong>{t("storm.row", { n: storm.pending.toLocaleString(language), problem: problemName(storm.problem) })}</strong>
              <span className="quiet block">{t("storm.since", { sources: storm.sources, from: clockWords(language, storm.from, now), until: clockWords(language, storm.until, now) })}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
