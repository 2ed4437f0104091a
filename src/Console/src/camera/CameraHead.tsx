import type { Camera } from "../api/types";
import { agentFaultWords } from "../bridge/agentFaultWords";
import { StateMark } from "../cameras/StateMark";
import { looksShare } from "../cameras/cameraOrder";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { secondsOf } from "../time/timeSpan";
import { agoWords, durationWords } from "../time/words";
import { useNow } from "../time/useNow";
import type { SettingsDraft } from "./useSettingsDraft";

/** How the camera is doing, in one line, and how often it is looked at. */
export function CameraHead({ camera, draft }: { camera: Camera; draft: SettingsDraft }) {
  const { t } = useTexts();
  const now = useNow();
  const share = looksShare(camera);
  const inForce = camera.settings?.inForce ?? 0;
  const facts = [
    camera.agent,
    camera.width && camera.height ? `${camera.width} × ${camera.height} ${camera.codec ?? ""}` : "",
    camera.keyFrameInterval ? `${t("cameras.col.keyFrames")} ${durationWords(t, secondsOf(camera.keyFrameInterval))}` : "",
    `${t("cameras.col.looks")} ${camera.looksMade.toLocaleString()} / ${camera.looksDue.toLocaleString()}${share === null ? "" : ` (${(share * 100).toFixed(1)} %)`}`,
    inForce === 0 ? t("settings.ownFile") : t("settings.revision", { n: inForce }),
  ];
  return (
    <header className="camera-head">
      <div className="camera-head-line">
        <a href={hrefOf({ page: "cameras" })} aria-label={t("camera.back")} title={t("camera.back")}>←</a>
        <h1 id="camera-title">{camera.name || camera.camera}</h1>
        {camera.name && <span className="quiet code">{camera.camera}</span>}
        <StateMark state={camera.state} online={camera.online} />
        <span className="quiet">{agoWords(t, camera.since, now)}</span>
        <span className="spacer" />
        <CadenceField draft={draft} />
      </div>
      <p className="quiet">{facts.filter(Boolean).join(" · ")}</p>
      <StandingRefusals camera={camera} hidden={draft.save.phase === "refused"} />
      {camera.lastError && camera.state !== "live" && <p className="camera-error">{agentFaultWords(t, camera.lastError)}</p>}
    </header>
  );
}

/** What the agent would not take stays wanted until it is changed, so it is shown until then. */
function StandingRefusals({ camera, hidden }: { camera: Camera; hidden: boolean }) {
  const { t } = useTexts();
  const { settings } = camera;
  if (hidden || !settings || settings.refused.length === 0 || settings.received < settings.revision) return null;
  return (
    <div className="camera-error">
      <p>{t("settings.standingRefusal", { n: settings.received })}</p>
      <ul>{settings.refused.map((one) => <li key={one.key} className="code">{t("settings.refusal", { key: one.key, value: one.value, remedy: one.remedy })}</li>)}</ul>
    </div>
  );
}

function CadenceField({ draft }: { draft: SettingsDraft }) {
  const { t } = useTexts();
  const wrong = draft.cadence < 0.2 || draft.cadence > 3600;
  return (
    <label className="cadence">
      {t("cadence.label")}
      <input
        type="number" min={0.2} max={3600} step={1} value={draft.cadence || ""} aria-invalid={wrong}
        onChange={(e) => draft.change({ cadence: e.target.valueAsNumber || 0 })}
      />
      {t("cadence.unit")}
      {wrong && draft.changed.includes("cadence") && <span className="field-wrong" role="alert">{t("cadence.invalid")}</span>}
    </label>
  );
}
