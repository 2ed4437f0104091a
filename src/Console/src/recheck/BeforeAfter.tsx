import { useState } from "react";
import { evidenceUrl } from "../api/client";
import type { CaseDetail, Recheck, Subject } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { PictureStage } from "../picture/PictureStage";
import { SubjectBoxes } from "../picture/SubjectBoxes";
import { ToggleButton } from "../shell/ToggleButton";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";

/** The place before it was reported handled, and since, side by side and zoomed alike. */
export function BeforeAfter({ of, recheck }: { of: CaseDetail; recheck: Recheck }) {
  const { t } = useTexts();
  const [boxes, setBoxes] = useState(true);
  const [zoomed, setZoomed] = useState(false);
  useKeys({ b: () => setBoxes((on) => !on), z: () => setZoomed((on) => !on) });
  const after = recheck.looks.findLast(({ evidence }) => evidence !== undefined && evidence === recheck.after);
  const before = recheck.before === of.evidence ? of.subjects.filter(({ score }) => score >= of.threshold) : [];
  const beforeAt = of.evidences.find(({ id }) => id === recheck.before)?.takenAt ?? undefined;
  // What was seen before says where to look now, if both are of one view.
  const focus = recheck.sameView && before.length > 0 ? before : after?.seen ? [after.seen] : [];
  const shared = { boxes, zoomed, onZoomed: setZoomed };
  return (
    <div className="case-picture before-after">
      <Side {...shared} name={t("recheck.before")} at={beforeAt} evidence={recheck.before} subjects={before} focus={before} absent={t("recheck.before.none")} />
      <Side {...shared} name={t("recheck.after")} at={after?.at ?? after?.askedAt} evidence={recheck.after} subjects={after?.seen ? [after.seen] : []} focus={focus} absent={t("recheck.after.none")} />
      <div className="stage-tools" role="toolbar" aria-label={t("picture.tools")}>
        <ToggleButton on={boxes} onChange={setBoxes} hotkey="b">{t("picture.boxes")}</ToggleButton>
        <ToggleButton on={zoomed} onChange={setZoomed} hotkey="z">{t("picture.zoom")}</ToggleButton>
      </div>
    </div>
  );
}

interface SideProps {
  name: string;
  at: string | undefined;
  evidence: string | undefined;
  subjects: Subject[];
  focus: Subject[];
  absent: string;
  boxes: boolean;
  zoomed: boolean;
  onZoomed: (zoomed: boolean) => void;
}

function Side({ name, at, evidence, subjects, focus, absent, boxes, zoomed, onZoomed }: SideProps) {
  const { t, language } = useTexts();
  const now = useNow(60);
  return (
    <figure className="side">
      <figcaption><strong>{name}</strong>{at && <time dateTime={at}> {clockWords(language, at, now)}</time>}</figcaption>
      <PictureStage
        url={evidence ? evidenceUrl(evidence) : undefined} label={name} absent={absent} failed={t("case.pictureWaits")} zoomed={zoomed && focus.length > 0} focus={focus} onZoomedChange={onZoomed}
        overlay={(layout) => (boxes ? <SubjectBoxes subjects={subjects} counts={() => true} layout={layout} /> : null)}
      />
    </figure>
  );
}
