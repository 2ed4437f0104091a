import { useMemo, useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { Camera } from "../api/types";
import { agentFaultWords } from "../bridge/agentFaultWords";
import { useTexts } from "../i18n/LanguageContext";
import { hrefOf } from "../routing/routes";
import { ErrorNote } from "../shell/ErrorNote";
import { SearchField } from "../shell/SearchField";
import { agoWords, durationWords } from "../time/words";
import { secondsOf } from "../time/timeSpan";
import { useEvery } from "../time/useEvery";
import { useNow } from "../time/useNow";
import { bySeverity, looksShare, shownState, type ShownState } from "./cameraOrder";
import { StateChoices } from "./StateChoices";
import { StateMark } from "./StateMark";

/** Every camera and how it is doing; those in trouble first. */
export function CamerasPage() {
  const { t } = useTexts();
  const { value: cameras, error, reload } = useLoaded("cameras", (signal) => api.cameras(signal));
  const [search, setSearch] = useState("");
  const [state, setState] = useState<ShownState | "">("");
  useLiveMessages((message) => { if (message.type === "camera" || message.type === "agent") reload(); }, reload);
  // Counters and ages are not told live.
  useEvery(15, reload);

  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return (cameras ?? []).filter((one) => (!state || shownState(one) === state) && `${one.camera} ${one.name ?? ""} ${one.agent}`.toLowerCase().includes(wanted)).sort(bySeverity);
  }, [cameras, search, state]);

  return (
    <main id="content" className="page" aria-labelledby="cameras-title">
      <header className="page-head">
        <h1 id="cameras-title">{t("cameras.title")}</h1>
        {cameras && cameras.length > 0 && <StateChoices cameras={cameras} chosen={state} onChoose={setState} />}
        <span className="spacer" />
        {cameras && cameras.length > 0 && <SearchField label={t("cameras.filter")} value={search} onChange={setSearch} />}
      </header>
      {error && !cameras && <ErrorNote error={error} onRetry={reload} />}
      {cameras?.length === 0 && <div className="empty"><p>{t("cameras.empty")}</p></div>}
      {cameras && cameras.length > 0 && (shown.length > 0 ? <CameraTable cameras={shown} /> : <p className="quiet">{t("cameras.none")}</p>)}
    </main>
  );
}

function CameraTable({ cameras }: { cameras: Camera[] }) {
  const { t } = useTexts();
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("cameras.col.state")}</th>
            <th scope="col">{t("cameras.col.camera")}</th>
            <th scope="col">{t("cameras.col.agent")}</th>
            <th scope="col">{t("cameras.col.since")}</th>
            <th scope="col" className="number">{t("cameras.col.looks")}</th>
            <th scope="col">{t("cameras.col.latest")}</th>
            <th scope="col" className="number">{t("cameras.col.cadence")}</th>
            <th scope="col" className="number">{t("cameras.col.keyFrames")}</th>
            <th scope="col">{t("cameras.col.error")}</th>
          </tr>
        </thead>
        <tbody>{cameras.map((camera) => <CameraRow key={`${camera.agent}/${camera.camera}`} camera={camera} />)}</tbody>
      </table>
    </div>
  );
}

function CameraRow({ camera }: { camera: Camera }) {
  const { t } = useTexts();
  const now = useNow(5);
  const every = (span: string | undefined) => (span ? durationWords(t, secondsOf(span)) : "–");
  const share = looksShare(camera);
  return (
    <tr className={camera.online ? "" : "row-offline"}>
      <td><StateMark state={camera.state} online={camera.online} /></td>
      <th scope="row"><a href={hrefOf({ page: "camera", agent: camera.agent, camera: camera.camera })}>{camera.name || camera.camera}</a>{camera.name && <span className="quiet"> {camera.camera}</span>}</th>
      <td>{camera.agent}</td>
      <td>{agoWords(t, camera.since, now)}</td>
      <td className="number">{camera.looksMade.toLocaleString()} / {camera.looksDue.toLocaleString()} <span className={share !== null && share < 0.95 ? "warn" : "quiet"}>{share === null ? "" : `${(share * 100).toFixed(share < 0.9995 ? 1 : 0)} %`}</span></td>
      <td>{camera.latestLookAt ? agoWords(t, camera.latestLookAt, now) : "–"}</td>
      <td className="number">{every(camera.cadence)}</td>
      <td className="number">{every(camera.keyFrameInterval)}</td>
      <td className="cell-error">{camera.lastError && agentFaultWords(t, camera.lastError)}</td>
    </tr>
  );
}
