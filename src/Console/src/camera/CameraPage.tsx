import { useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { Camera } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { ErrorNote } from "../shell/ErrorNote";
import { useEvery } from "../time/useEvery";
import { CameraHead } from "./CameraHead";
import { LatestLookPanel } from "./LatestLookPanel";
import { SaveBar } from "./SaveBar";
import { ThresholdPanel } from "./ThresholdPanel";
import { useSettingsDraft } from "./useSettingsDraft";
import { useSnapshot } from "./useSnapshot";
import { ZoneList } from "./ZoneList";

/** One camera: what it sees, what is judged there, and the thresholds with the scores that they divide. */
export function CameraPage({ agent, camera }: { agent: string; camera: string }) {
  const { t } = useTexts();
  const { value, error, reload } = useLoaded(`${agent}/${camera}`, (signal) => api.camera(agent, camera, signal));
  useLiveMessages((message) => {
    if ((message.type === "camera" && message.camera === camera && message.agent === agent) || (message.type === "agent" && message.agent === agent)) reload();
  }, reload);
  useEvery(15, reload);

  if (value) return <Loaded camera={value} reload={reload} />;
  return (
    <main id="content" className="page">
      <p><a href={hrefOf({ page: "cameras" })}>← {t("camera.back")}</a></p>
      {error?.status === 404 ? <div className="empty"><p>{t("camera.gone")}</p></div> : error ? <ErrorNote error={error} onRetry={reload} /> : <p className="quiet">{t("common.loading")}</p>}
    </main>
  );
}

function Loaded({ camera, reload }: { camera: Camera; reload: () => void }) {
  const draft = useSettingsDraft(camera, reload);
  const look = useSnapshot(camera.agent, camera.camera);
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <main id="content" className="camera-page" aria-labelledby="camera-title">
      <CameraHead camera={camera} draft={draft} />
      <div className="camera-columns">
        <div className="camera-left">
          <LatestLookPanel camera={camera} look={look} draft={draft} editing={editing} />
          <ZoneList draft={draft} editing={editing} onEdit={setEditing} />
        </div>
        <ThresholdPanel camera={camera} draft={draft} />
      </div>
      <SaveBar draft={draft} />
    </main>
  );
}
