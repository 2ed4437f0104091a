import { scorePictureUrl } from "../api/client";
import type { Score } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { PictureStage } from "../picture/PictureStage";
import { SubjectBoxes } from "../picture/SubjectBoxes";
import { agoWords } from "../time/words";
import { useNow } from "../time/useNow";

/** The look behind one dot, and the way to those with the next lower and higher score. */
export function SamplePreview({ sample, scores, onChoose }: { sample: Score; scores: Score[]; onChoose: (sample: string | null) => void }) {
  const { t } = useTexts();
  const now = useNow(10);
  const ordered = [...scores].sort((a, b) => a.score - b.score);
  const at = ordered.findIndex((one) => one.id === sample.id);
  const go = (by: number) => () => onChoose(ordered[at + by]?.id ?? null);
  return (
    <div className="sample">
      <div className="sample-picture">
        <PictureStage
          url={sample.hasPicture ? scorePictureUrl(sample.id) : undefined} label={t("threshold.sample.noted", { score: sample.score.toFixed(2), threshold: sample.threshold.toFixed(2), age: agoWords(t, sample.takenAt, now) })}
          absent={t("threshold.sample.noPicture")} failed={t("threshold.sample.noPicture")}
          overlay={(layout) => sample.box && <SubjectBoxes subjects={[sample.box]} counts={(one) => one.score >= sample.threshold} layout={layout} />}
        />
      </div>
      <div className="sample-words">
        <p>{t("threshold.sample.noted", { score: sample.score.toFixed(3), threshold: sample.threshold.toFixed(2), age: agoWords(t, sample.takenAt, now) })}</p>
        <p className="quiet code">{sample.model}</p>
        <div className="sample-buttons">
          <button type="button" disabled={at <= 0} onClick={go(-1)}>← {t("threshold.sample.previous")}</button>
          <button type="button" disabled={at >= ordered.length - 1} onClick={go(1)}>{t("threshold.sample.next")} →</button>
          <button type="button" className="plain" onClick={() => onChoose(null)}>{t("common.close")}</button>
        </div>
      </div>
    </div>
  );
}
