import { useTexts } from "../i18n/LanguageContext";

/** The score as a bar from 0 to 1, with the threshold as a mark. */
export function ScoreBar({ score, threshold }: { score: number; threshold: number }) {
  const { t } = useTexts();
  const words = t("case.score.over", { score: score.toFixed(2), threshold: threshold.toFixed(2) });
  return (
    <div className="score-bar">
      <span>{t("case.score")}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={words}>
        <rect className="score-track" width="100" height="10" />
        <rect className={score >= threshold ? "score-fill score-over" : "score-fill"} width={score * 100} height="10" />
        <rect className="score-mark-edge" x={threshold * 100 - 1.4} width="2.8" height="10" />
        <rect className="score-mark" x={threshold * 100 - 0.6} width="1.2" height="10" />
      </svg>
      <span className="score-words">{words}</span>
    </div>
  );
}
