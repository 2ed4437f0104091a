import { useState } from "react";
import type { ApiError } from "../api/client";
import type { Camera, Subject } from "../api/types";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import type { Translate } from "../i18n/translate";
import { PictureStage } from "../picture/PictureStage";
import { SubjectBoxes } from "../picture/SubjectBoxes";
import { ZoneOutline } from "../picture/ZoneOutline";
import { ToggleButton } from "../shell/ToggleButton";
import { agoWords } from "../time/words";
import { useNow } from "../time/useNow";
import { allDayOf } from "./thresholds";
import type { SettingsDraft } from "./useSettingsDraft";
import type { LatestLook } from "./useSnapshot";
import { ZoneEditor } from "./ZoneEditor";

/** The latest look with boxes and zones; while a zone is edited, its corners can be moved here. */
export function LatestLookPanel({ camera, look, draft, editing }: { camera: Camera; look: LatestLook; draft: SettingsDraft; editing: string | null }) {
  const { t } = useTexts();
  const [boxes, setBoxes] = useState(true);
  // A model gives dozens of faint guesses for one look; they tell something only to who tunes a threshold.
  const [weak, setWeak] = useState(false);
  const thresholdFor = (name: string) => allDayOf(draft.thresholds, name) ?? camera.thresholds?.[name] ?? 0.5;
  const counts = (one: Subject) => one.score >= thresholdFor(one.class);
  const edited = draft.zones.find((zone) => zone.id === editing);
  return (
    <section className="look" aria-label={t("camera.look")}>
      <div className="look-stage">
        <PictureStage
          url={look.url} label={t("common.named", { name: t("camera.look"), what: camera.name || camera.camera })}
          absent={look.loading ? t("picture.loading") : look.error ? lookError(t, look.error, camera.online) : t("camera.look.none")}
          failed={t("camera.look.none")}
          overlay={(layout) => (
            <>
              {draft.zones.filter((zone) => zone !== edited).map((zone) => <ZoneOutline key={zone.id} zone={zone} layout={layout} named />)}
              {boxes && !edited && <SubjectBoxes subjects={weak ? look.subjects : look.subjects.filter(counts)} counts={counts} layout={layout} />}
              {edited && <ZoneEditor zone={edited} layout={layout} onChange={(zone) => draft.change({ zones: draft.zones.map((one) => (one === edited ? zone : one)) })} />}
            </>
          )}
        />
      </div>
      <div className="look-tools">
        <button type="button" disabled={look.loading} onClick={() => look.fetch(true)}>{look.loading ? t("camera.look.looking") : t("camera.look.now")}</button>
        <button type="button" disabled={look.loading} onClick={() => look.fetch(false)}>{t("camera.look.latest")}</button>
        <ToggleButton on={boxes} onChange={setBoxes}>{t("picture.boxes")}</ToggleButton>
        {boxes && <ToggleButton on={weak} onChange={setWeak}>{t("picture.weak")}</ToggleButton>}
        <LookAge look={look} />
      </div>
      {look.url && look.error && <p className="camera-error" role="alert">{lookError(t, look.error, camera.online)}</p>}
    </section>
  );
}

function LookAge({ look }: { look: LatestLook }) {
  const { t } = useTexts();
  const now = useNow();
  if (!look.takenAt) return null;
  return <span className="quiet" role="status">{t("camera.look.subjects", { n: look.subjects.length })}{t("common.comma")}<span aria-live="off">{t("camera.look.taken", { age: agoWords(t, look.takenAt, now) })}</span></span>;
}

function lookError(t: Translate, error: ApiError, online: boolean): string {
  if (!online) return t("camera.look.offline");
  return error.status === 504 ? t("camera.look.timeout") : errorWords(t, error);
}
