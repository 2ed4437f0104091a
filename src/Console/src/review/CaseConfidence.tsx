import type { Confidence, ConfidenceFactor } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr, type Translate } from "../i18n/translate";
import { useProblemName } from "../shell/Problems";
import { oddsWords, percentWords, ratioWords } from "./odds";
import { sourceOf, sourceTitle } from "./sources";

/** How likely the problem is real, and on demand every step from what was known before to that. */
export function CaseConfidence({ of, open, onOpen }: { of: Confidence; open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTexts();
  const { prior, posterior, record, factors } = of;
  const problemName = useProblemName();
  const decided = record ? record.confirmed + record.rejected : 0;
  return (
    <section aria-labelledby="confidence-title">
      <h3 id="confidence-title">{t("confidence.title")}</h3>
      <p className="confidence">
        <strong>{percentWords(posterior)}</strong>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect className="score-track" width="100" height="10" />
          <rect className="confidence-fill" width={posterior * 100} height="10" />
        </svg>
        <span className="quiet">{t("confidence.odds", { odds: oddsWords(posterior) })}</span>
      </p>
      <details className="confidence-steps" open={open} onToggle={(e) => onOpen(e.currentTarget.open)}>
        <summary>{t("confidence.how")} <kbd aria-hidden="true">o</kbd></summary>
        <ol>
          <li>
            <span>
              {t("confidence.prior")}
              <span className="quiet block">
                {record && decided > 0
                  ? t("confidence.record", { confirmed: record.confirmed, all: decided, problem: problemName(record.problem), reporter: textOr(t, `source.${record.reporter}`, record.reporter) })
                  : t("confidence.noRecord")}
              </span>
            </span>
            <span className="confidence-figure">{percentWords(prior)}<span className="quiet block">{oddsWords(prior)}</span></span>
          </li>
          {factors.map((factor, i) => (
            <li key={i} title={factor.words}><span>{factorWords(t, factor)}</span><span className="confidence-figure">{ratioWords(factor.ratio)}</span></li>
          ))}
          <li className="confidence-sum"><span>{t("confidence.posterior")}</span><span className="confidence-figure">{percentWords(posterior)}<span className="quiet block">{oddsWords(posterior)}</span></span></li>
        </ol>
      </details>
    </section>
  );
}

/** One step in the reader's language; a kind that the console does not know stands in the bridge's own words. */
export function factorWords(t: Translate, { kind, source, words, answer }: ConfidenceFactor): string {
  const who = sourceOf(source);
  const name = who ? sourceTitle(t, who) : source;
  if (kind === "corroboration") return t("confidence.factor.corroboration", { source: name, answer: textOr(t, `answer.${answer ?? "cannot-tell"}`, answer ?? "") });
  if (kind === "finding" || kind === "independent") return t(`confidence.factor.${kind}`, { source: name });
  return words;
}
