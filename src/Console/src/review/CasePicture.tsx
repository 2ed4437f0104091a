import { useEffect, useState } from "react";
import { api, evidenceUrl } from "../api/client";
import type { Case } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { PictureStage } from "../picture/PictureStage";
import { SubjectBoxes } from "../picture/SubjectBoxes";
import { ZoneOutline } from "../picture/ZoneOutline";
import { useProblemName } from "../shell/Problems";
import { ToggleButton } from "../shell/ToggleButton";

/** The case's clearest picture with boxes and zone. */
export function CasePicture({ of }: { of: Case }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  const [boxes, setBoxes] = useState(true);
  const [zoneShown, setZoneShown] = useState(true);
  const [zoomed, setZoomed] = useState(false);
  const zone = useZone(of);
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
        zoomed={zoomed} focus={of.subjects} onZoomedChange={setZoomed}
        overlay={(layout) => (
          <>
            {zoneShown && zone && <ZoneOutline zone={zone} layout={layout} />}
            {boxes && <SubjectBoxes subjects={of.subjects} counts={(subject) => subject.score >= of.threshold} layout={layout} />}
          </>
        )}
      />
      <div className="stage-tools" role="toolbar" aria-label={t("picture.tools")}>
        <ToggleButton on={boxes} onChange={setBoxes} hotkey="b">{t("picture.boxes")}</ToggleButton>
        <ToggleButton on={zoneShown} onChange={setZoneShown} hotkey="v">{t("picture.zone")}</ToggleButton>
        <ToggleButton on={zoomed} onChange={setZoomed} hotkey="z">{t("picture.zoom")}</ToggleButton>
      </div>
    </div>
  );
}

/** The zone as it stands now; the one that judged may have been drawn otherwise, which is why it is faint. */
function useZone(of: Case) {
  const { value: camera, reload } = useLoaded(`${of.agent}/${of.camera}`, (signal) => api.camera(of.agent, of.camera, signal));
  const id = of.zone ?? of.judgement?.zone;
  const zone = camera?.zones?.find((one) => one.id === id);
  useEffect(() => {
    if (camera && !zone) reload();
    // Asked again once per case, not on every answer.
  }, [of.id, reload]);
  return zone;
}
