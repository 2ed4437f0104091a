import type { Filer } from "../api/types";
import { replyWords } from "../bridge/replyWords";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName } from "../shell/Problems";
import { agoWords, momentWords } from "../time/words";
import { useNow } from "../time/useNow";

/** A destination that no bridge had in its settings for so long (seconds) is no longer one. */
const forgottenAfter = 300;

/** How each of the city's platforms fares, with its own words where it takes nothing. */
export function FilerLine({ filers }: { filers: Filer[] }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(5);
  if (filers.length === 0) return null;
  return (
    <ul className="filers" aria-label={t("filings.filers")}>
      {filers.map(({ filer, trouble, resumeAt, seenAt }) => {
        const gone = (now - Date.parse(seenAt)) / 1000 > forgottenAfter;
        return (
          <li key={filer}>
            <span className={`state-mark ${trouble ? "mark-stalled" : gone ? "mark-offline" : "mark-live"}`}>
              <svg viewBox="0 0 12 12" aria-hidden="true">{trouble ? <path d="M6 1l5.5 10H.5z" /> : gone ? <path d="M2 2l8 8M10 2l-8 8" className="mark-hollow" /> : <circle cx="6" cy="6" r="4.5" />}</svg>
              {t("common.named", { name: filer, what: t(trouble ? "filer.trouble" : gone ? "filer.gone" : "filer.well") })}
            </span>
            {trouble && <span className="filer-words">{replyWords(t, problemName, trouble)}{resumeAt && <span className="quiet"> {t("filer.resumes", { at: momentWords(language, resumeAt, now) })}</span>}</span>}
            {gone && <span className="quiet">{t("filer.seen", { age: agoWords(t, seenAt, now) })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
