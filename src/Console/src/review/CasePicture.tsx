import { useEffect, useState } from "react";
import { api, evidenceUrl } from "../api/client";
import type { Case, Corroboration, Subject } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { PictureStage } from "../picture/PictureStage";
import { SubjectBoxes } from "../picture/SubjectBoxes";
import { ZoneOutline } from "../picture/ZoneOutline";
import { useProblemName } from "../shell/Problems";
import { ToggleButton } from "../shell/ToggleButton";

/** The case's clearest picture with boxes and zone. Where a camera was only asked, the box is what it answered by. */
export function CasePicture({ of, asked }: { of: Case; asked: Corroboration[] }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  const [boxes, setBoxes] = useState(true);
  const [zoneShown, setZoneShown] = useState(true);
  const [zoomed, setZoomed] = useState(false);
  const zone = useZone(of);
  const subjects = subjectsOf(of, asked);
  useKeys({
    b: () => setBoxes((on) => !on),
    v: () => setZoneShown((on) => !on),
    z: () => setZoomed((on) => !on),
  });

  return (
    <div className="case-picture">
      <PictureStage
        url={of.evidence ? evidenceUrl(of.evidence) : undefined}
        label={t("case.picture", { n: of.number, problem: problemName(of.problem) })}
        absent={t("case.noPicture")} failed={t("case.pictureWaits")}
        zoomed={zoomed} focus={subjects} onZoomedChange={setZoomed}
        overlay={(layout) => (
          <>
            {zoneShown && zone && <ZoneOutline zone={zone} layout={layout} />}
            {boxes && <SubjectBoxes subjects={subjects} counts={(subject) => of.subjects.length === 0 || subject.score >= of.threshold} layout={layout} />}
          </>
        )}
      />
      <div className="stage-tools" role="toolbar" aria-label={t("picture.tools")}>
        <ToggleButton on={boxes} onChange={setBoxes} hotkey="b">{t("picture.boxes")}</ToggleButton>
        {of.camera && <ToggleButton on={zoneShown} onChange={setZoneShown} hotkey="v">{t("picture.zone")}</ToggleButton>}
        <ToggleButton on={zoomed} onChange={setZoomed} hotkey="z">{t("picture.zoom")}</ToggleButton>
      </div>
    </div>
  );
}

function subjectsOf(of: Case, asked: Corroboration[]): Subject[] {
  if (of.subjects.length > 0) return of.subjects;
  const seen = asked.findLast((one) => one.seen)?.seen;
  return seen ? [seen] : [];
}

/** The zone as it stands now; the one that judged may have been drawn otherwise, which is why it is faint. */
function useZone(of: Case) {
  const { value: camera, reload } = useLoaded(`${of.agent}/${of.camera ?? ""}`, async (signal) => (of.camera ? api.camera(of.agent, of.camera, signal) : undefined));
  const id = of.zone ?? of.judgement?.zone;
  const zone = of.camera ? camera?.zones?.find((one) => one.id === id) : undefined;
  useEffect(() => {
    if (camera && !zone) reload();
    // Asked again once per case, not on every answer.
  }, [of.id, reload]);
  return zone;
}
