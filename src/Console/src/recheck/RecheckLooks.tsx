import { evidenceUrl } from "../api/client";
import type { Recheck } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";
import { sourceOf } from "../review/sources";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";

/** Every look that was made again, the latest first. */
export function RecheckLooks({ recheck }: { recheck: Recheck }) {
  const { t, language } = useTexts();
  const now = useNow(60);
  const looks = [...recheck.looks].reverse();
  if (looks.length === 0 && !recheck.settled) return null;
  return (
    <section aria-labelledby="recheck-title">
      <h3 id="recheck-title">{t("recheck.title")}</h3>
      {recheck.settled && (
        <p className="quiet">
          {t("recheck.settled", { by: recheck.settled.by, state: textOr(t, `state.${recheck.settled.to}`, recheck.settled.to) })}
          {recheck.settled.accepted !== undefined && ` ${t(recheck.settled.accepted ? "recheck.accepted" : "recheck.overruled")}`}
        </p>
      )}
      <ul className="timeline">
        {looks.map(({ source, askedAt, at, answer, why, found, evidence }, i) => (
          <li key={`${askedAt} ${source} ${i}`} title={found}>
            <time dateTime={at ?? askedAt}>{clockWords(language, at ?? askedAt, now)}</time>
            <span>
              {answer ? t(`recheck.answer.${answer}`) : t("recheck.answer.none")}
              {why && <span className="quiet"> – {textOr(t, `recheck.why.${why}`, why)}</span>}
              <span className="quiet"> · {sourceOf(source)?.id ?? source}</span>
              {evidence && <> <a href={evidenceUrl(evidence)} target="_blank" rel="noreferrer">{t("recheck.picture")}</a></>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
